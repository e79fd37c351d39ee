"""What other software's rules say: read into values, and run."""

import pytest
from msgspec.structs import replace

from sandbox.chance import ScriptedChooser
from sandbox.conntrack import ConntrackEntry, ConntrackTuple, Direction, EntryStatus
from sandbox.net import IcmpEcho, IcmpError, IcmpReason, Packet, Protocol, TcpFlags, parse_address
from sandbox.netfilter import Evaluation, Limits, Rule, iptables_table
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
from sandbox.netfilter.expressions import FULL_MARK, Accept, CtState, Expression, MatchPort, Side
from sandbox.netfilter.extensions import (
    Limit,
    MatchAddressRange,
    MatchConnectionMark,
    MatchIcmp,
    MatchIcmpTypes,
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
from sandbox.netfilter.iptables.errors import RulesTextError
from sandbox.netfilter.iptables.ruleset_parse import parse_ruleset
from sandbox.netfilter.program import ReadyChain
from sandbox.netfilter.ruleset import Chain
from sandbox.netfilter.surroundings import BridgePorts, Surroundings
from sandbox.trace import RuleStep

SYN = Packet(
    Protocol.TCP, parse_address("10.0.0.1"), 40000, parse_address("10.0.0.2"), 8080, TcpFlags.SYN, mark=0x35
)


def only(text: str, table: str = "mangle") -> Expression:
    """The last expression of the only rule."""
    ruleset = parse_ruleset(f"-t {table} -A OUTPUT {text}")
    found = ruleset.table(table)
    assert found is not None
    (rule,) = found.chains["OUTPUT"].rules
    return rule.expressions[-1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "-p tcp -m multiport --dports 80,8000:8010",
            MatchPorts(Ports.DESTINATION, ((80, 80), (8000, 8010))),
        ),
        ("-p tcp -m multiport ! --source-ports 1", MatchPorts(Ports.SOURCE, ((1, 1),), negated=True)),
        (
            "-m iprange ! --src-range 10.0.0.1-10.0.0.9",
            MatchAddressRange(True, parse_address("10.0.0.1"), parse_address("10.0.0.9"), negated=True),
        ),
        ("-p tcp --syn", MatchTcpFlags(0b10111, 0b10)),
        ("-p tcp -m tcp ! --tcp-flags ALL NONE", MatchTcpFlags(63, 0, negated=True)),
        ("-p icmp --icmp-type port-unreachable", MatchIcmp(4, 3, 3)),
        ("-p icmp -m icmp ! --icmp-type 8", MatchIcmp(4, 8, negated=True)),
        ("-p icmp --icmp-type any", MatchIcmp(4, 255)),
        ("-m limit", Limit(3, 3600)),
        ("-m pkttype ! --pkt-type host", MatchLinkType(LinkType.UNICAST, negated=True)),
        ("-m ttl --ttl-lt 5", MatchTimeToLive(4, 0, 4)),
        ("-m ttl --ttl 5", MatchTimeToLive(4, 5, 5)),
        ("-m owner --socket-exists", MatchSocket()),
        ("-m policy --dir out --pol none", MatchIpsec("--dir out --pol none", is_none=True)),
        (
            "-m policy --dir out --pol ipsec ! --proto esp",
            MatchIpsec("--dir out --pol ipsec ! --proto esp"),
        ),
        (
            "-m physdev --physdev-is-bridged ! --physdev-in veth+",
            MatchBridgePort(
                (
                    PortCondition(PortOption.INCOMING, "veth+", negated=True),
                    PortCondition(PortOption.BRIDGED),
                )
            ),
        ),
        (
            "-m addrtype ! --dst-type BROADCAST,LOCAL --limit-iface-out",
            MatchAddressTypes(False, ("LOCAL", "BROADCAST"), "out", negated=True),
        ),
        (
            "-m conntrack --ctdir REPLY ! --ctproto udp --ctstate NEW",
            MatchConnection(
                (
                    ConnectionCondition(ConnectionField.PROTOCOL, 17, negated=True),
                    ConnectionCondition(ConnectionField.DIRECTION, ("REPLY",)),
                ),
                ("NEW",),
            ),
        ),
        ("-m limit --limit 60/minute --limit-burst 9", Limit(1, 1, 9)),
        ("-m connmark ! --mark 5/7", MatchConnectionMark(5, 7, negated=True)),
        ("-m rpfilter --loose --invert", ReversePath(loose=True, inverted=True)),
        ("-j CONNMARK --set-mark 1/2", SetConnectionMark(1, 3)),
        ("-j CONNMARK --and-mark 1", SetConnectionMark(0, FULL_MARK - 1)),
        ("-j CONNMARK --save-mark --mask 7", SaveMark(7, 7)),
        ("-j CONNMARK --restore-mark --ctmask 7", RestoreMark(FULL_MARK, 7)),
    ],
)
def test_it_is_read(text: str, expected: Expression) -> None:
    assert only(text) == expected


