"""A cluster of any size as a scenario: nodes, pods spread over them, Services that select five pods each."""

from sandbox.kube import (
    ContainerPort,
    KubeProxyConfiguration,
    Node,
    ObjectMeta,
    Pod,
    Service,
    ServicePort,
    ServiceType,
)
from sandbox.net import IPAddress, parse_address, parse_network
from sandbox.scenario import Client, Scenario

CLIENT = parse_address("198.51.100.79")


def large_cluster(nodes: int = 1000, services: int = 10_000, pods: int = 50_000) -> Scenario:
    """`nodes` nodes, `pods` pods in turn on each, and `services` Services in turn for each group of pods."""
    return Scenario(
        nodes=tuple(_node(number) for number in range(nodes)),
        pods=tuple(_pod(number, nodes, services) for number in range(pods)),
        services=tuple(_service(number) for number in range(services)),
        proxy_configurations=(
            KubeProxyConfiguration(ObjectMeta("config"), cluster_cidrs=(parse_network("10.0.0.0/8"),)),
        ),
        clients=(Client(ObjectMeta("laptop"), (CLIENT,)),),
    )


def node_address(number: int) -> IPAddress:
    """The address of a node."""
    return parse_address(f"172.16.{number // 250}.{number % 250 + 1}")


def cluster_ip(number: int) -> IPAddress:
    """The cluster address of a Service."""
    return parse_address(f"172.30.{number // 250}.{number % 250 + 1}")


def _node(number: int) -> Node:
    pod_range = parse_network(f"10.{number // 250}.{number % 250}.0/24")
    return Node(ObjectMeta(f"node-{number}"), (pod_range,), (node_address(number),))


def _pod(number: int, nodes: int, services: int) -> Pod:
    node = number % nodes
    address = parse_address(f"10.{node // 250}.{node % 250}.{number // nodes + 2}")
    labels = (("app", f"app-{number % services}"),)
    meta = ObjectMeta(f"pod-{number}", "default", labels)
    return Pod(meta, f"node-{node}", (address,), (ContainerPort(8080),))


def _service(number: int) -> Service:
    node_port = 30000 + number if number < 2768 else 0
    return Service(
        ObjectMeta(f"service-{number}", "default"),
        ServiceType.NODE_PORT if node_port else ServiceType.CLUSTER_IP,
        (ServicePort(80, 8080, node_port=node_port),),
        (("app", f"app-{number}"),),
        (cluster_ip(number),),
    )
