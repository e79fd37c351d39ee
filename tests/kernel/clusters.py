"""A small cluster as scenario text: three nodes, a few pods, a client, and Services of every kind."""

import re
from collections.abc import Iterable, Iterator
from typing import TypeVar

import msgspec

from sandbox.formats import loads
from sandbox.net import Family, Protocol
from sandbox.scenario import Scenario

T = TypeVar("T", bound=msgspec.Struct)

IPV4_TEXT = re.compile(r"(\d+)\.(\d+)\.(\d+)\.(\d+)(?:/(\d+))?")

PODS = {
    "web-1": ("n1", "10.244.1.10", "web"),
    "web-2": ("n2", "10.244.2.10", "web"),
    "only-1": ("n1", "10.244.1.11", "only"),
    "curl-1": ("n1", "10.244.1.20", "curl"),
    "curl-3": ("n3", "10.244.3.20", "curl"),
}

NODES = {"n1": "10.240.0.1", "n2": "10.240.0.2", "n3": "10.240.0.3"}

SERVICES = """\
apiVersion: v1
kind: Service
metadata: {name: web, namespace: default}
spec: {type: LoadBalancer, clusterIP: 10.96.0.10, selector: {app: web}, externalIPs: [192.0.2.10],
  ports: [{port: 80, targetPort: 8080, nodePort: 30080}]}
status: {loadBalancer: {ingress: [{ip: 203.0.113.10}]}}
---
apiVersion: v1
kind: Service
metadata: {name: local, namespace: default}
spec: {type: LoadBalancer, clusterIP: 10.96.0.11, selector: {app: web}, externalIPs: [192.0.2.11],
  externalTrafficPolicy: Local, healthCheckNodePort: 32011,
  ports: [{port: 80, targetPort: 8080, nodePort: 30081}]}
status: {loadBalancer: {ingress: [{ip: 203.0.113.11}]}}
---
apiVersion: v1
kind: Service
metadata: {name: empty, namespace: default}
spec: {type: LoadBalancer, clusterIP: 10.96.0.12, selector: {app: nobody}, externalIPs: [192.0.2.12],
  ports: [{port: 80, targetPort: 8080, nodePort: 30082}]}
status: {loadBalancer: {ingress: [{ip: 203.0.113.12}]}}
---
apiVersion: v1
kind: Service
metadata: {name: inside, namespace: default}
spec: {type: LoadBalancer, clusterIP: 10.96.0.13, selector: {app: only}, externalIPs: [192.0.2.13],
  internalTrafficPolicy: Local, loadBalancerSourceRanges: [198.51.100.0/24, 10.244.1.0/24],
  ports: [{port: 80, targetPort: 8080, nodePort: 30083}]}
status: {loadBalancer: {ingress: [{ip: 203.0.113.13}]}}
"""

SENDERS = (
    "client: laptop",
    "pod: default/curl-1",
    "pod: default/curl-3",
    "pod: default/web-1",
    "pod: default/only-1",
    "node: n1",
    "node: n3",
)


def targets() -> Iterator[tuple[str, int]]:
    """Every address and port of every Service, and some that are no Service's."""
    for number in range(4):
        yield f"10.96.0.1{number}", 80
        yield f"192.0.2.1{number}", 80
        yield f"203.0.113.1{number}", 80
        for address in ("10.240.0.1", "10.240.0.3", "10.244.1.1", "127.0.0.1"):
            yield address, 30080 + number
    yield from (("10.244.1.10", 8080), ("10.244.2.10", 8080), ("10.244.2.10", 9), ("10.244.2.99", 80))
    yield from (("10.240.0.1", 10256), ("10.240.0.1", 32011), ("10.240.0.3", 32011), ("127.0.0.1", 9))
    yield "10.96.0.99", 80


