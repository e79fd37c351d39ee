"""Which text in a scenario's objects is a name, and of what: a row for each field that holds text."""

from collections.abc import Mapping
from enum import Enum, auto
from types import MappingProxyType
from typing import Any

from sandbox.kube import (
    ContainerPort,
    Endpoint,
    EndpointPort,
    EndpointSlice,
    KubeProxyConfiguration,
    LoadBalancerIngress,
    Node,
    ObjectMeta,
    Pod,
    Service,
    ServicePort,
)
from sandbox.scenario import (
    Expectation,
    HostDocument,
    HostInterface,
    Interruption,
    LoadBalancer,
    NetworkRoute,
    NodeState,
    Note,
    ServiceTarget,
)


class Meaning(Enum):
    """What a text stands for, and so what takes its place."""

    KEPT = auto()
    """Nobody's name."""
    NODE = auto()
    ZONE = auto()
    POD_PATH = auto()
    """`namespace/name`."""
    SERVICE_PATH = auto()
    SERVICE = auto()
    """The name of a Service in the object's own namespace."""
    PORT = auto()
    LABELS = auto()
    WITH_ADDRESSES = auto()
    """Text that holds addresses and no names."""
    RULES = auto()
    """Rules as a tool prints them: addresses, and comments that people wrote."""
    LEFT_OUT = auto()
    """Words for people, and what a node's tools printed: names may stand anywhere in it."""


FIELDS: Mapping[tuple[type[Any], str], Meaning] = MappingProxyType(
    {
        (ObjectMeta, "labels"): Meaning.LABELS,
        (ObjectMeta, "deletion_timestamp"): Meaning.KEPT,
        (Node, "taints"): Meaning.KEPT,
        (Pod, "node_name"): Meaning.NODE,
        (Pod, "phase"): Meaning.KEPT,
        (ContainerPort, "name"): Meaning.PORT,
        (Service, "selector"): Meaning.LABELS,
        (Service, "traffic_distribution"): Meaning.KEPT,
        (ServicePort, "name"): Meaning.PORT,
        (ServicePort, "target_port"): Meaning.PORT,
        (LoadBalancerIngress, "ip_mode"): Meaning.KEPT,
        (EndpointSlice, "service"): Meaning.SERVICE,
        (EndpointSlice, "address_type"): Meaning.KEPT,
        (Endpoint, "node_name"): Meaning.NODE,
        (Endpoint, "zone_hints"): Meaning.ZONE,
        (Endpoint, "node_hints"): Meaning.NODE,
        (Endpoint, "target"): Meaning.POD_PATH,
        (EndpointPort, "name"): Meaning.PORT,
        (KubeProxyConfiguration, "bridge_interface"): Meaning.KEPT,
        (KubeProxyConfiguration, "interface_name_prefix"): Meaning.KEPT,
        (KubeProxyConfiguration, "node_port_addresses"): Meaning.WITH_ADDRESSES,
        (KubeProxyConfiguration, "ipvs_scheduler"): Meaning.KEPT,
        (KubeProxyConfiguration, "hostname_override"): Meaning.NODE,
        (LoadBalancer, "services"): Meaning.SERVICE_PATH,
        (NetworkRoute, "node"): Meaning.NODE,
        (HostDocument, "iptables"): Meaning.RULES,
        (HostDocument, "nftables"): Meaning.RULES,
        (HostDocument, "ipsets"): Meaning.RULES,
        (HostDocument, "sysctls"): Meaning.KEPT,
        (HostInterface, "name"): Meaning.KEPT,
        (Interruption, "node"): Meaning.NODE,
        (ServiceTarget, "service"): Meaning.SERVICE_PATH,
        (ServiceTarget, "node"): Meaning.NODE,
        (Expectation, "verdict"): Meaning.KEPT,
        (Expectation, "client_address"): Meaning.WITH_ADDRESSES,
        (Expectation, "endpoint"): Meaning.POD_PATH,
        (Expectation, "headers"): Meaning.WITH_ADDRESSES,
        (Note, "text"): Meaning.LEFT_OUT,
        **{(NodeState, field): Meaning.LEFT_OUT for field in NodeState.__struct_fields__},
    }
)
"""Every field of the model that holds text, but identities, which `Pseudonyms.key` replaces."""
