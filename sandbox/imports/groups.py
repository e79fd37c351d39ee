"""The groups of fields that an import leaves out, and which of them an object has."""

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

import msgspec

from sandbox.formats.codec import Tree, mapping
from sandbox.formats.table import raw_at

NATWALK_PREFIX = "natwalk/"
ANNOTATIONS = "annotations of other tools"
_CONTAINER_LISTS = ("containers", "initContainers", "ephemeralContainers")


class Group(msgspec.Struct, frozen=True):
    """Fields that go together, in people's words: keys of the object's parts, and of a pod's containers."""

    words: str
    metadata: frozenset[str] = frozenset()
    spec: frozenset[str] = frozenset()
    status: frozenset[str] = frozenset()
    containers: frozenset[str] = frozenset()


_EVERYWHERE = (
    Group("managed fields", metadata=frozenset({"managedFields"})),
    Group("owners and finalizers", metadata=frozenset({"ownerReferences", "finalizers"})),
)
"""What any object may have, annotations aside."""

_OF_POD = (
    Group("environment variables", containers=frozenset({"env", "envFrom"})),
    Group("volumes", spec=frozenset({"volumes"}), containers=frozenset({"volumeMounts", "volumeDevices"})),
    Group("images, commands and arguments", containers=frozenset({"image", "command", "args"})),
    Group(
        "probes and hooks",
        containers=frozenset({"livenessProbe", "readinessProbe", "startupProbe", "lifecycle"}),
    ),
    Group("resources", containers=frozenset({"resources"})),
    Group(
        "accounts and security settings",
        spec=frozenset({"serviceAccountName", "securityContext", "imagePullSecrets"}),
        containers=frozenset({"securityContext"}),
    ),
    Group("scheduling rules", spec=frozenset({"affinity", "tolerations", "topologySpreadConstraints"})),
    *_EVERYWHERE,
)
_OF_NODE = (
    Group("capacity and system information", status=frozenset({"capacity", "allocatable", "nodeInfo"})),
    Group("images on the node", status=frozenset({"images"})),
    Group("taints", spec=frozenset({"taints"})),
    Group("the cloud's identifiers", spec=frozenset({"providerID"})),
    *_EVERYWHERE,
)
GROUPS: Mapping[str, tuple[Group, ...]] = MappingProxyType({"Pod": _OF_POD, "Node": _OF_NODE})
"""What is looked for in an object of a kind; in those of others, what any may have."""


def groups_in(kind: str, tree: Tree) -> Iterator[str]:
    """The words of each group that an object has something of."""
    metadata, spec, status = (_filled(tree.get(part)) for part in ("metadata", "spec", "status"))
    containers = _container_keys(tree.get("spec")) if kind == "Pod" else frozenset[str]()
    for each in GROUPS.get(kind, _EVERYWHERE):
        if not (
            each.metadata.isdisjoint(metadata)
            and each.spec.isdisjoint(spec)
            and each.status.isdisjoint(status)
            and each.containers.isdisjoint(containers)
        ):
            yield each.words
    if "annotations" in metadata and _has_others(tree):
        yield ANNOTATIONS


def groups_in_workload(kind: str, tree: Tree) -> Iterable[str]:
    """The words of each group that a workload has something of, or the pods that it describes."""
    template = mapping(raw_at(tree, ("spec", "template")) or {})
    return dict.fromkeys((*groups_in("Pod", template), *groups_in(kind, tree)))


def groups_in_text(kind: str, text: str) -> Iterator[str]:
    """The same for the text of a list's item, laid out as kubectl does; much faster than reading it."""
    for words, marks in _MARKS.get(kind, _MARKS_EVERYWHERE):
        for key, lines in marks:
            if key in text and any(line in text for line in lines):  # most keys are not there at all
                yield words
                break
    annotations = text.find(_ANNOTATIONS_MARK)
    if annotations >= 0 and _OTHER_ANNOTATION.match(text, annotations + len(_ANNOTATIONS_MARK)):
        yield ANNOTATIONS


def is_laid_out(kind: str, text: str) -> bool:
    """Whether an item's text is laid out as kubectl does: at its usual depth, each field on a line."""
    if kind == "Pod":
        return _METADATA in text and _CONTAINERS in text and _INLINE not in text
    return _METADATA in text


_METADATA, _CONTAINERS, _INLINE = "\n  metadata:\n", "\n    containers:\n    - ", "\n    - {"
_SCALARS = frozenset({"image", "serviceAccountName", "providerID"})
_ANNOTATIONS_MARK = "\n    annotations:\n"
_OTHER_ANNOTATION = re.compile(rf"(?: {{6}}{NATWALK_PREFIX}[^\n]*\n)* {{6}}(?!{NATWALK_PREFIX})\S")


def _marks(group: Group) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The group's keys, each with how the lines begin on which it stands, if there is something at it."""
    top = ((key, (f"\n    {_line(key)}",)) for key in sorted(group.metadata | group.spec | group.status))
    inner = ((key, (f"\n    - {_line(key)}", f"\n      {_line(key)}")) for key in sorted(group.containers))
    return (*top, *inner)


def _line(key: str) -> str:
    return f"{key}: " if key in _SCALARS else f"{key}:\n"


_MARKS = {kind: tuple((each.words, _marks(each)) for each in groups) for kind, groups in GROUPS.items()}
_MARKS_EVERYWHERE = tuple((each.words, _marks(each)) for each in _EVERYWHERE)


def _filled(part: object) -> frozenset[str]:
    """The keys of a mapping that have something."""
    return frozenset(key for key, value in part.items() if value) if isinstance(part, dict) else frozenset()


def _container_keys(spec: object) -> frozenset[str]:
    """The keys that any container of a pod has something at."""
    if not isinstance(spec, dict):
        return frozenset()
    lists = (spec.get(name) for name in _CONTAINER_LISTS)
    containers = (each for entries in lists if isinstance(entries, list) for each in entries)
    return frozenset().union(*map(_filled, containers))


def _has_others(tree: Tree) -> bool:
    metadata = tree["metadata"]
    annotations = metadata.get("annotations") if isinstance(metadata, dict) else None
    return isinstance(annotations, dict) and any(not key.startswith(NATWALK_PREFIX) for key in annotations)
