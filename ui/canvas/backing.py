"""Which pods are behind a Service, and which cards a change of the scenario makes out of date."""

from collections.abc import Iterable

from sandbox.kube import EndpointIndex, EndpointSlice, ObjectKey, Pod, Service
from sandbox.net import family_of
from sandbox.scenario import Scenario
from sandbox.scenario.diff import ScenarioDiff
from ui.canvas.geometry.card import Backing


def backing_of(service: Service, index: EndpointIndex) -> Backing:
    """How many endpoints the Service's first port has."""
    if not service.ports or not service.cluster_ips:
        pods = index.pods_selected_by(service)
        return Backing(len(pods), sum(each.ready for each in pods))
    found = index.endpoints(service, service.ports[0], family_of(service.cluster_ips[0]))
    return Backing(len(found), sum(each.ready for each in found))


def stale_cards(before: Scenario, after: Scenario, change: ScenarioDiff) -> list[ObjectKey]:
    """The Services that changed, and those whose endpoints may have: what selects a pod that changed."""
    keys = (*change.added, *change.removed, *change.changed)
    found = {key: None for key in keys if key.kind == "Service"}
    pods = [key for key in keys if key.kind == "Pod"]
    touched = [value for key in pods for value in _versions(key, before, after) if isinstance(value, Pod)]
    nodes = {key.name for key in (*change.added, *change.removed) if key.kind == "Node"}
    if nodes:
        touched += [pod for pod in after.pods if pod.node_name in nodes]
    if touched:
        found |= dict.fromkeys(_selecting(after, touched))
    for key in keys:
        if key.kind == "EndpointSlice":
            for value in _versions(key, before, after):
                if isinstance(value, EndpointSlice):
                    found[ObjectKey("Service", value.metadata.namespace, value.service)] = None
    return [key for key in found if key in after.by_key]


def _versions(key: ObjectKey, before: Scenario, after: Scenario) -> Iterable[object]:
    return before.by_key.get(key), after.by_key.get(key)


def _selecting(scenario: Scenario, pods: Iterable[Pod]) -> Iterable[ObjectKey]:
    """The Services whose selectors one of the pods has."""
    labels = {(pod.metadata.namespace, frozenset(pod.metadata.labels)) for pod in pods}
    worn = {(namespace, *label) for namespace, each in labels for label in each}
    for service in scenario.services:
        namespace = service.metadata.namespace
        if service.selector and all((namespace, *label) in worn for label in service.selector):
            yield service.key


def pods_behind(scenario: Scenario, service: Service) -> tuple[ObjectKey, ...]:
    """The pods that a Service sends to, by its slices if it has any, else by its selector."""
    index = EndpointIndex(scenario.pods, scenario.endpoint_slices, scenario.nodes)
    slices = index.slices_of(service)
    if not slices:
        return tuple(pod.key for pod in index.pods_selected_by(service))
    paths = (endpoint.target.rpartition("/") for each in slices for endpoint in each.endpoints)
    return tuple(ObjectKey("Pod", namespace, name) for namespace, _, name in paths)
