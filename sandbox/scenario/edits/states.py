"""Placing objects and changing their state: positions, nodes, readiness, labels, names."""

from collections.abc import Mapping

from msgspec.structs import replace

from sandbox.kube import TO_BE_DELETED_TAINT, Node, ObjectKey, Pod, next_pod_addresses
from sandbox.scenario.edits.store import edit, find, mapped, refuse_hidden, with_object, with_slices_kept_up
from sandbox.scenario.errors import EditError
from sandbox.scenario.model import KubeObject, Scenario
from sandbox.telling import told

DELETED_AT = "2020-08-10T00:51:00Z"
"""`deletionTimestamp` of a node or pod that an edit deletes; only its presence means anything."""


@edit
def move(scenario: Scenario, positions: Mapping[ObjectKey, tuple[float, float]]) -> Scenario:
    """Put objects somewhere else on the canvas; keys that are not there are passed over."""

    def moved(value: KubeObject) -> KubeObject:
        place = positions.get(value.key, value.metadata.position)
        if place == value.metadata.position:
            return value
        return replace(value, metadata=replace(value.metadata, position=place))

    return mapped(scenario, moved, kinds={key.kind for key in positions})


@edit
def move_pod_to_node(scenario: Scenario, key: ObjectKey, node: str) -> Scenario:
    """Run a pod on another node, where it has another address; its place on the old node is forgotten."""
    pod = find(scenario, key, Pod)
    host = find(scenario, ObjectKey("Node", "", node), Node)
    if pod.node_name == node:
        return scenario
    addresses = host.addresses if pod.host_network else next_pod_addresses(host, scenario.pods)
    metadata = replace(pod.metadata, position=None)
    moved = replace(pod, metadata=metadata, node_name=node, addresses=addresses)
    return with_slices_kept_up(scenario, with_object(scenario, moved))


@edit
def set_node_ready(scenario: Scenario, key: ObjectKey, ready: bool) -> Scenario:
    """Switch a node's condition Ready, and that of its running pods with it, as the cluster does."""
    # kubernetes: pkg/controller/util/node/controller_utils.go MarkPodsNotReady
    find(scenario, key, Node)

    def switched(value: KubeObject) -> KubeObject:
        of_node = isinstance(value, Pod) and value.node_name == key.name and value.is_running
        if isinstance(value, Node | Pod) and (value.key == key or of_node) and value.ready != ready:
            return replace(value, ready=ready)
        return value

    return with_slices_kept_up(scenario, mapped(scenario, switched))


@edit
def set_node_unschedulable(scenario: Scenario, key: ObjectKey, unschedulable: bool) -> Scenario:
    """Cordon or uncordon a node: load balancers leave out one that is cordoned."""
    return with_object(scenario, replace(find(scenario, key, Node), unschedulable=unschedulable))


@edit
def set_node_deleted(scenario: Scenario, key: ObjectKey, deleted: bool) -> Scenario:
    """Begin a node's deletion, or take that back: kube-proxy's health check fails while it is still there."""
    return with_object(scenario, _deleted(find(scenario, key, Node), deleted))


@edit
def set_node_to_be_deleted(scenario: Scenario, key: ObjectKey, going: bool) -> Scenario:
    """Taint a node as the cluster autoscaler does before it deletes it, or take the taint off."""
    taints = (TO_BE_DELETED_TAINT,) if going else ()
    return with_object(scenario, replace(find(scenario, key, Node), taints=taints))


@edit
def set_pod_ready(scenario: Scenario, key: ObjectKey, ready: bool) -> Scenario:
    """Switch a pod's condition Ready."""
    pod = find(scenario, key, Pod)
    if ready and not pod.is_running:
        raise EditError(
            told("{path} is {phase}; only a Running pod can be ready", path=key.path, phase=pod.phase)
        )
    return with_slices_kept_up(scenario, with_object(scenario, replace(pod, ready=ready)))


@edit
def set_pod_terminating(scenario: Scenario, key: ObjectKey, terminating: bool) -> Scenario:
    """Begin a pod's deletion, or take that back: while it ends it still serves."""
    deleted = _deleted(find(scenario, key, Pod), terminating)
    return with_slices_kept_up(scenario, with_object(scenario, deleted))


def _deleted(value: KubeObject, deleted: bool) -> KubeObject:
    """The object with its deletion begun, or not."""
    metadata = replace(value.metadata, deletion_timestamp=DELETED_AT if deleted else "")
    return replace(value, metadata=metadata)


@edit
def set_labels(scenario: Scenario, key: ObjectKey, labels: tuple[tuple[str, str], ...]) -> Scenario:
    """Change an object's labels: a pod's decide which Services select it, a node's its zone."""
    value = scenario.by_key.get(key)
    if value is None:
        raise EditError(told("there is no {key} in the scenario; choose an object that is there", key=key))
    refuse_hidden(labels)
    if len({name for name, _ in labels}) < len(labels):
        raise EditError(told("{key} would have one label twice; give each label one value", key=key))
    changed = replace(value, metadata=replace(value.metadata, labels=labels))
    return with_slices_kept_up(scenario, with_object(scenario, changed))
