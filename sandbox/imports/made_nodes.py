"""Nodes for what comes without: those that pods name, and a few where there is none at all."""

from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from types import MappingProxyType

from sandbox.imports.scheduling import Rules
from sandbox.kube import Node, ObjectMeta, Pod, next_node_addresses, next_pod_cidrs
from sandbox.net import IPAddress
from sandbox.scenario.naming import is_name

FEWEST = 3
PODS_A_NODE = 30
MOST = 400
"""How many nodes are made for the pods of manifests, and for how many pods one is.

The most have addresses for all pods that an import makes.
"""
_LABELS = (("kubernetes.io/arch", "amd64"), ("kubernetes.io/os", "linux"))
_HOST_NAME = "kubernetes.io/hostname"


def named_by_pods(
    pods: Iterable[Pod], known: Iterable[Node], addresses: Mapping[str, IPAddress | None]
) -> tuple[Node, ...]:
    """A node for each name that pods run on and no node has, with the address that the pods give for it."""
    names = {node.metadata.name for node in known}
    named = dict.fromkeys(pod.node_name for pod in pods)
    missing = [each for each in named if each not in names and is_name(each)]
    found = ((name, addresses.get(name)) for name in missing)
    return tuple(Node(_meta(name), addresses=() if each is None else (each,)) for name, each in found)


def for_manifests(pods: int, asked: Mapping[str, Sequence[str]]) -> tuple[Node, ...]:
    """As many nodes as so many pods ask for, each with an address and a pod range.

    They have the labels that are `asked`, of several values of one in turn.
    """
    nodes: tuple[Node, ...] = ()
    count = max(FEWEST, ceil(pods / PODS_A_NODE), *map(len, asked.values()))
    for number in range(1, min(count, MOST) + 1):
        taken = [each for node in nodes for each in node.addresses]
        labels = {key: values[(number - 1) % len(values)] for key, values in asked.items()}
        made = Node(
            _meta(f"node-{number}", labels),
            pod_cidrs=next_pod_cidrs(nodes, ()),
            addresses=next_node_addresses(nodes, taken),
        )
        nodes = (*nodes, made)
    return nodes


def labels_asked(rules: Iterable[Rules]) -> Mapping[str, Sequence[str]]:
    """The labels that pods ask of their nodes, each with the values that are asked; no node's name."""
    found: dict[str, dict[str, None]] = {}
    for key, value in (pair for each in rules for pair in each.node_selector):
        if key != _HOST_NAME:
            found.setdefault(key, {})[value] = None
    return {key: tuple(values) for key, values in found.items()}


def _meta(name: str, asked: Mapping[str, str] = MappingProxyType({})) -> ObjectMeta:
    labels = dict(_LABELS) | {_HOST_NAME: name} | dict(asked)
    return ObjectMeta(name, labels=tuple(labels.items()))
