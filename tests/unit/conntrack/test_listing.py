"""Reading `conntrack -L`."""

import pytest

from sandbox.conntrack import Direction, EntryStatus, SctpState, TcpState, advanced, is_invalid
from sandbox.conntrack.listing import ConntrackTextError, read_conntrack
from sandbox.net import Packet, Protocol, SctpChunk
from tests.fixtures.node_state import printed

UNREPLIED = (
    "udp 17 29 src=10.0.0.1 dst=10.96.0.10 sport=5 dport=53 [UNREPLIED] "
    "src=10.1.0.9 dst=10.0.0.1 sport=53 dport=5 mark=0 use=1"
)
PLAIN = (
    "tcp 6 300 ESTABLISHED src=fd00::1 dst=fd00::2 sport=5 dport=80 src=fd00::2 dst=fd00::1 sport=80 dport=5"
)


@pytest.mark.parametrize("name", ["conntrack", "conntrack-extended"])
def test_a_real_listing_is_read_in_both_forms(name: str) -> None:
    found = read_conntrack(printed(f"iptables/{name}.txt"), now=10)
    assert found.left_out == ()
    assert len(found.entries) == 2
    first = found.entries[0]
    assert str(first.original.destination) == "10.240.0.4"
    assert first.original.destination_port == 31380
    assert str(first.reply.source) == "10.180.1.136"
    assert first.reply.source_port == 8080
    assert first.state is TcpState.TIME_WAIT
    assert first.expires_at == 128
    for bit in (EntryStatus.SEEN_REPLY, EntryStatus.ASSURED, EntryStatus.SRC_NAT, EntryStatus.DST_NAT):
        assert first.has(bit)


def test_what_was_not_answered_and_not_translated_has_no_such_bits() -> None:
    (unreplied,) = read_conntrack(UNREPLIED).entries
    assert not unreplied.has(EntryStatus.SEEN_REPLY)
    assert not unreplied.has(EntryStatus.ASSURED)
    assert unreplied.has(EntryStatus.DST_NAT)
    assert not unreplied.has(EntryStatus.SRC_NAT)
    (plain,) = read_conntrack(PLAIN).entries
    assert not plain.has(EntryStatus.DST_NAT)
    assert not plain.has(EntryStatus.SRC_NAT)


PINGS = "src=10.1.0.9 dst=1.1.1.1 type={} code=0 id=7 src=1.1.1.1 dst=10.0.0.1 type={} code=0 id=99 mark=0"


@pytest.mark.parametrize("head", ["icmp     1 29 ", "ipv4     2 icmp     1 29 "])
def test_an_echo_has_type_code_and_identifier(head: str) -> None:
    (entry,) = read_conntrack(head + PINGS.format(8, 0)).entries
    assert (entry.original.icmp, entry.reply.icmp) == ((8, 0, 7), (0, 0, 99))
    assert (str(entry.original.source), str(entry.reply.destination)) == ("10.1.0.9", "10.0.0.1")
    assert entry.has(EntryStatus.SRC_NAT)
    assert not entry.has(EntryStatus.DST_NAT)


def test_an_echo_of_ipv6_has_types_of_its_own() -> None:
    line = "icmpv6 58 29 src=fd00::1 dst=fd00::2 type=128 code=0 id=7 [UNREPLIED] "
    line += "src=fd00::2 dst=fd00::1 type=129 code=0 id=7 mark=0 use=1"
    (entry,) = read_conntrack(line).entries
    assert entry.reply == entry.original.inverted
    assert not entry.has(EntryStatus.SEEN_REPLY)


def test_what_is_not_modelled_is_named() -> None:
    text = "\n".join(
        [
            f"icmp 1 29 {PINGS.format(8, 0)}".replace("type=8", "type=13"),
            "gre 47 29 src=1.1.1.1 dst=2.2.2.2 srckey=0x0 dstkey=0x0",
            PLAIN.replace("ESTABLISHED", "SYN_SENT2"),
            f"{PLAIN} zone=7",
            f"{PLAIN} [OFFLOAD] mark=0",
            "conntrack v1.4.7 (conntrack-tools): 4 flow entries have been shown.",
        ]
    )
    found = read_conntrack(text)
    assert found.left_out == ("icmp type 13", "gre", "tcp SYN_SENT2", "zone 7")
    assert len(found.entries) == 1


@pytest.mark.parametrize(
    "line",
    [
        "nonsense",
        "tcp 6",
        "tcp 6 300 ESTABLISHED src=10.0.0.1",
        "tcp six 300 NONE",
        PLAIN.replace("=80", "=x"),
        PLAIN.replace("=80", "=65536"),
        f"icmp 1 29 {PINGS.format(8, 0)}".replace("code=0", "code=256"),
        f"icmp 1 29 {PINGS.format(8, 99)}",
    ],
)
def test_a_line_that_is_no_connection_is_named(line: str) -> None:
    with pytest.raises(ConntrackTextError, match="line 2: is no connection"):
        read_conntrack(f"{PLAIN}\n{line}")


def test_an_association_has_its_state() -> None:
    words = "sctp 132 209 ESTABLISHED src=10.0.0.1 dst=10.0.0.2 sport=5000 dport=3868 "
    words += "src=10.0.0.2 dst=10.0.0.1 sport=3868 dport=5000 [ASSURED] mark=0 use=1"
    (entry,) = read_conntrack(words, now=1).entries
    assert (entry.state, entry.timeout, entry.expires_at) == (SctpState.ESTABLISHED, 209, 210)
    to = entry.original
    data = Packet(Protocol.SCTP, to.source, 5000, to.destination, 3868, chunk=SctpChunk.DATA)
    assert not is_invalid(data, entry, Direction.ORIGINAL)
    assert advanced(entry, data, Direction.ORIGINAL, 5).expires_at == 215
