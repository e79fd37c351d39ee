"""What Wireshark says of captures: nothing is malformed, and it reads what the walk says."""

from pathlib import Path

import hypothesis
import pytest
from msgspec.structs import replace

from sandbox.capture import ProxyVersion, Sent, capture_bytes, links_of, sent_by_flow
from sandbox.kube import ProxyMode
from sandbox.net import Packet, Protocol
from sandbox.scenario import Scenario
from sandbox.trace import WireCrossing
from tests.fixtures.random_clusters import clusters
from tests.unit.capture.sent import SHIPPED, everything
from tests.unit.capture.wireshark import needs_tshark, rows

pytestmark = needs_tshark

ERROR, WARNING = 0x800000, 0x600000
"""Severities of Wireshark's remarks."""
TRUE_WARNINGS = ("tcp.connection.rst", '_ws.expert.message contains "Unencrypted HTTP protocol detected"')
"""What Wireshark rightly warns of in traffic that is well formed: resets, and port 443 without TLS."""
SUMS = ("ip.checksum", "tcp.checksum", "udp.checksum", "sctp.checksum", "icmp.checksum", "icmpv6.checksum")
WRONG = (f"_ws.expert.severity >= {ERROR}", "_ws.malformed", *(f"{each}.status == 0" for each in SUMS))
"""What no packet may be: an error to Wireshark, malformed, or with a checksum that is not its own."""


