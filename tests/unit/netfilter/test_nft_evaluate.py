"""nftables rules in the interpreter: sets, maps, numbers, sets that rules fill, and what verdicts end."""

from fractions import Fraction

import msgspec
import pytest

from sandbox.chance import ScriptedChooser, enumerate_choices
from sandbox.net import IcmpEcho, IcmpError, IcmpReason, Packet, Protocol, parse_address
from sandbox.netfilter import (
    Accept,
    CtState,
    Decision,
    Drop,
    Evaluation,
    Goto,
    RecentLists,
    Reject,
    RuleRef,
    Unmodelled,
)
from sandbox.netfilter.lookups import numgen_weights
from sandbox.netfilter.nft import parse_ruleset
from sandbox.trace import RuleStep

PACKET = Packet(Protocol.TCP, parse_address("10.1.0.1"), 40000, parse_address("172.30.0.1"), 80)


def evaluation(body: str, packet: Packet = PACKET, **fields: object) -> Evaluation:
    (table,) = parse_ruleset(f"table inet t {{ {body} }}").tables
    given: dict[str, object] = {
        "chooser": ScriptedChooser(),
        "make_step": RuleStep,
        "is_local": lambda address: address == parse_address("10.240.0.1"),
        "ct_states": frozenset({CtState.NEW}),
        "in_interface": "veth0",
        "visits": [],
    }
    return Evaluation(table, packet, **{**given, **fields})  # type: ignore[arg-type]


def decision(body: str, packet: Packet = PACKET, **fields: object) -> Decision | None:
    found = evaluation(body, packet, **fields).run("c")
    return None if found is None else found[0]


@pytest.mark.parametrize(
    ("match", "expected"),
    [
        ("ip daddr 172.30.0.1", True),
        ("ip daddr != 172.30.0.1", False),
        ("ip6 daddr != fd00::1", False),
        ("ip saddr { 10.1.0.0/16, 10.9.9.9 }", True),
        ("ip saddr != { 10.1.0.0/16, 10.9.9.9 }", False),
        ("ip saddr 10.0.0.9-10.1.0.1", True),
        ("tcp dport { 80, 443 }", True),
        ("tcp dport 81-90", False),
        ("udp dport 80", False),
        ("udp dport != { 1, 2 }", False),
        ("th dport 80", True),
        ("ip daddr . tcp dport { 172.30.0.1 . 80 }", True),
        ("ip daddr . tcp dport { 172.30.0.1 . 81, 172.30.0.2 . 80 }", False),
        ("meta l4proto { udp, sctp }", False),
        ("ip protocol tcp", True),
        ("ip protocol != { udp, icmp }", True),
        ("ip6 nexthdr tcp", False),
        ("ip6 nexthdr != udp", False),
        ("ip6 nexthdr . th dport { tcp . 80 }", False),
        ("meta nfproto ipv4", True),
        ("meta nfproto ipv6", False),
        ('iifname { "lo", "veth*" }', True),
        ("ct state established,related", False),
        ("ct state { new, established }", True),
        ("ct status dnat", False),
        ("fib saddr type local", False),
        ("icmp type echo-request", False),
        ("icmp type != echo-request", False),
        ("counter", True),
        ("ip daddr @none", False),
        ("ip daddr @net", True),
        ("ip daddr != @net", False),
    ],
)
def test_matches(match: str, expected: bool) -> None:
    sets = (
        "set none { type ipv4_addr; } "
        "set net { type ipv4_addr; flags interval; elements = { 172.30.0.0/24, 1.2.3.4 } } "
    )
    found = decision(f"{sets} chain c {{ {match} drop; }}")
    assert found == (Drop() if expected else None)


@pytest.mark.parametrize(
    ("match", "expected"),
    [
        ("icmp type { echo-request, destination-unreachable }", True),
        ("icmp type != 3", False),
        ("icmp type time-exceeded", False),
        ("icmpv6 type != destination-unreachable", False),
    ],
)
def test_types_of_icmp_errors(match: str, expected: bool) -> None:
    error = IcmpError(IcmpReason.PORT_UNREACHABLE, PACKET)
    packet = Packet(Protocol.ICMP, PACKET.destination, 0, PACKET.source, 0, icmp=error)
    assert decision(f"chain c {{ {match} drop; }}", packet) == (Drop() if expected else None)


@pytest.mark.parametrize(
    ("match", "of_ipv4", "of_ipv6"),
    [
        ("meta l4proto icmp", True, False),
        ("meta l4proto icmpv6", False, True),
        ("meta l4proto != ipv6-icmp", True, False),
        ("meta l4proto { icmp, ipv6-icmp }", True, True),
        ("meta l4proto { tcp, 58 }", False, True),
        ("meta l4proto . th dport { icmp . 0 }", False, False),
        ("ip protocol icmpv6", False, False),
        ("ip6 nexthdr icmp", False, False),
        ("ip6 nexthdr != icmp", False, True),
        ("ip version 4", True, False),
        ("ip version != 4", False, False),
        ("ip6 version 6", False, True),
    ],
)
def test_what_tells_the_families_apart(match: str, of_ipv4: bool, of_ipv6: bool) -> None:
    """ICMP of either is a protocol of its own."""
    for source, expected in (("10.0.0.1", of_ipv4), ("fd00::1", of_ipv6)):
        address = parse_address(source)
        ping = Packet(Protocol.ICMP, address, 0, address, 0, echo=IcmpEcho(1))
        assert decision(f"chain c {{ {match} drop; }}", ping) == (Drop() if expected else None)


