"""Whatever is printed is read back as the same value."""

import ipaddress
import string
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from sandbox.net import Family, IPAddress, IPNetwork, Protocol
from sandbox.netfilter import (
    Accept,
    AddressType,
    Chain,
    Comment,
    Dnat,
    Drop,
    Expression,
    Goto,
    Jump,
    Masquerade,
    MatchAddress,
    MatchAddressType,
    MatchCtState,
    MatchInterface,
    MatchMark,
    MatchPort,
    MatchProtocol,
    Observe,
    ProtocolModule,
    RecentCheck,
    RecentSet,
    Reject,
    Return,
    Rule,
    Ruleset,
    SetMark,
    Side,
    Snat,
    Statistic,
    Table,
    Unmodelled,
    iptables_table,
)
from sandbox.netfilter.conditions import (
    ConnectionCondition,
    ConnectionField,
    LinkType,
    MatchAddressTypes,
    MatchBridgePort,
    MatchConnection,
    MatchIpsec,
    MatchLinkType,
    MatchSocket,
    MatchTimeToLive,
    PortCondition,
    PortOption,
)
from sandbox.netfilter.expressions import PORT_UNREACHABLE, Nfacct
from sandbox.netfilter.extensions import (
    Limit,
    MatchAddressRange,
    MatchConnectionMark,
    MatchIcmp,
    MatchPorts,
    MatchTcpFlags,
    NoTrack,
    Ports,
    Redirect,
    RestoreMark,
    ReversePath,
    SaveMark,
    SetConnectionMark,
)
from sandbox.netfilter.fields import ICMPV6, Range
from sandbox.netfilter.iptables import CT_STATE_ORDER, format_ruleset, in_order
from sandbox.netfilter.iptables.ruleset_parse import parse_ruleset
from tests.fixtures.clusters import CONFIGURATIONS, everything

NAMES = st.text(string.ascii_letters + string.digits + "_-", min_size=1, max_size=20).filter(
    lambda text: text[0] not in "-"
)
CHAINS = ("KUBE-ONE", "KUBE-TWO", "a_chain")
PROTOCOLS = st.sampled_from([Protocol.TCP, Protocol.UDP, Protocol.SCTP])
ICMP = {Family.IPV4: Protocol.ICMP, Family.IPV6: ICMPV6}
SIDES, FLAGS = st.sampled_from(Side), st.booleans()
VERSIONS, BYTES = st.sampled_from([4, 6]), st.integers(0, 255)
PORTS = st.integers(0, 65535)
MARKS = st.integers(0, 2**32 - 1)
COMMENTS = st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" "), max_size=40)
UNMODELLED = st.sampled_from(
    [
        "-m hashlimit --hashlimit-upto 1/sec --hashlimit-name x",
        '-m string --string "a \\"b\\"" --algo bm',
        "-m pkttype --pkt-type otherhost",
    ]
)


def addresses(family: Family) -> SearchStrategy[IPAddress]:
    """Addresses of the family."""
    return st.ip_addresses(v=4 if family is Family.IPV4 else 6)


@st.composite
def networks(draw: st.DrawFn, family: Family) -> IPNetwork:
    """Networks of the family that leave something out."""
    return ipaddress.ip_network((draw(addresses(family)), draw(st.integers(1, family.bits))), strict=False)


@st.composite
def ports(draw: st.DrawFn) -> MatchPort:
    """Port matches that leave something out."""
    low, high = sorted((draw(PORTS), draw(PORTS)))
    negated = draw(FLAGS)
    return MatchPort(draw(PROTOCOLS), draw(SIDES), max(low, 1), max(high, 1), negated)


def general(family: Family) -> SearchStrategy[tuple[Expression | None, ...]]:
    """At most one of each general match."""
    return st.tuples(
        *(st.none() | st.builds(MatchAddress, st.just(side), networks(family), FLAGS) for side in Side),
        *(st.none() | st.builds(MatchInterface, st.just(side), NAMES, FLAGS) for side in Side),
        st.none() | st.builds(MatchProtocol, PROTOCOLS | st.just(ICMP[family]), FLAGS),
    )


