"""`Scenario`: the document, one immutable value."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

import msgspec

from sandbox.kube import (
    EndpointSlice,
    KubeProxyConfiguration,
    Node,
    ObjectKey,
    ObjectMeta,
    Pod,
    Service,
    ServiceCIDR,
)
from sandbox.scenario.objects import (
    NO_STATE,
    Client,
    Flow,
    HostDocument,
    LoadBalancer,
    Network,
    NodeState,
    Note,
)

KubeObject: TypeAlias = (
    Node
    | Pod
    | Service
    | EndpointSlice
    | ServiceCIDR
    | KubeProxyConfiguration
    | Client
    | LoadBalancer
    | Network
    | HostDocument
    | Flow
    | Note
)


class UnreadField(NamedTuple):
    """A field of an object in a file that matters in a cluster and that the model has no place for."""

    key: ObjectKey
    field: str
    value: str


class Scenario(msgspec.Struct, frozen=True, dict=True):
    """All objects of a scenario, each kind in document order."""

    nodes: tuple[Node, ...] = ()
    pods: tuple[Pod, ...] = ()
    services: tuple[Service, ...] = ()
    endpoint_slices: tuple[EndpointSlice, ...] = ()
    service_cidrs: tuple[ServiceCIDR, ...] = ()
    proxy_configurations: tuple[KubeProxyConfiguration, ...] = ()
    clients: tuple[Client, ...] = ()
    load_balancers: tuple[LoadBalancer, ...] = ()
    networks: tuple[Network, ...] = ()
    hosts: tuple[HostDocument, ...] = ()
    flows: tuple[Flow, ...] = ()
    notes: tuple[Note, ...] = ()

    def __iter__(self) -> Iterator[KubeObject]:
        """Every object, kind by kind."""
        for field in KIND_FIELDS.values():
            yield from getattr(self, field)

    @cached_property
    def by_key(self) -> MappingProxyType[ObjectKey, KubeObject]:
        """Every object by its key."""
        return MappingProxyType({each.key: each for each in self})

    def attached_state(self, node: str) -> NodeState:
        """What the real node of that name printed, as far as it is attached."""
        document = self.by_key.get(ObjectKey("Host", "", node))
        return document.state if isinstance(document, HostDocument) else NO_STATE

    @property
    def network(self) -> Network:
        """The scenario's network, or the default one."""
        return self.networks[0] if self.networks else DEFAULT_NETWORK


KIND_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "Node": "nodes",
        "Pod": "pods",
        "Service": "services",
        "EndpointSlice": "endpoint_slices",
        "ServiceCIDR": "service_cidrs",
        "KubeProxyConfiguration": "proxy_configurations",
        "Client": "clients",
        "LoadBalancer": "load_balancers",
        "Network": "networks",
        "Host": "hosts",
        "Flow": "flows",
        "Note": "notes",
    }
)
"""The field of `Scenario` that holds each kind."""

DEFAULT_NETWORK = Network(metadata=ObjectMeta(name="default"))
