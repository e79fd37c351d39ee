"""Overlays: each node's tunnel device, and the routes to the other nodes' pods through it."""

from collections.abc import Iterator

from sandbox.kube import Node
from sandbox.net import IPAddress, IPNetwork, family_of, first_of_family
from sandbox.routing import Route
from sandbox.scenario.compile.links import alone
from sandbox.scenario.compile.names import node_host
from sandbox.scenario.compile.placement import Placement
from sandbox.scenario.model import Scenario
from sandbox.scenario.objects import Overlay
from sandbox.topology import Interface, InterfaceKind, Port

_DEVICES = {Overlay.VXLAN: "flannel.1", Overlay.IPIP: "tunl0"}


def tunnel_interface(scenario: Scenario, node: Node) -> Iterator[Interface]:
    """The node's tunnel device, where the cluster has an overlay and the node a pod range."""
    name = _DEVICES.get(scenario.network.overlay)
    if name is not None and node.pod_cidrs:
        addresses = [_address(scenario, node, cidr) for cidr in node.pod_cidrs]
        yield Interface(name, InterfaceKind.TUNNEL, tuple(map(alone, addresses)))


def tunnel_routes(scenario: Scenario, node: Node) -> Iterator[Route]:
    """A route to every other node's pod ranges, by way of that node's tunnel address."""
    name = _DEVICES.get(scenario.network.overlay)
    if name is None:
        return
    for other in scenario.nodes:
        if other.metadata.name != node.metadata.name:
            for cidr in other.pod_cidrs:
                yield Route(cidr, name, _address(scenario, other, cidr))


def tunnel_ends(placement: Placement) -> Iterator[tuple[IPAddress, Port]]:
    """Where each tunnel address is reached."""
    scenario = placement.scenario
    name = _DEVICES.get(scenario.network.overlay)
    if name is not None:
        for node in scenario.nodes:
            attached = placement.attached(node.metadata.name)
            own = name if attached is None else attached.tunnel or name
            for cidr in node.pod_cidrs:
                yield _address(scenario, node, cidr), Port(node_host(node.metadata.name), own)


def _address(scenario: Scenario, node: Node, cidr: IPNetwork) -> IPAddress:
    """The tunnel device's address: the pod range's network address, as flannel has it, or the node's own."""
    own = first_of_family(node.addresses, family_of(cidr))
    if scenario.network.overlay_address_is_node and own is not None:
        return own
    return cidr.network_address
