"""The path of one packet through one host, in the order in which the kernel does things."""

from ipaddress import ip_network

import msgspec

from sandbox.conntrack import ConntrackTuple, tuple_of
from sandbox.engine.answers import closed_port, host_error
from sandbox.engine.hooks import run_hook
from sandbox.engine.martians import loopback_is_routed, loopback_martian, martian_source
from sandbox.engine.outcome import Delivered, Ended, Exit, Transmitted, drop, reject
from sandbox.engine.skb import Skb
from sandbox.engine.stack import Stack
from sandbox.net import (
    Family,
    IcmpEcho,
    IcmpReason,
    IPAddress,
    Packet,
    Protocol,
    SctpChunk,
    TcpFlags,
    family_of,
    socket_text,
)
from sandbox.netfilter import CtState, Hook
from sandbox.routing import Route, RouteType
from sandbox.telling import told
from sandbox.topology import Listener, Port
from sandbox.trace import DeliverStep, Disposition, ReceiveStep, RouteStep, SendStep

_FORWARDING = {Family.IPV4: "net.ipv4.ip_forward", Family.IPV6: "net.ipv6.conf.all.forwarding"}


def receive(stack: Stack, packet: Packet, interface: str, socket: ConntrackTuple | None) -> Exit:
    """A packet comes in by `interface`; `socket` is the connection that a process here waits for.

    kernel: net/ipv4/ip_input.c ip_rcv
    """
    skb = Skb(packet, in_interface=stack.bridge_of(interface))
    skb.bridge_port = "" if skb.in_interface == interface else interface
    skb.is_switched = skb.bridge_port != "" and _is_switched(stack, skb)
    stack.record(ReceiveStep(packet, packet, interface))
    if skb.is_switched and not stack.filters_bridges(packet.destination):
        return Transmitted(packet, skb.in_interface, packet.destination)
    return _with_connection(skb, _after_arrival(stack, skb, interface, socket))


def _with_connection(skb: Skb, left: Exit) -> Exit:
    """What refuses a packet on its way belongs to the packet's connection, be that in the table yet or not.

    kernel: net/netfilter/nf_conntrack_core.c nf_conntrack_attach
    """
    if not isinstance(left, Ended) or left.answer is None or skb.entry is None:
        return left
    return msgspec.structs.replace(left, connection=(skb.entry, skb.direction.other))


def _after_arrival(stack: Stack, skb: Skb, interface: str, socket: ConntrackTuple | None) -> Exit:
    ended = run_hook(stack, skb, Hook.PREROUTING)
    if ended is not None:
        return ended
    if skb.via is not None:
        return _forward(stack, skb, _steered(stack, skb.packet.destination, skb.via))
    route = _route_in(stack, skb)
    if isinstance(route, Ended):
        return route
    if route.type is RouteType.LOCAL:
        stack.record(RouteStep(skb.packet, skb.packet, route, skb.packet.destination))
        return _deliver(stack, skb, socket)
    return _forward(stack, skb, route)


def send(stack: Stack, packet: Packet, socket: ConntrackTuple | None, via: Port | None = None) -> Exit:
    """A process of this host sends `packet`; `via` overrides the routes.

    kernel: net/ipv4/ip_output.c ip_queue_xmit, __ip_local_out
    """
    skb = Skb(packet, via=via, has_socket=True)
    stack.record(SendStep(packet, packet))
    return _with_connection(skb, _after_sending(stack, skb, socket))


def send_answer(stack: Stack, packet: Packet, socket: ConntrackTuple | None, refused: Ended) -> Exit:
    """This host sends `packet`, which answers one that it refused: an ICMP error or a reset.

    A rule's reset of what came in by a bridge goes straight back there: nothing tracks or translates it.
    kernel: net/ipv4/icmp.c icmp_glue_bits, net/ipv4/netfilter/nf_reject_ipv4.c nf_send_reset
    """
    skb = Skb(packet, has_socket=not refused.is_bare)
    if refused.by:
        stack.record(SendStep(packet, packet))
        return Transmitted(packet, refused.by, packet.destination)
    if refused.connection is not None:
        (skb.entry, skb.direction), skb.ct_state = refused.connection, CtState.RELATED
    stack.record(SendStep(packet, packet))
    return _after_sending(stack, skb, socket)


