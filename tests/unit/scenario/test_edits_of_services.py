"""Edits of Services: what their type and policies entail, and which EndpointSlices they make stale."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from sandbox.kube import (
    Endpoint,
    EndpointPort,
    EndpointSlice,
    ObjectMeta,
    ServicePort,
    ServiceType,
    SessionAffinity,
    TrafficPolicy,
)
from sandbox.net import parse_address
from sandbox.scenario import Scenario, edits
from sandbox.scenario.edits import EditError
from tests.fixtures.edited import APP, NODE, POD, balanced, built, service_of


class TestTypes:
    """Switching a Service's type and policies."""

    def test_load_balancer_makes_one_and_takes_it_off_again(self) -> None:
        scenario = balanced()
        assert scenario.load_balancers[0].services == ("default/app",)
        assert [str(each.ip) for each in service_of(scenario).ingress] == ["203.0.113.10"]
        back = edits.set_service_type(scenario, APP, ServiceType.CLUSTER_IP)
        assert back.load_balancers[0].services == ()
        assert back.services == built().services
        assert back.flows == built().flows

    def test_policy_local_gives_a_health_check_port_and_cluster_takes_it(self) -> None:
        local = edits.set_external_traffic_policy(balanced(), APP, TrafficPolicy.LOCAL)
        assert service_of(local).health_check_node_port == 30087
        assert edits.set_external_traffic_policy(local, APP, TrafficPolicy.CLUSTER) == balanced()

    def test_policy_local_is_refused_where_it_means_nothing(self) -> None:
        with pytest.raises(EditError, match="switch it to NodePort or LoadBalancer first"):
            edits.set_external_traffic_policy(built(), APP, TrafficPolicy.LOCAL)

    def test_internal_policy_and_affinity(self) -> None:
        scenario = edits.set_internal_traffic_policy(built(), APP, TrafficPolicy.LOCAL)
        scenario = edits.set_session_affinity(scenario, APP, SessionAffinity.CLIENT_IP, 60)
        service = service_of(scenario)
        assert service.internal_traffic_policy is TrafficPolicy.LOCAL
        assert (service.session_affinity, service.affinity_timeout) == (SessionAffinity.CLIENT_IP, 60)

    def test_ports_are_allocated(self) -> None:
        scenario = edits.set_service_type(built(), APP, ServiceType.NODE_PORT)
        ports = (ServicePort(80, 8080, "web", node_port=31380), ServicePort(81, 8081, "more"))
        scenario = edits.set_ports(scenario, APP, ports)
        assert [each.node_port for each in service_of(scenario).ports] == [31380, 30086]

    @pytest.mark.parametrize(
        "ports",
        [
            (),
            (ServicePort(0, 80),),
            (ServicePort(80, 70000),),
            (ServicePort(80, 1), ServicePort(81, 2)),
            (ServicePort(80, 1, "a"), ServicePort(80, 2, "b")),
            (ServicePort(80, 1, node_port=80),),
        ],
    )
    def test_bad_ports_are_refused(self, ports: tuple[ServicePort, ...]) -> None:
        with pytest.raises(EditError):
            edits.set_ports(built(), APP, ports)


class TestSlices:
    """EndpointSlices of a dump give way to the selector when an edit makes them stale."""

    def dumped(self, target: str = "default/app-1") -> Scenario:
        """The scenario with a slice that lists one of its pods."""
        endpoint = Endpoint(parse_address("10.180.1.2"), "node-1", target=target)
        one = EndpointSlice(ObjectMeta("app-x", "default"), "app", "IPv4", (endpoint,), (EndpointPort(8080),))
        return replace(built(), endpoint_slices=(one,))

    @pytest.mark.parametrize(
        "edit",
        [
            lambda scenario: edits.set_pod_ready(scenario, POD, False),
            lambda scenario: edits.set_selector(scenario, APP, (("a", "b"),)),
            lambda scenario: edits.add_pod(scenario, "node-3"),
            lambda scenario: edits.remove(scenario, [NODE]),
        ],
    )
    def test_stale_ones_go(self, edit: Callable[[Scenario], Scenario]) -> None:
        assert edit(self.dumped()).endpoint_slices == ()

    @pytest.mark.parametrize(
        "edit",
        [
            lambda scenario: edits.move(scenario, {POD: (1, 1)}),
            lambda scenario: edits.set_service_type(scenario, APP, ServiceType.NODE_PORT),
            lambda scenario: edits.add_pod(scenario, "node-3", labels=()),
            lambda scenario: edits.set_labels(scenario, POD, (("app", "app"), ("more", "x"))),
        ],
    )
    def test_others_stay(self, edit: Callable[[Scenario], Scenario]) -> None:
        assert edit(self.dumped()).endpoint_slices == self.dumped().endpoint_slices

    def test_ones_that_no_pod_accounts_for_stay(self) -> None:
        scenario = self.dumped(target="")
        assert edits.set_pod_ready(scenario, POD, False).endpoint_slices == scenario.endpoint_slices
