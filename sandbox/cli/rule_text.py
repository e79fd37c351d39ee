"""The rules of a node, and how rules are written."""

from collections.abc import Iterator
from functools import partial

from msgspec import structs

from sandbox.formats.trace_json import RuleText
from sandbox.kube import ProxyMode
from sandbox.net import Family, family_of
from sandbox.netfilter.text import command_text
from sandbox.scenario.compile import compile_world, node_host
from sandbox.scenario.compile.nodes import proxy_configuration
from sandbox.scenario.model import Scenario
from sandbox.trace import Exchange


def node_rules(scenario: Scenario, node: str, family: Family, mode: ProxyMode) -> Iterator[str] | None:
    """The lines of what kube-proxy programs on a node in `mode`; None without an address of the family.

    Other software's rules are left out.
    """
    alone = tuple(structs.replace(each, iptables="", nftables="") for each in scenario.hosts)
    config = structs.replace(proxy_configuration(scenario, node), mode=mode, hostname_override=node)
    others = tuple(each for each in scenario.proxy_configurations if each.hostname_override != node)
    world = compile_world(structs.replace(scenario, hosts=alone, proxy_configurations=(config, *others)))
    ruleset = world.topology.hosts[node_host(node)].rulesets.get(family)
    if ruleset is None:
        return None
    if mode is ProxyMode.NFTABLES:
        from sandbox.netfilter import nft

        return nft.ruleset_lines(ruleset)
    from sandbox.netfilter import iptables

    return iptables.ruleset_lines(ruleset, family)


def rule_text_of(exchange: Exchange) -> RuleText:
    """How the rules of a path are written, which depends on the family of its packets."""
    family = family_of(exchange.legs[0].trace.packet.source) if exchange.legs else Family.IPV4
    return partial(command_text, family=family)
