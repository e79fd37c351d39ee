"""Checks of fields that the model has no place for: what their file says there changes nothing here."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

import msgspec

from sandbox.kube import ObjectKey
from sandbox.scenario.check.problem import Census, Problem, Severity, first_of
from sandbox.scenario.model import UnreadField
from sandbox.scenario.objects import AddressTarget
from sandbox.telling import mark, told


def _always(census: Census, unread: UnreadField) -> bool:
    return True


def _lacks_hints(census: Census, unread: UnreadField) -> bool:
    """Whether the cluster would make hints for a Service and its slices hold none."""
    service = census.services[unread.key.path]
    slices = census.endpoints.slices_of(service)
    hinted = any(each.zone_hints or each.node_hints for one in slices for each in one.endpoints)
    return unread.value.lower() == "auto" and not hinted


def _is_balanced(census: Census, unread: UnreadField) -> bool:
    return unread.key.path in census.balanced


class _Limit(msgspec.Struct, frozen=True):
    """What is said of a field, how much it matters, and of which objects it is said."""

    sentence: str
    severity: Severity = Severity.NOTE
    applies: Callable[[Census, UnreadField], bool] = _always


LIMITS: Mapping[tuple[str, str], _Limit] = MappingProxyType(
    {
        ("Pod", "spec.containers.ports.hostPort"): _Limit(
            mark(
                "hostPort {value} of {objects} is not modelled: nothing answers there at the node's address; "
                "send to the pod, or use a Service with a node port"
            ),
            Severity.WARNING,
        ),
        ("Pod", "metadata.annotations.k8s.v1.cni.cncf.io/networks"): _Limit(
            mark(
                "the further networks of {objects} are not modelled, only the cluster's own is there; send "
                "to an address of status.podIPs"
            )
        ),
        ("Service", "metadata.annotations.service.kubernetes.io/topology-mode"): _Limit(
            mark(
                "topology-mode {value} of {objects} makes no hints here, so all endpoints are used; add the "
                "EndpointSlices that the cluster made, or use trafficDistribution"
            ),
            applies=_lacks_hints,
        ),
        ("Service", "metadata.annotations"): _Limit(
            mark(
                "{value} of {objects} is not read: load balancers ask kube-proxy on the nodes; set how often "
                "in healthCheck of the LoadBalancer"
            ),
            applies=_is_balanced,
        ),
        ("LoadBalancer", "spec.healthCheck"): _Limit(
            mark(
                "healthCheck.{value} of {objects} is not modelled: it asks kube-proxy on the nodes; use "
                "intervalSeconds, unhealthyThreshold and healthyThreshold"
            )
        ),
        ("KubeProxyConfiguration", "healthzBindAddress"): _Limit(
            mark(
                "healthzBindAddress {value} is not modelled: kube-proxy answers health checks on port 10256 "
                "of every address; leave it out"
            )
        ),
        ("KubeProxyConfiguration", "bindAddress"): _Limit(
            mark(
                "bindAddress {value} is not modelled: a node's primary address is its first InternalIP; list "
                "that one first"
            )
        ),
        ("KubeProxyConfiguration", "featureGates"): _Limit(
            mark(
                "feature gate {value} is not modelled: rules are those of kube-proxy with its default gates; "
                "leave it out"
            )
        ),
    }
)
"""What is said of each field of each kind; a Node's further addresses matter to flows alone."""


def check_unread(census: Census, unread: Sequence[UnreadField]) -> Iterator[Problem]:
    """One finding for each field and value, at the first object that has it."""
    groups: dict[tuple[str, str, str], list[ObjectKey]] = {}
    for each in unread:
        limit = LIMITS.get((each.key.kind, each.field))
        if limit is not None and each.key in census.scenario.by_key and limit.applies(census, each):
            groups.setdefault((each.key.kind, each.field, each.value), []).append(each.key)
    for (kind, field, value), keys in groups.items():
        limit = LIMITS[kind, field]
        message = told(limit.sentence, value=value, objects=first_of(keys))
        yield Problem(keys[0], field, message, limit.severity)
    yield from _check_external_addresses(census, unread)


def _check_external_addresses(census: Census, unread: Iterable[UnreadField]) -> Iterator[Problem]:
    """Flows to a node's address in its cloud's outside, which no machine has."""
    nodes = {each.value: each.key for each in unread if each.key.kind == "Node"}
    for flow in census.scenario.flows:
        if isinstance(flow.target, AddressTarget) and str(flow.target.address) in nodes:
            message = told(
                "{key} goes to {address}, an ExternalIP of {node}, which is not modelled; send to its "
                "InternalIP",
                key=flow.key,
                address=flow.target.address,
                node=nodes[str(flow.target.address)],
            )
            yield Problem(flow.key, "spec.to.address", message, Severity.WARNING)