def test_targets_of_one_table_are_read_there() -> None:
    assert only("-j CT --notrack", "raw") == NoTrack(is_ct=True)
    assert only("-p tcp -j REDIRECT --to-ports 80-90", "nat") == Redirect(80, 90)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("-p tcp -m multiport --dports 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15:16", "more than 15 ports"),
        ("-m iprange --dst-range 10.0.0.9-10.0.0.1", "ends before it begins"),
        ("-m iprange --dst-range 10.0.0.x", "“10.0.0.x” is no range"),
        ("-p tcp -m multiport --dports 90:80", "ends before it begins"),
        ("-p tcp --tcp-flags SYN,FOO SYN", "“FOO” is no TCP flag"),
        ("-m limit --limit fast", "“fast” is no rate"),
        ("-m conntrack --ctstatus DNAT", "“DNAT” is not known here"),
        ("-m conntrack --ctorigdst fd00::1", "fd00::1 is no IPv4 address"),
        ("-m conntrack --ctorigdst nowhere", "neither an address nor a range"),
        ("-m conntrack --ctproto 256", "“256” is not a protocol"),
        ("-m ttl --ttl-eq 256", "“256” is not a time to live"),
        ("-m limit --limit 20000/s", "too fast"),
        ("-j CT --notrack", "write it in table raw"),
        ("-j REDIRECT", "write it in table nat"),
    ],
)
def test_a_mistake_is_one_sentence(text: str, words: str) -> None:
    with pytest.raises(RulesTextError, match=words):
        only(text)


def run(*expressions: Expression, **fields: object) -> Evaluation:
    """An evaluation after it ran one rule; `visits` tells whether it matched."""
    table = iptables_table("mangle", [Chain("OUTPUT", (Rule((*expressions, Accept())),))])
    given = {"packet": SYN, "is_local": lambda address: False, "make_step": RuleStep, **fields}
    evaluation = Evaluation(table, chooser=ScriptedChooser(), **given)  # type: ignore[arg-type]
    evaluation.run("OUTPUT")
    return evaluation


ANSWERED = ConntrackEntry(
    ConntrackTuple(SYN.source, 40000, parse_address("10.0.0.9"), 80, Protocol.TCP),
    ConntrackTuple(SYN.destination, 8080, SYN.source, 40000, Protocol.TCP),
    EntryStatus.SEEN_REPLY | EntryStatus.DST_NAT,
)


class Connected(Surroundings, frozen=True):
    """A host that has the packet's connection."""

    @property
    def connection(self) -> tuple[ConntrackEntry, Direction]:
        return ANSWERED, Direction.REPLY


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("--ctorigdst 10.0.0.9", ""),
        ("--ctorigdst 10.0.0.2", "ctorigdst 10.0.0.9"),
        ("! --ctreplsrc 10.0.0.0/24", "ctreplsrc 10.0.0.2"),
        ("--ctreplsrcport 8000:9000 --ctproto tcp --ctdir REPLY", ""),
        ("--ctreplsrcport 80", "ctreplsrcport 8080"),
        ("--ctdir ORIGINAL", "ctdir REPLY"),
        ("--ctstatus ASSURED,SEEN_REPLY", ""),
        ("--ctstatus ASSURED", "ctstatus SEEN_REPLY,DNAT"),
        ("--ctstatus NONE", "ctstatus SEEN_REPLY,DNAT"),
        ("! --ctstatus NONE", ""),
        ("--ctproto udp", "ctproto 6"),
        ("--ctstate NEW --ctdir REPLY", "ESTABLISHED"),
    ],
)
def test_a_connection_is_asked_and_what_decided_is_named(text: str, seen: str) -> None:
    found = run(
        only(f"-m conntrack {text}"),
        surroundings=Connected(),
        ct_states=frozenset({CtState.ESTABLISHED}),
    )
    (visit,) = found.visits
    assert (visit.failed < 0, visit.value) == (not seen, seen)


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("--ctdir ORIGINAL", False),
        ("--ctstate INVALID --ctdir ORIGINAL", True),
        ("--ctstate INVALID", True),
        ("--ctstate NEW --ctdir ORIGINAL", False),
    ],
)
def test_without_a_connection_only_the_state_is_asked(text: str, matches: bool) -> None:
    assert (run(only(f"-m conntrack {text}")).visits[0].failed < 0) is matches


class Loose(Surroundings, frozen=True):
    """A host from which the way back leads elsewhere."""

    def comes_back(self, loose: bool, accept_local: bool) -> bool:
        return loose


class Bridged(Surroundings, frozen=True):
    """A host on which br_netfilter knows these ports of the packet."""

    ports: BridgePorts | None

    @property
    def bridge_ports(self) -> BridgePorts | None:
        return self.ports


NEVER_SEEN = None
ROUTED = BridgePorts("veth1")
BRIDGED = BridgePorts("veth1", "veth2")