def cluster(
    *,
    flows: Iterable[str],
    network: str = "cni: Bridge",
    proxy: str = "clusterCIDR: 10.244.0.0/16",
    balancer: str = "mode: PacketForwarder",
    services: str = SERVICES,
    more: str = "",
    family: str = "ipv4",
) -> Scenario:
    """The cluster with these flows; `network`, `proxy` and `balancer` are what their objects say besides."""
    documents = [
        f"{{apiVersion: kubeproxy.config.k8s.io/v1alpha1, kind: KubeProxyConfiguration, {proxy}}}",
        f"{{apiVersion: natwalk/v1alpha1, kind: Network, metadata: {{name: network}}, spec: {{{network}}}}}",
        *map(_node, NODES),
        *map(_pod, PODS),
        "{apiVersion: natwalk/v1alpha1, kind: Client, metadata: {name: laptop},"
        " spec: {addresses: [198.51.100.79]}}",
        f"{{apiVersion: natwalk/v1alpha1, kind: LoadBalancer, metadata: {{name: cloud}}, spec: {{{balancer},"
        " addresses: [10.240.1.1], services: [default/web, default/local, default/empty, default/inside]}}",
        services,
        *([more] if more else []),
        *flows,
    ]
    text = "\n---\n".join(documents)
    return loads(text if family == Family.IPV4.value else with_ipv6(text), "cluster").scenario


def with_ipv6(text: str) -> str:
    """The same text with an IPv6 address or prefix in the place of each IPv4 one."""

    def replaced(match: re.Match[str]) -> str:
        a, b, c, d, length = match.groups()
        if a == "127":
            return "'::1'"
        if not length:
            return f"'fd00:{a}:{b}:{c}::{d}'"
        kept = {
            "16": f"fd00:{a}:{b}::/48",
            "24": f"fd00:{a}:{b}:{c}::/64",
            "32": f"fd00:{a}:{b}:{c}::{d}/128",
        }
        return f"'{kept[length]}'"

    return IPV4_TEXT.sub(replaced, text)


def _node(name: str) -> str:
    return (
        f"{{apiVersion: v1, kind: Node, metadata: {{name: {name}}},"
        f" spec: {{podCIDR: 10.244.{name[1:]}.0/24}},"
        f" status: {{addresses: [{{type: InternalIP, address: {NODES[name]}}}]}}}}"
    )


def _pod(name: str) -> str:
    node, address, app = PODS[name]
    return (
        f"{{apiVersion: v1, kind: Pod, metadata: {{name: {name}, namespace: default,"
        f" labels: {{app: {app}}}}},"
        f" spec: {{nodeName: {node}, containers: [{{name: c, ports: [{{containerPort: 8080}}]}}]}},"
        f" status: {{phase: Running, podIP: {address}}}}}"
    )


def flow(name: str, sender: str, address: str, port: int) -> str:
    """A flow to an address; `sender` is written as `pod: default/curl-1`."""
    return (
        f"{{apiVersion: natwalk/v1alpha1, kind: Flow, metadata: {{name: {name}}},"
        f" spec: {{from: {{{sender}}}, to: {{address: {address}, port: {port}}}}}}}"
    )


def ping(name: str, sender: str, target: str) -> str:
    """A flow of ICMP to an address, or to what `target` says in words such as `service: default/web`."""
    to = target if ":" in target and " " in target else f"address: {target}"
    return (
        f"{{apiVersion: natwalk/v1alpha1, kind: Flow, metadata: {{name: {name}}},"
        f" spec: {{from: {{{sender}}}, to: {{{to}}}, protocol: ICMP}}}}"
    )


def everyone_to_everything() -> Iterator[str]:
    """A flow from each sender to each target."""
    for sender in SENDERS:
        for address, port in targets():
            name = (
                f"{sender} to {address} {port}".replace(": ", "/")
                .replace(" ", "-")
                .replace("/", "-")
                .replace(".", "-")
            )
            yield flow(name, sender, address, port)


def over_udp(scenario: Scenario) -> Scenario:
    """The same scenario with everything over UDP: Services, slices, container ports and flows."""
    replace = msgspec.structs.replace
    services = [replace(each, ports=_as_udp(each.ports)) for each in scenario.services]
    slices = [replace(each, ports=_as_udp(each.ports)) for each in scenario.endpoint_slices]
    pods = [replace(each, ports=_as_udp(each.ports)) for each in scenario.pods]
    return replace(
        scenario,
        services=tuple(services),
        endpoint_slices=tuple(slices),
        pods=tuple(pods),
        flows=_as_udp(scenario.flows),
    )


def _as_udp(values: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(msgspec.structs.replace(each, protocol=Protocol.UDP) for each in values)
