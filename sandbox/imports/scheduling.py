"""Which node each made pod comes on: in turn over those that its rules allow."""

from collections.abc import Mapping, Sequence

import msgspec

from sandbox.imports.taints import Taint, Toleration
from sandbox.kube import Node


class Rules(msgspec.Struct, frozen=True):
    """What a pod asks of its node. `ignores_cordon`: a node that is unschedulable will do, as for daemons."""

    node_name: str = ""
    node_selector: tuple[tuple[str, str], ...] = ()
    tolerations: tuple[Toleration, ...] = ()
    ignores_cordon: bool = False


class Scheduler:
    """Hands out nodes in turn, going on where the last workload ended."""

    def __init__(self, nodes: Sequence[Node], taints: Mapping[str, tuple[Taint, ...]]) -> None:
        self._nodes = [(node, dict(node.metadata.labels)) for node in nodes]
        self._names = {node.metadata.name for node in nodes}
        self._taints = taints
        self._turn = 0
        self._answers: dict[Rules, list[str]] = {}

    def allowed(self, rules: Rules) -> list[str]:
        """The nodes that a pod may run on, in their order; the one that it names, whatever that is like."""
        if rules.node_name:
            return [rules.node_name] if rules.node_name in self._names else []
        if rules not in self._answers:
            self._answers[rules] = self._find(rules)
        return self._answers[rules]

    def _find(self, rules: Rules) -> list[str]:
        return [
            node.metadata.name
            for node, labels in self._nodes
            if (rules.ignores_cordon or not node.unschedulable)
            and all(labels.get(key) == value for key, value in rules.node_selector)
            and self._is_tolerated(node, rules)
        ]

    def next(self, allowed: Sequence[str]) -> str:
        """The next of the nodes that are allowed; none if there is none."""
        if not allowed:
            return ""
        self._turn += 1
        return allowed[(self._turn - 1) % len(allowed)]

    def _is_tolerated(self, node: Node, rules: Rules) -> bool:
        taints = self._taints.get(node.metadata.name, ())
        return all(any(each.tolerates(taint) for each in rules.tolerations) for taint in taints)
