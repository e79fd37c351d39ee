"""Checks of what runs in a cluster and changes what packets do, without being modelled: told by its pods."""

from collections.abc import Iterator

from sandbox.kube import ObjectKey, Pod
from sandbox.scenario.check.problem import Census, Problem, Severity, first_of
from sandbox.telling import told

KUBE_PROXY = ("k8s-app", "kube-proxy")
DATAPLANES = {
    ("k8s-app", "cilium"): "Cilium",
    ("k8s-app", "kube-router"): "kube-router",
    ("app", "ovnkube-node"): "OVN-Kubernetes",
}
"""The labels of agents that can do without kube-proxy."""

MESHES = {"security.istio.io/tlsMode": "Istio", "linkerd.io/control-plane-ns": "Linkerd"}
"""The labels that meshes put on the pods that get their proxy."""


def check_software(census: Census) -> Iterator[Problem]:
    """One finding for each software, at the first pod that tells of it."""
    dataplanes: dict[str, list[ObjectKey]] = {}
    meshes: dict[str, list[ObjectKey]] = {}
    proxied = False
    for pod in census.scenario.pods:
        for label in pod.metadata.labels:
            proxied = proxied or label == KUBE_PROXY
            _note(dataplanes, DATAPLANES.get(label), pod)
            _note(meshes, MESHES.get(label[0]), pod)
    for name, keys in () if proxied else dataplanes.items():
        message = told(
            "{objects} is of {name} and no pod is of kube-proxy, but every node runs kube-proxy here; see "
            "whether its rules are what your nodes have",
            objects=first_of(keys),
            name=name,
        )
        yield Problem(keys[0], "metadata.labels", message, Severity.NOTE)
    for name, keys in meshes.items():
        message = told(
            "{objects} is in a mesh of {name}, whose proxy is not modelled: connections go past it; keep "
            "that in mind",
            objects=first_of(keys),
            name=name,
        )
        yield Problem(keys[0], "metadata.labels", message, Severity.NOTE)


def _note(found: dict[str, list[ObjectKey]], name: str | None, pod: Pod) -> None:
    if name is not None:
        found.setdefault(name, []).append(pod.key)
