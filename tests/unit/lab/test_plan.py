"""In which order the lab loads a host's rules, so that the kernel runs them in the order of the model."""

import msgspec
import pytest

from sandbox.formats import loads
from sandbox.lab.errors import LabError
from sandbox.lab.given import Given, given_rules
from sandbox.lab.inside.messages import Run
from sandbox.lab.plan import load_rules
from sandbox.net import Family
from sandbox.netfilter import Ruleset, Table, iptables_table
from sandbox.netfilter.nft import parse_ruleset
from sandbox.routing import RoutingTable
from sandbox.scenario.compile import compile_world
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


def test_rules_of_other_software_are_loaded_in_their_own_words() -> None:
    """Else the kernel would judge what Natwalk made of them, and a rule that is read wrongly would agree."""
    saved = '*nat\n:OWN - [0:0]\n[5:60] -A OWN -m comment --comment "a \'b" -j RETURN\nCOMMIT\n'
    commands = (
        "# own\nsudo iptables -w -I INPUT -m comment --comment 'a \"b' -j DROP\nip6tables -P INPUT DROP\n"
    )
    other = "add table other\nadd chain ip other c { type filter hook input priority 0 ; }"
    host = Host("node/n1", HostKind.NODE, (), RoutingTable(()), {Family.IPV4: Ruleset((*OTHER, NAT))})
    given = Given({Family.IPV4: Ruleset((NAT,))}, saved + commands, other)
    below, *loads = load_rules(host, given)
    assert below.arguments == ("iptables-restore",)
    assert loads == [
        Run(("iptables-restore", "--noflush"), saved),
        Run(("iptables", "-w", "-I", "INPUT", "-m", "comment", "--comment", 'a "b', "-j", "DROP")),
        Run(("ip6tables", "-P", "INPUT", "DROP")),
        Run(("nft", "-f", "-"), f"{other}\n"),
    ]


@pytest.mark.parametrize(
    "option",
    [
        "--modprobe=/bin/x",
        "--modprobe /bin/x",
        "-M /bin/x",
        "-nM/bin/x",
        "--mod=/bin/x",
        '"--modprobe=/bin/x"',
    ],
)
@pytest.mark.parametrize(
    "text", ["-A INPUT -m time --utc {} -j DROP", "*filter\n-A INPUT {} -j DROP\nCOMMIT"]
)
def test_no_rule_has_iptables_start_a_program(text: str, option: str) -> None:
    """A scenario comes from strangers, and the lab is root."""
    host = Host("node/n1", HostKind.NODE, (), RoutingTable(()), {})
    with pytest.raises(LabError, match="names a program that iptables would start"):
        load_rules(host, Given({}, text.format(option)))


NODE = "apiVersion: v1\nkind: Node\nmetadata: {name: %s}\nspec: {podCIDR: 10.244.%s.0/24}\n"
HOST = (
    "apiVersion: natwalk/v1alpha1\nkind: Host\nmetadata: {name: %s}\nspec: {iptables: '%s', nftables: '%s'}\n"
)


def test_what_is_given_is_not_among_the_rules_beneath() -> None:
    """A text of nft that empties other tables is not loaded as it is."""
    texts = (
        *(NODE % (f"n{number}", number) for number in (1, 2, 3)),
        HOST % ("n1", "-A FORWARD -j DROP", "table ip a { }"),
        HOST % ("n2", "", "flush ruleset; table ip a { }"),
        HOST % ("n3", "", ""),
    )
    scenario = loads("---\n".join(texts), "x").scenario
    (given,) = given_rules(scenario).values()
    bare = compile_world(msgspec.structs.replace(scenario, hosts=())).topology.hosts["node/n1"]
    assert given == Given(bare.rulesets, "-A FORWARD -j DROP", "table ip a { }")
