"""Every fix takes its problem away, and leaves no new one that is as bad."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from sandbox.formats import load
from sandbox.kube import (
    DetectLocalMode,
    EndpointSlice,
    KubeProxyConfiguration,
    ObjectMeta,
    ProxyMode,
    TrafficPolicy,
)
from sandbox.net import parse_network
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
)
from sandbox.scenario.check import check
from sandbox.scenario.check.problem import Census
from ui.panels.problems.fixes import OFFERS, fix_of
from ui.theme import resource

EXAMPLE = load(resource("scenarios", "using-source-ip.yaml")).scenario
META = ObjectMeta(name="stray")
Break = Callable[[Scenario], Scenario]


def proxy(**fields: object) -> Break:
    value = replace(KubeProxyConfiguration(ObjectMeta(name="kube-proxy")), **fields)
    return lambda scenario: replace(scenario, proxy_configurations=(value,))


def flow(**fields: object) -> Break:
    def broken(scenario: Scenario) -> Scenario:
        client = scenario.clients[0].key
        stray = Flow(META, client, ServiceTarget("default/nodeport"))
        return replace(scenario, flows=(*scenario.flows, replace(stray, **fields)))

    return broken


def balancer(**fields: object) -> Break:
    return lambda scenario: replace(scenario, load_balancers=(replace(scenario.load_balancers[0], **fields),))


def service(name: str, **fields: object) -> Break:
    return lambda scenario: replace(
        scenario,
        services=tuple(
            replace(each, **fields) if each.metadata.name == name else each for each in scenario.services
        ),
    )


def pods(**fields: object) -> Break:
    return lambda scenario: replace(scenario, pods=tuple(replace(each, **fields) for each in scenario.pods))


PORTS = next(each.ports for each in EXAMPLE.services if each.metadata.name == "nodeport")
BREAKS: dict[tuple[str, str], Break] = {
    ("KubeProxyConfiguration", "clusterCIDR"): proxy(cluster_cidrs=(parse_network("10.9.0.0/16"),)),
    ("KubeProxyConfiguration", "mode"): proxy(
        mode=ProxyMode.IPVS, detect_local_mode=DetectLocalMode.NODE_CIDR
    ),
    ("KubeProxyConfiguration", "hostnameOverride"): proxy(hostname_override="gone"),
    ("Pod", "spec.nodeName"): pods(node_name="gone"),
    ("Flow", "spec.from"): flow(sender=replace(EXAMPLE.clients[0].key, name="gone")),
    ("Flow", "spec.to.service"): flow(target=ServiceTarget("default/gone")),
    ("Flow", "spec.to.node"): flow(target=ServiceTarget("default/nodeport", Via.NODE_PORT, node="gone")),
    ("Flow", "spec.to.via"): flow(target=ServiceTarget("default/nodeport", Via.EXTERNAL_IP)),
    ("Flow", "spec.to.port"): flow(target=ServiceTarget("default/nodeport", port=81)),
    ("Flow", "spec.requests"): flow(requests=0),
    ("Flow", "spec.at"): flow(at=-1.0),
    ("LoadBalancer", "spec.services"): balancer(services=("default/gone", "default/loadbalancer")),
    ("LoadBalancer", "spec.delivery"): balancer(mode=LoadBalancerMode.PROXY),
    ("LoadBalancer", "spec.clientAddress"): balancer(client_address=ClientAddressHeader.FORWARDED),
    ("Service", "spec.clusterIP"): service("clusterip", cluster_ips=()),
    ("Service", "spec.externalTrafficPolicy"): service(
        "clusterip", external_traffic_policy=TrafficPolicy.LOCAL
    ),
    ("Service", "spec.ports.nodePort"): service(
        "nodeport", ports=tuple(replace(each, node_port=0) for each in PORTS)
    ),
    ("Service", "spec.healthCheckNodePort"): service(
        "loadbalancer", external_traffic_policy=TrafficPolicy.LOCAL, health_check_node_port=0
    ),
    ("Service", "status.loadBalancer"): lambda scenario: service("loadbalancer", ingress=())(
        replace(scenario, load_balancers=(), flows=())
    ),
    ("Service", "spec.ports"): pods(ready=False),
    ("EndpointSlice", "metadata.labels"): lambda scenario: replace(
        scenario, endpoint_slices=(EndpointSlice(META, "gone"),)
    ),
    ("Host", "metadata.name"): lambda scenario: replace(scenario, hosts=(HostDocument(META),)),
    ("Network", "spec.routes"): lambda scenario: replace(
        scenario, networks=(Network(META, routes=(NetworkRoute(parse_network("10.0.0.0/16"), "gone"),)),)
    ),
}


def test_every_fix_is_tried() -> None:
    assert set(BREAKS) == set(OFFERS)


@pytest.mark.parametrize("place", list(BREAKS), ids=" ".join)
def test_a_fix_takes_its_problem_away(place: tuple[str, str]) -> None:
    broken = BREAKS[place](EXAMPLE)
    problem = next(each for each in check(broken) if (each.key.kind, each.field) == place)
    fix = fix_of(problem, Census(broken))
    assert fix is not None
    fixed = fix.edit(broken)
    assert fixed != broken
    assert problem not in check(fixed)


@pytest.mark.parametrize("name", ["clusterip", "nodeport", "loadbalancer"])
def test_a_service_gets_its_address_and_keeps_the_rest(name: str) -> None:
    broken = service(name, cluster_ips=())(EXAMPLE)
    problem = next(each for each in check(broken) if each.field == "spec.clusterIP")
    fix = fix_of(problem, Census(broken))
    assert fix is not None
    fixed = fix.edit(broken)
    given = next(each for each in fixed.services if each.metadata.name == name)
    assert given.cluster_ips
    assert service(name, cluster_ips=())(fixed) == broken


def test_served_services_get_their_type_and_deliveries_their_ports() -> None:
    broken = balancer(services=("default/nodeport",))(EXAMPLE)
    problem = next(each for each in check(broken) if each.field == "spec.services")
    fix = fix_of(problem, Census(broken))
    assert fix is not None
    assert fix.label == "Set type of nodeport to LoadBalancer"
    assert problem not in check(fix.edit(broken))


def test_what_needs_somebody_who_knows_has_no_fix() -> None:
    broken = replace(EXAMPLE, nodes=tuple(replace(each, addresses=()) for each in EXAMPLE.nodes))
    problem = next(each for each in check(broken) if each.field == "status.addresses")
    assert fix_of(problem, Census(broken)) is None
    assert Delivery.VIP is EXAMPLE.load_balancers[0].delivery
