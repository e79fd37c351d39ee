"""Endpoints from slices and from selectors, by the rules of the controller and of kube-proxy's cache."""

from typing import Any

import pytest

from sandbox.kube import (
    ContainerPort,
    Endpoint,
    EndpointIndex,
    EndpointPort,
    EndpointSlice,
    Node,
    ObjectMeta,
    Pod,
    Service,
    ServiceEndpoint,
    ServicePort,
    ServiceType,
    endpoints_of,
    is_proxied,
    service_port_name,
)
from sandbox.net import Family, Protocol, parse_address

APP = (("app", "web"),)
PORT = ServicePort(80, 8080)
DELETED = "2020-08-10T00:51:00Z"


def a_pod(name: str, address: str = "", labels: tuple[tuple[str, str], ...] = APP, **fields: Any) -> Pod:
    """A pod on node n1 in namespace `ns`; `deleted` marks it terminating."""
    meta = ObjectMeta(name, "ns", labels, deletion_timestamp=fields.pop("deleted", ""))
    addresses = tuple(parse_address(each) for each in address.split())
    return Pod(meta, **{"node_name": "n1", "addresses": addresses, **fields})


def a_service(**fields: Any) -> Service:
    """A Service over the web pods."""
    cluster_ips = (parse_address("10.0.0.1"),)
    return Service(
        ObjectMeta("svc", "ns"), **{"ports": (PORT,), "selector": APP, "cluster_ips": cluster_ips, **fields}
    )


def a_slice(
    *endpoints: Endpoint, ports: tuple[EndpointPort, ...] = (EndpointPort(9000),), **fields: Any
) -> EndpointSlice:
    """A slice of the Service."""
    return EndpointSlice(ObjectMeta("svc-1", fields.pop("namespace", "ns")), "svc", "IPv4", endpoints, ports)


def found(
    service: Service,
    pods: tuple[Pod, ...] = (),
    slices: tuple[EndpointSlice, ...] = (),
    port: ServicePort = PORT,
) -> tuple[ServiceEndpoint, ...]:
    """The IPv4 endpoints of one port."""
    return endpoints_of(service, port, Family.IPV4, EndpointIndex(pods, slices))


def test_they_are_ordered_by_their_text() -> None:
    pods = tuple(a_pod(f"p{octet}", f"10.1.1.{octet}") for octet in (1, 2, 11))
    assert [str(each) for each in found(a_service(), pods)] == [
        "10.1.1.11:8080",
        "10.1.1.1:8080",
        "10.1.1.2:8080",
    ]


@pytest.mark.parametrize(
    ("pod", "expected"),
    [
        (a_pod("ready", "10.1.1.1"), (True, True, False)),
        (a_pod("not-ready", "10.1.1.1", ready=False), (False, False, False)),
        (a_pod("terminating", "10.1.1.1", deleted=DELETED), (False, True, True)),
        (a_pod("failing", "10.1.1.1", deleted=DELETED, ready=False), (False, False, True)),
        (a_pod("pending", phase="Pending", ready=False), None),
        (a_pod("starting", "10.1.1.1", phase="Pending", ready=False), (False, False, False)),
        (a_pod("succeeded", "10.1.1.1", phase="Succeeded"), None),
        (a_pod("failed", "10.1.1.1", phase="Failed"), None),
        (a_pod("other", "10.1.1.1", labels=(("app", "db"),)), None),
        (a_pod("other-family", "fd00::1"), None),
        (a_pod("both-families", "fd00::1 10.1.1.1"), (True, True, False)),
    ],
    ids=lambda value: value.metadata.name if isinstance(value, Pod) else "",
)
def test_a_pods_state_decides_its_conditions(pod: Pod, expected: tuple[bool, bool, bool] | None) -> None:
    conditions = [(each.ready, each.serving, each.terminating) for each in found(a_service(), (pod,))]
    assert conditions == ([] if expected is None else [expected])


def test_publishing_not_ready_addresses_makes_all_ready() -> None:
    pods = (a_pod("a", "10.1.1.1", ready=False), a_pod("b", "10.1.1.2", deleted=DELETED))
    endpoints = found(a_service(publish_not_ready_addresses=True), pods)
    assert [(each.ready, each.serving) for each in endpoints] == [(True, False), (True, True)]


def test_an_endpoint_names_its_pod_and_node() -> None:
    (endpoint,) = found(a_service(), (a_pod("web-1", "10.1.1.1"),))
    assert (endpoint.pod, endpoint.node_name) == ("ns/web-1", "n1")
    assert endpoint.is_local("n1")
    assert not endpoint.is_local("n2")
    assert not ServiceEndpoint(parse_address("10.1.1.1"), 80).is_local("")


def test_an_empty_selector_selects_nothing() -> None:
    assert found(a_service(selector=()), (a_pod("a", "10.1.1.1"),)) == ()


def test_a_selector_needs_all_of_its_labels() -> None:
    both = (*APP, ("tier", "front"))
    pods = (a_pod("a", "10.1.1.1"), a_pod("b", "10.1.1.2", labels=(*both, ("more", "x"))))
    assert [each.pod for each in found(a_service(selector=both), pods)] == ["ns/b"]


