"""Where everything runs: what each host is made of, found once, so that none costs a look at all others."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sandbox.kube import EndpointIndex, Node, Pod, Service
from sandbox.scenario.compile.configuration import bridge_name, pod_prefix, proxy_configuration
from sandbox.scenario.compile.health import checks_endpoints
from sandbox.scenario.compile.names import BRIDGE_PORT, NETWORK, host_name, node_host, pod_interface
from sandbox.scenario.model import Scenario
from sandbox.scenario.objects import Client, Cni, HostDocument, LoadBalancer
from sandbox.topology import InterfaceKind

if TYPE_CHECKING:
    from sandbox.scenario.compile.attached_network import AttachedNetwork

Machine: TypeAlias = Client | LoadBalancer | Node | Pod
"""What becomes a host."""


class Placed(NamedTuple):
    """A node and pods on it that run in a network of their own."""

    node: Node
    pods: list[Pod]


class Placement:
    """A scenario's pods by the node that they run on, and its Services by what asks for them."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.endpoints = EndpointIndex(scenario.pods, scenario.endpoint_slices, scenario.nodes)
        self.nodes = {node.metadata.name: Placed(node, []) for node in scenario.nodes}
        self._attached: dict[str, AttachedNetwork | None] = {}
        self._names: dict[str, tuple[str, str]] = {}
        self._in_host_network: dict[str, list[Pod]] = {}
        for pod in scenario.pods:
            if pod.is_running and pod.host_network:
                self._in_host_network.setdefault(pod.node_name, []).append(pod)
            elif pod.is_running and pod.addresses and pod.node_name in self.nodes:
                self.nodes[pod.node_name].pods.append(pod)

    def in_host_network(self, node: Node) -> list[Pod]:
        """The running pods that share the node's own network."""
        return self._in_host_network.get(node.metadata.name, [])

    def is_bridged(self, node: Node) -> bool:
        """Whether the node has a pod bridge: with the Bridge CNI and a pod range to take its address from.

        A node that printed its addresses tells by itself.
        """
        attached = self.attached(node.metadata.name)
        if attached is not None:
            return any(each.kind is InterfaceKind.BRIDGE for each in attached.interfaces)
        return self.scenario.network.cni is Cni.BRIDGE and bool(node.pod_cidrs)

    def document(self, node: Node) -> HostDocument | None:
        """The `Host` document of a node."""
        return self._documents.get(node.metadata.name)

    def attached(self, name: str) -> "AttachedNetwork | None":
        """The network of a node that printed its addresses, else None. Raises FlowError."""
        document = self._documents.get(name)
        if document is None or not document.state.addresses or name not in self.nodes:
            return None
        if name not in self._attached:
            from sandbox.scenario.compile.attached_network import attached_network

            node, pods = self.nodes[name]
            self._attached[name] = attached_network(document, node, pods)
        return self._attached[name]

    def towards(self, pod: Pod) -> str:
        """The interface of its node that leads to a pod."""
        attached = self.attached(pod.node_name)
        if attached is not None:
            return attached.pods[pod.key]
        bridged = self.is_bridged(self.nodes[pod.node_name].node)
        return pod_interface(pod.key, BRIDGE_PORT if bridged else self._names_on(pod.node_name)[1])

    def bridge(self, name: str) -> str:
        """What the pod bridge of a node that printed no addresses is called."""
        return self._names_on(name)[0]

    def _names_on(self, name: str) -> tuple[str, str]:
        """What a node's bridge is called, and how the interfaces of its pods begin without one."""
        if name not in self._names:
            config = proxy_configuration(self.scenario, name)
            self._names[name] = bridge_name(config), pod_prefix(config)
        return self._names[name]

    def link(self, name: str) -> str:
        """The interface by which a node is reached from the network outside."""
        attached = self.attached(name)
        return NETWORK if attached is None else attached.link

    def services_for(self, pod: Pod) -> Iterator[Service]:
        """The Services of the pod's namespace whose selector fits its labels."""
        labels = frozenset(pod.metadata.labels)
        for label in labels:
            for service in self._services.get((pod.metadata.namespace, label), ()):
                if labels.issuperset(service.selector):
                    yield service

    @cached_property
    def checked_services(self) -> tuple[Service, ...]:
        """The Services for which kube-proxy answers health checks."""
        return tuple(filter(checks_endpoints, self.scenario.services))

    @cached_property
    def machines(self) -> Mapping[str, Machine]:
        """What each host stands for, by the host's name."""
        found: dict[str, Machine] = {host_name(each.key): each for each in self.scenario.clients}
        found |= {host_name(each.key): each for each in self.scenario.load_balancers}
        for name, (node, pods) in self.nodes.items():
            found[node_host(name)] = node
            found |= {host_name(pod.key): pod for pod in pods}
        return found

    @cached_property
    def _documents(self) -> Mapping[str, HostDocument]:
        return {each.metadata.name: each for each in reversed(self.scenario.hosts)}

    @cached_property
    def _services(self) -> Mapping[tuple[str, tuple[str, str]], list[Service]]:
        """Services by namespace and the first label that they select."""
        found: dict[tuple[str, tuple[str, str]], list[Service]] = {}
        for service in self.scenario.services:
            if service.selector:
                key = (service.metadata.namespace, service.selector[0])
                found.setdefault(key, []).append(service)
        return MappingProxyType(found)
