"""What rules may ask of the host besides the packet itself."""

from typing import NamedTuple

import msgspec

from sandbox.conntrack import ConntrackEntry, Direction
from sandbox.net import IPAddress


class BridgePorts(NamedTuple):
    """The ports of a bridge that a frame came in by and goes out by; empty for one that it does not have."""

    incoming: str = ""
    outgoing: str = ""


class Surroundings(msgspec.Struct, frozen=True):
    """A host that knows of no connection, has no bridge and believes every source.

    The engine's stands for the host that a packet is on; each question is answered when a rule asks it.
    """

    @property
    def connection(self) -> tuple[ConntrackEntry, Direction] | None:
        """The packet's connection and the direction in which it goes, None if it has none."""
        return None

    @property
    def bridge_ports(self) -> BridgePorts | None:
        """The ports of the bridge that br_netfilter knows for the packet, None for one that it never saw."""
        return None

    @property
    def has_socket(self) -> bool:
        """Whether a socket of this host sent the packet."""
        return False

    def comes_back(self, loose: bool, accept_local: bool) -> bool:
        """Whether the way back to the packet's source leaves by where it came in.

        `loose`: by anything. `accept_local`: the host's own addresses too.
        """
        return True

    def is_local_on(self, address: IPAddress, interface: str) -> bool:
        """Whether an address is this host's own on that interface."""
        return False


ANYWHERE = Surroundings()
