"""Sentences about objects: tooltips with everything in full, since the picture elides."""

from collections.abc import Callable, Iterable

from sandbox.kube import Node, ObjectKey, Pod, Service
from sandbox.scenario import Client, LoadBalancer, Note, Scenario
from sandbox.scenario.objects import NO_STATE
from ui.canvas.geometry.card import port_text
from ui.canvas.geometry.node import ATTACHED, node_states, pod_address, pod_state
from ui.language import tr, tr_n

COUNTED: dict[str, Callable[[int], str]] = {
    "Node": lambda count: tr_n("{count} node", "{count} nodes", count),
    "Pod": lambda count: tr_n("{count} pod", "{count} pods", count),
    "Service": lambda count: tr_n("{count} Service", "{count} Services", count),
    "Client": lambda count: tr_n("{count} client", "{count} clients", count),
    "LoadBalancer": lambda count: tr_n("{count} load balancer", "{count} load balancers", count),
    "Note": lambda count: tr_n("{count} note", "{count} notes", count),
}
"""What several objects of a kind are called."""


def named(keys: Iterable[ObjectKey]) -> str:
    """`laptop`, `3 pods`, or `3 objects` of several kinds."""
    found = tuple(keys)
    if len(found) == 1:
        return found[0].name
    kinds = {key.kind for key in found}
    if len(kinds) != 1 or (kind := kinds.pop()) not in COUNTED:
        return tr_n("{count} object", "{count} objects", len(found))
    return COUNTED[kind](len(found))


def tooltip(scenario: Scenario, key: ObjectKey) -> str:
    """The object's kind and full name, then what it has, one line each."""
    value = scenario.by_key.get(key)
    lines = [str(key)]
    match value:
        case Pod():
            lines += [
                pod_address(value),
                tr("on {node}", node=value.node_name) if value.node_name else tr("on no node"),
            ]
            lines += [pod_state(value)] if pod_state(value) else []
        case Node():
            lines += [
                *map(str, value.addresses),
                *(tr("pods {ranges}", ranges=cidr) for cidr in value.pod_cidrs),
            ]
            lines += [node_states(value)] if node_states(value) else []
            lines += [tr(ATTACHED)] if scenario.attached_state(key.name) != NO_STATE else []
        case Service():
            lines += [value.type.value, *map(str, value.cluster_ips), *map(port_text, value.ports)]
        case Client():
            lines += map(str, value.addresses)
        case LoadBalancer():
            lines += [
                *map(str, value.addresses),
                tr("{mode}, delivery {delivery}", mode=value.mode.value, delivery=value.delivery.value),
            ]
            lines += [tr("serves {path}", path=path) for path in value.services]
        case Note():
            lines = [value.text] if value.text else lines
        case _:
            pass
    return "\n".join(lines)
