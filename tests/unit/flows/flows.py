"""Flow tests in kube-proxy's own style: source, destination and port, then endpoints, masqueraded or not.

kube-proxy: pkg/proxy/iptables/proxier_test.go packetFlowTest, whose tables these follow.
"""

from fractions import Fraction
from functools import cache
from itertools import starmap
from typing import NamedTuple

import msgspec

from sandbox.analysis import flow_paths
from sandbox.formats import loads
from sandbox.kube import KubeProxyConfiguration, ObjectKey, ObjectMeta, ProxyMode
from sandbox.net import Packet, Protocol, parse_address, parse_network, socket_text
from sandbox.scenario import AddressTarget, Flow, Scenario
from sandbox.trace import Exchange, LegKind, Verdict

NODES = {"n1": "10.240.0.1", "n2": "10.240.0.2"}
PODS = {
    "web-1": ("n1", "10.244.1.10", "web"),
    "web-2": ("n2", "10.244.2.10", "web"),
    "one-2": ("n2", "10.244.2.11", "one"),
    "ask-1": ("n1", "10.244.1.20", "ask"),
    "ask-2": ("n2", "10.244.2.20", "ask"),
}
CLIENTS = {"laptop": "198.51.100.79", "blocked": "198.51.100.200"}

SERVICES = """\
apiVersion: v1
kind: Service
metadata: {name: web, namespace: default}
spec: {type: LoadBalancer, clusterIP: 10.96.0.10, selector: {app: web}, externalIPs: [192.0.2.10],
  ports: [{port: 80, targetPort: 8080, nodePort: 30010}]}
status: {loadBalancer: {ingress: [{ip: 203.0.113.10}]}}
---
apiVersion: v1
kind: Service
metadata: {name: local, namespace: default}
spec: {type: LoadBalancer, clusterIP: 10.96.0.11, selector: {app: web}, externalIPs: [192.0.2.11],
  externalTrafficPolicy: Local, ports: [{port: 80, targetPort: 8080, nodePort: 30011}]}
status: {loadBalancer: {ingress: [{ip: 203.0.113.11}]}}
---
apiVersion: v1
kind: Service
metadata: {name: there, namespace: default}
spec: {type: LoadBalancer, clusterIP: 10.96.0.12, selector: {app: one}, externalIPs: [192.0.2.12],
  externalTrafficPolicy: Local, ports: [{port: 80, targetPort: 8080, nodePort: 30012}]}
status: {loadBalancer: {ingress: [{ip: 203.0.113.12}]}}
---
apiVersion: v1
kind: Service
metadata: {name: inside, namespace: default}
spec: {type: NodePort, clusterIP: 10.96.0.13, selector: {app: web}, internalTrafficPolicy: Local,
  ports: [{port: 80, targetPort: 8080, nodePort: 30013}]}
---
apiVersion: v1
kind: Service
metadata: {name: inside-there, namespace: default}
spec: {type: NodePort, clusterIP: 10.96.0.14, selector: {app: one}, internalTrafficPolicy: Local,
  ports: [{port: 80, targetPort: 8080, nodePort: 30014}]}
---
apiVersion: v1
kind: Service
metadata: {name: empty, namespace: default}
spec: {type: LoadBalancer, clusterIP: 10.96.0.15, selector: {app: nobody}, externalIPs: [192.0.2.15],
  ports: [{port: 80, targetPort: 8080, nodePort: 30015}]}
status: {loadBalancer: {ingress: [{ip: 203.0.113.15}]}}
---
apiVersion: v1
kind: Service
metadata: {name: ranges, namespace: default}
spec: {type: LoadBalancer, clusterIP: 10.96.0.16, selector: {app: web},
  loadBalancerSourceRanges: [10.240.0.0/31, 198.51.100.0/25],
  ports: [{port: 80, targetPort: 8080, nodePort: 30016}]}
status: {loadBalancer: {ingress: [{ip: 203.0.113.16}]}}
---
apiVersion: v1
kind: Service
metadata: {name: dns, namespace: default}
spec: {clusterIP: 10.96.0.17, selector: {app: web},
  ports: [{name: udp, port: 53, protocol: UDP, targetPort: 53},
          {name: tcp, port: 53, protocol: TCP, targetPort: 5353},
          {name: sctp, port: 53, protocol: SCTP, targetPort: 54}]}
---
apiVersion: v1
kind: Service
metadata: {name: kept, namespace: default}
spec: {type: NodePort, clusterIP: 10.96.0.18, selector: {app: web}, sessionAffinity: ClientIP,
  sessionAffinityConfig: {clientIP: {timeoutSeconds: 60}},
  ports: [{port: 80, targetPort: 8080, nodePort: 30018}]}
---
apiVersion: networking.k8s.io/v1
kind: ServiceCIDR
metadata: {name: kubernetes}
spec: {cidrs: [10.96.0.0/16]}
"""

