"""Workloads: what Deployments and their like say about the pods that they make."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from sandbox.formats import codec as c
from sandbox.formats.codec import Tree, mapping
from sandbox.formats.errors import FieldError
from sandbox.formats.kubernetes import POD
from sandbox.formats.metadata import NAMESPACED
from sandbox.formats.table import UNSET, raw_at, read_at
from sandbox.imports.scheduling import Rules
from sandbox.imports.selectors import Selector, selector_of
from sandbox.imports.taints import DAEMON_TOLERATIONS, tolerations_of
from sandbox.kube import ObjectKey, ObjectMeta, Pod

MAX_REPLICAS = 100_000
"""Pods of one workload."""
_APPS = ("apps/v1", "apps/v1beta2", "apps/v1beta1", "extensions/v1beta1")


class WorkloadKind(msgspec.Struct, frozen=True):
    """A kind that makes pods. `count` leads to how many; None: one on each node."""

    api_versions: tuple[str, ...]
    count: tuple[str, ...] | None = ("spec", "replicas")


WORKLOADS: Mapping[str, WorkloadKind] = MappingProxyType(
    {
        "Deployment": WorkloadKind(_APPS),
        "StatefulSet": WorkloadKind(_APPS),
        "ReplicaSet": WorkloadKind(_APPS),
        "ReplicationController": WorkloadKind(("v1",)),
        "DaemonSet": WorkloadKind(_APPS, None),
        "Job": WorkloadKind(("batch/v1",), ("spec", "parallelism")),
    }
)
"""Kinds that are expanded. A CronJob is not: whether its pods run is a matter of the time of day."""


class Workload(msgspec.Struct, frozen=True):
    """A workload as far as its pods go: `template` is a pod without a name of its own.

    `is_live`: a cluster keeps it. `owners` are the objects that keep it in turn. `start` is the ordinal of a
    StatefulSet's first pod. `has_rules`: it has rules of scheduling that are not followed.
    """

    key: ObjectKey
    template: Pod
    selector: Selector
    replicas: int = 1
    start: int = 0
    rules: Rules = Rules()
    owners: tuple[ObjectKey, ...] = ()
    is_live: bool = False
    has_rules: bool = False

    @property
    def on_every_node(self) -> bool:
        """Whether each node that it may run on gets one pod."""
        return WORKLOADS[self.key.kind].count is None


def workload_of(kind: str, tree: Tree) -> Workload:
    """What a workload's tree says. Raises FieldError."""
    meta = NAMESPACED.read(tree)
    template = mapping(raw_at(tree, ("spec", "template")) or {})
    spec = template.get("spec")
    try:
        pod = _template_pod(meta, template)
        rules = rules_of(template, pod.node_name)
    except FieldError as error:
        raise error.within("spec", "template") from None
    if kind == "DaemonSet":
        tolerations = (*DAEMON_TOLERATIONS, *rules.tolerations)
        rules = msgspec.structs.replace(rules, tolerations=tolerations, ignores_cordon=True)
    return Workload(
        key=ObjectKey(kind, meta.namespace, meta.name),
        template=pod,
        selector=_selector(kind, tree, pod),
        replicas=_replicas(kind, tree),
        start=_given(read_at(tree, ("spec", "ordinals", "start"), c.integer(0, 1 << 31)), 0),
        rules=rules,
        owners=tuple(_owners(tree, meta.namespace)),
        is_live=raw_at(tree, ("metadata", "uid")) is not None,
        has_rules=isinstance(spec, dict)
        and bool(spec.get("affinity") or spec.get("topologySpreadConstraints")),
    )


def rules_of(pod: Tree, node_name: str) -> Rules:
    """Where a pod, or the pod of a template, may run. Raises FieldError."""
    selector = _given(read_at(pod, ("spec", "nodeSelector"), c.PAIRS), ())
    return Rules(node_name, selector, tolerations_of(pod.get("spec")))


def _template_pod(meta: ObjectMeta, template: Tree) -> Pod:
    inner = mapping(template.get("metadata") or {})
    named = {**inner, "name": meta.name, "namespace": meta.namespace}
    pod: Pod = POD.read({"metadata": named, "spec": template.get("spec")})
    return msgspec.structs.replace(pod, metadata=msgspec.structs.replace(pod.metadata, position=None))


def _selector(kind: str, tree: Tree, pod: Pod) -> Selector:
    """What tells its pods from others: its selector, for a Job the label with its name."""
    if kind == "Job":
        return Selector((("job-name", pod.metadata.name),))
    found = selector_of(raw_at(tree, ("spec", "selector")), plain=kind == "ReplicationController")
    return found if found else Selector(pod.metadata.labels)


def _replicas(kind: str, tree: Tree) -> int:
    """How many pods it wants; none if it is a Job that has ended or is suspended."""
    path = WORKLOADS[kind].count
    wanted = 1 if path is None else _given(read_at(tree, path, c.integer(0, MAX_REPLICAS)), 1)
    if kind != "Job":
        return wanted
    done = raw_at(tree, ("status", "completionTime")) or raw_at(tree, ("spec", "suspend"))
    completions = _given(read_at(tree, ("spec", "completions"), c.integer(0, MAX_REPLICAS)), wanted)
    return 0 if done else min(wanted, completions)


def _given(value: object, default: object) -> Any:
    return default if value is UNSET else value


def _owners(tree: Tree, namespace: str) -> Iterator[ObjectKey]:
    entries = raw_at(tree, ("metadata", "ownerReferences"))
    for each in entries if isinstance(entries, list) else ():
        if isinstance(each, dict):
            yield ObjectKey(str(each.get("kind")), namespace, str(each.get("name")))
