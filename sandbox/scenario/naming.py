"""Names, addresses and places for objects that are dragged in: readable, unique and repeatable."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from sandbox.kube import (
    AllocationError,
    EndpointIndex,
    Node,
    ObjectMeta,
    Pod,
    Service,
    after_highest,
    first_free,
    node_subnet,
)
from sandbox.net import Family, IPAddress, IPNetwork, parse_network
from sandbox.scenario.model import KubeObject, Scenario
from sandbox.scenario.objects import Client, LoadBalancer

APP_LABELS = ("app", "app.kubernetes.io/name", "k8s-app", "run")
"""Labels that name an application, the most usual first."""

CLIENT_RANGE: IPNetwork = parse_network("198.51.100.0/24")
"""Where clients live: a range for documentation, the tutorial's."""

FIRST_BALANCER_OFFSET = 100
"""Load balancers take addresses of the nodes' subnet from here, so that nodes stay together."""

NAME = re.compile(r"[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?")
"""What Kubernetes takes as an object's name (RFC 1123 subdomain)."""


def is_name(text: str) -> bool:
    """Whether Kubernetes would take `text` as an object's name."""
    return NAME.fullmatch(text) is not None


def unique_name(base: str, taken: Collection[str], *, numbered: bool = False) -> str:
    """`base` itself, or with the lowest number that makes it unique; `numbered` counts from `base-1`."""
    if not numbered and base not in taken:
        return base
    number = 1 if numbered else 2
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"


def names_of(objects: Iterable[KubeObject], namespace: str = "") -> set[str]:
    """The names that are taken in a namespace."""
    return {each.metadata.name for each in objects if each.metadata.namespace == namespace}


def app_label(meta: ObjectMeta) -> tuple[str, str] | None:
    """The label that names the object's application, else its first label."""
    labels = dict(meta.labels)
    name = next((each for each in APP_LABELS if each in labels), next(iter(labels), None))
    return None if name is None else (name, labels[name])


def selected_pod(scenario: Scenario) -> Pod | None:
    """The first pod that the first Service with pods selects: what a new pod is a replica of."""
    index = EndpointIndex(scenario.pods)
    selected = (pods for service in scenario.services if (pods := index.pods_selected_by(service)))
    return next((pods[0] for pods in selected), None)


def application_pod(scenario: Scenario) -> Pod | None:
    """The pod that a new Service should select: the first labelled one, with a declared port if any has."""
    labelled = [each for each in scenario.pods if each.metadata.labels]
    return next((each for each in labelled if each.ports), next(iter(labelled), None))


def addresses_in_use(scenario: Scenario) -> Iterator[IPAddress]:
    """Every address that a node, pod, client, load balancer or Service has."""
    for each in scenario:
        yield from addresses_of(each)


def addresses_of(value: KubeObject) -> tuple[IPAddress, ...]:
    """The addresses that an object has for itself; a hostNetwork pod has none, its node's are not its own."""
    match value:
        case Pod():
            return () if value.host_network else value.addresses
        case Node() | Client() | LoadBalancer():
            return value.addresses
        case Service():
            return (*value.cluster_ips, *(entry.ip for entry in value.ingress))
        case _:
            return ()


def next_client_address(scenario: Scenario) -> IPAddress:
    """The address behind the other clients', in their range of 256."""
    taken = tuple(addresses_in_use(scenario))
    held = [each for client in scenario.clients for each in client.addresses if each.version == 4]
    network = parse_network(f"{held[0]}/24") if held else CLIENT_RANGE
    return _given(network, first_free(network, taken, after_highest(network, held, at_least=10)))


def next_balancer_address(scenario: Scenario, family: Family = Family.IPV4) -> IPAddress:
    """An address towards the nodes, in their subnet."""
    network = node_subnet(scenario.nodes, family)
    return _given(network, first_free(network, addresses_in_use(scenario), FIRST_BALANCER_OFFSET))


def _given(network: IPNetwork, address: IPAddress | None) -> IPAddress:
    if address is None:
        raise AllocationError(f"no address of {network} is free; remove an object that has one")
    return address


def place_below(
    objects: Sequence[KubeObject], default: tuple[float, float], gap: float
) -> tuple[float, float]:
    """A place one `gap` below the lowest of `objects` that have one, in its column."""
    places = [each.metadata.position for each in objects if each.metadata.position is not None]
    lowest = max(places, key=lambda place: place[1], default=None)
    return default if lowest is None else (lowest[0], lowest[1] + gap)