def test_a_named_target_port_is_resolved_pod_by_pod() -> None:
    port = ServicePort(80, "http")
    pods = (
        a_pod("a", "10.1.1.1", ports=(ContainerPort(8080, "http"),)),
        a_pod("b", "10.1.1.2", ports=(ContainerPort(9090, "http"),)),
        a_pod("c", "10.1.1.3", ports=(ContainerPort(7070, "metrics"),)),
        a_pod("d", "10.1.1.4", ports=(ContainerPort(6060, "http", Protocol.UDP),)),
    )
    assert [str(each) for each in found(a_service(), pods, port=port)] == ["10.1.1.1:8080", "10.1.1.2:9090"]


def test_a_pod_of_an_unknown_node_is_left_out() -> None:
    nodes = (Node(ObjectMeta("n2")),)
    index = EndpointIndex((a_pod("a", "10.1.1.1"),), (), nodes)
    assert endpoints_of(a_service(), PORT, Family.IPV4, index) == ()
    published = a_service(publish_not_ready_addresses=True)
    assert len(endpoints_of(published, PORT, Family.IPV4, index)) == 1


@pytest.mark.parametrize(
    ("distribution", "hints"),
    [("", ((), ())), ("PreferClose", (("z1",), ())), ("PreferSameNode", (("z1",), ("n1",)))],
)
def test_traffic_distribution_gives_hints(
    distribution: str, hints: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    nodes = (Node(ObjectMeta("n1", labels=(("topology.kubernetes.io/zone", "z1"),))),)
    index = EndpointIndex((a_pod("a", "10.1.1.1"),), (), nodes)
    (endpoint,) = endpoints_of(a_service(traffic_distribution=distribution), PORT, Family.IPV4, index)
    assert (endpoint.zone_hints, endpoint.node_hints) == hints


class TestSlices:
    """A Service with slices has what they list, whatever its selector selects."""

    def test_they_replace_the_selector_and_the_target_port(self) -> None:
        one = a_slice(Endpoint(parse_address("10.9.0.1"), node_name="n9", target="ns/x"))
        (endpoint,) = found(a_service(), (a_pod("a", "10.1.1.1"),), (one,))
        assert (str(endpoint), endpoint.node_name, endpoint.pod) == ("10.9.0.1:9000", "n9", "ns/x")

    def test_of_another_namespace_they_do_not_count(self) -> None:
        one = a_slice(Endpoint(parse_address("10.9.0.1")), namespace="other")
        assert [str(each) for each in found(a_service(), (a_pod("a", "10.1.1.1"),), (one,))] == [
            "10.1.1.1:8080"
        ]

    @pytest.mark.parametrize(
        ("port", "count"),
        [
            (EndpointPort(9000), 1),
            (EndpointPort(9000, "http"), 0),
            (EndpointPort(9000, "", Protocol.UDP), 0),
            (EndpointPort(0), 0),
        ],
    )
    def test_ports_match_by_name_and_protocol(self, port: EndpointPort, count: int) -> None:
        one = a_slice(Endpoint(parse_address("10.9.0.1")), ports=(port,))
        assert len(found(a_service(), (), (one,))) == count

    def test_of_another_family_gives_none_though_the_selector_would(self) -> None:
        one = EndpointSlice(
            ObjectMeta("s", "ns"), "svc", "IPv6", (Endpoint(parse_address("fd00::1")),), (EndpointPort(1),)
        )
        assert found(a_service(), (a_pod("a", "10.1.1.1"),), (one,)) == ()
        (endpoint,) = endpoints_of(a_service(), PORT, Family.IPV6, EndpointIndex((), (one,)))
        assert str(endpoint) == "[fd00::1]:1"

    @pytest.mark.parametrize(("second_terminates", "kept"), [(False, "second"), (True, "first")])
    def test_of_duplicates_the_last_that_is_not_terminating_stays(
        self, second_terminates: bool, kept: str
    ) -> None:
        address = parse_address("10.9.0.1")
        first = a_slice(Endpoint(address, target="ns/first", terminating=True))
        second = a_slice(Endpoint(address, target="ns/second", terminating=second_terminates))
        (endpoint,) = found(a_service(), (), (first, second))
        assert endpoint.pod == f"ns/{kept}"


def test_service_port_names_have_no_colon_without_a_port_name() -> None:
    assert str(service_port_name(a_service(), PORT)) == "ns/svc"
    assert str(service_port_name(a_service(), ServicePort(80, 80, "http"))) == "ns/svc:http"


@pytest.mark.parametrize(
    ("service", "expected"),
    [
        (a_service(), True),
        (a_service(cluster_ips=()), False),
        (a_service(type=ServiceType.EXTERNAL_NAME), False),
        (
            Service(
                ObjectMeta("s", "ns", (("service.kubernetes.io/headless", ""),)),
                cluster_ips=a_service().cluster_ips,
            ),
            False,
        ),
    ],
)
def test_headless_and_external_names_are_not_proxied(service: Service, expected: bool) -> None:
    assert is_proxied(service) is expected
