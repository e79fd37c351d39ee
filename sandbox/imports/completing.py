"""What was gathered, completed to a scenario in which packets can walk: nodes, pods, addresses, a client."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec.structs import replace

from sandbox.imports.expansion import Expansion, pods_wanted, wanting
from sandbox.imports.gathering import Gathered
from sandbox.imports.made_nodes import for_manifests, labels_asked, named_by_pods
from sandbox.imports.outside import MOST_BALANCERS, with_balancers, with_client
from sandbox.imports.pod_network import ROUTED, stray_pods
from sandbox.imports.report import counted, listing
from sandbox.imports.workloads import Workload
from sandbox.kube import (
    AllocationError,
    EndpointIndex,
    LoadBalancerIngress,
    Pod,
    Service,
    ServicePool,
    ServiceType,
    next_ingress_ip,
    with_allocations,
)
from sandbox.kube.allocation import families_of
from sandbox.progress import SILENT, Progress
from sandbox.scenario import KIND_FIELDS, Scenario
from sandbox.scenario.edits.store import pool_without

_NO_CONFIGURATION = (
    "Took kube-proxy's defaults (mode iptables, no cluster CIDR), since the input does not hold its"
    " configuration, which clusters keep in the ConfigMap kube-proxy of kube-system."
)


MOST_ALLOCATED = 5_000
"""Services of manifests that get addresses: each costs a look at all before it."""


class Completion:
    """Completes what was gathered, step by step; `made` says in sentences what was added.

    `progress` hears that work is going on, not how much is left, and may raise Cancelled.
    """

    def __init__(self, gathered: Gathered, progress: Progress = SILENT) -> None:
        self.made: list[str] = []
        self._gathered = gathered
        self._progress = progress
        self.scenario = _scenario_of(gathered)

    def complete(self) -> Scenario:
        """All steps, in the order in which they need each other."""
        self._add_named_nodes()
        gathered = self._gathered
        workloads = wanting(
            gathered.workloads.values(), self.scenario.pods, has_live_pods=gathered.has_live_pods
        )
        self._add_nodes(workloads)
        self._make_pods(workloads)
        self._allocate()
        self._add_network()
        self._add_outside()
        if self.scenario.nodes and not self.scenario.proxy_configurations:
            self.made.append(_NO_CONFIGURATION)
        return self.scenario

    def _add_named_nodes(self) -> None:
        """Nodes that pods name and that are not there."""
        addresses = self._gathered.host_addresses
        found = named_by_pods(self.scenario.pods, self.scenario.nodes, addresses)
        if found:
            self.scenario = replace(self.scenario, nodes=(*self.scenario.nodes, *found))
            self.made.append(
                f"Made {counted('Node', len(found))} that Pods are on and that the input does not describe,"
                " with the addresses that those Pods give."
            )

    def _add_nodes(self, workloads: Sequence[Workload]) -> None:
        """Nodes for manifests, which come without any."""
        scenario = self.scenario
        if scenario.nodes or not (workloads or scenario.pods or scenario.services):
            return
        waiting = self._gathered.unscheduled
        asked = labels_asked((*(each.rules for each in workloads), *waiting.values()))
        nodes = for_manifests(pods_wanted(workloads) + len(waiting), asked)
        self.scenario = replace(scenario, nodes=nodes)
        labels = ", with the labels that its Pods ask for" if asked else ""
        self.made.append(f"Made {counted('Node', len(nodes))}, since the input has none{labels}.")

    def _make_pods(self, workloads: Sequence[Workload]) -> None:
        gathered, scenario = self._gathered, self.scenario
        expansion = Expansion(scenario.nodes, gathered.taints, scenario.pods)
        waiting = gathered.unscheduled
        pods = [
            expansion.schedule(each, waiting[each.key]) if each.key in waiting else each
            for each in scenario.pods
        ]
        for each in workloads:
            self._progress(0, 0)
            expansion.expand(each)
        gathered.problems += expansion.problems
        self.scenario = replace(scenario, pods=(*pods, *expansion.made))
        self.made += _about_pods(len(waiting), expansion, workloads)
        self._drop_stale_slices(expansion.made)

    def _drop_stale_slices(self, made: Iterable[Pod]) -> None:
        """EndpointSlices of Services that select made pods tell of pods that are not there."""
        index = EndpointIndex(made)
        stale = {each.key.path for each in self.scenario.services if index.pods_selected_by(each)}
        kept = tuple(
            each
            for each in self.scenario.endpoint_slices
            if f"{each.metadata.namespace}/{each.service}" not in stale
        )
        gone = len(self.scenario.endpoint_slices) - len(kept)
        if gone:
            self.scenario = replace(self.scenario, endpoint_slices=kept)
            self.made.append(f"Left out {counted('EndpointSlice', gone)} that know nothing of the made Pods.")

    def _allocate(self) -> None:
        """Cluster addresses, node ports and load balancer addresses of Services that come from manifests."""
        waiting = self._gathered.unallocated
        if not waiting:
            return
        if len(waiting) > MOST_ALLOCATED:
            message = f"an import gives addresses to {MOST_ALLOCATED:,} Services at most: all stay without"
            self._gathered.problems.append(message)
            return
        done = {each.key: each for each in self.scenario.services if each.key not in waiting}
        pool = pool_without(self.scenario, next(iter(waiting)))
        for each in self.scenario.services:
            if each.key in waiting:
                self._progress(0, 0)
                done[each.key] = self._allocated(each, replace(pool, services=tuple(done.values())))
        services = tuple(done[each.key] for each in self.scenario.services)
        self.scenario = replace(self.scenario, services=services)
        self.made.append(
            f"Gave {counted('Service', len(waiting))} addresses and ports, as the API server does."
        )

    def _allocated(self, service: Service, pool: ServicePool) -> Service:
        try:
            given = with_allocations(service, None, pool, family=families_of(self.scenario.nodes)[0])
            if given.type is ServiceType.LOAD_BALANCER and not given.ingress:
                given = replace(given, ingress=(LoadBalancerIngress(next_ingress_ip(pool.ingress_ips)),))
        except AllocationError as error:
            self._gathered.problems.append(f"{service.key}: {error}")
            return service
        return given

    def _add_network(self) -> None:
        """Where pods have addresses outside their nodes' ranges, each has a route: no bridge leads there."""
        count = 0 if self.scenario.networks else stray_pods(self.scenario)
        if count:
            self.scenario = replace(self.scenario, networks=(ROUTED,))
            self.made.append(
                "Took each Pod to have a route of its own (a Network with cni PointToPoint), since the"
                f" addresses of {counted('Pod', count)} are in no range of their Nodes, as with Calico."
            )

    def _add_outside(self) -> None:
        """A client and load balancers, unless the input says by objects of Natwalk's own what is outside."""
        scenario = self.scenario
        if not scenario.nodes or scenario.clients or scenario.load_balancers or scenario.flows:
            return
        try:
            self.scenario = with_balancers(with_client(scenario), self._gathered.host_named)
        except AllocationError as error:
            self._gathered.problems.append(f"nothing was added outside the cluster: {error}")
            return
        more = len(self._gathered.host_named) - MOST_BALANCERS
        if more > 0:
            services = counted("Service", more)
            self.made.append(f"Put no LoadBalancer before {services} more that host names lead to.")
        count = len(self.scenario.load_balancers)
        balancers = f" and {counted('LoadBalancer', count)}" if count else ""
        self.made.append(
            f"Added a Client{balancers}, which no cluster knows of, to send requests from outside."
        )


def _scenario_of(gathered: Gathered) -> Scenario:
    found: dict[str, list[Any]] = {}
    for key, value in gathered.objects.items():
        found.setdefault(KIND_FIELDS[key.kind], []).append(value)
    return Scenario(**{field: tuple(values) for field, values in found.items()})


def _about_pods(scheduled: int, expansion: Expansion, workloads: Sequence[Workload]) -> Iterator[str]:
    """Sentences about what was put where, and about rules that were not followed."""
    if scheduled:
        yield f"Put {counted('Pod', scheduled)} on nodes, in turn."
    if expansion.kinds:
        kinds = listing(counted(kind, count) for kind, count in expansion.kinds.items())
        yield f"Made {counted('Pod', len(expansion.made))} for {kinds}, in turn over the nodes."
    unruly = sum(each.has_rules for each in workloads)
    if unruly:
        yield f"Affinity and topology spread rules were not followed ({counted('workload', unruly)})."
