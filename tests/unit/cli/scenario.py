"""The scenario that the command line's tests run: two nodes, an endpoint on each, a client outside."""

DEMO = """\
# The tutorial's cluster.
apiVersion: v1
kind: Node
metadata: {name: node1}
spec: {podCIDR: 10.180.0.0/24}
status:
  addresses: [{type: InternalIP, address: 10.240.0.3}]
---
apiVersion: v1
kind: Node
metadata: {name: node2}
spec: {podCIDR: 10.180.1.0/24}
status:
  addresses: [{type: InternalIP, address: 10.240.0.4}]
---
apiVersion: v1
kind: Pod
metadata: {name: app-1, labels: {app: web}}
spec: {nodeName: node1, containers: [{name: c, ports: [{containerPort: 8080}]}]}
status: {phase: Running, podIP: 10.180.0.7}
---
apiVersion: v1
kind: Pod
metadata: {name: app-2, labels: {app: web}}
spec: {nodeName: node2, containers: [{name: c, ports: [{containerPort: 8080}]}]}
status: {phase: Running, podIP: 10.180.1.7}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: NodePort
  clusterIP: 10.0.170.92
  ports: [{port: 80, targetPort: 8080, nodePort: 31380}]
  selector: {app: web}
---
apiVersion: natwalk/v1alpha1
kind: Client
metadata: {name: laptop}
spec: {addresses: [198.51.100.79]}
---
apiVersion: natwalk/v1alpha1
kind: Flow
metadata: {name: outside}
spec:
  from: {client: laptop}
  to: {service: default/web, via: NodePort, port: 80, node: node2}
  expect:
  - {verdict: replied, clientAddress: 10.240.0.4, endpoint: default/app-1, probability: 0.5}
  - {verdict: replied, clientAddress: 10.180.1.1, endpoint: default/app-2, probability: 0.5}
---
apiVersion: natwalk/v1alpha1
kind: Flow
metadata: {name: inside}
spec:
  from: {pod: default/app-1}
  to: {service: default/web, port: 80}
"""