def _after_sending(stack: Stack, skb: Skb, socket: ConntrackTuple | None) -> Exit:
    ended = _route_out(stack, skb, again=False)
    if ended is not None:
        return ended
    ended = run_hook(stack, skb, Hook.OUTPUT, _route_again)
    if ended is not None:
        return ended
    return _leave(stack, skb, socket)


def _route_again(stack: Stack, skb: Skb) -> Ended | None:
    """Route once more, for the destination that the rules have given it.

    kernel: net/netfilter/nf_nat_proto.c nf_nat_ipv4_local_fn, net/ipv4/netfilter.c ip_route_me_harder
    """
    return _route_out(stack, skb, again=True)


def _leave(stack: Stack, skb: Skb, socket: ConntrackTuple | None) -> Exit:
    """POSTROUTING, then out by the interface; by the loopback device it comes straight in again."""
    ended = run_hook(stack, skb, Hook.POSTROUTING)
    if ended is not None:
        return ended
    if skb.via is None and stack.is_loopback(skb.out_interface):
        skb.in_interface, skb.out_interface = skb.out_interface, ""
        return _after_arrival(stack, skb, skb.in_interface, socket)
    return Transmitted(_on_wire(skb.packet), skb.out_interface, skb.neighbour, skb.via)


def _on_wire(packet: Packet) -> Packet:
    """The packet without what is only the kernel's: the mark stays on the host."""
    return msgspec.structs.replace(packet, mark=0) if packet.mark else packet


def _route_out(stack: Stack, skb: Skb, again: bool) -> Ended | None:
    """The routing decision for a packet that this host sends.

    kernel: net/ipv4/route.c ip_route_output_key_hash_rcu
    """
    packet = skb.packet
    if skb.via is not None:
        skb.out_interface, skb.next_hop = stack.host.network_interface, packet.destination
        return None
    route = stack.host.routes.lookup(packet.destination)
    if route is None:
        return _no_route(stack, skb, again)
    _take(skb, route)
    stack.record(RouteStep(packet, packet, route, skb.next_hop, again))
    if _loopback_would_leave(stack, packet.source, route):
        reason = told(
            "{host} drops it: {source} may not leave without route_localnet",
            host=stack.host.label,
            source=packet.source,
        )
        return drop(stack, packet, reason, hook=Hook.OUTPUT)
    return None


def _take(skb: Skb, route: Route) -> None:
    skb.out_interface = "lo" if route.type is RouteType.LOCAL else route.interface
    skb.next_hop = route.gateway or skb.packet.destination


def _loopback_would_leave(stack: Stack, address: IPAddress, route: Route) -> bool:
    local = route.type is RouteType.LOCAL
    return address.is_loopback and not local and not loopback_is_routed(stack, address, route.interface)


def _no_route(stack: Stack, skb: Skb, again: bool) -> Ended:
    packet = skb.packet
    stack.record(RouteStep(packet, packet, None, None, again))
    reason = told(
        "{host} has no route to {destination}", host=stack.host.label, destination=packet.destination
    )
    answer = host_error(stack, packet, IcmpReason.NET_UNREACHABLE)
    return reject(stack, packet, reason, answer, disposition=Disposition.UNROUTABLE)


def _route_in(stack: Stack, skb: Skb) -> Route | Ended:
    """The routing decision for a packet that came in.

    kernel: net/ipv4/route.c ip_route_input_slow, net/ipv4/fib_frontend.c fib_validate_source
    """
    packet = skb.packet
    martian = loopback_martian(stack, skb)
    if martian:
        return _drop_martian(stack, packet, martian)
    route = stack.host.routes.lookup(packet.destination)
    if route is None:
        return _no_route(stack, skb, again=False)
    martian = martian_source(stack, skb)
    if martian:
        return _drop_martian(stack, packet, martian)
    return route


def _drop_martian(stack: Stack, packet: Packet, why: str) -> Ended:
    return drop(stack, packet, told("{host} drops it as a martian: {why}", host=stack.host.label, why=why))


