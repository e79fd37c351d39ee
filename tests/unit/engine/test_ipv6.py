"""Where IPv6 goes another way than IPv4: sources of errors, and bridges that hand on what they translated."""

import pytest

from sandbox.kube import Node, ObjectMeta, Pod, Service, ServicePort
from sandbox.net import parse_address
from sandbox.scenario import Cni, HostDocument, Network, NetworkRoute, Scenario
from sandbox.trace import Verdict
from tests.fixtures.random_clusters.plan import SIX, Plan
from tests.fixtures.walks import only, send

PLAN = Plan((SIX,))
SERVER, ASKER = (
    Pod(ObjectMeta(name, "default", (("app", name),)), "n1", PLAN.pod(1, last))
    for name, last in (("web", 10), ("asker", 99))
)


def one_node(cni: Cni = Cni.BRIDGE, sysctls: tuple[tuple[str, str], ...] = ()) -> Scenario:
    """A node with a server, a pod that asks, and what the network outside brings to the node besides."""
    return Scenario(
        nodes=(Node(ObjectMeta("n1"), PLAN.node_range(1), PLAN.node(1)),),
        pods=(SERVER, ASKER),
        services=(
            Service(
                ObjectMeta("web", "default"),
                ports=(ServicePort(80, 8080),),
                selector=(("app", "web"),),
                cluster_ips=PLAN.service(1),
            ),
        ),
        networks=(
            Network(
                ObjectMeta("network"),
                cni,
                routes=tuple(NetworkRoute(each, "n1") for each in PLAN.externals),
            ),
        ),
        hosts=(HostDocument(ObjectMeta("n1"), sysctls=sysctls),),
    )


@pytest.mark.parametrize("cni", list(Cni))
def test_an_error_comes_from_where_the_packet_came_in(cni: Cni) -> None:
    (nobody,) = PLAN.external(9)
    exchange = only(send(one_node(cni), "pod/default/asker", nobody))
    assert exchange.verdict is Verdict.UNROUTABLE
    assert exchange.wire[-1].packet.source == parse_address("fd00:240::1")


def test_a_bridge_hands_on_what_it_translated_without_forwarding() -> None:
    (address,) = PLAN.service(1)
    scenario = one_node(sysctls=(("net.ipv6.conf.all.forwarding", "0"),))
    assert only(send(scenario, "pod/default/asker", address)).verdict is Verdict.REPLIED
