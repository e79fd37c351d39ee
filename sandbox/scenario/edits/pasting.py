"""Pasting objects from elsewhere: what collides with what is there gets another name, address or port."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from msgspec.structs import replace

from sandbox.kube import (
    Node,
    ObjectKey,
    Pod,
    Service,
    ServicePort,
    ServiceType,
    next_node_addresses,
    next_pod_addresses,
    next_pod_cidrs,
)
from sandbox.net import IPAddress
from sandbox.scenario.edits.adding import serve_with_balancer
from sandbox.scenario.edits.references import follow
from sandbox.scenario.edits.store import (
    edit,
    find,
    is_balanced,
    with_objects,
    with_service,
    with_slices_kept_up,
)
from sandbox.scenario.model import KIND_FIELDS, KubeObject, Scenario
from sandbox.scenario.naming import (
    addresses_in_use,
    names_of,
    next_balancer_address,
    next_client_address,
)
from sandbox.scenario.objects import Client, Flow, LoadBalancer, ServiceTarget

NUMBERED = re.compile(r"(.+)-\d+")
"""A name that a copy counts on from."""
HOSTNAME = "kubernetes.io/hostname"
ORDER = ("Node", "Client", "Pod", "LoadBalancer", "Service", "Note", "Flow")
"""Pasted in this order, so that what an object refers to is there before it."""
ALONE = ("EndpointSlice", "Host", "KubeProxyConfiguration", "ServiceCIDR", "Network")
"""Kinds that belong to an object or to the cluster: pasted before the others, if no other has the name."""


@edit
def paste(
    scenario: Scenario, objects: Iterable[KubeObject], *, shift: tuple[float, float] = (0, 0), node: str = ""
) -> Scenario:
    """The scenario with copies of `objects`, moved by `shift`.

    References among the objects are kept up. A pod whose node is neither pasted nor there goes to `node`.
    """
    found = sorted(objects, key=lambda each: _rank(each.key.kind))
    pasting = _Pasting(scenario, node)
    for value in found:
        pasting.add(_shifted(value, shift))
    return with_slices_kept_up(scenario, pasting.finish())


def _rank(kind: str) -> int:
    return ORDER.index(kind) if kind in ORDER else -1


def _shifted(value: Any, shift: tuple[float, float]) -> Any:
    place = value.metadata.position
    if place is None:
        return value
    moved = (place[0] + shift[0], place[1] + shift[1])
    return replace(value, metadata=replace(value.metadata, position=moved))


class _Names:
    """The names that are taken for one kind in one namespace."""

    def __init__(self, taken: set[str]) -> None:
        self.taken = taken
        self._last: dict[str, int] = {}

    def copied(self, name: str) -> str:
        """`name` if it is free, else the next one of its row: `app-2` after `app-1`. It is taken then."""
        if name in self.taken:
            match = NUMBERED.fullmatch(name)
            stem, start = (match[1], 1) if match else (name, 2)
            number = self._last.get(stem, start)
            while f"{stem}-{number}" in self.taken:
                number += 1
            self._last[stem] = number + 1
            name = f"{stem}-{number}"
        self.taken.add(name)
        return name


class _Pasting:
    """The scenario as it grows.

    Objects that need nothing allocated wait in a list and are added together: a thousand cost what one does.
    """

    def __init__(self, scenario: Scenario, node: str) -> None:
        self._scenario, self._node = scenario, node
        self._waiting: list[KubeObject] = []
        self._renamed: dict[ObjectKey, ObjectKey] = {}
        self._names: dict[tuple[str, str], _Names] = {}
        self._pods: dict[str, list[Pod]] | None = None
        self._nodes = {each.metadata.name: each for each in scenario.nodes}
        self._addresses = set(addresses_in_use(scenario))
        self._ranges = {cidr for each in scenario.nodes for cidr in each.pod_cidrs}
        self._adapters: dict[str, Callable[[Any], KubeObject | None]] = {
            "Node": self._adapted_node,
            "Pod": self._adapted_pod,
            "Client": self._adapted_client,
            "LoadBalancer": self._adapted_balancer,
            "Service": self._adapted_service,
            "Flow": self._adapted_flow,
        }

    def finish(self) -> Scenario:
        """The scenario with everything that was added."""
        if self._waiting:
            self._scenario = with_objects(self._scenario, self._waiting)
            self._waiting = []
        return self._scenario

    def add(self, value: Any) -> None:
        """Add an object, unless it belongs to something that has one of its name already."""
        key = value.key
        names = self._names_of(key)
        if key.kind in ALONE and key.name in names.taken:
            return
        value = _named(self._followed(value), names.copied(key.name))
        if value.key != key:
            self._renamed[key] = value.key
        adapted = self._adapters[key.kind](value) if key.kind in self._adapters else value
        if adapted is not None:
            self._waiting.append(adapted)

    def _names_of(self, key: ObjectKey) -> _Names:
        """The names that are taken for objects of that kind and namespace."""
        place = (key.kind, key.namespace)
        if place not in self._names:
            held = getattr(self._scenario, KIND_FIELDS[key.kind])
            self._names[place] = _Names(names_of(held, key.namespace))
        return self._names[place]

    def _pods_on(self, node: str) -> list[Pod]:
        """The pods of a node, those that wait to be added included."""
        if self._pods is None:
            self._pods = {}
            for each in self._scenario.pods:
                self._pods.setdefault(each.node_name, []).append(each)
        return self._pods.setdefault(node, [])

    def _followed(self, value: Any) -> Any:
        """With its references to objects that got other names."""
        if isinstance(value, Pod):
            node = ObjectKey("Node", "", value.node_name)
            return replace(value, node_name=self._renamed[node].name) if node in self._renamed else value
        for old, new in self._renamed.items():
            value = follow(value, old, new)
        return value

    def _is_free(self, addresses: Iterable[IPAddress]) -> bool:
        return not any(each in self._addresses for each in addresses)

    def _adapted_node(self, value: Node) -> Node:
        ranges = any(each in self._ranges for each in value.pod_cidrs)
        if not value.addresses or ranges or not self._is_free(value.addresses):
            nodes = tuple(self._nodes.values())
            clusters = [cidr for each in self._scenario.proxy_configurations for cidr in each.cluster_cidrs]
            value = replace(
                value,
                addresses=next_node_addresses(nodes or (value,), self._addresses),
                pod_cidrs=next_pod_cidrs(nodes or (value,), clusters),
            )
        self._addresses.update(value.addresses)
        self._ranges.update(value.pod_cidrs)
        self._nodes[value.metadata.name] = value
        return value

    def _adapted_pod(self, value: Pod) -> Pod:
        host = self._nodes.get(value.node_name) or self._nodes.get(self._node)
        if host is None:
            return replace(value, node_name="")
        moved = host.metadata.name != value.node_name
        value = replace(value, node_name=host.metadata.name)
        if value.host_network:
            return replace(value, addresses=host.addresses)
        inside = all(any(each in cidr for cidr in host.pod_cidrs) for each in value.addresses)
        if moved or not value.addresses or not inside or not self._is_free(value.addresses):
            value = replace(value, addresses=next_pod_addresses(host, self._pods_on(host.metadata.name)))
            if not self._is_free(value.addresses):
                value = replace(value, addresses=next_pod_addresses(host, self.finish().pods))
        self._pods_on(host.metadata.name).append(value)
        self._addresses.update(value.addresses)
        return value

    def _adapted_client(self, value: Client) -> Client:
        if not value.addresses or not self._is_free(value.addresses):
            value = replace(value, addresses=(next_client_address(self.finish()),))
        self._addresses.update(value.addresses)
        return value

    def _adapted_balancer(self, value: LoadBalancer) -> LoadBalancer:
        """Services that another load balancer serves stay with it."""
        served = {path for each in self.finish().load_balancers for path in each.services}
        if not value.addresses or not self._is_free(value.addresses):
            value = replace(value, addresses=(next_balancer_address(self._scenario),))
        self._addresses.update(value.addresses)
        return replace(value, services=tuple(each for each in value.services if each not in served))

    def _adapted_service(self, value: Service) -> None:
        """Added at once, with what the API server allocates in place of what is taken."""
        scenario = self.finish()
        ports = {port.node_port for each in scenario.services for port in each.ports}
        ports |= {each.health_check_node_port for each in scenario.services}
        cleared = replace(
            value,
            cluster_ips=value.cluster_ips if self._is_free(value.cluster_ips) else (),
            ports=tuple(_free_port(each, ports) for each in value.ports),
            health_check_node_port=({value.health_check_node_port} - ports or {0}).pop(),
            ingress=value.ingress if self._is_free(each.ip for each in value.ingress) else (),
        )
        scenario = with_service(scenario, cleared, None if value.cluster_ips else cleared)
        if value.type is ServiceType.LOAD_BALANCER and scenario.load_balancers and not cleared.ingress:
            scenario = _balanced(scenario, cleared.key)
        self._scenario = scenario

    def _adapted_flow(self, value: Flow) -> Flow | None:
        """Only where its sender and the Service that it asks for are there."""
        present = self.finish().by_key
        if value.sender not in present:
            return None
        if isinstance(value.target, ServiceTarget):
            return value if ObjectKey.of("Service", value.target.service) in present else None
        return value


def _free_port(port: ServicePort, taken: set[int]) -> ServicePort:
    return replace(port, node_port=0) if port.node_port in taken else port


def _named(value: Any, name: str) -> Any:
    """With another name, and with the label that repeats a node's name."""
    old = value.metadata.name
    if name == old:
        return value
    labels = tuple((key, name if key == HOSTNAME else each) for key, each in value.metadata.labels)
    return replace(value, metadata=replace(value.metadata, name=name, labels=labels))


def _balanced(scenario: Scenario, key: ObjectKey) -> Scenario:
    """With the Service on the first load balancer, as the cloud's controller does."""
    service = find(scenario, key, Service)
    if not is_balanced(scenario, service):
        scenario = serve_with_balancer(scenario, service)
    return with_service(scenario, service, service)