@pytest.fixture(scope="module")
def captured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every connection there is in one file."""
    return written(tmp_path_factory.mktemp("capture") / "all.pcapng", everything())


def written(
    path: Path, sent: tuple[Sent, ...], version: ProxyVersion = ProxyVersion.TEXT, link: str = ""
) -> Path:
    path.write_bytes(capture_bytes(sent, version, link))
    return path


def crossings() -> list[WireCrossing]:
    return [crossing for each in everything() for crossing in each.exchange.wire]


def of_shipped(name: str) -> tuple[Sent, ...]:
    assert name in {path.stem for path in SHIPPED}
    return tuple(each for each in everything() if each.name.startswith(f"{name} "))


def test_nothing_is_wrong_with_any_packet(captured: Path) -> None:
    assert rows(captured, "frame.number", "_ws.expert.message", only=" || ".join(WRONG)) == []
    assert len(rows(captured, "frame.number")) == len(crossings())


@pytest.mark.parametrize("protocol", ["ip", "tcp", "udp", "sctp"])
def test_every_checksum_is_looked_at(protocol: str, captured: Path) -> None:
    good = f"{protocol}.checksum.status == 1"
    whole = f"{protocol} && !icmp && !icmpv6"
    assert rows(captured, "frame.number", only=f"{whole} && !({good})") == []
    assert rows(captured, "frame.number", only=f"{whole} && {good}") != []


def test_a_changed_byte_would_be_seen(tmp_path: Path) -> None:
    file = written(tmp_path / "changed.pcapng", of_shipped("clusterip"))
    file.write_bytes(file.read_bytes().replace(b"GET / HTTP", b"PUT / HTTP", 1))
    assert len(rows(file, "frame.number", only="tcp.checksum.status == 0")) == 1


def test_warnings_are_of_what_was_sent(captured: Path) -> None:
    others = (f"!({each})" for each in TRUE_WARNINGS)
    kept = " && ".join((f"_ws.expert.severity == {WARNING}", *others))
    assert rows(captured, "frame.number", "_ws.expert.message", only=kept) == []


def test_every_frame_is_the_crossing_of_the_trace(captured: Path) -> None:
    fields = (
        "ip.src",
        "ipv6.src",
        "ip.dst",
        "ipv6.dst",
        "tcp.port",
        "udp.port",
        "sctp.port",
        "icmp.ident",
        "icmpv6.echo.identifier",
        "ip.ttl",
        "ipv6.hlim",
    )
    read = [
        (four or six, to_four or to_six, tcp or udp or sctp or _decimal(echo or echo6), ttl or limit)
        for four, six, to_four, to_six, tcp, udp, sctp, echo, echo6, ttl, limit in rows(captured, *fields)
    ]
    assert read == [
        (str(packet.source), str(packet.destination), port_of(packet), str(packet.ttl))
        for packet in (each.packet for each in crossings())
    ]


def _decimal(number: str) -> str:
    """A number as tshark prints it, which for ICMPv6 is hexadecimal."""
    return str(int(number, 0)) if number else ""


def port_of(packet: Packet) -> str:
    """The first port or identifier that is seen; an ICMP error shows that of the packet it is about."""
    about = packet if packet.icmp is None else packet.icmp.original
    return str(about.source_port or about.identifier)


def test_packets_have_the_length_that_they_say(captured: Path) -> None:
    for length, four, six in rows(captured, "frame.len", "ip.len", "ipv6.plen"):
        assert int(length) == 14 + (int(four) if four else 40 + int(six))


def test_times_go_forward_and_packets_keep_their_identity(captured: Path) -> None:
    read = rows(captured, "frame.time_epoch", "frame.packet_id", "frame.protocols")
    times = [float(time) for time, _, _ in read]
    assert times == sorted(times)
    identities = [int(number) for _, number, _ in read]
    assert identities == sorted(identities)
    assert len(set(identities)) < len(identities)


def test_the_server_answers_as_echoserver_and_says_what_it_saw(captured: Path) -> None:
    seen = {str(each.exchange.client_address) for each in everything() if each.exchange.endpoint}
    read = rows(
        captured, "http.file_data", only='http.response.code == 200 && http.content_type == "text/plain"'
    )
    told = {line for (body,) in read for line in body.split("\\n") if line.startswith("client_address=")}
    assert told
    assert told <= {f"client_address={each}" for each in seen}


def test_health_checks_are_answered_with_their_status(captured: Path) -> None:
    expected = {
        str(each.exchange.status) for each in everything() if each.exchange.status and each.exchange.wire
    }
    read = rows(captured, "http.response.code", only='http.content_type == "application/json"')
    assert {code for (code,) in read} == expected != set()


def test_the_reason_is_in_the_comments(captured: Path) -> None:
    comments = [comment for (comment,) in rows(captured, "frame.comment", only="frame.comment")]
    assert any("-j DNAT --to-destination 10.180.1.136:8080" in each for each in comments)
    assert any("-j MASQUERADE" in each for each in comments)
    assert any(each.startswith("Dropped") and "Nothing comes back" in each for each in comments)
    assert any("NAT undone" in each for each in comments)


@pytest.mark.parametrize("scenario", ["proxy-x-forwarded-for", "proxy-forwarded"])
def test_a_proxy_names_the_client_in_a_header(scenario: str, tmp_path: Path) -> None:
    sent = of_shipped(scenario)[0]
    ((name, value),) = sent.exchange.headers
    file = written(tmp_path / "header.pcapng", (sent,))
    requests = rows(
        file, "frame.interface_name", "http.x_forwarded_for", "http.request.line", only="http.request"
    )
    told = rows(file, "frame.interface_name", only=f'http.request && frame contains "{name}: {value}"')
    assert (
        [link for link, *_ in requests if not link.startswith("laptop")] == [link for (link,) in told] != []
    )
    if name == "X-Forwarded-For":
        assert {told for _, told, _ in requests} == {"", value}


@pytest.mark.parametrize("version", ProxyVersion)
def test_a_proxy_names_the_client_by_the_proxy_protocol(version: ProxyVersion, tmp_path: Path) -> None:
    (sent,) = of_shipped("proxy-protocol")
    file = written(tmp_path / "proxy.pcapng", (sent,), version)
    ((_, value),) = sent.exchange.headers
    read = rows(file, "proxy.src.ipv4", "proxy.dst.ipv4", "proxy.srcport", "proxy.dstport", only="proxy")
    assert read
    assert {" ".join(("TCP4", *each)) for each in read} == {value}
    assert len(rows(file, "frame.number", only="proxy.v2.magic")) == (len(read) if version == 2 else 0)


@pytest.mark.parametrize(
    "scenario", ["nodeport-cluster", "proxy-x-forwarded-for", "packet-forwarder-nodeport"]
)
def test_on_each_link_alone_every_segment_is_in_its_place(scenario: str, tmp_path: Path) -> None:
    sent = of_shipped(scenario)
    links = links_of(sent)
    assert len(links) > 2
    for number, link in enumerate(links):
        file = written(tmp_path / f"{number}.pcapng", sent, link=link)
        assert rows(file, "frame.number", only="tcp.analysis.flags") == []
        assert {name for (name,) in rows(file, "frame.interface_name")} == {link}


def test_protocols_are_told_by_their_packets(captured: Path) -> None:
    count = {
        "sctp.chunk_type == 1": Protocol.SCTP,
        "udp && !icmp && !icmpv6": Protocol.UDP,
        "icmp || icmpv6": Protocol.ICMP,
    }
    packets = [each.packet for each in crossings()]
    for kept, protocol in count.items():
        found = len(rows(captured, "frame.number", only=kept))
        of_protocol = [each for each in packets if each.protocol is protocol]
        assert 0 < found <= len(of_protocol)


def test_nothing_is_wrong_with_what_random_clusters_send(tmp_path: Path) -> None:
    sent: list[Sent] = []

    @hypothesis.settings(max_examples=60)
    @hypothesis.given(clusters((ProxyMode.IPTABLES, ProxyMode.NFTABLES)))
    def collect(scenario: Scenario) -> None:
        for flow in scenario.flows:
            for each in sent_by_flow(scenario, replace(flow, requests=1), first=len(sent)):
                sent.append(replace(each, name=str(len(sent))))

    collect()
    file = written(tmp_path / "random.pcapng", tuple(sent))
    assert len(rows(file, "frame.number")) == sum(len(each.exchange.wire) for each in sent) > 0
    assert rows(file, "frame.number", "_ws.expert.message", only=" || ".join(WRONG)) == []
