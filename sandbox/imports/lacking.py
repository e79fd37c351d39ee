"""Whether a scenario file is one to be imported, found without reading it again: imports next to nothing."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from sandbox.formats import ScenarioFile
from sandbox.kube import ObjectKey

STANDARD_INPUT = "-"
"""What names standard input on the command line."""
SUFFIXES: Mapping[str, str] = MappingProxyType(
    {
        "Deployment": "-[a-z0-9]{5,10}-[a-z0-9]{5}",
        "StatefulSet": "-[0-9]+",
        **dict.fromkeys(("ReplicaSet", "ReplicationController", "DaemonSet", "Job"), "-[a-z0-9]{5}"),
    }
)
"""The kinds that make pods, and what their pods have behind the name of their own."""


def lacks_pods(file: ScenarioFile) -> bool:
    """Whether a file seems to hold a workload without its pods: none is called as its controller calls them.

    A look at names alone, which costs a large dump next to nothing. A ReplicaSet counts as its Deployment's.
    """
    workloads = {key for key in file.passed_over if key.kind in SUFFIXES}
    if not workloads:
        return False
    names = _names_by_namespace(file)
    return any(
        not _is_owned(key, workloads) and not _has_pods(key, names.get(key.namespace or "default", ()))
        for key in workloads
    )


def _names_by_namespace(file: ScenarioFile) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for pod in file.scenario.pods:
        found.setdefault(pod.metadata.namespace, []).append(pod.metadata.name)
    for names in found.values():
        names.sort()
    return found


def _is_owned(key: ObjectKey, known: set[ObjectKey]) -> bool:
    owner = ObjectKey("Deployment", key.namespace, key.name.rpartition("-")[0])
    return key.kind == "ReplicaSet" and owner in known


def _has_pods(key: ObjectKey, names: Sequence[str]) -> bool:
    pattern = re.compile(re.escape(key.name) + SUFFIXES[key.kind])
    position = bisect_left(names, key.name)
    while position < len(names) and names[position].startswith(key.name):
        if pattern.fullmatch(names[position]):
            return True
        position += 1
    return False
