"""A cluster dump of any size in the shape that `kubectl get … -A -o yaml` or `-o json` prints it.

Pods come in deployments of `REPLICAS`, each with containers, variables, volumes and labels of its own;
their names, addresses, uids and times differ. `managedFields` are there, as with `--show-managed-fields`.
"""

import json
import random
from collections.abc import Callable, Iterator

from sandbox.formats.yaml_writing import write_yaml

REPLICAS = 25
NODES_PER_POD = 50
"""Pods on each node."""
SECOND = "2026-01-01T00:00:00Z"

Tree = dict[str, object]
Write = Callable[[Tree], str]


def dump(pods: int, syntax: str = "yaml", *, is_odd: bool = False) -> str:
    """The text of a dump with `pods` pods; `is_odd`: each pod has a shape of its own."""
    if syntax == "yaml":
        items = "".join(_objects(pods, _yaml_item, is_odd=is_odd))
        return f'apiVersion: v1\nitems:\n{items}kind: List\nmetadata:\n  resourceVersion: ""\n'
    items = ",\n".join(_objects(pods, _json_item, is_odd=is_odd))
    frame = '{\n    "apiVersion": "v1",\n    "items": [\n%s\n    ],\n    "kind": "List",\n'
    return frame % items + '    "metadata": {\n        "resourceVersion": ""\n    }\n}\n'


def _yaml_item(tree: Tree) -> str:
    return write_yaml([tree])


def _json_item(tree: Tree) -> str:
    lines = json.dumps(tree, indent=4).replace("\n", "\n        ")
    return f"        {lines}"


def _objects(pods: int, write: Write, *, is_odd: bool) -> Iterator[str]:
    """The objects as text: written once for each deployment, then filled in for each pod."""
    dice = random.Random(pods)
    nodes = max(1, pods // NODES_PER_POD)
    node = write(_node())
    for number in range(nodes):
        yield _filled(node, number, number, dice)
    for first in range(0, pods, 1 if is_odd else REPLICAS):
        deployment = first // REPLICAS
        pod = write(_pod(deployment, dice, first if is_odd else None))
        for number in range(first, min(pods, first + (1 if is_odd else REPLICAS))):
            yield _filled(pod, number, number % nodes, dice)
        if first % REPLICAS == 0:
            yield _filled(write(_service(deployment)), deployment, 0, dice)
            yield _filled(write(_slice(deployment)), first, 0, dice)


def _filled(text: str, number: int, node: int, dice: random.Random) -> str:
    """A template's text with what is of one object only in the place of its capital words."""
    uid = f"{dice.getrandbits(32):08x}-{dice.getrandbits(16):04x}-4a7c-9e1b-{dice.getrandbits(48):012x}"
    words = {
        "RANDOM": f"{number:05x}",
        "UIDUID": uid,
        "10.0.0.0": f"10.{node // 250}.{node % 250}.0",
        "10.0.0.1": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
        "172.16.0.1": f"172.16.{node // 250}.{node % 250 + 1}",
        "172.30.0.1": f"172.30.{number // 250}.{number % 250 + 1}",
        "NODENAME": f"node-{node}",
        "REVISION": str(10_000_000 + number * 7),
        SECOND: f"2026-{number % 12 + 1:02d}-{number % 28 + 1:02d}T{number % 24:02d}:{number % 60:02d}:07Z",
    }
    for word, value in words.items():
        text = text.replace(word, value)
    return text


def _metadata(name: str, namespace: str, labels: dict[str, str], **more: object) -> Tree:
    meta: Tree = {
        "annotations": {"example.com/checksum": "UIDUID", "example.com/restarted-at": SECOND},
        "creationTimestamp": SECOND,
        "labels": labels,
        "name": name,
        "resourceVersion": "REVISION",
        "uid": "UIDUID",
        **more,
    }
    return dict(sorted((meta | ({"namespace": namespace} if namespace else {})).items()))


def _pod(deployment: int, dice: random.Random, odd: int | None) -> Tree:
    name = f"app-{deployment}"
    labels = {"app": name, "pod-template-hash": f"{deployment:08x}"}
    labels |= {f"team.example.com/{word}": f"value-{deployment}" for word in _some(dice, WORDS, 0, 3)}
    if odd is not None:
        labels[f"label-{odd}"] = "one of a kind"
    containers = [_container(name, place, dice) for place in range(dice.choice((1, 1, 1, 2)))]
    owner = {
        "apiVersion": "apps/v1",
        "blockOwnerDeletion": True,
        "controller": True,
        "kind": "ReplicaSet",
        "name": f"{name}-{deployment:08x}",
        "uid": f"{deployment:08x}-0000-4000-8000-000000000000",
    }
    metadata = _metadata(
        f"{name}-{deployment:08x}-RANDOM",
        f"team-{deployment % 40}",
        labels,
        generateName=f"{name}-{deployment:08x}-",
        managedFields=[_manager(containers), _kubelet()],
        ownerReferences=[owner],
    )
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": metadata,
        "spec": _pod_spec(name, containers, dice),
        "status": _pod_status(containers),
    }


