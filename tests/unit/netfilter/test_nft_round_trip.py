"""Whatever rules there are, their nftables text is read back as they were."""

from hypothesis import given
from hypothesis import strategies as st

from sandbox.net import Family, Protocol, parse_address, parse_network
from sandbox.netfilter import (
    Accept,
    AddressType,
    BaseChain,
    Chain,
    Comment,
    CtState,
    Dnat,
    Drop,
    Element,
    Expression,
    Field,
    Goto,
    Hook,
    Jump,
    Key,
    Lookup,
    Masquerade,
    MatchAddress,
    MatchAddressType,
    MatchCtState,
    MatchFamily,
    MatchInterface,
    MatchMark,
    MatchPort,
    MatchProtocol,
    NamedSet,
    Numgen,
    Observe,
    Range,
    Reject,
    Return,
    Rule,
    Ruleset,
    SetMark,
    SetUpdate,
    Side,
    Snat,
    Table,
    Verdict,
    VerdictLookup,
)
from sandbox.netfilter.expressions import DnatMap
from sandbox.netfilter.extensions import MatchIcmpTypes, Redirect
from sandbox.netfilter.fields import ICMPV6
from sandbox.netfilter.nft import format_ruleset, parse_ruleset
from sandbox.netfilter.nft.datatypes import in_order

NETWORKS = st.sampled_from([parse_network(text) for text in ("10.0.0.0/8", "10.1.2.3/32", "192.0.2.0/25")])
ADDRESS_PARTS = st.sampled_from(
    [parse_address("10.0.0.1"), parse_address("10.0.0.9"), parse_network("10.8.0.0/16")]
)
STATES = st.sampled_from(
    [
        MatchCtState((CtState.NEW,)),
        MatchCtState((CtState.NEW,), True),
        MatchCtState((CtState.ESTABLISHED, CtState.RELATED)),
    ]
)
ONE_ADDRESS = st.just(parse_address("1.2.3.4"))
PORTS = st.integers(1, 65535)
FLAGS = st.booleans()
PROTOCOLS = st.sampled_from([Protocol.TCP, Protocol.UDP, Protocol.SCTP])
SIDES = st.sampled_from(Side)
VERDICTS: st.SearchStrategy[Verdict] = st.sampled_from([Accept(), Drop(), Return(), Jump("a/b"), Goto("x")])
TEXTS = st.text("abc ;{}#:,", min_size=1, max_size=8)


def key_sets(*parts: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[Key, ...]]:
    return st.sets(st.tuples(*parts), min_size=2, max_size=4).map(in_order)


@st.composite
def vmaps(draw: st.DrawFn) -> VerdictLookup:
    modulus = draw(st.integers(1, 4))
    entries = tuple(((number,), draw(VERDICTS)) for number in range(modulus))
    return VerdictLookup((Numgen(modulus),), entries)


def a_port_match(protocol: Protocol, side: Side, low: int, more: int) -> MatchPort:
    return MatchPort(protocol, side, low, min(low + more, 65535))


