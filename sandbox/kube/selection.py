"""Which of a service port's endpoints one node uses, by traffic policy, hints and conditions."""

from collections.abc import Callable, Sequence
from enum import Enum

import msgspec

from sandbox.kube.endpoints import ServiceEndpoint


class TopologyMode(Enum):
    """How hints narrow the Cluster endpoints, by kube-proxy's names."""

    NONE = ""
    SAME_NODE = "PreferSameNode"
    SAME_ZONE = "PreferSameZone"


class EndpointSelection(msgspec.Struct, frozen=True):
    """What a node does with a service port's endpoints.

    `cluster` and `local` serve the two traffic policies; `reachable` is their union; `has_endpoints` says
    that one is usable somewhere, which decides between dropping and rejecting.
    """

    cluster: tuple[ServiceEndpoint, ...] = ()
    local: tuple[ServiceEndpoint, ...] = ()
    has_endpoints: bool = False
    reachable: tuple[ServiceEndpoint, ...] = ()


def select_endpoints(
    endpoints: Sequence[ServiceEndpoint], *, node_name: str, zone: str, uses_cluster: bool, uses_local: bool
) -> EndpointSelection:
    """Categorise `endpoints` (in the order of `endpoints_of`, which every part of the answer keeps)."""
    # kube-proxy: pkg/proxy/topology.go CategorizeEndpoints
    cluster = _cluster(endpoints, node_name, zone) if uses_cluster else ()
    local = _local(endpoints, node_name) if uses_local else ()
    usable = any(map(_is_usable, endpoints)) if uses_local else bool(cluster)
    return EndpointSelection(cluster, local, usable, _either(endpoints, cluster, local))


def topology_mode(endpoints: Sequence[ServiceEndpoint], node_name: str, zone: str) -> TopologyMode:
    """The mode that the hints of the ready endpoints come to on a node."""
    # kube-proxy: pkg/proxy/topology.go topologyModeFromHints
    ready = [each for each in endpoints if each.ready]
    if all(each.node_hints for each in ready) and any(node_name in each.node_hints for each in ready):
        return TopologyMode.SAME_NODE
    if all(each.zone_hints for each in ready) and any(zone in each.zone_hints for each in ready if zone):
        return TopologyMode.SAME_ZONE
    return TopologyMode.NONE


def _cluster(endpoints: Sequence[ServiceEndpoint], node_name: str, zone: str) -> tuple[ServiceEndpoint, ...]:
    """Ready endpoints that the hints allow; failing those, terminating ones that still serve."""
    allowed = _allowed(topology_mode(endpoints, node_name, zone), node_name, zone)
    ready = tuple(each for each in endpoints if each.ready and allowed(each))
    return ready or tuple(filter(_is_last_resort, endpoints))


def _local(endpoints: Sequence[ServiceEndpoint], node_name: str) -> tuple[ServiceEndpoint, ...]:
    """The node's own ready endpoints; failing those, its terminating ones that still serve."""
    here = [each for each in endpoints if each.is_local(node_name)]
    return tuple(each for each in here if each.ready) or tuple(filter(_is_last_resort, here))


def _either(
    endpoints: Sequence[ServiceEndpoint],
    cluster: tuple[ServiceEndpoint, ...],
    local: tuple[ServiceEndpoint, ...],
) -> tuple[ServiceEndpoint, ...]:
    """The endpoints that are in one of the two; for most Services that is the first."""
    if not local:
        return cluster
    wanted = {str(each) for each in (*cluster, *local)}
    return tuple(each for each in endpoints if str(each) in wanted)


def _allowed(mode: TopologyMode, node_name: str, zone: str) -> Callable[[ServiceEndpoint], bool]:
    # kube-proxy: pkg/proxy/topology.go availableForTopology
    match mode:
        case TopologyMode.SAME_NODE:
            return lambda each: node_name in each.node_hints
        case TopologyMode.SAME_ZONE:
            return lambda each: zone in each.zone_hints
        case TopologyMode.NONE:
            return lambda each: True


def _is_last_resort(endpoint: ServiceEndpoint) -> bool:
    return endpoint.serving and endpoint.terminating


def _is_usable(endpoint: ServiceEndpoint) -> bool:
    return endpoint.ready or _is_last_resort(endpoint)
