"""The rules of a node, and how rules are written."""

from collections.abc import Iterator
from functools import partial

from sandbox.formats.trace_json import RuleText
from sandbox.kube import ProxyMode
from sandbox.net import Family, family_of
from sandbox.netfilter.text import command_text
from sandbox.scenario.compile.generated import generated_rules
from sandbox.scenario.model import Scenario
from sandbox.trace import Exchange


def node_rules(scenario: Scenario, node: str, family: Family, mode: ProxyMode) -> Iterator[str] | None:
    """The lines of what kube-proxy programs on a node in `mode`; None without an address of the family.

    Other software's rules are left out.
    """
    ruleset = generated_rules(scenario, node, family, mode)
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
