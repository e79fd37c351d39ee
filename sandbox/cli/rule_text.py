"""The rules of a node, and how rules are written."""

from functools import partial

from msgspec import structs

from sandbox.net import Family
from sandbox.netfilter import Ruleset
from sandbox.netfilter.text import command_text
from sandbox.scenario.compile import compile_world, node_host
from sandbox.scenario.model import Scenario
from sandbox.trace import Exchange
from sandbox.trace.json import RuleText


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
    return partial(command_text, family=family)