@pytest.mark.parametrize("match", ["", "counter", "meta l4proto != icmp", "th dport 80"])
def test_a_reset_is_of_tcp_alone(match: str) -> None:
    """nft adds the match: another protocol's packet goes on to the next rule."""
    datagram = msgspec.structs.replace(PACKET, protocol=Protocol.UDP)
    for packet, expected in ((PACKET, Reject("tcp-reset")), (datagram, Accept())):
        assert decision(f"chain c {{ {match} reject with tcp reset; accept; }}", packet) == expected


@pytest.mark.parametrize(
    ("statement", "of_ipv4", "of_ipv6"),
    [
        ("reject with icmp type host-unreachable", True, False),
        ("reject with icmpv6 type no-route", False, True),
        ("reject with icmpx type no-route", True, True),
        ("reject", True, True),
        ("dnat ip to 10.0.0.1", True, False),
        ("snat ip6 to fd00::1", False, True),
    ],
)
def test_in_a_table_of_both_families_statements_of_one_let_the_other_pass(
    statement: str, of_ipv4: bool, of_ipv6: bool
) -> None:
    six = msgspec.structs.replace(
        PACKET, source=parse_address("fd00::2"), destination=parse_address("fd00::3")
    )
    assert (decision(f"chain c {{ {statement}; }}") is not None) is of_ipv4
    assert (decision(f"chain c {{ {statement}; }}", six) is not None) is of_ipv6


def test_a_map_decides_and_the_visit_keeps_what_it_decided() -> None:
    body = (
        "map m { type ipv4_addr . inet_proto . inet_service : verdict;"
        ' elements = { 172.30.0.1 . tcp . 80 comment "x" : goto d, 172.30.0.1 . udp . 80 : drop } }'
        " chain d { reject; } chain c { ip daddr . meta l4proto . th dport vmap @m; drop; }"
    )
    one = evaluation(body)
    assert one.run("c") == (Reject("icmp-port-unreachable"), RuleRef("inet t", "d", 1))
    assert one.visits[0].target == Goto("d")
    other = msgspec.structs.replace(PACKET, destination_port=81)
    missed = evaluation(body, other)
    assert missed.run("c") == (Drop(), RuleRef("inet t", "c", 2))
    assert (missed.visits[0].failed, missed.visits[0].value) == (0, "172.30.0.1 . tcp . 81")


def test_goto_returns_to_the_callers_caller() -> None:
    body = "chain c { jump d; accept; } chain d { goto e; drop; } chain e { return; drop; }"
    assert decision(body) == Accept()
    body = "chain c { goto d; accept; } chain d { counter; }"
    assert decision(body) is None


def test_a_state_may_choose_the_verdict() -> None:
    body = "chain c { ct state vmap { established : accept, related : accept, new : drop }; }"
    assert decision(body) == Drop()
    assert decision(body, ct_states=frozenset({CtState.ESTABLISHED, CtState.DNAT})) == Accept()
    assert decision(body, ct_states=frozenset()) is None


@pytest.mark.parametrize("modulus", [1, 2, 3, 7, 10, 100])
def test_numbers_have_the_kernels_own_weights(modulus: int) -> None:
    weights = numgen_weights(modulus)
    assert sum(weights) == 1
    assert all(abs(weight - Fraction(1, modulus)) < Fraction(1, 2**31) for weight in weights)
    scaled = [value * modulus >> 32 for value in (0, 2**32 - 1)]
    assert scaled == [0, modulus - 1]


def test_a_third_is_not_quite_a_third() -> None:
    shares = [int(weight * 2**32) for weight in numgen_weights(3)]
    assert shares == [1431655766, 1431655765, 1431655765]


def test_every_number_is_a_branch() -> None:
    body = "chain c { numgen random mod 3 vmap { 0 : accept, 1 : drop }; reject; }"
    found = {
        str(decided): probability
        for probability, decided in enumerate_choices(lambda chooser: decision(body, chooser=chooser))
    }
    assert found == dict(
        zip(
            map(str, (Accept(), Drop(), Reject("icmp-port-unreachable"))),
            numgen_weights(3),
            strict=True,
        )
    )


def test_a_set_that_rules_fill_forgets_when_its_time_has_come() -> None:
    body = (
        "set s { type ipv4_addr; flags dynamic,timeout; timeout 1m; }"
        " chain c { ip saddr @s accept; update @s { ip saddr }; drop; }"
    )
    first = evaluation(body, now=100.0)
    assert first.run("c") == (Drop(), RuleRef("inet t", "c", 3))
    assert decision(body, now=159.9, recent=first.recent) == Accept()
    assert decision(body, now=160.0, recent=first.recent) == Drop()


@pytest.mark.parametrize(("statement", "left"), [("update", True), ("add", False)])
def test_update_renews_the_time_and_add_does_not(statement: str, left: bool) -> None:
    body = (
        "set s { type ipv4_addr; flags dynamic,timeout; timeout 60s; }"
        f" chain c {{ {statement} @s {{ ip saddr }}; }}"
    )
    recent = RecentLists()
    for now in (0.0, 50.0):
        one = evaluation(body, now=now, recent=recent)
        assert one.run("c") is None
        recent = one.recent
    assert recent.holds("s", PACKET.source, 60, 100.0) is left


def test_what_is_not_modelled_stops_the_packet() -> None:
    body = "limit rate 5 mbytes/second drop"
    assert decision(f"chain c {{ {body}; }}") == Unmodelled(body)
    assert decision(f"chain c {{ udp dport 1 {body}; accept; }}") == Accept()
