"""Fields that no table reads although they matter in a cluster: which of them an object sets."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

import msgspec

from sandbox.formats.codec import Tree
from sandbox.formats.table import EACH, Path, raw_at
from sandbox.kube import ObjectKey
from sandbox.net.words import one_line
from sandbox.scenario.model import UnreadField

LONGEST = 100
"""Characters of a value that are kept: the names of annotations are long."""

_CONTAINERS = ("spec", "containers")
_ADDRESSES = ("status", "addresses")
_ANNOTATIONS = ("metadata", "annotations")
_HEALTH_CHECK = ("spec", "healthCheck")
_READ_HEALTH_CHECK = ("intervalSeconds", "unhealthyThreshold", "healthyThreshold")


class Probe(msgspec.Struct, frozen=True):
    """A field by its dotted name, the places in which it is looked for, and the values that matter."""

    field: str
    reads: tuple[Path, ...]
    values: Callable[[Tree], Iterator[str]]


def _at(*path: str, usual: tuple[str, ...] = ()) -> Probe:
    """A field with one place; `usual` values are as good as none."""

    def values(tree: Tree) -> Iterator[str]:
        value = raw_at(tree, path)
        if value and str(value) not in usual:
            yield str(value)

    return Probe(".".join(path), (path,), values)


def _host_ports(tree: Tree) -> Iterator[str]:
    """A pod in its node's network has them too, and needs none."""
    if raw_at(tree, ("spec", "hostNetwork")):
        return
    for container in _entries(tree, _CONTAINERS):
        for port in _entries(container, ("ports",)):
            if port.get("hostPort"):
                yield str(port["hostPort"])


def _external_addresses(tree: Tree) -> Iterator[str]:
    for entry in _entries(tree, _ADDRESSES):
        if entry.get("type") == "ExternalIP":
            yield str(entry.get("address"))


def _health_annotations(tree: Tree) -> Iterator[str]:
    """Each cloud has its own; all of them have the word in their names."""
    for name in _keys(tree, _ANNOTATIONS):
        if "healthcheck" in name or "health-" in name:
            yield name


def _health_check_fields(tree: Tree) -> Iterator[str]:
    return (name for name in _keys(tree, _HEALTH_CHECK) if name not in _READ_HEALTH_CHECK)


def _feature_gates(tree: Tree) -> Iterator[str]:
    return _keys(tree, ("featureGates",))


def _entries(tree: Tree, path: Path) -> Iterator[Tree]:
    value = raw_at(tree, path)
    return (each for each in value if isinstance(each, dict)) if isinstance(value, list) else iter(())


def _keys(tree: Tree, path: Path) -> Iterator[str]:
    value = raw_at(tree, path)
    return iter(value) if isinstance(value, dict) else iter(())


PROBES: Mapping[str, tuple[Probe, ...]] = MappingProxyType(
    {
        "Node": (Probe("status.addresses", (_ADDRESSES,), _external_addresses),),
        "Pod": (
            Probe("spec.containers.ports.hostPort", ((*_CONTAINERS, EACH, "ports"),), _host_ports),
            _at(*_ANNOTATIONS, "k8s.v1.cni.cncf.io/networks"),
        ),
        "Service": (
            _at(*_ANNOTATIONS, "service.kubernetes.io/topology-mode"),
            Probe("metadata.annotations", (_ANNOTATIONS,), _health_annotations),
        ),
        "LoadBalancer": (Probe("spec.healthCheck", (_HEALTH_CHECK,), _health_check_fields),),
        "KubeProxyConfiguration": (
            _at("healthzBindAddress", usual=("0.0.0.0:10256", "[::]:10256", ":10256")),
            _at("bindAddress", usual=("0.0.0.0", "::")),
            Probe("featureGates", (("featureGates",),), _feature_gates),
        ),
    }
)
"""What is looked for, by kind."""

READS: tuple[Path, ...] = tuple(path for probes in PROBES.values() for each in probes for path in each.reads)
"""All places that are looked at."""


def unread_fields(key: ObjectKey, tree: Tree) -> Iterator[UnreadField]:
    """The fields of an object that its table has read without a mistake."""
    for probe in PROBES.get(key.kind, ()):
        for value in probe.values(tree):
            yield UnreadField(key, probe.field, one_line(value[:LONGEST]))
