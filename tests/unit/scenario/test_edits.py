"""Edits: each does what a user means by it and keeps what a cluster would keep."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from sandbox.kube import ObjectKey, ServiceType
from sandbox.scenario import (
    AddressTarget,
    ClientAddressHeader,
    Delivery,
    HealthCheck,
    LoadBalancerMode,
    Scenario,
    ServiceTarget,
    Via,
    edits,
)
from sandbox.scenario.check import Severity, check
from sandbox.scenario.diff import diff
from sandbox.scenario.edits import EditError
from tests.fixtures.edited import APP, BALANCER, CLIENT, NODE, POD, balanced, built, service_of


def test_what_is_dragged_in_works_together() -> None:
    scenario = built()
    assert [each.metadata.name for each in scenario.pods] == ["app-1", "app-2"]
    assert [str(each.addresses[0]) for each in scenario.pods] == ["10.180.1.2", "10.180.2.2"]
    assert service_of(scenario).selector == (("app", "app"),)
    assert [each.message for each in check(balanced()) if each.severity is Severity.ERROR] == []


def test_a_pod_without_labels_is_a_plain_sender() -> None:
    scenario = edits.add_pod(built(), "node-3", labels=())
    assert (scenario.pods[-1].metadata.name, scenario.pods[-1].ports) == ("pod-1", ())


def test_a_service_comes_before_its_pods_too() -> None:
    scenario = edits.add_service(edits.add_node(Scenario()))
    scenario = edits.add_pod(scenario, "node-1")
    assert scenario.pods[0].metadata.labels == scenario.services[0].selector


def test_positions_given_are_kept() -> None:
    scenario = edits.add_client(edits.add_node(Scenario(), (1, 2)), (3, 4))
    assert [each.metadata.position for each in scenario] == [(1, 2), (3, 4)]
    moved = edits.move(scenario, {NODE: (5, 6), ObjectKey("Node", "", "gone"): (0, 0)})
    assert diff(scenario, moved).changed == (NODE,)


class TestRemoving:
    """What goes with an object that is removed."""

    def test_a_node_takes_its_pods_and_their_flows(self) -> None:
        scenario = built()
        found = diff(scenario, edits.remove(scenario, [NODE]))
        flows = tuple(each.key for each in scenario.flows)
        assert found.removed == (NODE, POD, *flows)
        assert (found.added, found.changed) == ((), ())

    def test_a_service_leaves_its_load_balancer(self) -> None:
        scenario = edits.remove(balanced(), [APP])
        assert scenario.load_balancers[0].services == ()
        assert scenario.flows == ()

    def test_a_load_balancer_takes_its_addresses(self) -> None:
        scenario = edits.remove(balanced(), [BALANCER])
        assert service_of(scenario).ingress == ()
        assert len(scenario.flows) == 2
        assert [str(each.ip) for each in service_of(edits.add_load_balancer(scenario)).ingress] == [
            "203.0.113.10"
        ]

    def test_a_flow_to_a_bare_address_stays(self) -> None:
        pod = built().pods[1]
        scenario = edits.add_flow(built(), CLIENT, AddressTarget(pod.addresses[0], 8080), name="direct")
        assert edits.remove(scenario, [pod.key]).flows == scenario.flows

    def test_what_is_not_there_is_passed_over(self) -> None:
        assert edits.remove(built(), [ObjectKey("Node", "", "gone")]) == built()


ADDITIONS: dict[str, Callable[[Scenario], Scenario]] = {
    "node": edits.add_node,
    "pod": lambda scenario: edits.add_pod(scenario, "node-1"),
    "client": edits.add_client,
    "load balancer": edits.add_load_balancer,
    "service": edits.add_service,
    "flow": lambda scenario: edits.add_flow(scenario, NODE, ServiceTarget("default/app")),
}


@pytest.mark.parametrize("add", ADDITIONS.values(), ids=ADDITIONS.keys())
@pytest.mark.parametrize("start", [built, balanced])
def test_adding_and_removing_gives_the_same_value(
    add: Callable[[Scenario], Scenario], start: Callable[[], Scenario]
) -> None:
    before = start()
    after = add(before)
    added = diff(before, after).added
    assert len(added) == 1
    assert edits.remove(after, added) == before


class TestStates:
    """Nodes and pods that fail, end and move."""

    def test_a_pod_that_moves_gets_another_address(self) -> None:
        scenario = edits.move_pod_to_node(built(), POD, "node-3")
        assert (scenario.pods[0].node_name, str(scenario.pods[0].addresses[0])) == ("node-3", "10.180.3.2")
        assert edits.move_pod_to_node(scenario, POD, "node-3") is scenario

    def test_a_node_that_fails_takes_its_pods_readiness_along(self) -> None:
        scenario = edits.set_node_ready(built(), NODE, False)
        assert [each.ready for each in scenario.pods] == [False, True]
        assert edits.set_node_ready(scenario, NODE, True) == built()

    def test_pods_and_nodes_switch_states(self) -> None:
        scenario = edits.set_pod_ready(built(), POD, False)
        assert not scenario.pods[0].ready
        assert edits.set_pod_terminating(built(), POD, True).pods[0].terminating
        assert edits.set_node_unschedulable(built(), NODE, True).nodes[0].unschedulable

    def test_only_a_running_pod_gets_ready(self) -> None:
        pending = replace(built().pods[0], phase="Pending", ready=False)
        scenario = edits.replace_object(built(), POD, pending)
        with pytest.raises(EditError, match="only a Running pod"):
            edits.set_pod_ready(scenario, POD, True)

    def test_labels_come_once(self) -> None:
        assert edits.set_labels(built(), POD, (("a", "b"),)).pods[0].metadata.labels == (("a", "b"),)
        with pytest.raises(EditError, match="twice"):
            edits.set_labels(built(), POD, (("a", "b"), ("a", "c")))


class TestBalancers:
    """Mode, delivery and header stay combinations that exist."""

    def test_a_proxy_delivers_to_node_ports_and_a_forwarder_adds_no_header(self) -> None:
        proxy = edits.set_lb_mode(balanced(), BALANCER, LoadBalancerMode.PROXY)
        assert proxy.load_balancers[0].delivery is Delivery.NODE_PORT
        header = edits.set_lb_client_address(proxy, BALANCER, ClientAddressHeader.FORWARDED)
        forwarder = edits.set_lb_mode(header, BALANCER, LoadBalancerMode.PACKET_FORWARDER)
        assert forwarder.load_balancers[0].client_address is ClientAddressHeader.NONE
        with pytest.raises(EditError, match="choose NodePort or PodIP"):
            edits.set_lb_delivery(proxy, BALANCER, Delivery.VIP)
        with pytest.raises(EditError, match="choose Proxy first"):
            edits.set_lb_client_address(forwarder, BALANCER, ClientAddressHeader.FORWARDED)

    def test_delivery_and_health_check(self) -> None:
        scenario = edits.set_lb_delivery(balanced(), BALANCER, Delivery.POD_IP)
        scenario = edits.set_lb_health_check(scenario, BALANCER, HealthCheck(5, 2, 2))
        assert scenario.load_balancers[0].health_check == HealthCheck(5, 2, 2)
        with pytest.raises(EditError, match="above zero"):
            edits.set_lb_health_check(scenario, BALANCER, HealthCheck(0, 2, 2))

    def test_services_come_and_go_with_their_addresses(self) -> None:
        scenario = edits.set_lb_services(balanced(), BALANCER, [])
        assert service_of(scenario).ingress == ()
        assert service_of(edits.set_lb_services(scenario, BALANCER, ["default/app"])).ingress
        with pytest.raises(EditError, match="switch it to LoadBalancer first"):
            edits.set_lb_services(edits.add_load_balancer(built()), BALANCER, ["default/app"])


class TestReplacing:
    """Whole objects, and names that others refer to."""

    def test_a_rename_is_followed_everywhere(self) -> None:
        scenario = balanced()
        scenario = edits.rename(scenario, NODE, "kubernetes-node-6jst")
        scenario = edits.rename(scenario, APP, "loadbalancer")
        scenario = edits.rename(scenario, POD, "source-ip-app")
        scenario = edits.rename(scenario, CLIENT, "laptop")
        assert [each for each in check(scenario) if each.severity is Severity.ERROR] == []
        assert scenario.pods[0].node_name == "kubernetes-node-6jst"
        assert scenario.load_balancers[0].services == ("default/loadbalancer",)
        target = ServiceTarget("default/loadbalancer", Via.NODE_PORT, 80, "kubernetes-node-6jst")
        assert (scenario.flows[0].sender.name, scenario.flows[0].target) == ("laptop", target)
        assert scenario.flows[1].sender == ObjectKey("Pod", "default", "source-ip-app")

    @pytest.mark.parametrize(("name", "message"), [("Node_1", "no Kubernetes name"), ("node-2", "already")])
    def test_bad_names_are_refused(self, name: str, message: str) -> None:
        with pytest.raises(EditError, match=message):
            edits.rename(built(), NODE, name)

    def test_a_service_is_replaced_as_the_api_server_would(self) -> None:
        wanted = replace(service_of(built()), type=ServiceType.NODE_PORT)
        assert service_of(edits.replace_object(built(), APP, wanted)).ports[0].node_port == 30086

    def test_new_errors_are_refused(self) -> None:
        pod = replace(built().pods[0], addresses=built().pods[1].addresses)
        with pytest.raises(EditError, match="give each an address of its own"):
            edits.replace_object(built(), POD, pod)
        with pytest.raises(EditError, match="rename it"):
            edits.replace_object(built(), NODE, pod)


MISSING: dict[str, Callable[[Scenario], Scenario]] = {
    "pod on no node": lambda scenario: edits.add_pod(scenario, "gone"),
    "type": lambda scenario: edits.set_service_type(scenario, NODE, ServiceType.NODE_PORT),
    "move": lambda scenario: edits.move_pod_to_node(scenario, POD, "gone"),
    "labels": lambda scenario: edits.set_labels(scenario, ObjectKey("Pod", "x", "y"), ()),
    "flow": lambda scenario: edits.add_flow(scenario, APP, ServiceTarget("default/app")),
    "rename": lambda scenario: edits.rename(scenario, ObjectKey("Pod", "x", "y"), "z"),
}


@pytest.mark.parametrize("edit", MISSING.values(), ids=MISSING.keys())
def test_what_is_not_there_cannot_be_edited(edit: Callable[[Scenario], Scenario]) -> None:
    with pytest.raises(EditError):
        edit(built())


def test_a_full_range_is_an_edit_error() -> None:
    node = edits.add_node(Scenario()).nodes[0]
    scenario = Scenario(nodes=(replace(node, pod_cidrs=()),))
    with pytest.raises(EditError, match="no podCIDR"):
        edits.add_pod(scenario, "node-1")
