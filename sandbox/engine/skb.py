"""`Skb`: a packet on its way through one host, with what the kernel keeps beside it."""

from functools import cache

import msgspec

from sandbox.conntrack import ConntrackEntry, Direction, EntryStatus
from sandbox.net import IPAddress, Packet
from sandbox.netfilter import CtState
from sandbox.topology import Port


class Skb(msgspec.Struct):
    """A packet on its way through one host. kernel: struct sk_buff.

    `ct_state` is None until connection tracking has seen the packet. `next_hop` is the gateway, or the
    destination if it is on the link. `is_switched` means that its frame is for another port of the bridge.
    `via` is a link that it must leave by whatever the routes say. `bridge_port` is the port of a bridge by
    which it came in; `is_bridged`: it goes out by another of the same. `has_socket`: a socket sent it.
    """

    packet: Packet
    in_interface: str = ""
    out_interface: str = ""
    next_hop: IPAddress | None = None
    entry: ConntrackEntry | None = None
    direction: Direction = Direction.ORIGINAL
    ct_state: CtState | None = None
    via: Port | None = None
    is_switched: bool = False
    bridge_port: str = ""
    is_bridged: bool = False
    has_socket: bool = False

    @property
    def neighbour(self) -> IPAddress:
        """Who takes it on the link that it leaves by."""
        return self.next_hop or self.packet.destination

    @property
    def is_confirmed(self) -> bool:
        """Whether its connection is in the table."""
        return self.entry is not None and self.entry.has(EntryStatus.CONFIRMED)

    @property
    def ct_states(self) -> frozenset[CtState]:
        """Everything that `--ctstate` can match: the state, and SNAT and DNAT of the connection."""
        return _ct_states(self.ct_state, 0 if self.entry is None else self.entry.status & _NAT_BITS)


_NAT_STATES = ((CtState.SNAT, EntryStatus.SRC_NAT), (CtState.DNAT, EntryStatus.DST_NAT))
_NAT_BITS = EntryStatus.SRC_NAT | EntryStatus.DST_NAT


@cache
def _ct_states(state: CtState | None, bits: int) -> frozenset[CtState]:
    own = () if state is None else (state,)
    return frozenset((*own, *(each for each, bit in _NAT_STATES if bits & bit)))
