"""Names and numbers as people read them."""

from sandbox.conntrack import ConntrackEntry, ConntrackTuple
from sandbox.net import Packet, TcpFlags, socket_text
from sandbox.telling import told

_NAMESPACE = "default/"


def label_of(device: str) -> str:
    """A device's name without its kind, and without the namespace `default`."""
    return device.partition("/")[2].removeprefix(_NAMESPACE) or device


def flags_text(packet: Packet) -> str:
    """`SYN ACK`, or `COOKIE ECHO` of SCTP; empty where the packet has no flags and no chunk."""
    if packet.chunk is not None:
        return packet.chunk.value
    return " ".join(flag.name or "" for flag in TcpFlags if flag in packet.flags)


def kind_text(packet: Packet) -> str:
    """What kind of packet it is: `TCP SYN`, `UDP`, `ICMP port unreachable`, `ICMP echo request`."""
    if packet.icmp is not None:
        return f"{packet.protocol.value} {packet.icmp.reason.value}"
    if packet.echo is not None:
        return f"{packet.protocol.value} {packet.echo.words}"
    return f"{packet.protocol.value} {flags_text(packet)}".strip()


def source_text(packet: Packet) -> str:
    """The packet's source with its port, without one where there are no ports."""
    return socket_text(packet.source, packet.source_port) if packet.source_port else str(packet.source)


def destination_text(packet: Packet) -> str:
    """The packet's destination with its port, without one where there are no ports."""
    port = packet.destination_port
    return socket_text(packet.destination, port) if port else str(packet.destination)


def state_text(entry: ConntrackEntry) -> str:
    """TCP's or SCTP's state, empty for a protocol that has none."""
    return "" if entry.state.value == "NONE" else entry.state.value


def time_out_text(entry: ConntrackEntry) -> str:
    """Seconds that the entry lives if no further packet comes: as long as its last packet allows."""
    return f"{entry.timeout:g} s"


def tuple_text(each: ConntrackTuple) -> str:
    """`10.0.0.1:80 10.0.0.2:40000`: source, then destination, and what an echo has in the place of ports."""
    return " ".join((*tuple_ends(each), echo_text(each))).rstrip()


def tuple_ends(each: ConntrackTuple) -> tuple[str, str]:
    """The source and the destination of a tuple, with their ports if they have any."""
    ends = (each.source, each.destination)
    source, destination = (
        socket_text(address, port) if port else str(address)
        for address, port in zip(ends, each.ports, strict=True)
    )
    return source, destination


def ways_text(each: ConntrackTuple) -> str:
    """`10.0.0.1:40000 → 10.0.0.2:80`, `10.0.0.1 → 10.0.0.2 type=8 code=0 id=1234`."""
    return " ".join((" → ".join(tuple_ends(each)), echo_text(each))).rstrip()


def echo_text(each: ConntrackTuple) -> str:
    """`type=8 code=0 id=1234`, as `conntrack -L` has it; empty for what is no echo."""
    if each.icmp is None:
        return ""
    kind, code, identifier = each.icmp
    return f"type={kind} code={code} id={identifier}"


def quoted(comment: str) -> str:
    """A rule's comment in quotation marks."""
    return told("“{comment}”", comment=comment)
