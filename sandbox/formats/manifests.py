"""What of a scenario `kubectl apply` can make in another cluster: Services, pods, and slices made by hand.

What a cluster makes, assigns or reports itself is left out: nodes, the slices of selectors, status,
identities, cluster IPs, node ports, which node a pod runs on. So is what only Natwalk knows.
"""

from collections.abc import Callable, Iterator, Mapping

import msgspec

from sandbox.formats.codec import Tree, sequence
from sandbox.formats.errors import Place, UnwritableFileError
from sandbox.formats.kinds import written
from sandbox.formats.metadata import DEFAULT_NAMESPACE
from sandbox.formats.scenario_file import ScenarioFile
from sandbox.formats.yaml_writing import write_yaml
from sandbox.kube import EndpointSlice, ObjectKey, Pod, Service
from sandbox.scenario.model import KubeObject, Scenario

IMAGE = "registry.k8s.io/echoserver:1.10"
"""What a container runs that names no image: the server of the Kubernetes tutorial, on port 8080."""

_KEPT_METADATA = ("name", "namespace", "labels", "annotations")
_CONTROLLERS_LABELS = ("pod-template-hash", "controller-revision-hash")
"""Labels by which a controller of the other cluster would take a pod for one of its own."""
_OTHERS_ANNOTATIONS = (
    "natwalk/",
    "kubectl.kubernetes.io/last-applied-configuration",
    "endpoints.kubernetes.io/",
)
_MIRROR = "kubernetes.io/config.mirror"
_SYSTEM_NAMESPACES = (DEFAULT_NAMESPACE, "kube-system", "kube-public", "kube-node-lease")
_API_SERVER = f"{DEFAULT_NAMESPACE}/kubernetes"
_ENDED = ("Succeeded", "Failed")
_HEADLESS = "None"


class Manifests(msgspec.Struct, frozen=True):
    """YAML documents, and the objects that are not among them."""

    text: str
    left_out: tuple[ObjectKey, ...]


def manifests(file: ScenarioFile, *, keep_assigned: bool = False) -> Manifests:
    """The manifests of a scenario. `keep_assigned` keeps cluster IPs, node ports and pods' nodes.

    Raises ScenarioError if there is nothing that could be applied.
    """
    trees = _trees(file)
    documents: list[Tree] = []
    left_out: list[ObjectKey] = []
    for value in _in_order(file.scenario):
        if _is_wanted(file.scenario, value, trees.get(value.key, {})):
            tree = trees.get(value.key) or written(value)
            documents.append(_cleaned(tree, value, keep_assigned=keep_assigned))
        else:
            left_out.append(value.key)
    if not documents:
        problem = "has no Service and no pod that could be applied to a cluster"
        raise UnwritableFileError(f"{Place(file.name)}: {problem}")
    texts = map(write_yaml, (*_namespaces(documents), *documents))
    return Manifests("---\n".join(texts), tuple(left_out))


def _in_order(scenario: Scenario) -> Iterator[KubeObject]:
    """Services before the pods that find them in their environment, as Kubernetes advises; then the rest."""
    yield from scenario.services
    yield from scenario.endpoint_slices
    yield from scenario.pods
    yield from (each for each in scenario if not isinstance(each, Service | EndpointSlice | Pod))


def _trees(file: ScenarioFile) -> Mapping[ObjectKey, Tree]:
    """Each object as it is written in the file."""
    found: dict[ObjectKey, Tree] = {}
    for loaded in file.documents:
        tree = _mapping(loaded.document.tree() if loaded.items else None)
        for item in loaded.items:
            each = tree if item.index is None else sequence(tree["items"])[item.index]
            found[item.value.key] = _mapping(each)
    return found


