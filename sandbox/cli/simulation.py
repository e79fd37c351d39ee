"""The engine as the commands use it: a flow in, the paths out."""

from collections.abc import Iterator
from functools import partial

from msgspec import structs

from sandbox.engine import Request, World, first_packet, one_path, paths
from sandbox.net import Family
from sandbox.netfilter import Rule, Ruleset
from sandbox.netfilter.iptables import format_rule
from sandbox.scenario.compile import FlowError, compile_world, node_host, request_of
from sandbox.scenario.model import Scenario
from sandbox.scenario.objects import Flow
from sandbox.trace import Exchange, Verdict
from sandbox.trace.json import RuleText

__all__ = ["FlowError", "every_path", "node_rules", "one_drawn_path", "rule_text_of"]


def every_path(scenario: Scenario, flow: Flow, seed: int = 0) -> Iterator[Exchange]:
    """All paths of a flow with their exact probabilities. Raises FlowError if the flow cannot be sent."""
    world, request = compile_world(scenario, flow.at), request_of(scenario, flow)
    refused = _unsendable(world, request)
    return iter((refused,)) if refused is not None else paths(world, request, seed)


def one_drawn_path(scenario: Scenario, flow: Flow, seed: int) -> Exchange:
    """One path of a flow, drawn by `seed`. Raises FlowError if the flow cannot be sent."""
    world, request = compile_world(scenario, flow.at), request_of(scenario, flow)
    return _unsendable(world, request) or one_path(world, request, seed)[0]


def _unsendable(world: World, request: Request) -> Exchange | None:
    """The path of a request that its sender's own kernel refuses, None if it can be sent."""
    try:
        first_packet(world, request)
    except LookupError as error:
        if isinstance(error, KeyError | IndexError):
            raise
        return Exchange((), Verdict.UNROUTABLE, reason=str(error))
    return None


def node_rules(scenario: Scenario, node: str, family: Family) -> Ruleset | None:
    """What kube-proxy programs on a node; None if the node has no address of the family.

    Other software's rules are left out.
    """
    alone = tuple(structs.replace(each, iptables="", nftables="") for each in scenario.hosts)
    world = compile_world(structs.replace(scenario, hosts=alone))
    host = world.topology.hosts[node_host(node)]
    return host.rulesets.get(family)


def rule_text_of(exchange: Exchange) -> RuleText:
    """How the rules of a path are written, which depends on the family of its packets."""
    version = exchange.legs[0].trace.packet.source.version if exchange.legs else 4
    family = Family.IPV4 if version == 4 else Family.IPV6
    return partial(_rule_text, family)


def _rule_text(family: Family, chain: str, rule: Rule) -> str:
    return format_rule(chain, rule, family)
