"""Inputs of several tests: what kubectl and people write."""

from pathlib import Path

from sandbox.imports.importing import Imported, import_text

KUBECTL = Path(__file__).parents[2] / "fixtures" / "kubectl"
"""Answers of `kubectl get nodes,pods,services,endpointslices -A`, in the shapes that clusters give them."""

NODES = """\
apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: Node, metadata: {name: n1, labels: {disk: ssd}}, spec: {podCIDR: 10.244.1.0/24},
   status: {addresses: [{type: InternalIP, address: 10.0.0.1}]}}
- {apiVersion: v1, kind: Node, metadata: {name: n2, labels: {disk: hdd}}, spec: {podCIDR: 10.244.2.0/24},
   status: {addresses: [{type: InternalIP, address: 10.0.0.2}]}}
- apiVersion: v1
  kind: Node
  metadata: {name: cp}
  spec:
    podCIDR: 10.244.3.0/24
    taints:
    - {key: node-role.kubernetes.io/control-plane, effect: NoSchedule}
    - {key: soft, effect: PreferNoSchedule}
  status: {addresses: [{type: InternalIP, address: 10.0.0.3}]}
- {apiVersion: v1, kind: Node, metadata: {name: cordoned},
   spec: {podCIDR: 10.244.4.0/24, unschedulable: true},
   status: {addresses: [{type: InternalIP, address: 10.0.0.4}]}}
"""


def workload(kind: str, spec: str = "", pod: str = "", *, meta: str = "", version: str = "apps/v1") -> str:
    """A manifest of a workload `web` with `pod` in its pods' spec, both in flow style."""
    return f"""\
---
apiVersion: {version}
kind: {kind}
metadata: {{name: web, namespace: shop{meta}}}
spec:
  {spec}
  template:
    metadata: {{labels: {{app: web}}}}
    spec: {{containers: [{{name: c, image: x, ports: [{{containerPort: 8080, name: http}}]}}]{pod}}}
"""


def imported(text: str) -> Imported:
    """A text, imported."""
    return import_text(text, "input")
