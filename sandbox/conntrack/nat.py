"""Network address translation: which tuple a connection gets, and how packets are rewritten after it.

The theory: NAT is a property of the entry, decided once for each side. The reply tuple says what the
answers will look like; a packet's rewriting is always "make it look like the other direction's tuple,
inverted". Replies therefore need no rule.
"""

from collections.abc import Callable, Iterable

import msgspec

from sandbox.conntrack.entry import ConntrackEntry, ConntrackTuple, Direction, EntryStatus
from sandbox.net import Enumeration, IcmpError, IPAddress, Packet, Protocol

Draw = Callable[[int, int], int]
"""Draws a whole number between two bounds, both included."""
Taken = Callable[[ConntrackTuple], bool]
"""Whether another connection has this tuple."""
OfSource = Callable[[ConntrackTuple], Iterable[ConntrackEntry]]
"""The connections that began at the source of this tuple, the newest first."""

PORT_ATTEMPTS = 128
"""kernel: net/netfilter/nf_nat_core.c NF_NAT_MAX_ATTEMPTS."""


class Manip(Enumeration):
    """Which side of a packet is rewritten. kernel: enum nf_nat_manip_type.

    `status` is the bit that says the entry rewrites this side of original packets, `done` the one that says
    this side has been decided.
    """

    SOURCE = "source", EntryStatus.SRC_NAT, EntryStatus.SRC_NAT_DONE
    DESTINATION = "destination", EntryStatus.DST_NAT, EntryStatus.DST_NAT_DONE

    def __init__(self, side: str, status: EntryStatus, done: EntryStatus) -> None:
        self.status = status
        self.done = done

    @property
    def other(self) -> "Manip":
        """The other side."""
        return Manip.DESTINATION if self is Manip.SOURCE else Manip.SOURCE


class NatRange(msgspec.Struct, frozen=True):
    """What a rule asks for. `address` None keeps the address (a null binding); ports 0 ask for none.

    `random`: the port is drawn also where the packet's own would do.
    kernel: include/uapi/linux/netfilter/nf_nat.h nf_nat_range2, NF_NAT_RANGE_PROTO_RANDOM_ALL
    """

    address: IPAddress | None = None
    low_port: int = 0
    high_port: int = 0
    random: bool = False


NULL_BINDING = NatRange()


def decided(
    entry: ConntrackEntry,
    manip: Manip,
    wanted: NatRange,
    taken: Taken,
    draw: Draw,
    of_source: OfSource = lambda wanted: (),
) -> ConntrackEntry | None:
    """`entry` with one side decided: its reply tuple changed if need be. None if no tuple is free.

    kernel: net/netfilter/nf_nat_core.c nf_nat_setup_info
    """
    current = entry.reply.inverted
    chosen = _mapped_before(current, manip, wanted, taken, of_source)
    if chosen is None:
        chosen = unique_tuple(current, manip, wanted, taken, draw)
    if chosen is None:
        return None
    status = entry.status | manip.done
    if chosen != current:
        status |= manip.status
    return msgspec.structs.replace(entry, reply=chosen.inverted, status=status)


def _mapped_before(
    current: ConntrackTuple, manip: Manip, wanted: NatRange, taken: Taken, of_source: OfSource
) -> ConntrackTuple | None:
    """The source that another connection of the same sender was given already, where it does here too.

    The newest that is in the range counts; None if there is none, or if that would not be unique.
    kernel: net/netfilter/nf_nat_core.c find_appropriate_src
    """
    if manip is not Manip.SOURCE or wanted.random or _in_range(current, wanted):
        return None
    for other in of_source(current):
        given = other.reply.inverted
        mapped = msgspec.structs.replace(current, source=given.source, source_port=given.source_port)
        if _in_range(mapped, wanted):
            return None if taken(mapped.inverted) else mapped
    return None


def _in_range(tuple_: ConntrackTuple, wanted: NatRange) -> bool:
    """kernel: net/netfilter/nf_nat_core.c nf_in_range, for a source."""
    return wanted.address in (None, tuple_.source) and _port_fits(tuple_, Manip.SOURCE, wanted)


def unique_tuple(
    current: ConntrackTuple, manip: Manip, wanted: NatRange, taken: Taken, draw: Draw
) -> ConntrackTuple | None:
    """The tuple that the packet shall have, different from every other connection's; None if none is free.

    kernel: net/netfilter/nf_nat_core.c get_unique_tuple
    """
    tuple_ = _with_address(current, manip, wanted.address)
    if not wanted.random and _port_fits(tuple_, manip, wanted):
        single = wanted.low_port != 0 and wanted.low_port == wanted.high_port
        if single or not taken(tuple_.inverted):
            return tuple_
    if manip is Manip.DESTINATION and wanted.low_port == 0 and tuple_.protocol is not Protocol.ICMP:
        return tuple_
    return _search_port(tuple_, manip, wanted, taken, draw)


def _with_address(tuple_: ConntrackTuple, manip: Manip, address: IPAddress | None) -> ConntrackTuple:
    if address is None:
        return tuple_
    if manip is Manip.SOURCE:
        return msgspec.structs.replace(tuple_, source=address)
    return msgspec.structs.replace(tuple_, destination=address)


