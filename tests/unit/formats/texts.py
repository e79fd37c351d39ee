"""Scenario texts that several tests read."""

COMPLETE = """\
# A lesson about source addresses.
apiVersion: v1
kind: Node
metadata:
  name: n1
  labels: {zone: a}
  annotations:
    natwalk/position: "120,80"
    natwalk/collapsed: "true"
    other: x   # keep
spec:
  podCIDR: 10.244.1.0/24
  podCIDRs: [10.244.1.0/24, "fd00:1::/64"]
  unschedulable: true
  taints:
  - {key: own, effect: NoExecute}
  - {key: ToBeDeletedByClusterAutoscaler, value: "1700000000", effect: NoSchedule}
status:
  addresses:
  - {address: 10.240.0.4, type: InternalIP}
  - address: n1
    type: Hostname
  - {address: "fd00::4", type: InternalIP}
  conditions:
  - type: MemoryPressure
    status: "True"
  - type: Ready
    status: "False"
    reason: KubeletNotReady
---
apiVersion: v1
kind: Pod
metadata:
  name: p1
  namespace: shop
  labels: {app: web}
  deletionTimestamp: 2026-01-01T00:00:00Z
  managedFields: [{manager: kubectl}]
spec:
  nodeName: n1
  hostNetwork: true
  containers:
  - name: a
    image: server:1
    ports:
    - containerPort: 8080   # the port
      name: http
      hostPort: 1
  - name: b
    env: [{name: X, value: "1"}]
    ports: [{containerPort: 53, protocol: UDP}]
status: {podIP: 10.244.1.5, podIPs: [{ip: 10.244.1.5}, {ip: "fd00:1::5"}], phase: Pending}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  # the policy is what this is about
  externalTrafficPolicy: Local
  internalTrafficPolicy: Local
  type: LoadBalancer
  clusterIP: 10.0.0.10
  clusterIPs:
  - 10.0.0.10
  - fd00:2::10
  ipFamilies: [IPv4, IPv6]
  ports:
  - port: 80
    targetPort: http
    nodePort: 31000
    appProtocol: http
    name: plain
  - {port: 443, name: tls, protocol: TCP}
  selector:
    app: web
  externalIPs: [192.0.2.1]
  sessionAffinity: ClientIP
  sessionAffinityConfig: {clientIP: {timeoutSeconds: 60}}
  loadBalancerSourceRanges: [203.0.113.0/24]
  healthCheckNodePort: 32000
  publishNotReadyAddresses: true
  allocateLoadBalancerNodePorts: false
  trafficDistribution: PreferClose
status:
  loadBalancer:
    ingress:
    - ip: 203.0.113.9
      ipMode: Proxy
    - hostname: lb.example
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: web-1
  namespace: shop
  labels: {kubernetes.io/service-name: web}
addressType: IPv4
endpoints:
- addresses: [10.244.1.5, 10.244.1.6]
  conditions: {ready: false, serving: true, terminating: true}
  hints: {forZones: [{name: a}], forNodes: [{name: n1}]}
  nodeName: n1
  targetRef: {kind: Pod, name: p1, namespace: shop, uid: abc}
- addresses: [10.244.1.7]
  conditions: {}
ports:
- {name: http, port: 8080, protocol: TCP}
- {name: all}
---
apiVersion: networking.k8s.io/v1
kind: ServiceCIDR
metadata: {name: kubernetes}
spec: {cidrs: [10.0.0.0/20, "fd00:2::/108"]}
---
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: nftables
clusterCIDR: 10.244.0.0/16,fd00:1::/48
detectLocalMode: InterfaceNamePrefix
detectLocal: {bridgeInterface: cbr0, interfaceNamePrefix: cali}
nodePortAddresses: [primary, 10.0.0.0/8, localhost, all]
iptables: {masqueradeAll: true, localhostNodePorts: false, minSyncPeriod: 1s, masqueradeBit: 10}
nftables: {masqueradeAll: true, masqueradeBit: 31}
ipvs: {scheduler: wrr}
hostnameOverride: n1
conntrack:
  maxPerCore: 0
  min: 5
  tcpBeLiberal: true
  tcpEstablishedTimeout: 1h0m0.5s
  tcpCloseWaitTimeout: 0s
  udpTimeout: 250ms
  udpStreamTimeout: 3m0s
---
apiVersion: natwalk/v1alpha1
kind: Client
metadata: {name: laptop}
spec: {addresses: [198.51.100.79, "2001:db8::79"]}
---
apiVersion: natwalk/v1alpha1
kind: LoadBalancer
metadata: {name: lb}
spec:
  services: [shop/web]
  addresses: [10.240.0.100]
  mode: Proxy
  delivery: NodePort
  clientAddress: ProxyProtocol
  healthCheck: {intervalSeconds: 1.5, unhealthyThreshold: 3, healthyThreshold: 2}
---
apiVersion: natwalk/v1alpha1
kind: Network
metadata: {name: net}
spec:
  cni: PointToPoint
  overlay: VXLAN
  overlayAddress: Node
  routes: [{destination: 192.0.2.1, node: n1}]
---
apiVersion: natwalk/v1alpha1
kind: Host
metadata: {name: n1}
spec:
  iptables: |
    *filter
    COMMIT
  nftables: table inet x {}
  ipsets: create a hash:ip
  sysctls: {net.ipv4.ip_forward: 1, net.ipv4.conf.all.rp_filter: "2"}
  interfaces: [{name: eth1, addresses: [192.168.1.5/24]}]
  state:
    iptables: |
      *nat
      COMMIT
    routes: "[]"
---
apiVersion: v1
kind: ConfigMap
metadata: {name: unmodelled}
data: {port: "1"}
---
apiVersion: natwalk/v1alpha1
kind: Flow
metadata: {name: f}
spec:
  from: {client: laptop}
  to: {service: shop/web, via: NodePort, port: 80, node: n1}
  protocol: UDP
  requests: 5
  at: 0
  expect:
  - {verdict: replied, clientAddress: 10.240.0.4, endpoint: shop/p1, headers: {PROXY: x}, probability: 0.5}
  - {clientAddress: null, endpoint: null, probability: "1/3"}
  connection: Whole
  between:
  - {after: 3, node: n1, do: Expire}
---
apiVersion: natwalk/v1alpha1
kind: Note
metadata: {name: n}
spec: {text: Look here, shape: Ellipse, size: "320,200"}
"""
"""Every kind, with every field that is read set to something else than its default."""


def natwalk(kind: str, spec: str) -> str:
    """A document of one of Natwalk's own kinds, named x."""
    return f"apiVersion: natwalk/v1alpha1\nkind: {kind}\nmetadata: {{name: x}}\nspec: {spec}\n"


def kubernetes(kind: str, rest: str, api_version: str = "v1") -> str:
    """A document of a Kubernetes kind, named x."""
    return f"apiVersion: {api_version}\nkind: {kind}\nmetadata: {{name: x}}\n{rest}\n"
