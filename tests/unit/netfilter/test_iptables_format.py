"""Rules as text: what the formatter itself decides. That the kernel prints the same is a kernel test."""

import pytest

from sandbox.net import Family, Protocol, parse_network
from sandbox.netfilter import (
    AddressType,
    Chain,
    Comment,
    Expression,
    Jump,
    MatchAddress,
    MatchAddressType,
    MatchInterface,
    MatchPort,
    MatchProtocol,
    Return,
    Rule,
    Ruleset,
    Side,
    iptables_table,
)
from sandbox.netfilter.fields import ICMPV6
from sandbox.netfilter.iptables import format_expression, format_rule, format_ruleset, quoted

SOURCE, DESTINATION = Side.SOURCE, Side.DESTINATION
SPORT = MatchPort(Protocol.TCP, SOURCE, 99, 99, negated=True)
DPORT = MatchPort(Protocol.TCP, DESTINATION, 80, 90)


def test_general_matches_come_first_in_a_fixed_order() -> None:
    rule = Rule(
        (
            Comment("last"),
            MatchProtocol(Protocol.TCP),
            MatchInterface(DESTINATION, "eth1"),
            MatchInterface(SOURCE, "eth0", negated=True),
            MatchAddress(DESTINATION, parse_network("10.0.0.1")),
            MatchAddress(SOURCE, parse_network("10.0.0.0/8"), negated=True),
            Return(),
        )
    )
    assert format_rule("A", rule) == (
        "-A A ! -s 10.0.0.0/8 -d 10.0.0.1/32 ! -i eth0 -o eth1 -p tcp -m comment --comment last -j RETURN"
    )


@pytest.mark.parametrize(
    ("expressions", "expected"),
    [
        ((SPORT, DPORT), "-m tcp ! --sport 99 --dport 80:90"),
        ((DPORT, SPORT), "-m tcp --dport 80:90 -m tcp ! --sport 99"),
        ((SPORT, MatchPort(Protocol.UDP, DESTINATION, 1, 1)), "-m tcp ! --sport 99 -m udp --dport 1"),
        (
            (MatchAddressType(SOURCE, AddressType.LOCAL), MatchAddressType(DESTINATION, AddressType.UNICAST)),
            "-m addrtype --src-type LOCAL --dst-type UNICAST",
        ),
    ],
    ids=str,
)
def test_two_conditions_of_one_module_share_it(expressions: tuple[Expression, ...], expected: str) -> None:
    assert format_rule("A", Rule(expressions)) == f"-A A {expected}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain_text-1", "plain_text-1"),
        ("", '""'),
        ("two words", '"two words"'),
        ("ns/svc:p80", '"ns/svc:p80"'),
        ('a "quote"', '"a \\"quote\\""'),
        ("it's \\", '"it\\\'s \\\\"'),
        ("é", '"é"'),
    ],
)
def test_quoting(text: str, expected: str) -> None:
    assert quoted(text) == expected


def test_a_match_for_everything_is_not_printed() -> None:
    assert format_expression(MatchAddress(SOURCE, parse_network("0.0.0.0/0"))) == ""
    assert format_rule("A", Rule((MatchAddress(SOURCE, parse_network("::/0")), Return()))) == "-A A -j RETURN"


def test_icmp_of_either_family_has_its_name() -> None:
    assert format_expression(MatchProtocol(Protocol.ICMP), Family.IPV4) == "-p icmp"
    assert format_expression(MatchProtocol(ICMPV6), Family.IPV6) == "-p ipv6-icmp"


def test_tables_and_chains_have_their_own_order() -> None:
    chains = [Chain("b"), Chain("KUBE-A"), Chain("POSTROUTING", (Rule((Jump("b"),)),)), Chain("1")]
    ruleset = Ruleset(
        (iptables_table("nat", chains), iptables_table("raw", []), iptables_table("mangle", []))
    )
    found = format_ruleset(ruleset).splitlines()
    assert [line for line in found if line.startswith("*")] == ["*mangle", "*raw", "*nat"]
    assert [line.split()[0] for line in found[found.index("*nat") + 1 :]] == [
        *(":PREROUTING", ":INPUT", ":OUTPUT", ":POSTROUTING", ":1", ":KUBE-A", ":b", "-A", "COMMIT")
    ]
