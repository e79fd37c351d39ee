"""How pods are connected, as far as their addresses tell: network plug-ins may pass over podCIDRs."""

from sandbox.kube import ObjectMeta
from sandbox.scenario import Cni, Network, Scenario

ROUTED = Network(ObjectMeta("network"), cni=Cni.POINT_TO_POINT)
"""A network in which each pod has a route, whatever its address."""


def stray_pods(scenario: Scenario) -> int:
    """How many running pods have an address outside the ranges of their nodes, where these have any."""
    ranges = {node.metadata.name: node.pod_cidrs for node in scenario.nodes}
    return sum(
        not any(address in each for each in cidrs)
        for pod in scenario.pods
        if pod.is_running and not pod.host_network and (cidrs := ranges.get(pod.node_name, ()))
        for address in pod.addresses[:1]
    )