def _steered(stack: Stack, destination: IPAddress, via: Port) -> Route:
    """The route by which a steered flow goes on, as routers spread flows over next hops."""
    addresses = stack.world.topology.hosts[via.host].interface(via.interface).addresses
    gateway = next((each.address for each in addresses if each.address.version == destination.version), None)
    return Route(ip_network(destination), stack.host.network_interface, gateway)


def _forward(stack: Stack, skb: Skb, route: Route) -> Exit:
    """Send the packet on by `route`; a frame between two ports of a bridge is not routed.

    kernel: net/ipv4/ip_forward.c ip_forward; net/bridge/br_netfilter_hooks.c br_nf_pre_routing_finish,
    br_nf_forward_ip
    """
    ended = _pass_on(stack, skb, route)
    if ended is not None:
        return ended
    if skb.is_bridged and not skb.is_switched and not _has_neighbour(stack, skb):
        return no_neighbour(stack, skb.packet, skb.neighbour, skb.out_interface)
    ended = run_hook(stack, skb, Hook.FORWARD)
    if ended is not None:
        return ended
    return _leave(stack, skb, None)


def no_neighbour(stack: Stack, packet: Packet, next_hop: IPAddress, interface: str) -> Ended:
    """Nobody answers for the next hop on a link: the sender is told that its destination is not there."""
    reason = told(
        "nobody answers for {address} on {interface} of {host}",
        address=next_hop,
        interface=interface,
        host=stack.host.label,
    )
    answer = host_error(stack, packet, IcmpReason.HOST_UNREACHABLE)
    return reject(stack, packet, reason, answer, disposition=Disposition.UNROUTABLE)


def _has_neighbour(stack: Stack, skb: Skb) -> bool:
    """Whether anybody behind the bridge answers, as br_netfilter asks before the hooks that follow.

    kernel: net/bridge/br_netfilter_hooks.c br_nf_pre_routing_finish_bridge
    """
    bridge = Port(stack.host.name, skb.out_interface)
    return stack.world.topology.bridged(bridge, skb.neighbour) is not None


def _pass_on(stack: Stack, skb: Skb, route: Route) -> Ended | None:
    """Take the route; a packet that is routed, not bridged, has its time to live counted down."""
    _take(skb, route)
    packet, bridged = skb.packet, _stays_on_bridge(stack, skb)
    skb.is_bridged = bridged
    if not bridged and packet.ttl > 1:
        skb.packet = _older(packet)
    stack.record(RouteStep(packet, skb.packet, route, skb.next_hop, bridged=bridged))
    if bridged:
        return None
    if not stack.sysctl(_FORWARDING[family_of(packet.destination)]):
        return drop(
            stack, skb.packet, told("{host} drops it: it does not forward packets", host=stack.host.label)
        )
    return _too_old(stack, packet) if packet.ttl <= 1 else None


def _older(packet: Packet) -> Packet:
    return msgspec.structs.replace(packet, ttl=packet.ttl - 1)


def _too_old(stack: Stack, packet: Packet) -> Ended:
    reason = told("{host} stops it: its time to live is used up, it went in a circle", host=stack.host.label)
    answer = host_error(stack, packet, IcmpReason.TIME_EXCEEDED, forwarded=True)
    return reject(stack, packet, reason, answer, disposition=Disposition.UNROUTABLE)


def _is_switched(stack: Stack, skb: Skb) -> bool:
    """Whether a frame that came in by a bridge's port is for another port, and not for this host to route."""
    route = stack.host.routes.lookup(skb.packet.destination)
    return route is not None and route.type is RouteType.UNICAST and route.interface == skb.in_interface


def _stays_on_bridge(stack: Stack, skb: Skb) -> bool:
    """Whether the packet goes from one port of a bridge to another without being routed.

    That is so for a frame to a neighbour, and for one that br_netfilter has given a neighbour's address, if
    the host forwards IPv4. kernel: net/bridge/br_netfilter_hooks.c br_nf_pre_routing_finish,
    net/bridge/br_netfilter_ipv6.c br_nf_pre_routing_finish_ipv6
    """
    if skb.in_interface != skb.out_interface or not stack.is_bridge(skb.in_interface):
        return False
    destination = skb.packet.destination
    may = destination.version == 6 or stack.sysctl(_FORWARDING[Family.IPV4]) != 0
    return skb.is_switched or (stack.filters_bridges(destination) and may)


