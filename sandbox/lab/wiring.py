"""Which cables the lab plugs in: their ends, device names and link-layer addresses."""

from collections.abc import Iterator

import msgspec

from sandbox.engine.world import World
from sandbox.topology import HostKind, InterfaceKind, Port, Topology

FABRIC = ""
"""The name of the namespace that stands for the network outside; it is no device of the trace."""


class Cable(msgspec.Struct, frozen=True):
    """A veth pair. `far` is the fabric's end, or the node's for a pod.

    A cable with a `target` is a load balancer's: whatever comes out of it goes to that node's link.
    """

    near: Port
    near_mac: str
    far: Port
    far_mac: str
    target: Port | None = None


class Wiring(msgspec.Struct, frozen=True):
    """All cables: to the network outside, and between pods and their nodes."""

    network: tuple[Cable, ...]
    pods: tuple[Cable, ...]

    @classmethod
    def of(cls, world: World) -> "Wiring":
        """The cables that a world needs."""
        ports = [(port, None) for port in network_ports(world.topology)]
        steered = list(_steered_ports(world))
        network = tuple(
            Cable(near, _mac(1, number), Port(FABRIC, f"p{number}"), _mac(2, number), target)
            for number, (near, target) in enumerate([*ports, *steered])
        )
        pods = tuple(
            Cable(near, _mac(3, number), far, _mac(4, number))
            for number, (near, far) in enumerate(_pod_links(world.topology))
        )
        return cls(network, pods)

    def at(self, port: Port) -> Cable:
        """The network cable of a host's interface. Raises KeyError if it has none."""
        for cable in self.network:
            if cable.near == port:
                return cable
        raise KeyError(port)


def network_ports(topology: Topology) -> Iterator[Port]:
    """Every interface on the network outside."""
    for host in topology.hosts.values():
        for interface in host.interfaces:
            if interface.kind is InterfaceKind.NETWORK:
                yield Port(host.name, interface.name)


def _steered_ports(world: World) -> Iterator[tuple[Port, Port | None]]:
    """One further link of a load balancer for each node that it hands packets to as they are."""
    for balancer in world.balancers.values():
        vias = {
            target.via
            for frontend in balancer.frontends
            for target in frontend.targets
            if target.via is not None and target.address is None
        }
        ordered = sorted(vias, key=lambda port: (port.host, port.interface))
        for number, via in enumerate(ordered):
            yield Port(balancer.host, f"to{number}"), via


def _pod_links(topology: Topology) -> Iterator[tuple[Port, Port]]:
    """Each veth pair once, the pod's end first."""
    seen: set[Port] = set()
    for near, far in topology.links.items():
        if near in seen:
            continue
        seen.update((near, far))
        yield (near, far) if topology.hosts[near.host].kind is HostKind.POD else (far, near)


def _mac(kind: int, number: int) -> str:
    return f"02:4e:57:{kind:02x}:{number >> 8:02x}:{number & 255:02x}"