WORDS = ("cost", "tier", "stage", "owner", "release", "part-of", "managed-by", "version")


def _some(dice: random.Random, words: tuple[str, ...], least: int, most: int) -> list[str]:
    return sorted(dice.sample(words, dice.randint(least, most)))


def _container(name: str, place: int, dice: random.Random) -> Tree:
    variables: list[object] = [
        {"name": word.upper().replace("-", "_"), "value": f"https://{word}.example.com:8443/{name}?a=1&b=2"}
        for word in _some(dice, WORDS, 2, 6)
    ]
    variables.append({"name": "NODE", "valueFrom": {"fieldRef": {"apiVersion": "v1", "fieldPath": "spec.x"}}})
    probe = {
        "failureThreshold": 3,
        "httpGet": {"path": "/healthz", "port": "http", "scheme": "HTTP"},
        "periodSeconds": 10,
        "successThreshold": 1,
        "timeoutSeconds": 1,
    }
    return {
        "args": ["--listen=:8080", f"--name={name}", "--verbose", "true"],
        "env": variables,
        "image": f"registry.example.com/{name}/server:1.{place}",
        "imagePullPolicy": "IfNotPresent",
        "livenessProbe": probe,
        "name": f"server-{place}",
        "ports": [{"containerPort": 8080 + place, "name": f"http-{place}", "protocol": "TCP"}],
        "readinessProbe": probe,
        "resources": {"limits": {"memory": "256Mi"}, "requests": {"cpu": "100m", "memory": "128Mi"}},
        "terminationMessagePath": "/dev/termination-log",
        "terminationMessagePolicy": "File",
        "volumeMounts": [
            {"mountPath": "/etc/config", "name": "config"},
            {
                "mountPath": "/var/run/secrets/kubernetes.io/serviceaccount",
                "name": "kube-api-access-RANDOM",
                "readOnly": True,
            },
        ],
    }


def _pod_spec(name: str, containers: list[Tree], dice: random.Random) -> Tree:
    toleration = {"effect": "NoExecute", "operator": "Exists", "tolerationSeconds": 300}
    sources = [
        {"serviceAccountToken": {"expirationSeconds": 3607, "path": "token"}},
        {"configMap": {"items": [{"key": "ca.crt", "path": "ca.crt"}], "name": "kube-root-ca.crt"}},
    ]
    return {
        "containers": containers,
        "dnsPolicy": "ClusterFirst",
        "enableServiceLinks": True,
        "nodeName": "NODENAME",
        "preemptionPolicy": "PreemptLowerPriority",
        "priority": 0,
        "restartPolicy": "Always",
        "schedulerName": "default-scheduler",
        "securityContext": dice.choice(({}, {"runAsNonRoot": True, "runAsUser": 1000})),
        "serviceAccount": name,
        "serviceAccountName": name,
        "terminationGracePeriodSeconds": 30,
        "tolerations": [
            {**toleration, "key": "node.kubernetes.io/not-ready"},
            {**toleration, "key": "node.kubernetes.io/unreachable"},
        ],
        "volumes": [
            {"configMap": {"defaultMode": 420, "name": name}, "name": "config"},
            {"name": "kube-api-access-RANDOM", "projected": {"defaultMode": 420, "sources": sources}},
        ],
    }


def _pod_status(containers: list[Tree]) -> Tree:
    def condition(kind: str) -> Tree:
        return {"lastProbeTime": None, "lastTransitionTime": SECOND, "status": "True", "type": kind}

    return {
        "conditions": [
            condition(kind) for kind in ("Initialized", "Ready", "ContainersReady", "PodScheduled")
        ],
        "containerStatuses": [
            {
                "containerID": "containerd://UIDUID",
                "image": each["image"],
                "imageID": "registry.example.com/server@sha256:UIDUID",
                "lastState": {},
                "name": each["name"],
                "ready": True,
                "restartCount": 0,
                "started": True,
                "state": {"running": {"startedAt": SECOND}},
            }
            for each in containers
        ],
        "hostIP": "172.16.0.1",
        "phase": "Running",
        "podIP": "10.0.0.1",
        "podIPs": [{"ip": "10.0.0.1"}],
        "qosClass": "Burstable",
        "startTime": SECOND,
    }


