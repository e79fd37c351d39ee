"""From host to host until the packet's way ends."""

import msgspec

from sandbox.chance import Chooser
from sandbox.conntrack import ConntrackTuple
from sandbox.engine.answers import icmp_error
from sandbox.engine.balance import forwarder_of
from sandbox.engine.host import no_neighbour, receive, send, send_answer
from sandbox.engine.outcome import Delivered, Ended, Exit, Transmitted
from sandbox.engine.stack import Stack
from sandbox.engine.world import World
from sandbox.net import IcmpReason, IPAddress, Packet
from sandbox.telling import told
from sandbox.topology import GATEWAYS, ROUTER_ADDRESSES, InterfaceKind, Port, Topology
from sandbox.trace import Disposition, Hop, RejectStep, Trace, TransmitStep


class Walked(msgspec.Struct, frozen=True):
    """A finished walk: its trace, the host where it ended, how, and the world after it."""

    trace: Trace
    host: str
    exit: Delivered | Ended
    world: World


class Waiting(msgspec.Struct, frozen=True):
    """A process that waits on `host` for the answer to the packet that it sent, `socket` as it sent it."""

    host: str
    socket: ConntrackTuple

    def socket_on(self, host: str) -> ConntrackTuple | None:
        """What is waited for on that host, None if nothing is."""
        return self.socket if host == self.host else None


def walk(
    world: World, packet: Packet, host: str, chooser: Chooser, waiting: Waiting, via: Port | None = None
) -> Walked:
    """Walk a packet that a process on `host` sends."""
    journey = _Journey(world, packet, chooser, waiting)
    stack = journey.stack(host)
    return journey.run(host, stack, send(stack, packet, waiting.socket_on(host), via))


def walk_answer(world: World, refused: Ended, host: str, chooser: Chooser, waiting: Waiting) -> Walked | None:
    """Walk what answers a packet that was refused on its way; None if there is none or no way for it.

    It comes from `host`, or from the network outside where that refused the packet.
    """
    packet = refused.answer
    if packet is None:
        return None
    journey = _Journey(world, packet, chooser, waiting)
    if not refused.from_network:
        stack = journey.stack(host)
        return journey.run(host, stack, send_answer(stack, packet, waiting.socket_on(host), refused))
    port = next_port(world, packet, packet.destination)
    return None if port is None else journey.arrive(port, packet)


def next_port(world: World, packet: Packet, destination: IPAddress) -> Port | None:
    """Where the network outside takes a packet: back to its load balancer, else where the routes lead."""
    forwarder = forwarder_of(world, packet)
    if forwarder is not None:
        return Port(forwarder, world.topology.hosts[forwarder].network_interface)
    return world.topology.fabric.lookup(destination)


class _Journey:
    """One packet's way while it is walked."""

    def __init__(self, world: World, packet: Packet, chooser: Chooser, waiting: Waiting) -> None:
        self._world = world
        self._packet = packet
        self._chooser = chooser
        self._waiting = waiting
        self._hops: list[Hop] = []

    def stack(self, host: str) -> Stack:
        return Stack(self._world, host, self._chooser)

    def arrive(self, port: Port, packet: Packet) -> Walked:
        stack = self.stack(port.host)
        return self.run(port.host, stack, self._receive(stack, packet, port))

    def run(self, host: str, stack: Stack, left: Exit) -> Walked:
        """Go on from how the packet left `host`, through the hosts after it."""
        while True:
            self._world = self._world.with_state(host, stack.state)
            if not isinstance(left, Transmitted):
                return self._finish(host, stack, left)
            peer = _peer(self._world, host, left)
            if peer is None:
                return self._finish(host, stack, self._lost(stack, left))
            stack.record(TransmitStep(left.packet, left.packet, left.interface, peer))
            self._hops.append(Hop(host, tuple(stack.steps)))
            host, stack = peer.host, self.stack(peer.host)
            left = self._receive(stack, left.packet, peer)

    def _receive(self, stack: Stack, packet: Packet, port: Port) -> Exit:
        return receive(stack, packet, port.interface, self._waiting.socket_on(port.host))

    def _lost(self, stack: Stack, left: Transmitted) -> Ended:
        """Nobody takes the packet: the network outside has no route, or no neighbour answers on the link."""
        packet = left.packet
        if stack.host.interface(left.interface).kind is not InterfaceKind.NETWORK:
            return no_neighbour(stack, packet, left.next_hop, left.interface)
        reason = told("the network outside has no route to {destination}", destination=packet.destination)
        router = ROUTER_ADDRESSES[packet.destination.version]
        error = None if packet.icmp is not None else icmp_error(router, packet, IcmpReason.NET_UNREACHABLE)
        stack.record(RejectStep(packet, packet, reason, error))
        return Ended(Disposition.UNROUTABLE, reason, error, from_network=True)

    def _finish(self, host: str, stack: Stack, end: Delivered | Ended) -> Walked:
        self._hops.append(Hop(host, tuple(stack.steps)))
        disposition = Disposition.DELIVERED if isinstance(end, Delivered) else end.disposition
        reason = "" if isinstance(end, Delivered) else end.reason
        trace = Trace(self._packet, tuple(self._hops), disposition, reason)
        return Walked(trace, host, end, self._world)


def _peer(world: World, host: str, left: Transmitted) -> Port | None:
    """The interface at the other end of the link that the packet leaves by."""
    topology = world.topology
    if left.via is not None:
        return left.via
    match topology.hosts[host].interface(left.interface).kind:
        case InterfaceKind.NETWORK:
            return next_port(world, left.packet, left.packet.destination)
        case InterfaceKind.TUNNEL:
            return topology.tunnels.get(left.next_hop)
        case InterfaceKind.BRIDGE:
            return topology.bridged(Port(host, left.interface), left.next_hop)
        case _:
            return _over_veth(topology, Port(host, left.interface), left.next_hop)


def _over_veth(topology: Topology, port: Port, next_hop: IPAddress) -> Port | None:
    """The far end of a veth pair; behind a bridge's port somebody must answer for the next hop.

    A point-to-point pod's node answers for everybody (proxy_arp), and on a bridge for the gateway of pods
    that are outside its network.
    """
    peer = topology.links.get(port)
    if peer is None:
        return None
    bridge = topology.hosts[peer.host].interface(peer.interface).bridge
    if not bridge:
        return peer
    own = topology.hosts[peer.host].interface(bridge).addresses
    is_there = next_hop in GATEWAYS.values() or any(each.address == next_hop for each in own)
    return peer if is_there or topology.bridged(Port(peer.host, bridge), next_hop) else None