def connection_conditions() -> SearchStrategy[tuple[ConnectionCondition, ...]]:
    """Some conditions that fit both families, in the order in which they are printed."""
    one = ConnectionCondition
    return st.tuples(
        st.builds(one, st.just(ConnectionField.PROTOCOL), st.integers(1, 255), FLAGS),
        st.builds(
            lambda pair, negated: one(
                ConnectionField.REPLY_SOURCE_PORT, Range(min(pair), max(pair)), negated
            ),
            st.tuples(PORTS, PORTS),
            FLAGS,
        ),
        st.builds(one, st.just(ConnectionField.STATUS), st.just(("SEEN_REPLY", "ASSURED")), FLAGS),
        st.builds(one, st.just(ConnectionField.DIRECTION), st.sampled_from([("ORIGINAL",), ("REPLY",)])),
    ).flatmap(
        lambda all_of_them: st.sets(st.sampled_from(range(len(all_of_them))), min_size=1).map(
            lambda chosen: tuple(all_of_them[each] for each in sorted(chosen))
        )
    )


MATCHES: SearchStrategy[Expression] = st.one_of(
    ports(),
    st.builds(ProtocolModule, PROTOCOLS),
    st.builds(MatchMark, MARKS, MARKS, FLAGS),
    st.builds(
        MatchCtState,
        st.sets(st.sampled_from(CT_STATE_ORDER), min_size=1).map(
            lambda states: tuple(each for each in CT_STATE_ORDER if each in states)
        ),
        FLAGS,
    ),
    st.builds(MatchAddressType, SIDES, st.sampled_from(AddressType), FLAGS),
    st.builds(Comment, COMMENTS),
    st.builds(Statistic, st.integers(0, 2**31)),
    st.builds(RecentCheck, NAMES, st.integers(0, 2**31 - 1), FLAGS, st.integers(0, 255), FLAGS, FLAGS, FLAGS),
    st.builds(RecentSet, NAMES, FLAGS),
    st.builds(Nfacct, NAMES),
    st.builds(
        MatchPorts,
        st.sampled_from(Ports),
        st.lists(
            st.tuples(PORTS, PORTS).map(lambda pair: (min(pair), max(pair))), min_size=1, max_size=7
        ).map(tuple),
        FLAGS,
    ),
    st.builds(
        lambda ends, of_source, negated: MatchAddressRange(of_source, min(ends), max(ends), negated),
        st.tuples(st.ip_addresses(v=4), st.ip_addresses(v=4)),
        FLAGS,
        FLAGS,
    ),
    st.builds(MatchTcpFlags, st.integers(0, 63), st.integers(0, 63), FLAGS),
    st.builds(Limit, st.integers(1, 9), st.sampled_from([1, 60, 3600, 86400]), st.integers(0, 10_000)),
    st.builds(MatchConnectionMark, MARKS, MARKS, FLAGS),
    st.builds(MatchIcmp, st.sampled_from([4, 6]), st.integers(0, 200), st.none() | st.integers(0, 9), FLAGS),
    st.builds(ReversePath, FLAGS, FLAGS, FLAGS, FLAGS),
    st.builds(MatchLinkType, st.sampled_from(LinkType), FLAGS),
    st.builds(lambda version, n, negated: MatchTimeToLive(version, n, n, negated), VERSIONS, BYTES, FLAGS),
    st.builds(lambda version, low: MatchTimeToLive(version, low, 255), VERSIONS, st.integers(2, 254)),
    st.builds(lambda version, high: MatchTimeToLive(version, 0, high), VERSIONS, st.integers(1, 254)),
    st.builds(MatchSocket, FLAGS),
    st.builds(lambda none: MatchIpsec(f"--dir in --pol {'none' if none else 'ipsec'}", none), FLAGS),
    st.builds(
        lambda of_source, interface, negated: MatchAddressTypes(
            of_source, ("UNICAST", "LOCAL"), interface, negated
        ),
        FLAGS,
        st.sampled_from(["", "in", "out"]),
        FLAGS,
    ),
    st.builds(
        lambda name, first, second: MatchBridgePort(
            (PortCondition(PortOption.INCOMING, name, first), PortCondition(PortOption.BRIDGED, "", second))
        ),
        NAMES,
        FLAGS,
        FLAGS,
    ),
    st.builds(
        lambda states, negated, conditions: MatchConnection(conditions, states, bool(states) and negated),
        st.sampled_from([(), ("NEW",), ("INVALID", "DNAT")]),
        FLAGS,
        connection_conditions(),
    ),
    st.builds(Unmodelled, UNMODELLED),
)
ANYWHERE: SearchStrategy[Expression] = st.one_of(
    st.builds(Accept),
    st.builds(Return),
    st.builds(Jump, st.sampled_from(CHAINS)),
    st.builds(Goto, st.sampled_from(CHAINS)),
    st.builds(SetMark, MARKS, MARKS),
    st.builds(SetConnectionMark, MARKS, MARKS),
    st.builds(SaveMark, MARKS, MARKS),
    st.builds(RestoreMark, MARKS, MARKS),
    st.just(Observe('-j LOG --log-prefix "a b"')),
    st.just(Unmodelled("-j TTL --ttl-set 64")),
)


