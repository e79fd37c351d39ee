"""Hosts, interfaces, links and the network between the nodes.

Knows what is plugged into what; not how packets are judged. networkx is used in `graph` alone.
"""

from sandbox.topology.host import (
    WILDCARDS,
    Application,
    HealthServer,
    Host,
    HostKind,
    Interface,
    InterfaceKind,
    Kernel,
    Listener,
    PodServer,
    ProxyServer,
)
from sandbox.topology.lazy import LazyItems, LazyPorts
from sandbox.topology.network import GATEWAYS, ROUTER_ADDRESSES, Fabric, FabricRoute, Port, Topology

__all__ = [
    "GATEWAYS",
    "ROUTER_ADDRESSES",
    "WILDCARDS",
    "Application",
    "Fabric",
    "FabricRoute",
    "HealthServer",
    "Host",
    "HostKind",
    "Interface",
    "InterfaceKind",
    "Kernel",
    "LazyItems",
    "LazyPorts",
    "Listener",
    "PodServer",
    "Port",
    "ProxyServer",
    "Topology",
]