MATCHES: st.SearchStrategy[Expression] = st.one_of(
    st.builds(MatchAddress, SIDES, NETWORKS, st.booleans()),
    st.builds(MatchProtocol, PROTOCOLS | st.sampled_from([Protocol.ICMP, ICMPV6]), st.booleans()),
    st.builds(a_port_match, PROTOCOLS, SIDES, PORTS, st.integers(0, 9)),
    st.builds(MatchInterface, SIDES, st.sampled_from(["eth0", "veth+"]), st.booleans()),
    st.builds(MatchMark, st.integers(0, 2**32 - 1), st.just(0xFFFFFFFF), st.booleans()),
    st.builds(MatchMark, st.just(0), st.integers(0, 2**32 - 2), st.booleans()),
    STATES,
    st.sampled_from([MatchCtState((CtState.DNAT,)), MatchCtState((CtState.SNAT, CtState.DNAT))]),
    st.builds(MatchAddressType, SIDES, st.sampled_from(AddressType), st.booleans()),
    st.builds(MatchFamily, st.sampled_from(Family), st.booleans()),
    st.builds(
        MatchIcmpTypes,
        st.sampled_from((4, 6)),
        st.sets(st.integers(0, 255), min_size=1, max_size=3).map(lambda types: tuple(sorted(types))),
        st.booleans(),
    ),
    st.builds(Lookup, st.just((Field.IP_SADDR,)), key_sets(ADDRESS_PARTS), st.booleans()),
    st.builds(Lookup, st.just((Field.IP_DADDR, Field.TCP_DPORT)), key_sets(ONE_ADDRESS, PORTS)),
    st.builds(Lookup, st.just((Field.TH_DPORT,)), st.just(((Range(5, 9),),))),
    st.builds(Lookup, st.just((Field.IP_SADDR,)), st.just("s")),
    st.builds(SetUpdate, st.just("s"), st.just((Field.IP_SADDR,)), st.booleans()),
    st.just(Observe("counter packets 1 bytes 60")),
    st.just(Observe('log prefix "a b"')),
    st.builds(SetMark, st.integers(0, 2**32 - 1), st.just(0xFFFFFFFF)),
    st.builds(SetMark, st.integers(1, 2**32 - 1), st.just(0)),
)  # fmt: skip
ENDS: st.SearchStrategy[Expression] = st.one_of(
    VERDICTS,
    vmaps(),
    st.just(VerdictLookup((Field.IP_DADDR, Field.L4PROTO, Field.TH_DPORT), "m")),
    st.sampled_from([Reject("icmp-port-unreachable"), Reject("icmp-admin-prohibited")]),
    st.builds(lambda fully, low, random: Masquerade(fully, low, low, random), FLAGS, PORTS, FLAGS),
    st.builds(Masquerade, FLAGS),
    st.just(DnatMap((Field.L4PROTO, Field.TH_DPORT), "a", "ip")),
    st.builds(
        lambda low, high: DnatMap((Field.TCP_DPORT,), (((low,), (parse_address("10.0.0.1"), high)),), "ip"),
        PORTS,
        PORTS,
    ),
    st.builds(lambda low, random: Redirect(low, low, random), PORTS, FLAGS),
    st.builds(Dnat, st.just(parse_address("10.0.0.1")), st.integers(0, 65535), st.just(0), FLAGS, FLAGS),
    st.builds(lambda low: Dnat(parse_address("10.0.0.1"), low, low + 1), st.integers(1, 65534)),
    st.builds(
        lambda low, flags: Snat(parse_address("10.0.0.1"), low, low, *flags),
        PORTS,
        st.tuples(FLAGS, FLAGS, FLAGS),
    ),
)
COMMENTS = st.lists(st.builds(Comment, TEXTS), max_size=1)
RULES = st.builds(
    lambda comments, matches, end: Rule((*comments, *matches, end)),
    COMMENTS,
    st.lists(MATCHES, max_size=3),
    ENDS,
)
ELEMENTS = st.dictionaries(
    st.tuples(st.just(parse_address("10.0.0.1")), PROTOCOLS, PORTS),
    st.builds(Element, VERDICTS, TEXTS),
    max_size=3,
)


def in_inet(rule: Rule) -> Rule:
    """The rule as a table of both families has it: an address to translate to is for one of them."""
    *matches, end = rule.expressions
    is_of_one = isinstance(end, Dnat | Snat) or (isinstance(end, DnatMap) and end.family == "ip")
    needed = (MatchFamily(Family.IPV4, implied=True),) if is_of_one else ()
    return Rule((*matches, *needed, end))


@given(st.lists(RULES, max_size=4), ELEMENTS, st.sampled_from(Hook), st.integers(-400, 400), st.booleans())
def test_what_is_printed_is_read_back(
    rules: list[Rule], elements: dict[Key, Element], hook: Hook, priority: int, accepts: bool
) -> None:
    chains = {
        "c": Chain("c", tuple(map(in_inet, rules)), "its comment"),
        "a/b": Chain("a/b"),
        "x": Chain("x", (Rule((Accept(),)),)),
    }
    types = ("ipv4_addr", "inet_proto", "inet_service")
    sets = {
        "s": NamedSet("s", ("ipv4_addr",), flags=("dynamic", "timeout"), timeout=90061, size=65535),
        "m": NamedSet("m", types, elements, is_map=True, comment="a map"),
        "a": NamedSet(
            "a",
            ("inet_proto", "inet_service"),
            {(Protocol.TCP, 80): Element(data=(parse_address("10.0.0.1"), 8080), comment="web")},
            is_map=True,
            data=("ipv4_addr", "inet_service"),
        ),
    }
    base = BaseChain("c", hook, priority, hook is Hook.OUTPUT, accepts)
    ruleset = Ruleset((Table("inet t", chains, (base,), sets, "a table"),))
    assert parse_ruleset(format_ruleset(ruleset)) == ruleset