@pytest.mark.parametrize(
    ("asks", "matched"),
    [
        ("--physdev-is-in", [ROUTED, BRIDGED]),
        ("! --physdev-is-in", [NEVER_SEEN]),
        ("--physdev-in veth+", [ROUTED, BRIDGED]),
        ("! --physdev-in veth2", [NEVER_SEEN, ROUTED, BRIDGED]),
        ("--physdev-is-out", [BRIDGED]),
        ("! --physdev-is-bridged", [NEVER_SEEN, ROUTED]),
        ("--physdev-out veth2", [BRIDGED]),
        ("! --physdev-out veth1", [NEVER_SEEN, BRIDGED]),
        ("! --physdev-out veth2", [NEVER_SEEN]),
    ],
)
def test_ports_of_a_bridge_are_told_as_far_as_they_are_known(
    asks: str, matched: list[BridgePorts | None]
) -> None:
    """A frame that leaves by no port is asked for its name in vain, with `!` too: physdev_mt."""
    match = only(f"-m physdev {asks}")
    found = [run(match, surroundings=Bridged(each)) for each in (NEVER_SEEN, ROUTED, BRIDGED)]
    assert [each.visits[0].failed < 0 for each in found] == [
        each in matched for each in (NEVER_SEEN, ROUTED, BRIDGED)
    ]


@pytest.mark.parametrize(
    ("match", "matches"),
    [
        (MatchPorts(Ports.DESTINATION, ((1, 2), (8000, 9000))), True),
        (MatchPorts(Ports.SOURCE, ((1, 2), (8000, 9000))), False),
        (MatchPorts(Ports.EITHER, ((40000, 40000),)), True),
        (MatchPorts(Ports.EITHER, ((40000, 40000),), negated=True), False),
        (MatchTcpFlags(0b10111, 0b10), True),
        (MatchTcpFlags(0b10000, 0b10000), False),
        (MatchConnectionMark(1, FULL_MARK), False),
        (MatchConnectionMark(1, FULL_MARK, negated=True), False),
        (ReversePath(), False),
        (ReversePath(loose=True), True),
    ],
)
def test_it_matches(match: Expression, matches: bool) -> None:
    evaluation = run(match, surroundings=Loose())
    assert (evaluation.visits[0].failed < 0) is matches


@pytest.mark.parametrize(
    ("match", "matches"),
    [
        (MatchIcmp(4, 3), True),
        (MatchIcmp(4, 3, 3), True),
        (MatchIcmp(4, 3, 1), False),
        (MatchIcmp(4, 8), False),
        (MatchIcmp(4, 8, negated=True), True),
        (MatchIcmp(4, 255), True),
    ],
)
def test_an_error_is_told_by_its_type_and_code(match: Expression, matches: bool) -> None:
    about = IcmpError(IcmpReason.PORT_UNREACHABLE, SYN)
    error = Packet(Protocol.ICMP, SYN.destination, 0, SYN.source, 0, icmp=about)
    assert (run(match, packet=error).visits[0].failed < 0) is matches
    assert run(match).visits[0].failed == 0
    assert run(match).visits[0].value == "tcp"


@pytest.mark.parametrize(
    ("match", "asks", "answers"),
    [
        (MatchIcmp(4, 8), True, False),
        (MatchIcmp(4, 0, 0), False, True),
        (MatchIcmpTypes(4, (8,)), True, False),
        (MatchIcmpTypes(4, (0, 8)), True, True),
        (MatchIcmpTypes(6, (128,)), False, False),
    ],
)
def test_an_echo_is_told_from_its_reply(match: Expression, asks: bool, answers: bool) -> None:
    for is_reply, matches in ((False, asks), (True, answers)):
        echo = Packet(Protocol.ICMP, SYN.source, 0, SYN.destination, 0, echo=IcmpEcho(1, 1, is_reply))
        assert (run(match, packet=echo).visits[0].failed < 0) is matches


def test_marks_move_between_packet_and_connection() -> None:
    assert run(SaveMark(0x0F, 0xFF), connection_mark=0xA00).connection_mark == 0xA05
    assert run(RestoreMark(0xF0, 0xFF), connection_mark=0xA40).packet.mark == 0x45
    assert run(SetConnectionMark(1, 3), connection_mark=0x12).connection_mark == 0x11
    assert run(SaveMark(0x0F, 0xFF)).connection_mark is None


def test_what_is_not_tracked_is_so_for_the_next_rule() -> None:
    assert run(NoTrack()).ct_states == {CtState.UNTRACKED}
    assert run(NoTrack(), ct_states=frozenset({CtState.NEW})).ct_states == {CtState.NEW}


def test_a_limit_fills_up_again_and_never_above_its_burst() -> None:
    limits, found = Limits(), []
    for now in (0, 0, 0, 19, 20, 500, 500, 500):
        has_room, limits = limits.asked("here", Limit(3, 60, burst=2), now)
        found.append(has_room)
    assert found == [True, True, False, False, True, True, True, False]


def test_what_has_a_place_in_an_index_keeps_it_beside_several_ports() -> None:
    """A rule with several ports is asked for each packet, one with a single port for that port alone."""
    several = Rule((MatchPorts(Ports.DESTINATION, ((80, 80),)), Accept()))
    single = Rule((MatchPort(Protocol.TCP, Side.DESTINATION, 80, 80), Accept()))
    chain = ReadyChain("filter", Chain("OUTPUT", (several, single)))
    assert list(chain.candidates(replace(SYN, destination_port=8080))) == [0]
    assert list(chain.candidates(replace(SYN, destination_port=80))) == [0, 1]
