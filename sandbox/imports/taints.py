"""Taints of nodes and tolerations of pods: which nodes a pod may be put on."""

from collections.abc import Iterator
from typing import NamedTuple

from sandbox.formats.codec import Tree
from sandbox.formats.table import raw_at

HINDERING = ("NoSchedule", "NoExecute")
"""Effects that keep pods away; PreferNoSchedule does not."""


class Taint(NamedTuple):
    """One of a node's taints that keep pods away."""

    key: str
    value: str
    effect: str


class Toleration(NamedTuple):
    """One of a pod's tolerations. An empty key stands for all, as does an empty effect."""

    key: str
    operator: str
    value: str
    effect: str

    def tolerates(self, taint: Taint) -> bool:
        """Whether the taint does not keep the pod away."""
        # kubernetes: staging/src/k8s.io/api/core/v1/toleration.go ToleratesTaint
        if self.effect not in ("", taint.effect) or self.key not in ("", taint.key):
            return False
        return self.operator == "Exists" or (bool(self.key) and self.value == taint.value)


DAEMON_TOLERATIONS = tuple(
    Toleration(f"node.kubernetes.io/{name}", "Exists", "", "")
    for name in (
        "not-ready",
        "unreachable",
        "disk-pressure",
        "memory-pressure",
        "pid-pressure",
        "unschedulable",
        "network-unavailable",
    )
)
"""What every DaemonSet's pods tolerate."""
# kubernetes: pkg/controller/daemon/util/daemonset_util.go AddOrUpdateDaemonPodTolerations


def taints_of(node: Tree) -> tuple[Taint, ...]:
    """The taints in a node's tree that keep pods away."""
    found = (Taint(*each) for each in _fields(raw_at(node, ("spec", "taints")), ("key", "value", "effect")))
    return tuple(each for each in found if each.effect in HINDERING)


def tolerations_of(pod_spec: object) -> tuple[Toleration, ...]:
    """The tolerations in a pod's spec."""
    entries = pod_spec.get("tolerations") if isinstance(pod_spec, dict) else None
    return tuple(Toleration(*each) for each in _fields(entries, ("key", "operator", "value", "effect")))


def _fields(entries: object, names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The text of each field of each entry of a list; empty where there is none."""
    for each in entries if isinstance(entries, list) else ():
        if isinstance(each, dict):
            yield tuple(str(each.get(name) or "") for name in names)
