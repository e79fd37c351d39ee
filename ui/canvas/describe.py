"""Sentences about objects: tooltips with everything in full, since the picture elides."""

from sandbox.kube import Node, ObjectKey, Pod, Service
from sandbox.scenario import Client, LoadBalancer, Scenario
from ui.canvas.geometry.card import port_text
from ui.canvas.geometry.node import node_states, pod_address, pod_state


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
        case _:
            pass
    return "\n".join(lines)
