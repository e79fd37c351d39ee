"""In which order the lab loads a host's rules, so that the kernel runs them in the order of the model."""

import pytest

from sandbox.lab.plan import load_rules
from sandbox.net import Family
from sandbox.netfilter import Ruleset, Table, iptables_table
from sandbox.netfilter.nft import parse_ruleset
from sandbox.routing import RoutingTable
from sandbox.topology import Host, HostKind

NAT = iptables_table("nat", ())
OTHER: tuple[Table, ...] = parse_ruleset("table ip other { }", Family.IPV4).tables


@pytest.mark.parametrize(
    ("four", "six", "tools"),
    [
        ((*OTHER, NAT), (), ["iptables-restore", "nft"]),
        ((NAT, *OTHER), (), ["nft", "iptables-restore"]),
        ((*OTHER, NAT), (NAT,), ["iptables-restore", "ip6tables-restore", "nft"]),
    ],
)
def test_what_runs_first_is_loaded_last(
    four: tuple[Table, ...], six: tuple[Table, ...], tools: list[str]
) -> None:
    """Of two families those count that have rules of both kinds: cluster 2 of seed 71108."""
    rulesets = {Family.IPV4: Ruleset(four), Family.IPV6: Ruleset(six)}
    host = Host("node/n1", HostKind.NODE, (), RoutingTable(()), rulesets)
    assert [each.arguments[0] for each in load_rules(host)] == tools
