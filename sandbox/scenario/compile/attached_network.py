"""The devices and routes that a real node printed, fitted into the modelled network.

What no listing tells is which pod is behind which port of a bridge, so those ports have Natwalk's names.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from sandbox.kube import Node, ObjectKey, Pod
from sandbox.net import Family
from sandbox.routing import Route, RoutingTable
from sandbox.scenario.compile.attached_texts import devices, routes
from sandbox.scenario.compile.links import LOOPBACK_INTERFACE
from sandbox.scenario.compile.names import BRIDGE_PORT, LOOPBACK, NETWORK, pod_interface
from sandbox.scenario.objects import HostDocument
from sandbox.topology import Interface, InterfaceKind

if TYPE_CHECKING:
    from sandbox.topology.listing import Device

_TUNNELS = frozenset(
    {"vxlan", "geneve", "gre", "gretap", "ipip", "sit", "tunnel", "tunnel6", "ip6tnl"}
    | {"flannel.1", "tunl0", "vxlan.calico", "vxlan-v6.calico", "cilium_vxlan"}
)
"""Kinds and link types of tunnels, and the names that network plug-ins give theirs."""
_IDLE = frozenset({"dummy"})


class AttachedNetwork(msgspec.Struct, frozen=True):
    """A node's interfaces as it has them, the one that leads to each pod, and its link to the network."""

    interfaces: tuple[Interface, ...]
    pods: Mapping[ObjectKey, str]
    link: str

    def bridge_of(self, pod: ObjectKey) -> str:
        """The bridge that a pod is behind, empty if it is behind none."""
        name = self.pods.get(pod)
        return next((each.bridge for each in self.interfaces if each.name == name), "")

    @property
    def tunnel(self) -> str | None:
        """The first tunnel device."""
        return next((each.name for each in self.interfaces if each.kind is InterfaceKind.TUNNEL), None)


def attached_network(document: HostDocument, node: Node, pods: Iterable[Pod]) -> AttachedNetwork | None:
    """The network of a node that printed its addresses, else None. Raises FlowError."""
    found = devices(document)
    if found is None:
        return None
    listed = [route for family in Family for route in attached_routes(document, family) or ()]
    return _Fitting(found, listed, node, tuple(pods)).network()


def attached_routes(document: HostDocument, family: Family) -> tuple[Route, ...] | None:
    """The routes of a family that the node printed, else None. Raises FlowError."""
    listing = routes(document, family)
    return None if listing is None else listing.routes


class _Fitting:
    """A node's devices while it is found out what each is."""

    def __init__(
        self, found: "Sequence[Device]", listed: Sequence[Route], node: Node, pods: Sequence[Pod]
    ) -> None:
        self._devices = found
        self._node = node
        self._pods = pods
        self._table = RoutingTable(tuple(listed))
        self._defaults = {route.interface for route in listed if route.destination.prefixlen == 0}
        self._masters = {each.master for each in found}
        self._to_pods = {name for pod in pods if (name := self._alone_with(pod))}
        self._kinds = {each.name: self._kind(each) for each in found}

    def network(self) -> AttachedNetwork:
        """What the devices come to, with what is missing: a loopback device, a link, a way to each pod."""
        interfaces = {each.name: self._interface(each) for each in self._devices}
        link = self._link()
        interfaces.setdefault(LOOPBACK, LOOPBACK_INTERFACE)
        interfaces.setdefault(link, Interface(link, InterfaceKind.NETWORK))
        places = {}
        for pod in self._pods:
            port = self._towards(pod)
            interfaces.setdefault(port.name, port)
            places[pod.key] = port.name
        return AttachedNetwork(tuple(interfaces.values()), places, link)

    def _interface(self, device: "Device") -> Interface:
        on_bridge = self._kinds.get(device.master) is InterfaceKind.BRIDGE
        bridge = device.master if on_bridge else ""
        return Interface(device.name, self._kinds[device.name], device.addresses, bridge)

    def _kind(self, device: "Device") -> InterfaceKind:
        """What is behind a device; a VETH without a pod leads nowhere."""
        own = any(each.address in self._node.addresses for each in device.addresses)
        leads_out = device.addresses and device.is_connected and device.kind not in _IDLE
        if device.link_type == "loopback" or device.name == LOOPBACK:
            return InterfaceKind.LOOPBACK
        if not _TUNNELS.isdisjoint((device.kind, device.link_type, device.name)):
            return InterfaceKind.TUNNEL
        if own:
            return InterfaceKind.NETWORK
        if device.kind == "bridge" or device.name in self._masters:
            return InterfaceKind.BRIDGE
        if device.name in self._to_pods:
            return InterfaceKind.VETH
        return InterfaceKind.NETWORK if leads_out or device.name in self._defaults else InterfaceKind.VETH

    def _link(self) -> str:
        """The device with one of the node's addresses, else the first that leads to the network outside."""
        links = [each for each in self._devices if self._kinds[each.name] is InterfaceKind.NETWORK]
        own = [each for each in links if any(one.address in self._node.addresses for one in each.addresses)]
        return next((each.name for each in (*own, *links)), NETWORK)

    def _towards(self, pod: Pod) -> Interface:
        """The node's end of a pod's veth pair: a device with a route to the pod alone, or a bridge's port."""
        name = self._alone_with(pod)
        if self._kinds.get(name) is InterfaceKind.VETH:
            return Interface(name, InterfaceKind.VETH)
        bridge = next(self._bridges_of(pod), "")
        return Interface(pod_interface(pod.key, BRIDGE_PORT), InterfaceKind.VETH, bridge=bridge)

    def _alone_with(self, pod: Pod) -> str:
        """The device that a route to an address of the pod alone leaves by; empty if there is none."""
        found = (self._table.lookup(address) for address in pod.addresses)
        return next((each.interface for each in found if each is not None and _is_for_one(each)), "")

    def _bridges_of(self, pod: Pod) -> Iterator[str]:
        """The bridges whose network holds an address of the pod, or that a route to it leaves by."""
        for address in pod.addresses:
            route = self._table.lookup(address)
            for device in self._devices:
                if self._kinds[device.name] is InterfaceKind.BRIDGE:
                    routed = route is not None and route.interface == device.name and route.gateway is None
                    if routed or any(address in each.network for each in device.addresses):
                        yield device.name


def _is_for_one(route: Route) -> bool:
    return route.gateway is None and route.destination.prefixlen == route.destination.max_prefixlen
