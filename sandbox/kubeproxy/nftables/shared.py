"""What the nodes of a cluster have in common, worked out once: the service ports and where to find them."""

from collections.abc import Sequence
from functools import cached_property
from weakref import WeakKeyDictionary

from sandbox.kube import EndpointIndex, Service
from sandbox.kubeproxy.nftables.names import path_of
from sandbox.kubeproxy.nftables.settings import Settings
from sandbox.kubeproxy.service_port import NodeServicePort, ServicePortInfo, on_node, service_port_infos
from sandbox.net import Family
from sandbox.netfilter.fields import Key


class SharedPorts:
    """All service ports of one family, by number."""

    def __init__(self, services: Sequence[Service], infos: Sequence[ServicePortInfo]) -> None:
        self.services = services
        self.infos = tuple(infos)
        self._ports: dict[int, NodeServicePort] = {}

    @cached_property
    def by_path(self) -> dict[str, int]:
        """The number of each service port by what its chains' names have behind the hash."""
        return {path_of(info.name): number for number, info in enumerate(self.infos)}

    @cached_property
    def by_key(self) -> dict[Key, list[int]]:
        """The numbers of the service ports that may have an element of a key, in order."""
        found: dict[Key, list[int]] = {}
        for number, info in enumerate(self.infos):
            for key in dict.fromkeys(_keys(info)):
                found.setdefault(key, []).append(number)
        return found

    def port(self, number: int, settings: Settings) -> NodeServicePort:
        """A service port as the node with these settings sees it."""
        info = self.infos[number]
        if info.depends_on_node:
            return on_node(info, settings.node_name, settings.zone)
        if number not in self._ports:
            self._ports[number] = on_node(info, settings.node_name, settings.zone)
        return self._ports[number]


def shared_ports(services: Sequence[Service], endpoints: EndpointIndex, family: Family) -> SharedPorts:
    """The service ports, the same object as long as services and endpoints are the same objects."""
    families = _SHARED.setdefault(endpoints, {})
    found = families.get(family)
    if found is None or found.services is not services:
        found = SharedPorts(services, tuple(service_port_infos(services, endpoints, family)))
        families[family] = found
    return found


_SHARED: WeakKeyDictionary[EndpointIndex, dict[Family, SharedPorts]] = WeakKeyDictionary()
"""Forgotten together with the endpoints that they were made of."""


def _keys(info: ServicePortInfo) -> list[Key]:
    """Every key that a service port may have an element of, in whichever set."""
    addresses = (info.cluster_ip, *info.external_ips, *info.load_balancer_ips)
    protocol, port = info.port.protocol, info.port
    by_address: list[Key] = [(address, protocol, port.port) for address in addresses]
    return [(info.cluster_ip,), *by_address, (protocol, port.node_port)]
