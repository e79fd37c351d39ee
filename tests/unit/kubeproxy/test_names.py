"""Chain names: the hashes that kube-proxy's own tests and real clusters show."""

import pytest

from sandbox.kube import ServiceEndpoint, ServicePortName
from sandbox.kubeproxy import names
from sandbox.net import Protocol, parse_address

P80 = ServicePortName("ns1", "svc1", "p80", Protocol.TCP)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (P80, "XPGD46QRK7WJZT7O"),
        (ServicePortName("default", "kubernetes", "https", Protocol.TCP), "NPX46M4PTMTKRN6Y"),
        (ServicePortName("kube-system", "kube-dns", "dns", Protocol.UDP), "TCOU7JCQXEZGVUNU"),
    ],
    ids=str,
)
def test_the_hash_of_a_service_port(name: ServicePortName, expected: str) -> None:
    assert names.service_hash(name) == expected


def test_the_hash_of_an_endpoint() -> None:
    endpoint = ServiceEndpoint(parse_address("10.180.0.1"), 80)
    assert names.endpoint_chain(P80, endpoint) == "KUBE-SEP-SXIVWICOYRO3J4NJ"


def test_one_hash_serves_all_chains_of_a_service_port() -> None:
    chains = (
        names.cluster_policy_chain(P80),
        names.local_policy_chain(P80),
        names.external_chain(P80),
        names.firewall_chain(P80),
    )
    prefixes = ("KUBE-SVC-", "KUBE-SVL-", "KUBE-EXT-", "KUBE-FW-")
    assert chains == tuple(prefix + "XPGD46QRK7WJZT7O" for prefix in prefixes)


def test_a_port_without_a_name_has_no_colon() -> None:
    unnamed = ServicePortName("ns", "svc", "", Protocol.SCTP)
    assert names.service_hash(unnamed) == names.port_hash("ns/svcsctp")


def test_an_ipv6_endpoint_is_hashed_in_brackets() -> None:
    endpoint = ServiceEndpoint(parse_address("fd00::1"), 80)
    assert names.endpoint_chain(P80, endpoint) == "KUBE-SEP-" + names.port_hash("ns1/svc1:p80tcp[fd00::1]:80")


def test_protocols_have_chains_of_their_own() -> None:
    found = {names.service_hash(ServicePortName("ns", "dns", "dns", each)) for each in Protocol}
    assert len(found) == len(Protocol)
