"""What rules may ask of the host that a packet is on, besides the packet itself."""

from sandbox.conntrack import ConntrackEntry, Direction
from sandbox.engine.skb import Skb
from sandbox.engine.stack import Stack
from sandbox.net import IPAddress
from sandbox.netfilter.surroundings import BridgePorts, Surroundings
from sandbox.topology import Port


class HostSurroundings(Surroundings, frozen=True):
    """A host with a packet on it; what rules have changed of the packet so far is not asked for here."""

    stack: Stack
    skb: Skb

    @property
    def connection(self) -> tuple[ConntrackEntry, Direction] | None:
        """The packet's connection and its direction."""
        return None if self.skb.entry is None else (self.skb.entry, self.skb.direction)

    @property
    def bridge_ports(self) -> BridgePorts | None:
        """The ports of a bridge, while br_netfilter keeps them for the packet.

        kernel: net/bridge/br_netfilter_hooks.c setup_pre_routing, br_nf_forward_ip
        """
        skb, stack = self.skb, self.stack
        if not skb.bridge_port or not stack.filters_bridges(skb.packet.destination):
            return None
        if not skb.is_bridged:
            return BridgePorts(skb.bridge_port)
        topology, name = stack.world.topology, stack.host.name
        peer = topology.bridged(Port(name, skb.out_interface), skb.neighbour)
        port = None if peer is None else topology.links.get(peer)
        return BridgePorts(skb.bridge_port, "" if port is None else port.interface)

    @property
    def has_socket(self) -> bool:
        """Whether a socket here sent the packet; errors and resets have one of the kernel's own.

        kernel: net/ipv4/icmp.c icmp_xmit_lock, net/ipv4/ip_output.c ip_send_unicast_reply; not nf_send_reset
        """
        return self.skb.has_socket

    def comes_back(self, loose: bool, accept_local: bool) -> bool:
        """Whether the way back to the packet's source leaves by where it came in."""
        skb = self.skb
        return self.stack.comes_back(skb.packet.source, skb.in_interface, loose, accept_local)

    def is_local_on(self, address: IPAddress, interface: str) -> bool:
        """Whether an address is this host's own on that interface.

        kernel: net/ipv4/fib_frontend.c inet_dev_addr_type
        """
        if not self.stack.is_local(address):
            return False
        own = self.stack.host.interface(interface).addresses
        on_loopback = address.is_loopback and self.stack.is_loopback(interface)
        return on_loopback or any(each.address == address for each in own)