def _is_wanted(scenario: Scenario, value: KubeObject, tree: Tree) -> bool:
    match value:
        case Pod():
            mirrored = _MIRROR in _mapping(_mapping(tree.get("metadata")).get("annotations"))
            return not (value.terminating or value.phase in _ENDED or mirrored)
        case Service():
            return value.key.path != _API_SERVER
        case EndpointSlice():
            key = ObjectKey("Service", value.metadata.namespace, value.service)
            service = scenario.by_key.get(key)
            return isinstance(service, Service) and not service.selector
        case _:
            return False


def _cleaned(tree: Tree, value: KubeObject, *, keep_assigned: bool) -> Tree:
    found = {key: each for key, each in tree.items() if key != "status"}
    found["metadata"] = _metadata(_mapping(tree.get("metadata")), value)
    clean, assigned = _CLEANERS[value.key.kind]
    found = clean(found)
    return found if keep_assigned else assigned(found)


def _metadata(metadata: Tree, value: KubeObject) -> Tree:
    kept = {key: metadata[key] for key in _KEPT_METADATA if key in metadata}
    kept["namespace"] = value.metadata.namespace
    for name, dropped in (("labels", _CONTROLLERS_LABELS), ("annotations", _OTHERS_ANNOTATIONS)):
        pairs = {
            key: each for key, each in _mapping(kept.pop(name, None)).items() if not key.startswith(dropped)
        }
        if pairs:
            kept[name] = pairs
    return kept


def _pod(tree: Tree) -> Tree:
    """Every container with an image."""
    spec = _mapping(tree.get("spec"))
    containers = sequence(spec.get("containers") or [{"name": "server"}])
    return {**tree, "spec": {**spec, "containers": [_with_image(_mapping(each)) for each in containers]}}


def _with_image(container: Tree) -> Tree:
    return container if container.get("image") else {**container, "image": IMAGE}


def _unplaced_pod(tree: Tree) -> Tree:
    return {**tree, "spec": _without(_mapping(tree.get("spec")), "nodeName")}


def _unassigned_service(tree: Tree) -> Tree:
    """Without addresses and ports that were assigned; that a Service has no address is its own wish."""
    spec = _without(_mapping(tree.get("spec")), "healthCheckNodePort")
    if spec.get("clusterIP") != _HEADLESS and spec.get("clusterIPs") != [_HEADLESS]:
        spec = _without(spec, "clusterIP", "clusterIPs")
    return {**tree, "spec": _each_without(spec, "ports", "nodePort")}


def _slice(tree: Tree) -> Tree:
    """Its endpoints without the objects that they were made of."""
    return _each_without(tree, "endpoints", "targetRef")


def _unplaced_slice(tree: Tree) -> Tree:
    return _each_without(tree, "endpoints", "nodeName")


def _each_without(tree: Tree, items: str, key: str) -> Tree:
    """`tree` with a list in which no entry has `key`."""
    if not tree.get(items):
        return tree
    return {**tree, items: [_without(_mapping(each), key) for each in sequence(tree[items])]}


def _as_it_is(tree: Tree) -> Tree:
    return tree


_CLEANERS: Mapping[str, tuple[Callable[[Tree], Tree], Callable[[Tree], Tree]]] = {
    "Pod": (_pod, _unplaced_pod),
    "Service": (_as_it_is, _unassigned_service),
    "EndpointSlice": (_slice, _unplaced_slice),
}
"""For each kind what is always done to it, and what takes away that which a cluster assigned."""


def _namespaces(documents: list[Tree]) -> Iterator[Tree]:
    """The namespaces that a new cluster has not."""
    names = dict.fromkeys(str(_mapping(each["metadata"])["namespace"]) for each in documents)
    for name in names:
        if name not in _SYSTEM_NAMESPACES:
            yield {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}}


def _without(tree: Tree, *keys: str) -> Tree:
    return {key: each for key, each in tree.items() if key not in keys}


def _mapping(value: object) -> Tree:
    """A mapping of what was read; empty where there is none."""
    return value if isinstance(value, dict) else {}