NETWORK = (
    "{apiVersion: natwalk/v1alpha1, kind: Network, metadata: {name: network}, spec: {routes: ["
    "{destination: 192.0.2.0/24, node: n1}, {destination: 203.0.113.0/24, node: n1},"
    " {destination: 10.96.0.0/16, node: n1}]}}"
)


class FlowTest(NamedTuple):
    """`sender` is client, pod or node by name; `nftables` is what comes of it there, if not the same."""

    name: str
    sender: str
    target: str
    output: str
    nftables: str = ""
    protocol: Protocol = Protocol.TCP

    def expected(self, mode: ProxyMode) -> str:
        """What comes of it in a mode."""
        return self.nftables if mode is ProxyMode.NFTABLES and self.nftables else self.output


@cache
def cluster(mode: ProxyMode, **config: object) -> Scenario:
    """Two nodes, pods on both, two clients, a Service for each feature, and routes to n1 for their ranges."""
    objects = [
        *starmap(_node, NODES.items()),
        *starmap(_pod, PODS.items()),
        *starmap(_client, CLIENTS.items()),
    ]
    documents = [NETWORK, *objects, SERVICES]
    scenario = loads("\n---\n".join(documents), "cluster").scenario
    pods = {"cluster_cidrs": (parse_network("10.244.0.0/16"),)}
    configuration = KubeProxyConfiguration(ObjectMeta("config"), mode, **{**pods, **config})  # type: ignore[arg-type]
    return msgspec.structs.replace(scenario, proxy_configurations=(configuration,))


def _node(name: str, address: str) -> str:
    return (
        f"{{apiVersion: v1, kind: Node, metadata: {{name: {name}}},"
        f" spec: {{podCIDR: 10.244.{name[1]}.0/24}},"
        f" status: {{addresses: [{{type: InternalIP, address: {address}}}]}}}}"
    )


def _pod(name: str, where: tuple[str, str, str]) -> str:
    node, address, app = where
    return (
        f"{{apiVersion: v1, kind: Pod,"
        f" metadata: {{name: {name}, namespace: default, labels: {{app: {app}}}}},"
        f" spec: {{nodeName: {node}}}, status: {{phase: Running, podIP: {address}}}}}"
    )


def _client(name: str, address: str) -> str:
    return (
        f"{{apiVersion: natwalk/v1alpha1, kind: Client, metadata: {{name: {name}}},"
        f" spec: {{addresses: [{address}]}}}}"
    )


def flow_of(sender: str, target: str, protocol: Protocol = Protocol.TCP) -> Flow:
    """A flow from `client NAME`, `pod NAME` or `node NAME` to `ADDRESS:PORT`."""
    kind, name = sender.split()
    key = ObjectKey(kind.capitalize(), "default" if kind == "pod" else "", name)
    address, _, port = target.rpartition(":")
    return Flow(ObjectMeta("flow"), key, AddressTarget(parse_address(address), int(port)), protocol)


def outcome(scenario: Scenario, flow: Flow) -> str:
    """`10.244.1.10:8080 1/2, 10.244.2.10:8080 1/2, masq`, or DROP, REJECT or `none` without a server."""
    shares: dict[str, Fraction] = {}
    masqueraded: set[bool] = set()
    for exchange in flow_paths(scenario, flow):
        place = _ENDINGS.get(exchange.verdict) or _server(exchange)
        shares[place] = shares.get(place, Fraction(0)) + exchange.probability
        if exchange.verdict not in _ENDINGS:
            masqueraded.add(_is_masqueraded(exchange))
    parts = [_share(place, share) for place, share in sorted(shares.items())]
    return ", ".join(parts + _MASQUERADED[frozenset(masqueraded)])


_ENDINGS = {Verdict.DROPPED: "DROP", Verdict.REJECTED: "REJECT", Verdict.UNROUTABLE: "none"}
_MASQUERADED: dict[frozenset[bool], list[str]] = {
    frozenset(): [],
    frozenset({False}): [],
    frozenset({True}): ["masq"],
    frozenset({True, False}): ["partly masq"],
}


def _share(place: str, share: Fraction) -> str:
    return place if share == 1 else f"{place} {share.limit_denominator(100)}"


def _ends(exchange: Exchange) -> tuple[Packet, Packet]:
    """The request as it was sent and as it arrived."""
    requests = [leg.trace for leg in exchange.legs if leg.kind is LegKind.REQUEST]
    return requests[0].packet, requests[-1].hops[-1].steps[-1].after


def _server(exchange: Exchange) -> str:
    arrived = _ends(exchange)[1]
    return socket_text(arrived.destination, arrived.destination_port)


def _is_masqueraded(exchange: Exchange) -> bool:
    """By the port, which masquerading always changes: a node's address may be the one that it gets."""
    sent, arrived = _ends(exchange)
    return (sent.source, sent.source_port) != (arrived.source, arrived.source_port)
