"""The links that packets cross, as a capture's interfaces."""

from hashlib import sha256

import msgspec

from sandbox.explain import label_of
from sandbox.topology import Port

_POD = "pod/"
_LOCALLY_ADMINISTERED = b"\x0a"


class Link(msgspec.Struct, frozen=True):
    """Two interfaces that a packet goes between, whichever way; between nodes the network is one hop.

    A pod's link ends in its node, whose bridge has no part in it.
    """

    ends: tuple[Port, Port]

    @classmethod
    def between(cls, one: Port, other: Port) -> "Link":
        """The link of a crossing."""
        pod, node = (one, other) if one.host.startswith(_POD) else (other, one)
        if pod.host.startswith(_POD):
            return cls((pod, Port(node.host, "")))
        first, second = sorted((one, other), key=lambda each: (each.host, each.interface))
        return cls((first, second))

    @property
    def name(self) -> str:
        """The devices' names as the canvas has them: `laptop eth0 – kubernetes-node-cx31 eth0`."""
        return " – ".join(f"{label_of(each.host)} {each.interface}".strip() for each in self.ends)

    @property
    def description(self) -> str:
        """The devices' names with their kinds."""
        one, other = (each.host for each in self.ends)
        return f"the link between {one} and {other}"


def mac_of(device: str, interface: str) -> bytes:
    """An interface's hardware address: locally administered, and always the same one."""
    return _LOCALLY_ADMINISTERED + sha256(f"{device} {interface}".encode()).digest()[:5]