def _deliver(stack: Stack, skb: Skb, socket: ConntrackTuple | None) -> Exit:
    """INPUT, then the socket: the one that waits for this packet, a listener, or none.

    Behind INPUT the packet is of no connection any more: an answer finds its own.
    kernel: net/ipv4/ip_input.c ip_local_deliver, ip_protocol_deliver_rcu (nf_reset_ct)
    """
    ended = run_hook(stack, skb, Hook.INPUT)
    if ended is not None:
        return ended
    packet, skb.entry = skb.packet, None
    if _is_awaited(packet, socket):
        stack.record(DeliverStep(packet, packet, None))
        return Delivered(packet, None)
    if packet.echo is not None:
        return _take_echo(stack, packet, packet.echo)
    listener = _listener(stack, packet)
    if listener is not None:
        stack.record(DeliverStep(packet, packet, listener.application))
        return Delivered(packet, listener.application)
    if packet.icmp is not None:
        return drop(
            stack, packet, told("{host} has no connection that this error is about", host=stack.host.label)
        )
    reason = _nothing_for(stack, packet)
    return reject(stack, packet, reason, closed_port(stack, packet), hook=Hook.INPUT)


_IGNORES_ECHOES = {
    Family.IPV4: "net.ipv4.icmp_echo_ignore_all",
    Family.IPV6: "net.ipv6.icmp.echo_ignore_all",
}


def _take_echo(stack: Stack, packet: Packet, echo: IcmpEcho) -> Exit:
    """The kernel answers an echo request itself; a reply that no process waits for is passed over.

    kernel: net/ipv4/icmp.c icmp_echo; net/ipv6/icmp.c icmpv6_rcv
    """
    if echo.is_reply:
        return drop(
            stack, packet, told("{host} has nobody who waits for this echo reply", host=stack.host.label)
        )
    setting = _IGNORES_ECHOES[family_of(packet.destination)]
    if stack.sysctl(setting):
        reason = told("{host} answers no ping: {setting} is set", host=stack.host.label, setting=setting)
        return drop(stack, packet, reason)
    stack.record(DeliverStep(packet, packet, stack.host.kernel))
    return Delivered(packet, stack.host.kernel)


def _is_awaited(packet: Packet, socket: ConntrackTuple | None) -> bool:
    """Whether it answers what a process waits for: an echo reply is told by its identifier alone.

    kernel: net/ipv4/ping.c ping_lookup
    """
    if socket is None:
        return False
    if packet.echo is not None:
        return packet.echo.is_reply and socket.icmp is not None and socket.icmp[2] == packet.identifier
    if packet.icmp is not None:
        return tuple_of(packet.icmp.original) == socket
    return tuple_of(packet) == socket.inverted


def _nothing_for(stack: Stack, packet: Packet) -> str:
    host, port = stack.host.label, f"{packet.protocol.value} {packet.destination_port}"
    if not _goes_on(packet):
        return told("{host} has nothing that listens on {port}", host=host, port=port)
    return told(
        "{host} has no connection on {port} with {peer}, and the packet opens none",
        host=host,
        port=port,
        peer=socket_text(packet.source, packet.source_port),
    )


def _goes_on(packet: Packet) -> bool:
    """Whether a packet is for a connection that is open: a listening socket takes only what opens one.

    kernel: net/ipv4/tcp_input.c tcp_rcv_state_process, case TCP_LISTEN; net/sctp/sm_statefuns.c sctp_sf_ootb
    """
    if packet.protocol is Protocol.SCTP:
        return packet.chunk is not SctpChunk.INIT
    return packet.protocol is Protocol.TCP and TcpFlags.SYN not in packet.flags


def _listener(stack: Stack, packet: Packet) -> Listener | None:
    """The listening socket for the packet."""
    if packet.icmp is not None or _goes_on(packet):
        return None
    return stack.host.listener(packet.protocol, packet.destination_port, packet.destination)
