"""Workloads expanded to their pods, and pods of manifests put on nodes, as a cluster's controllers do."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from sandbox.imports.addresses import PodAddresses
from sandbox.imports.names import generated, template_hash
from sandbox.imports.report import counted
from sandbox.imports.scheduling import Rules, Scheduler
from sandbox.imports.selectors import Labels
from sandbox.imports.taints import Taint
from sandbox.imports.workloads import Workload
from sandbox.kube import Node, ObjectKey, Pod
from sandbox.scenario.naming import is_name

MAX_PODS = 100_000
"""Pods that one import makes."""
MOST_LOOKS = 5_000_000
"""Pods' labels that are compared with workloads' selectors: some seconds' work, far more than there is."""


def wanting(
    workloads: Collection[Workload], pods: Iterable[Pod], *, has_live_pods: bool
) -> tuple[Workload, ...]:
    """The workloads whose pods are not there yet and that no other workload of them owns.

    Where the pods of a cluster are there, its workloads have no others.
    """
    known = {each.key for each in workloads}
    there = _Worn(pods)
    return tuple(
        each
        for each in workloads
        if not known.intersection(each.owners)
        and not (each.is_live and has_live_pods)
        and not there.has(each)
    )


class _Worn:
    """What labels the pods of a namespace wear, by each of them, so that no workload costs a look at all.

    Workloads that are asked about when far too many were looked at count as having theirs.
    """

    def __init__(self, pods: Iterable[Pod]) -> None:
        self._looks_left = MOST_LOOKS
        self._by_label: dict[tuple[str, tuple[str, str] | None], set[Labels]] = {}
        for pod in pods:
            for label in (None, *pod.metadata.labels):
                self._by_label.setdefault((pod.metadata.namespace, label), set()).add(pod.metadata.labels)

    def has(self, workload: Workload) -> bool:
        """Whether a workload selects any of the pods."""
        selector = workload.selector
        label = selector.labels[0] if selector.labels else None
        worn = self._by_label.get((workload.key.namespace, label), ())
        for number, each in enumerate(worn, 1):
            if number > self._looks_left or selector.fits(each):
                return True
        self._looks_left -= len(worn)
        return False


def pods_wanted(workloads: Iterable[Workload]) -> int:
    """How many pods the workloads ask for, those with one on each node aside."""
    return sum(0 if each.on_every_node else each.replicas for each in workloads)


class Expansion:
    """Makes pods: `made` by workload, in order; `problems` says what could not be done as it is asked for."""

    def __init__(
        self, nodes: Sequence[Node], taints: Mapping[str, tuple[Taint, ...]], pods: Sequence[Pod]
    ) -> None:
        self.made: list[Pod] = []
        self.kinds: Counter[str] = Counter()
        self.problems: list[str] = []
        self._nodes = {node.metadata.name: node for node in nodes}
        self._scheduler = Scheduler(nodes, taints)
        self._addresses = PodAddresses(nodes, pods)
        self._names = {pod.key for pod in pods}

    def expand(self, workload: Workload) -> None:
        """Make the pods of a workload."""
        allowed = self._scheduler.allowed(workload.rules)
        count = len(allowed) if workload.on_every_node else workload.replicas
        if len(self.made) + count > MAX_PODS:
            self.problems.append(f"{workload.key}: was left out: an import makes {MAX_PODS:,} pods at most")
            return
        homes = allowed if workload.on_every_node else [self._scheduler.next(allowed) for _ in range(count)]
        self.made += (self.placed(self._named(workload, number), home) for number, home in enumerate(homes))
        self.kinds[workload.key.kind] += 1
        if not allowed:
            effect = f"its {counted('pod', count)} stay Pending" if count else "it has no pods"
            self.problems.append(f"{workload.key}: no node fits what it asks for, so {effect}")

    def placed(self, pod: Pod, home: str) -> Pod:
        """A pod as it runs on a node, or waits for one if that is empty."""
        if not home:
            return replace(pod, node_name="", phase="Pending", ready=False, addresses=())
        if pod.host_network:
            return replace(pod, node_name=home, addresses=self._nodes[home].addresses)
        addresses = self._addresses.next(home)
        if not addresses:
            self.problems.append(f"{pod.key}: node {home} has no free address for it, so it has none")
        return replace(pod, node_name=home, addresses=addresses)

    def schedule(self, pod: Pod, rules: Rules) -> Pod:
        """A pod of a manifest, put on a node."""
        allowed = self._scheduler.allowed(rules)
        if not allowed:
            self.problems.append(f"{pod.key}: no node fits what it asks for, so it stays Pending")
        return self.placed(pod, self._scheduler.next(allowed))

    def _named(self, workload: Workload, number: int) -> Pod:
        """The template as the pod with that number, with the name and labels that its controller gives."""
        template = workload.template
        for name, labels in _identities(workload, number):
            key = ObjectKey("Pod", workload.key.namespace, name)
            if key not in self._names and is_name(name):
                self._names.add(key)
                worn = dict(template.metadata.labels) | labels
                meta = replace(template.metadata, name=name, labels=tuple(worn.items()))
                return replace(template, metadata=meta)
        raise AssertionError("there is always another name")


def _identities(workload: Workload, number: int) -> Iterator[tuple[str, dict[str, str]]]:
    """Names for a pod, the one that it has if nobody else has it first, each with the labels to it."""
    kind, name = workload.key.kind, workload.key.name
    seed = f"{workload.key}"
    labels: dict[str, str] = {}
    base = f"{name}-"
    match kind:
        case "StatefulSet":
            ordinal = str(workload.start + number)
            worn = {
                "apps.kubernetes.io/pod-index": ordinal,
                "statefulset.kubernetes.io/pod-name": f"{name}-{ordinal}",
            }
            yield f"{name}-{ordinal}", worn
            labels = worn
        case "Deployment":
            labels = {"pod-template-hash": template_hash(seed)}
            base = f"{name}-{labels['pod-template-hash']}-"
        case "Job":
            labels = {"batch.kubernetes.io/job-name": name, "job-name": name}
        case _:
            pass
    attempt = 0
    while True:
        yield generated(base, f"{seed} {number} {attempt}"), labels
        attempt += 1
