"""What the nodes of a cluster have in common in any mode: the service ports, worked out once for all."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from sandbox.kube import EndpointIndex, Service
from sandbox.kubeproxy.service_port import NodeServicePort, ServicePortInfo, on_node, service_port_infos
from sandbox.net import Family


class SharedPorts:
    """All service ports of one family, by number."""

    def __init__(self, services: Sequence[Service], infos: Sequence[ServicePortInfo]) -> None:
        self.services = services
        self.infos = tuple(infos)
        self._ports: dict[int, NodeServicePort] = {}

    def port(self, number: int, node_name: str, zone: str) -> NodeServicePort:
        """A service port as the node of that name and zone sees it; most look the same from every node."""
        info = self.infos[number]
        if info.depends_on_node:
            return on_node(info, node_name, zone)
        if number not in self._ports:
            self._ports[number] = on_node(info, node_name, zone)
        return self._ports[number]


Ports = TypeVar("Ports", bound=SharedPorts)


class Sharing(Generic[Ports]):
    """Gives the service ports, the same object as long as services and endpoints are the same objects.

    They are forgotten together with the endpoints that they were made of.
    """

    def __init__(self, make: Callable[[Sequence[Service], Sequence[ServicePortInfo]], Ports]) -> None:
        self._make = make
        self._shared: WeakKeyDictionary[EndpointIndex, dict[Family, Ports]] = WeakKeyDictionary()

    def of(self, services: Sequence[Service], endpoints: EndpointIndex, family: Family) -> Ports:
        """The service ports of one family."""
        families = self._shared.setdefault(endpoints, {})
        found = families.get(family)
        if found is None or found.services is not services:
            found = self._make(services, tuple(service_port_infos(services, endpoints, family)))
            families[family] = found
        return found


class NodePorts(Generic[Ports]):
    """The service ports as one node sees them; nothing is worked out before one of them is asked for."""

    def __init__(self, share: Callable[[], Ports], node_name: str, zone: str) -> None:
        self._share = share
        self._node_name = node_name
        self._zone = zone
        self._seen: dict[int, NodeServicePort] = {}

    @cached_property
    def shared(self) -> Ports:
        """The service ports of the cluster."""
        return self._share()

    def port(self, number: int) -> NodeServicePort:
        """A service port as this node sees it."""
        if number not in self._seen:
            self._seen[number] = self.shared.port(number, self._node_name, self._zone)
        return self._seen[number]
