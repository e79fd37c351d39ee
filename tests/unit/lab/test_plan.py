"""In which order the lab loads a host's rules, so that the kernel runs them in the order of the model."""

import pytest

from sandbox.formats import loads
from sandbox.lab.given import given_rules
from sandbox.lab.plan import load_rules
from sandbox.net import Family
from sandbox.netfilter import Ruleset, Table, iptables_table
from sandbox.netfilter.nft import parse_ruleset
from sandbox.routing import RoutingTable
from sandbox.topology import Host, HostKind

NAT = iptables_table("nat", ())
OTHER: tuple[Table, ...] = parse_ruleset("table ip other { }", Family.IPV4).tables
PROXY: tuple[Table, ...] = parse_ruleset("table ip kube-proxy { }", Family.IPV4).tables


@pytest.mark.parametrize(
    ("four", "six", "tools"),
    [
        ((*OTHER, NAT), (), ["iptables-restore", "nft"]),
        ((NAT, *OTHER), (), ["nft", "iptables-restore"]),
        ((*OTHER, NAT), (NAT,), ["iptables-restore", "ip6tables-restore", "nft"]),
        ((*OTHER, NAT, *PROXY), (), ["nft", "iptables-restore", "nft"]),
    ],
)
def test_what_runs_first_is_loaded_last(
    four: tuple[Table, ...], six: tuple[Table, ...], tools: list[str]
) -> None:
    """Of two families those count that have rules of both kinds: cluster 2 of seed 71108, 50 of 79008."""
    rulesets = {Family.IPV4: Ruleset(four), Family.IPV6: Ruleset(six)}
    host = Host("node/n1", HostKind.NODE, (), RoutingTable(()), rulesets)
    assert [each.arguments[0] for each in load_rules(host)] == tools


def test_nftables_rules_of_other_software_are_loaded_in_their_own_words() -> None:
    """Else the kernel would judge what Natwalk made of them, and a rule that is read wrongly would agree."""
    given = "add table other\nadd chain ip other c { type filter hook input priority 0 ; }"
    host = Host("node/n1", HostKind.NODE, (), RoutingTable(()), {Family.IPV4: Ruleset((*OTHER, NAT))})
    (_, nft) = load_rules(host, given)
    assert nft.text == given
    (_, both) = load_rules(host, "table inet fw { }")
    assert both.text == "table ip other {\n}\ntable inet fw { }"


def test_rules_that_empty_other_tables_are_not_loaded_as_they_are() -> None:
    host = "apiVersion: natwalk/v1alpha1\nkind: Host\nmetadata: {name: %s}\nspec: {nftables: '%s'}\n"
    texts = (
        host % ("n1", "table ip a { }"),
        host % ("n2", "flush ruleset; table ip a { }"),
        host % ("n3", ""),
    )
    assert given_rules(loads("---\n".join(texts), "x").scenario) == {"node/n1": "table ip a { }"}
