"""What is not modelled: said by the checks, and listed by the page on it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from sandbox.formats import loads
from sandbox.kube import (
    EndpointSlice,
    ObjectKey,
    ObjectMeta,
    Service,
    ServicePort,
    ServiceType,
    SessionAffinity,
)
from sandbox.net import Protocol, parse_address, parse_network
from sandbox.scenario import (
    AddressTarget,
    Delivery,
    Flow,
    HostDocument,
    LoadBalancerMode,
    Network,
    Scenario,
    edits,
)
from sandbox.scenario.check import Problem, Severity, check
from sandbox.scenario.check.limits import FOREIGN

PAGE = (Path(__file__).parents[3] / "resources" / "docs" / "limits.md").read_text()
APP = ObjectKey("Service", "default", "app")
CLIENT = ObjectKey("Client", "", "client-1")


def sound() -> Scenario:
    """Two nodes with a pod each, a balanced Service and a client: nothing to find."""
    scenario = edits.add_node(edits.add_node(Scenario()))
    scenario = edits.add_service(edits.add_pod(edits.add_pod(scenario, "node-1"), "node-2"))
    return edits.set_service_type(edits.add_client(scenario), APP, ServiceType.LOAD_BALANCER)


def service(scenario: Scenario, **fields: object) -> Scenario:
    return replace(scenario, services=(replace(scenario.services[0], **fields),))


def balancer(scenario: Scenario, **fields: object) -> Scenario:
    return replace(scenario, load_balancers=(replace(scenario.load_balancers[0], **fields),))


def host(scenario: Scenario, **fields: object) -> Scenario:
    return replace(scenario, hosts=(replace(HostDocument(ObjectMeta("node-1")), **fields),))


def proxied_datagrams(scenario: Scenario) -> Scenario:
    ports = (ServicePort(53, 5353, "dns", Protocol.UDP, 30053),)
    return balancer(service(scenario, ports=ports), mode=LoadBalancerMode.PROXY, delivery=Delivery.NODE_PORT)


def sctp(scenario: Scenario) -> Scenario:
    target = AddressTarget(parse_address("10.0.0.1"), 80)
    return replace(scenario, flows=(Flow(ObjectMeta("f"), CLIENT, target, Protocol.SCTP),))


def host_names(scenario: Scenario) -> Scenario:
    return replace(scenario, endpoint_slices=(EndpointSlice(ObjectMeta("s", "default"), "app", "FQDN"),))


FORWARD = (
    "table inet own {{\n{0}\n\tchain c {{\n\t\ttype filter hook forward priority 0;\n\t\t{1}\n\t}}\n}}\n"
)
CASES: tuple[tuple[Callable[[Scenario], Scenario], str, Severity, str], ...] = (
    (
        lambda it: host(it, iptables="-A FORWARD -m quota --quota 1 -j DROP"),
        "spec.iptables",
        Severity.WARNING,
        "“-m quota --quota 1” in filter/FORWARD, which is not modelled: a packet that gets there stops",
    ),
    (
        lambda it: host(it, nftables=FORWARD.format("", "quota over 1 mbytes drop")),
        "spec.nftables",
        Severity.WARNING,
        "“quota over 1 mbytes drop” in inet own/c, which is not modelled",
    ),
    (
        lambda it: host(it, nftables=FORWARD.format("\tflowtable f { hook ingress priority 0; }", "accept")),
        "spec.nftables",
        Severity.NOTE,
        "has flowtable f, which is not modelled and does nothing here",
    ),
    (
        lambda it: host(it, nftables="table bridge b {\n}\n"),
        "spec.nftables",
        Severity.NOTE,
        "has table bridge b, which is not modelled",
    ),
    (
        lambda it: host(it, sysctls=(("net.ipv4.tcp_syncookies", "1"),)),
        "spec.sysctls",
        Severity.NOTE,
        "sets net.ipv4.tcp_syncookies, which is not modelled",
    ),
    (
        lambda it: host(it, sysctls=(("net.netfilter.nf_conntrack_generic_timeout", "1"),)),
        "spec.sysctls",
        Severity.NOTE,
        "which is not modelled",
    ),
    (
        lambda it: host(it, sysctls=(("net.netfilter.nf_conntrack_tcp_timeout_syn_sent", "5000000"),)),
        "spec.sysctls",
        Severity.ERROR,
        "write one from 0 to 2147483",
    ),
    (
        lambda it: host(it, sysctls=(("net.netfilter.nf_conntrack_tcp_loose", "2"),)),
        "spec.sysctls",
        Severity.ERROR,
        "write one from 0 to 1",
    ),
    (
        lambda it: host(it, sysctls=(("net.netfilter.nf_conntrack_tcp_timeout_established", "300"),)),
        "spec.sysctls",
        Severity.NOTE,
        "holds until kube-proxy starts again and makes it 86400; set conntrack.tcpEstablishedTimeout",
    ),
    (
        lambda it: host(it, sysctls=(("net.ipv4.ip_forward", "yes"),)),
        "spec.sysctls",
        Severity.ERROR,
        "Host node-1 sets net.ipv4.ip_forward to “yes”, which is no number; write one from 0 to 2147483647",
    ),
    (
        lambda it: service(it, session_affinity=SessionAffinity.CLIENT_IP),
        "spec.sessionAffinity",
        Severity.NOTE,
        "picks anew for each connection",
    ),
    (
        lambda it: balancer(
            service(it, source_ranges=(parse_network("10.0.0.0/8"),)), delivery=Delivery.NODE_PORT
        ),
        "spec.loadBalancerSourceRanges",
        Severity.WARNING,
        "does not filter by itself",
    ),
    (
        lambda it: service(it, traffic_distribution="PreferMoon"),
        "spec.trafficDistribution",
        Severity.WARNING,
        "use one of PreferClose, PreferSameZone, PreferSameNode",
    ),
    (proxied_datagrams, "spec.mode", Severity.NOTE, "has a UDP port, of which it passes on one request"),
    (sctp, "spec.protocol", Severity.NOTE, "walked along one path of its association"),
    (host_names, "addressType", Severity.NOTE, "lists host names, which no proxy handles"),
    (
        lambda it: replace(it, networks=(Network(ObjectMeta("a")), Network(ObjectMeta("b")))),
        "kind",
        Severity.WARNING,
        "Network b is passed over",
    ),
)


def found(scenario: Scenario, *passed_over: ObjectKey) -> list[Problem]:
    return list(check(scenario, passed_over))


def test_what_is_modelled_is_not_remarked() -> None:
    fine = host(
        sound(),
        iptables="-A FORWARD -m conntrack --ctstate NEW -j DROP",
        nftables=FORWARD.format("", "tcp dport 22 accept"),
        sysctls=(
            ("net.ipv4.conf.eth0.rp_filter", "2"),
            ("net.ipv4.ip_forward", "1"),
            ("net.netfilter.nf_conntrack_tcp_timeout_established", "86400"),
            ("net.netfilter.nf_conntrack_tcp_timeout_fin_wait", "5"),
            ("net.netfilter.nf_conntrack_max", "131072"),
        ),
    )
    assert found(fine) == []


@pytest.mark.parametrize(("touch", "field", "severity", "words"), CASES)
def test_what_is_touched_is_said(
    touch: Callable[[Scenario], Scenario], field: str, severity: Severity, words: str
) -> None:
    fitting = [each for each in found(touch(sound())) if each.field == field and words in each.message]
    assert [each.severity for each in fitting] == [severity]
    assert ";" in fitting[0].message or "; " in fitting[0].message


def test_kinds_that_are_read_past_are_said_if_they_matter() -> None:
    policy, secret = ObjectKey("NetworkPolicy", "default", "deny"), ObjectKey("Secret", "default", "s")
    (problem,) = found(sound(), policy, secret)
    assert problem.key == policy
    assert problem.severity is Severity.WARNING
    assert problem.message.startswith("NetworkPolicy default/deny is not enforced here")


def test_endpoints_matter_where_nothing_else_says_where_to_go() -> None:
    endpoints = ObjectKey("Endpoints", "default", "app")
    assert found(sound(), endpoints) == []
    alone = service(sound(), selector=())
    for each in (endpoints, ObjectKey("Endpoints", "", "app")):
        assert any("add the EndpointSlice" in problem.message for problem in found(alone, each))


def test_a_file_knows_what_was_read_past() -> None:
    text = """\
apiVersion: v1
kind: List
items:
- {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: deny, namespace: shop}}
- {apiVersion: v1, kind: Node, metadata: {name: n1}}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: front}
"""
    assert loads(text, "x").passed_over == (
        ObjectKey("NetworkPolicy", "shop", "deny"),
        ObjectKey("Ingress", "", "front"),
    )


def test_the_page_names_every_kind_that_is_read_past() -> None:
    assert [kind for kind in FOREIGN if f"`{kind}`" not in PAGE] == []


def test_the_page_says_for_each_limit_what_happens_instead_and_what_check_says() -> None:
    rows = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if line.startswith("| ")]
    told = [row for row in rows if row[0] not in ("not modelled", "---")]
    assert len(told) > 30
    for row in told:
        assert len(row) == 3, row
        assert re.fullmatch(r"–|error|warning|note", row[2]), row
    assert {row[2] for row in told} == {"–", "error", "warning", "note"}


def test_services_are_not_confused() -> None:
    other = Service(ObjectMeta("other", "default"), session_affinity=SessionAffinity.CLIENT_IP)
    scenario = sound()
    messages = [each.message for each in found(replace(scenario, services=(*scenario.services, other)))]
    assert not any("picks anew" in each for each in messages)