def _manager(containers: list[Tree]) -> Tree:
    """What the deployment controller says that it manages."""
    fields: Tree = {
        f'k:{{"name":"{each["name"]}"}}': {".": {}, **{f"f:{field}": {} for field in each}}
        for each in containers
    }
    spec = ("dnsPolicy", "restartPolicy", "schedulerName", "securityContext", "volumes")
    return {
        "apiVersion": "v1",
        "fieldsType": "FieldsV1",
        "fieldsV1": {
            "f:metadata": {
                "f:generateName": {},
                "f:labels": {".": {}, "f:app": {}, "f:pod-template-hash": {}},
            },
            "f:spec": {"f:containers": fields, **{f"f:{field}": {} for field in spec}},
        },
        "manager": "kube-controller-manager",
        "operation": "Update",
        "time": SECOND,
    }


def _kubelet() -> Tree:
    """What the kubelet says that it manages: here the pod's address is in a key."""
    return {
        "apiVersion": "v1",
        "fieldsType": "FieldsV1",
        "fieldsV1": {
            "f:status": {
                "f:conditions": {'k:{"type":"Ready"}': {".": {}, "f:status": {}, "f:type": {}}},
                "f:hostIP": {},
                "f:phase": {},
                "f:podIP": {},
                "f:podIPs": {".": {}, 'k:{"ip":"10.0.0.1"}': {".": {}, "f:ip": {}}},
            }
        },
        "manager": "kubelet",
        "operation": "Update",
        "subresource": "status",
        "time": SECOND,
    }


def _node() -> Tree:
    return {
        "apiVersion": "v1",
        "kind": "Node",
        "metadata": _metadata("NODENAME", "", {"kubernetes.io/hostname": "NODENAME"}),
        "spec": {"podCIDR": "10.0.0.0/24", "podCIDRs": ["10.0.0.0/24"]},
        "status": {
            "addresses": [
                {"address": "172.16.0.1", "type": "InternalIP"},
                {"address": "NODENAME", "type": "Hostname"},
            ],
            "conditions": [{"lastHeartbeatTime": SECOND, "status": "True", "type": "Ready"}],
            "images": [
                {"names": [f"registry.example.com/image-{number}@sha256:UIDUID"], "sizeBytes": 1000 * number}
                for number in range(50)
            ],
            "nodeInfo": {
                "architecture": "amd64",
                "kubeletVersion": "v1.34.1",
                "osImage": "Debian GNU/Linux 12",
            },
        },
    }


def _service(deployment: int) -> Tree:
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": _metadata(f"app-{deployment}", f"team-{deployment % 40}", {"app": f"app-{deployment}"}),
        "spec": {
            "clusterIP": "172.30.0.1",
            "clusterIPs": ["172.30.0.1"],
            "internalTrafficPolicy": "Cluster",
            "ipFamilies": ["IPv4"],
            "ipFamilyPolicy": "SingleStack",
            "ports": [{"name": "http", "port": 80, "protocol": "TCP", "targetPort": 8080}],
            "selector": {"app": f"app-{deployment}"},
            "sessionAffinity": "None",
            "type": "ClusterIP",
        },
        "status": {"loadBalancer": {}},
    }


def _slice(deployment: int) -> Tree:
    name = f"app-{deployment}"
    endpoint = {
        "addresses": ["10.0.0.1"],
        "conditions": {"ready": True, "serving": True, "terminating": False},
        "nodeName": "NODENAME",
        "targetRef": {
            "kind": "Pod",
            "name": f"{name}-x",
            "namespace": f"team-{deployment % 40}",
            "uid": "UIDUID",
        },
    }
    return {
        "addressType": "IPv4",
        "apiVersion": "discovery.k8s.io/v1",
        "endpoints": [endpoint] * REPLICAS,
        "kind": "EndpointSlice",
        "metadata": _metadata(f"{name}-x", f"team-{deployment % 40}", {"kubernetes.io/service-name": name}),
        "ports": [{"name": "http", "port": 8080, "protocol": "TCP"}],
    }
