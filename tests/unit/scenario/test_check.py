"""Checks: a table of one fault each, with the object, the field and a word of the advice."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from sandbox.kube import (
    DetectLocalMode,
    Endpoint,
    EndpointPort,
    EndpointSlice,
    KubeProxyConfiguration,
    ObjectKey,
    ObjectMeta,
    ProxyMode,
    Service,
    ServiceCIDR,
    ServicePort,
    ServiceType,
    TrafficPolicy,
)
from sandbox.net import Protocol, parse_address, parse_network
from sandbox.scenario import (
    ClientAddressHeader,
    Delivery,
    Flow,
    HostDocument,
    LoadBalancerMode,
    Network,
    NetworkRoute,
    Scenario,
    ServiceTarget,
    Via,
    edits,
)
from sandbox.scenario.check import Severity, check

APP = ObjectKey("Service", "default", "app")
CLIENT = ObjectKey("Client", "", "client-1")


def sound() -> Scenario:
    """Two nodes with a pod each, a balanced Service and a client: nothing to find."""
    scenario = edits.add_node(edits.add_node(Scenario()))
    scenario = edits.add_service(edits.add_pod(edits.add_pod(scenario, "node-1"), "node-2"))
    scenario = edits.add_client(scenario)
    return edits.set_service_type(scenario, APP, ServiceType.LOAD_BALANCER)


def service(scenario: Scenario, **fields: object) -> Scenario:
    """With other fields of the Service, as a file may have them."""
    return replace(scenario, services=(replace(scenario.services[0], **fields),))


def pod(scenario: Scenario, **fields: object) -> Scenario:
    """With other fields of the first pod."""
    return replace(scenario, pods=(replace(scenario.pods[0], **fields), *scenario.pods[1:]))


def node(scenario: Scenario, **fields: object) -> Scenario:
    """With other fields of the second node."""
    return replace(scenario, nodes=(scenario.nodes[0], replace(scenario.nodes[1], **fields)))


def balancer(scenario: Scenario, **fields: object) -> Scenario:
    """With other fields of the load balancer."""
    return replace(scenario, load_balancers=(replace(scenario.load_balancers[0], **fields),))


def flow(scenario: Scenario, sender: ObjectKey = CLIENT, requests: int = 1, **target: object) -> Scenario:
    """With a flow to the Service."""
    aim = replace(ServiceTarget("default/app"), **target)
    return replace(scenario, flows=(Flow(ObjectMeta("f"), sender, aim, requests=requests),))


def proxy(scenario: Scenario, **fields: object) -> Scenario:
    """With a kube-proxy configuration whose clusterCIDR fits."""
    sound = KubeProxyConfiguration(ObjectMeta("kube-proxy"), cluster_cidrs=(parse_network("10.180.0.0/16"),))
    return replace(scenario, proxy_configurations=(replace(sound, **fields),))


def sliced(
    scenario: Scenario, service: str = "app", target: str = "default/app-1", octet: int = 2
) -> Scenario:
    """With an EndpointSlice of one endpoint."""
    endpoint = Endpoint(parse_address(f"10.180.1.{octet}"), target=target)
    one = EndpointSlice(ObjectMeta("s", "default"), service, "IPv4", (endpoint,), (EndpointPort(8080),))
    return replace(scenario, endpoint_slices=(one,))


def second_service(scenario: Scenario, **fields: object) -> Scenario:
    """With a second Service like the first."""
    other = replace(scenario.services[0], metadata=ObjectMeta("other", "default"), ingress=())
    other = replace(other, cluster_ips=(parse_address("10.96.9.9"),), type=ServiceType.NODE_PORT)
    return replace(scenario, services=(*scenario.services, replace(other, **fields)))


ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
FAULTS: dict[str, tuple[Callable[[Scenario], Scenario], str, str, Severity, str]] = {
    "node without address": (
        lambda s: node(s, addresses=()),
        "Node",
        "status.addresses",
        ERROR,
        "give it one",
    ),
    "overlapping ranges": (
        lambda s: node(s, pod_cidrs=(parse_network("10.180.1.128/25"), parse_network("10.180.2.0/24"))),
        "Node",
        "spec.podCIDR",
        ERROR,
        "10.180.1.128/25 of Node node-2 overlaps 10.180.1.0/24 of Node node-1",
    ),
    "one address twice": (
        lambda s: node(s, addresses=s.nodes[0].addresses),
        "Node",
        "status.addresses",
        ERROR,
        "10.240.0.2 of Node node-1",
    ),
    "pod on an unknown node": (
        lambda s: pod(s, node_name="gone"),
        "Pod",
        "spec.nodeName",
        ERROR,
        "add that node",
    ),
    "pod on no node": (lambda s: pod(s, node_name=""), "Pod", "spec.nodeName", WARNING, "does not run"),
    "pod without address": (lambda s: pod(s, addresses=()), "Pod", "status.podIP", WARNING, "give it one"),
    "pod outside its range": (
        lambda s: pod(s, addresses=(parse_address("10.9.9.9"),)),
        "Pod",
        "status.podIP",
        WARNING,
        "outside node node-1's podCIDR 10.180.1.0/24; use one inside it, or a Network with cni PointToPoint",
    ),
    "host pod with another address": (
        lambda s: pod(s, host_network=True),
        "Pod",
        "status.podIP",
        WARNING,
        "use the node's",
    ),
    "selector": (lambda s: service(s, selector=(("app", "x"),)), "Service", "spec.selector", NOTE, "app=x"),
    "no selector": (
        lambda s: service(s, selector=()),
        "Service",
        "spec.selector",
        NOTE,
        "give it one of the two",
    ),
    "named target": (
        lambda s: service(s, ports=(ServicePort(80, "http", node_port=30086),)),
        "Service",
        "spec.ports.targetPort",
        WARNING,
        "http",
    ),
    "headless": (lambda s: service(s, cluster_ips=()), "Service", "spec.clusterIP", NOTE, "headless"),
    "pending": (lambda s: service(s, ingress=()), "Service", "status.loadBalancer", NOTE, "pending"),
    "pending and not served": (
        lambda s: replace(service(s, ingress=()), load_balancers=()),
        "Service",
        "status.loadBalancer",
        NOTE,
        "add a load balancer",
    ),
    "no port": (lambda s: service(s, ports=()), "Service", "spec.ports", ERROR, "at least one"),
    "no node port": (
        lambda s: service(s, ports=(ServicePort(80, 8080),)),
        "Service",
        "spec.ports.nodePort",
        WARNING,
        "without nodePort",
    ),
    "node port taken": (second_service, "Service", "spec.ports.nodePort", ERROR, "30086"),
    "cluster address taken": (
        lambda s: second_service(
            s, cluster_ips=s.services[0].cluster_ips, ports=(ServicePort(80, 8080, node_port=31000),)
        ),
        "Service",
        "spec.clusterIP",
        ERROR,
        "10.96.1.1",
    ),
    "cluster address outside": (
        lambda s: replace(s, service_cidrs=(ServiceCIDR(ObjectMeta("c"), (parse_network("10.0.0.0/16"),)),)),
        "Service",
        "spec.clusterIP",
        WARNING,
        "ServiceCIDR",
    ),
    "policy without meaning": (
        lambda s: second_service(
            s,
            type=ServiceType.CLUSTER_IP,
            ports=(ServicePort(80, 8080),),
            external_traffic_policy=TrafficPolicy.LOCAL,
        ),
        "Service",
        "spec.externalTrafficPolicy",
        WARNING,
        "use NodePort or LoadBalancer",
    ),
    "no health check port": (
        lambda s: service(s, external_traffic_policy=TrafficPolicy.LOCAL),
        "Service",
        "spec.healthCheckNodePort",
        WARNING,
        "give it one",
    ),
    "slice of no Service": (
        lambda s: sliced(s, service="gone"),
        "EndpointSlice",
        "metadata.labels",
        NOTE,
        "default/gone",
    ),
    "slice of no pod": (
        lambda s: sliced(s, target="default/x"),
        "EndpointSlice",
        "endpoints",
        WARNING,
        "add that pod",
    ),
    "slice of another address": (
        lambda s: sliced(s, octet=9),
        "EndpointSlice",
        "endpoints",
        WARNING,
        "use the pod's",
    ),
    "ipvs": (
        lambda s: proxy(s, mode=ProxyMode.IPVS),
        "KubeProxyConfiguration",
        "mode",
        WARNING,
        "not modelled",
    ),
    "no clusterCIDR": (
        lambda s: proxy(s, cluster_cidrs=()),
        "KubeProxyConfiguration",
        "clusterCIDR",
        NOTE,
        "tell pods from others",
    ),
    "clusterCIDR too small": (
        lambda s: proxy(s, cluster_cidrs=(parse_network("10.180.0.0/23"),)),
        "KubeProxyConfiguration",
        "clusterCIDR",
        WARNING,
        "masqueraded; widen clusterCIDR",
    ),
    "configuration of no node": (
        lambda s: proxy(s, hostname_override="gone"),
        "KubeProxyConfiguration",
        "hostnameOverride",
        WARNING,
        "name one that is",
    ),
    "client without address": (
        lambda s: replace(s, clients=(replace(s.clients[0], addresses=()),)),
        "Client",
        "spec.addresses",
        ERROR,
        "give it one",
    ),
    "load balancer of no Service": (
        lambda s: balancer(s, services=("default/app", "default/gone")),
        "LoadBalancer",
        "spec.services",
        ERROR,
        "default/gone",
    ),
    "load balancer of another type": (
        lambda s: balancer(
            second_service(s, ports=(ServicePort(80, 8080, node_port=31000),)),
            services=("default/app", "default/other"),
        ),
        "LoadBalancer",
        "spec.services",
        ERROR,
        "switch that to LoadBalancer",
    ),
    "proxy to itself": (
        lambda s: balancer(s, mode=LoadBalancerMode.PROXY),
        "LoadBalancer",
        "spec.delivery",
        ERROR,
        "use delivery NodePort or PodIP",
    ),
    "proxy from nowhere": (
        lambda s: balancer(s, mode=LoadBalancerMode.PROXY, delivery=Delivery.NODE_PORT, addresses=()),
        "LoadBalancer",
        "spec.addresses",
        ERROR,
        "give it one",
    ),
    "forwarder with a header": (
        lambda s: balancer(s, client_address=ClientAddressHeader.FORWARDED),
        "LoadBalancer",
        "spec.clientAddress",
        WARNING,
        "use mode Proxy",
    ),
    "delivery to no node port": (
        lambda s: balancer(
            service(s, ports=(ServicePort(80, 8080),), allocate_node_ports=False), delivery=Delivery.NODE_PORT
        ),
        "LoadBalancer",
        "spec.delivery",
        ERROR,
        "use delivery VIP or PodIP",
    ),
    "route to no node": (
        lambda s: replace(
            s, networks=(Network(ObjectMeta("n"), routes=(NetworkRoute(parse_network("10.0.0.0/8"), "x"),)),)
        ),
        "Network",
        "spec.routes",
        ERROR,
        "10.0.0.0/8",
    ),
    "host of no node": (
        lambda s: replace(s, hosts=(HostDocument(ObjectMeta("x")),)),
        "Host",
        "metadata.name",
        WARNING,
        "name it after",
    ),
    "flow from nowhere": (
        lambda s: flow(s, sender=ObjectKey("Pod", "default", "gone")),
        "Flow",
        "spec.from",
        ERROR,
        "default/gone",
    ),
    "flow to no Service": (
        lambda s: flow(s, service="default/x"),
        "Flow",
        "spec.to.service",
        ERROR,
        "default/x",
    ),
    "flow to no node": (lambda s: flow(s, via=Via.NODE_PORT), "Flow", "spec.to.node", ERROR, "names no node"),
    "flow to another port": (
        lambda s: flow(s, port=81),
        "Flow",
        "spec.to.port",
        ERROR,
        "use one of its ports",
    ),
    "ping of a port": (
        lambda s: replace(s, flows=(replace(flow(s, port=80).flows[0], protocol=Protocol.ICMP),)),
        "Flow",
        "spec.to.port",
        ERROR,
        "ICMP, which has no ports",
    ),
    "flow a way that is not there": (
        lambda s: flow(s, via=Via.EXTERNAL_IP),
        "Flow",
        "spec.to.via",
        WARNING,
        "ExternalIP",
    ),
    "flow of no request": (lambda s: flow(s, requests=0), "Flow", "spec.requests", ERROR, "at least 1"),
}


@pytest.mark.parametrize(("spoil", "kind", "field", "severity", "words"), FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_is_found(
    spoil: Callable[[Scenario], Scenario], kind: str, field: str, severity: Severity, words: str
) -> None:
    problems = check(spoil(sound()))
    assert [(each.key.kind, each.field, each.severity) for each in problems] == [(kind, field, severity)]
    assert words in problems[0].message
    assert "\n" not in problems[0].message


def test_nothing_is_found_in_sound_scenarios() -> None:
    assert check(Scenario()) == ()
    assert check(sound()) == ()
    assert check(flow(proxy(sliced(sound())))) == ()
    assert check(proxy(sound(), detect_local_mode=DetectLocalMode.NODE_CIDR, cluster_cidrs=())) == ()


def test_an_external_name_needs_nothing() -> None:
    external = Service(ObjectMeta("db", "default"), ServiceType.EXTERNAL_NAME)
    assert check(Scenario(services=(external,))) == ()