def translations(family: Family) -> SearchStrategy[Expression]:
    """Targets of table nat."""
    ports = st.tuples(st.integers(1, 65535), st.integers(1, 65535)).map(lambda pair: (min(pair), max(pair)))
    return st.one_of(
        st.builds(Dnat, addresses(family), PORTS, st.just(0), FLAGS, FLAGS),
        st.builds(
            lambda address, pair: Dnat(address, pair[0], pair[1] if pair[0] < pair[1] else 0),
            addresses(family),
            ports,
        ),
        st.builds(
            lambda fully, pair, random: Masquerade(fully, pair[0], pair[1], random),
            FLAGS,
            st.just((0, 0)) | ports,
            FLAGS,
        ),
        st.builds(lambda pair, random: Redirect(pair[0], pair[1], random), st.just((0, 0)) | ports, FLAGS),
        st.builds(
            lambda address, pair, flags: Snat(address, *pair, *flags),
            addresses(family),
            st.just((0, 0)) | ports,
            st.tuples(FLAGS, FLAGS, FLAGS),
        ),
    )


TARGETS: dict[str, Callable[[Family], SearchStrategy[Expression]]] = {
    "nat": lambda family: ANYWHERE | translations(family),
    "filter": lambda family: (
        ANYWHERE | st.builds(Drop) | st.builds(Reject, st.just(PORT_UNREACHABLE[family]))
    ),
    "mangle": lambda family: ANYWHERE | st.builds(Drop),
    "raw": lambda family: ANYWHERE | st.builds(NoTrack, FLAGS),
}


def settled(expressions: list[Expression]) -> list[Expression]:
    """Without a second condition of a side that would merge into the module before it."""
    kept: list[Expression] = []
    for each in expressions:
        merges = kept and isinstance(each, MatchTcpFlags) and isinstance(kept[-1], MatchPort)
        if not merges and not (
            kept
            and type(each) is type(kept[-1])
            and isinstance(each, MatchPort | MatchAddressType | MatchAddressRange | MatchTcpFlags)
        ):
            kept.append(each)
    return kept


@st.composite
def rules(draw: st.DrawFn, table: str, family: Family) -> Rule:
    """Rules as iptables keeps them."""
    head = [each for each in draw(general(family)) if each is not None]
    matches = settled(draw(st.lists(MATCHES, max_size=4)))
    target = draw(st.none() | TARGETS[table](family))
    return Rule(in_order([*head, *matches, *([target] if target is not None else [])]))


@st.composite
def tables(draw: st.DrawFn, name: str, family: Family) -> Table:
    """Tables with chains of their own, with rules in one of them and in one that is built in."""
    found = {each: tuple(draw(st.lists(rules(name, family), max_size=2))) for each in ("a_chain", "OUTPUT")}
    return iptables_table(name, [Chain(each, found.get(each, ())) for each in (*CHAINS, "OUTPUT")])


@pytest.mark.parametrize("table", TARGETS)
@pytest.mark.parametrize("family", Family, ids=str)
@given(st.data())
@settings(max_examples=40)
def test_printed_and_read_again_it_is_the_same(table: str, family: Family, data: st.DataObject) -> None:
    ruleset = Ruleset((data.draw(tables(table, family)),))
    text = format_ruleset(ruleset, family)
    assert parse_ruleset(text, family) == ruleset
    assert format_ruleset(parse_ruleset(text, family), family) == text


@pytest.mark.parametrize("family", Family, ids=str)
@pytest.mark.parametrize("config", CONFIGURATIONS)
def test_what_kube_proxy_writes_is_read_again(config: str, family: Family) -> None:
    ruleset = everything(CONFIGURATIONS[config], family)
    assert parse_ruleset(format_ruleset(ruleset, family), family) == ruleset
