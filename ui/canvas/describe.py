"""Sentences about objects: tooltips with everything in full, since the picture elides."""

from collections.abc import Iterable

from sandbox.kube import Node, ObjectKey, Pod, Service
from sandbox.scenario import Client, LoadBalancer, Note, Scenario
from ui.canvas.geometry.card import port_text
from ui.canvas.geometry.node import node_states, pod_address, pod_state

PLURALS = {
    "Node": "nodes",
    "Pod": "pods",
    "Service": "Services",
    "Client": "clients",
    "LoadBalancer": "load balancers",
    "Note": "notes",
}
"""What several objects of a kind are called."""


def named(keys: Iterable[ObjectKey]) -> str:
    """`laptop`, `3 pods`, or `3 objects` of several kinds."""
    found = tuple(keys)
    if len(found) == 1:
        return found[0].name
    kinds = {key.kind for key in found}
    if len(kinds) != 1 or (kind := kinds.pop()) not in PLURALS:
        return f"{len(found)} objects"
    return f"{len(found)} {PLURALS[kind]}"


def tooltip(scenario: Scenario, key: ObjectKey) -> str:
    """The object's kind and full name, then what it has, one line each."""
    value = scenario.by_key.get(key)
    lines = [str(key)]
    match value:
        case Pod():
            lines += [pod_address(value), f"on {value.node_name}" if value.node_name else "on no node"]
            lines += [pod_state(value)] if pod_state(value) else []
        case Node():
            lines += [*map(str, value.addresses), *(f"pods {cidr}" for cidr in value.pod_cidrs)]
            lines += [node_states(value)] if node_states(value) else []
        case Service():
            lines += [value.type.value, *map(str, value.cluster_ips), *map(port_text, value.ports)]
        case Client():
            lines += map(str, value.addresses)
        case LoadBalancer():
            lines += [*map(str, value.addresses), f"{value.mode.value}, delivery {value.delivery.value}"]
            lines += [f"serves {path}" for path in value.services]
        case Note():
            lines = [value.text] if value.text else lines
        case _:
            pass
    return "\n".join(lines)
