"""Names and numbers as people read them."""

from sandbox.conntrack import ConntrackEntry, ConntrackTuple, timeout_of
from sandbox.net import Packet, TcpFlags, socket_text
from sandbox.telling import told

_NAMESPACE = "default/"


def label_of(device: str) -> str:
    """A device's name without its kind, and without the namespace `default`."""
    return device.partition("/")[2].removeprefix(_NAMESPACE) or device


def flags_text(packet: Packet) -> str:
    """`SYN ACK`, empty where the packet has no flags."""
    return " ".join(flag.name or "" for flag in TcpFlags if flag in packet.flags)


def kind_text(packet: Packet) -> str:
    """What kind of packet it is: `TCP SYN`, `UDP`, `ICMP port unreachable`."""
    if packet.icmp is not None:
        return f"{packet.protocol.value} {packet.icmp.reason.value}"
    return f"{packet.protocol.value} {flags_text(packet)}".strip()


def source_text(packet: Packet) -> str:
    """The packet's source with its port, without one where there are no ports."""
    return socket_text(packet.source, packet.source_port) if packet.source_port else str(packet.source)


def destination_text(packet: Packet) -> str:
    """The packet's destination with its port, without one where there are no ports."""
    port = packet.destination_port
    return socket_text(packet.destination, port) if port else str(packet.destination)


def time_out_text(entry: ConntrackEntry) -> str:
    """Seconds that the entry lives if no further packet comes: as long as its state allows."""
    return f"{timeout_of(entry):g} s"


def tuple_text(each: ConntrackTuple) -> str:
    """`10.0.0.1:80 10.0.0.2:40000`: source, then destination."""
    source = socket_text(each.source, each.source_port)
    return f"{source} {socket_text(each.destination, each.destination_port)}"


def quoted(comment: str) -> str:
    """A rule's comment in quotation marks."""
    return told("“{comment}”", comment=comment)