def _port_of(tuple_: ConntrackTuple, manip: Manip) -> int:
    return tuple_.source_port if manip is Manip.SOURCE else tuple_.destination_port


def _with_port(tuple_: ConntrackTuple, manip: Manip, port: int) -> ConntrackTuple:
    """The tuple with another port on one side; an echo's identifier is the same for both."""
    if manip is Manip.SOURCE or tuple_.protocol is Protocol.ICMP:
        return msgspec.structs.replace(tuple_, source_port=port)
    return msgspec.structs.replace(tuple_, destination_port=port)


def _port_fits(tuple_: ConntrackTuple, manip: Manip, wanted: NatRange) -> bool:
    return wanted.low_port == 0 or wanted.low_port <= _port_of(tuple_, manip) <= wanted.high_port


def _port_range(tuple_: ConntrackTuple, manip: Manip, wanted: NatRange) -> tuple[int, int]:
    """The range to search: what the rule says, or the class of the original port; any of an echo's."""
    if wanted.low_port:
        return wanted.low_port, wanted.high_port
    if tuple_.protocol is Protocol.ICMP:
        return 0, 65535
    port = _port_of(tuple_, manip)
    if port < 512:
        return 1, 511
    return (600, 1023) if port < 1024 else (1024, 65535)


def _search_port(
    tuple_: ConntrackTuple, manip: Manip, wanted: NatRange, taken: Taken, draw: Draw
) -> ConntrackTuple | None:
    """From a random place on, one port after the other; then anew with half as many attempts.

    A destination's search begins at the lowest port, if the rule does not ask for a random one.
    kernel: net/netfilter/nf_nat_core.c nf_nat_l4proto_unique_tuple
    """
    low, high = _port_range(tuple_, manip, wanted)
    size = high - low + 1
    attempts = min(size, PORT_ATTEMPTS)
    offset = 0 if manip is Manip.DESTINATION and not wanted.random else draw(0, size - 1)
    while True:
        for attempt in range(attempts):
            candidate = _with_port(tuple_, manip, low + (offset + attempt) % size)
            if not taken(candidate.inverted):
                return candidate
        if attempts >= size or attempts < 16:
            return None
        attempts //= 2
        offset = draw(0, size - 1)


def rewritten(packet: Packet, entry: ConntrackEntry, direction: Direction, manip: Manip) -> Packet:
    """`packet` with one side made to look as the entry says; the same object if nothing changes.

    kernel: net/netfilter/nf_nat_core.c nf_nat_packet
    """
    if not _rewrites(entry, direction, manip):
        return packet
    target = entry.tuple_in(direction.other).inverted
    return _with_side(packet, target, manip)


def rewritten_error(packet: Packet, entry: ConntrackEntry, direction: Direction, manip: Manip) -> Packet:
    """An ICMP error about a translated connection, made to look as if there were no translation.

    The same object if it looks so already.
    kernel: net/netfilter/nf_nat_proto.c nf_nat_icmp_reply_translation
    """
    if packet.icmp is None or not _rewrites(entry, direction, manip):
        return packet
    other = entry.tuple_in(direction.other)
    original = _with_side(packet.icmp.original, other, manip.other)
    outer = _with_side(packet, msgspec.structs.replace(other.inverted, protocol=Protocol.ICMP), manip)
    if original is packet.icmp.original:
        return outer
    return msgspec.structs.replace(outer, icmp=IcmpError(packet.icmp.reason, original))


def _rewrites(entry: ConntrackEntry, direction: Direction, manip: Manip) -> bool:
    acting = manip if direction is Direction.ORIGINAL else manip.other
    return entry.has(acting.status)


def _with_side(packet: Packet, target: ConntrackTuple, manip: Manip) -> Packet:
    """`packet` with the address and port of one side of `target`; the same object if it has them."""
    if packet.protocol is Protocol.ICMP:
        after = _icmp_with_side(packet, target, manip)
        return packet if after == packet else after
    if manip is Manip.SOURCE:
        address, port = target.source, target.source_port
        if port == packet.source_port and address == packet.source:
            return packet
        return msgspec.structs.replace(packet, source=address, source_port=port)
    address, port = target.destination, target.destination_port
    if port == packet.destination_port and address == packet.destination:
        return packet
    return msgspec.structs.replace(packet, destination=address, destination_port=port)


def _icmp_with_side(packet: Packet, target: ConntrackTuple, manip: Manip) -> Packet:
    """An ICMP packet with one address of `target`, and an echo with its identifier, whichever side it is.

    kernel: net/netfilter/nf_nat_proto.c icmp_manip_pkt
    """
    echo = packet.echo
    if echo is not None:
        echo = msgspec.structs.replace(echo, identifier=target.source_port)
    if manip is Manip.SOURCE:
        return msgspec.structs.replace(packet, source=target.source, echo=echo)
    return msgspec.structs.replace(packet, destination=target.destination, echo=echo)
