"""Who bears the load of a Service, exactly, under each external policy: the known imbalance of Local."""

from collections.abc import Iterator
from fractions import Fraction

import msgspec

from sandbox.analysis.flows import request_paths
from sandbox.analysis.matrix import flow_of, policies_of, ways_in
from sandbox.kube import ObjectKey, Service, ServicePort, TrafficPolicy
from sandbox.progress import SILENT, Progress
from sandbox.scenario import Scenario, ServiceTarget, Via
from sandbox.scenario.compile import FlowError, request_of


class Share(msgspec.Struct, frozen=True):
    """How much of all connections something serves: a pod `namespace/name` on its node."""

    endpoint: str
    node: str
    share: Fraction


class Load(msgspec.Struct, frozen=True):
    """The shares under a policy; `lost` is what no server answers."""

    policy: TrafficPolicy
    shares: tuple[Share, ...]
    lost: Fraction

    @property
    def by_node(self) -> dict[str, Fraction]:
        """What the pods of each node serve together."""
        found: dict[str, Fraction] = {}
        for each in self.shares:
            found[each.node] = found.get(each.node, Fraction(0)) + each.share
        return found

    @property
    def by_pod(self) -> dict[str, Fraction]:
        """What each pod serves."""
        return {each.endpoint: each.share for each in self.shares}


def service_load(
    scenario: Scenario,
    service: Service,
    port: ServicePort,
    sender: ObjectKey,
    progress: Progress = SILENT,
) -> tuple[Load, ...]:
    """What each pod serves of one sender's connections, under the policy in force and under the other.

    They come by the load balancer where there is one, else evenly by every node's node port, else by the
    cluster IP.
    """
    ways = tuple(entrances(scenario, service, port))
    loads: list[Load] = []
    for policy, variant, world in policies_of(scenario, service, both=True):
        served: dict[str, Fraction] = {}
        for number, way in enumerate(ways):
            progress(len(loads) * len(ways) + number, 2 * len(ways))
            try:
                paths = request_paths(world, request_of(variant, flow_of(sender, way, port)))
            except FlowError:
                continue
            for path in paths:
                if path.endpoint is not None:
                    before = served.get(path.endpoint, Fraction(0))
                    served[path.endpoint] = before + path.probability / len(ways)
        loads.append(_load(scenario, policy, served))
    return tuple(loads)


def entrances(scenario: Scenario, service: Service, port: ServicePort) -> Iterator[ServiceTarget]:
    """The ways by which connections from outside come, each as often as the others."""
    ways = tuple(ways_in(scenario, service, port))
    for via in (Via.LOAD_BALANCER, Via.NODE_PORT, Via.EXTERNAL_IP, Via.CLUSTER_IP):
        if found := [each for each in ways if each.via is via]:
            yield from found
            return


def _load(scenario: Scenario, policy: TrafficPolicy, served: dict[str, Fraction]) -> Load:
    nodes = {each.key.path: each.node_name for each in scenario.pods}
    shares = tuple(Share(path, nodes.get(path, ""), share) for path, share in sorted(served.items()))
    return Load(policy, shares, 1 - sum(served.values(), Fraction(0)))
