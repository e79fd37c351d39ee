"""iptables and nftables mode agree on endpoints, masquerading and verdicts, but for what kube-proxy lists."""

from collections import Counter
from fractions import Fraction

import msgspec
from hypothesis import HealthCheck, assume, given, settings

from sandbox.analysis import flow_paths
from sandbox.kube import EndpointIndex, ProxyMode, Service, endpoints_of
from sandbox.net import IPAddress, family_of, first_of_family, parse_network
from sandbox.scenario import AddressTarget, Flow, Scenario
from tests.fixtures.random_clusters import clusters

EXAMPLES = settings(
    max_examples=2 * settings().max_examples,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
CLOSE = Fraction(1, 10**6)
"""Probabilities are multiples of 2**-31 in one mode and of 2**-32 in the other."""


def in_mode(scenario: Scenario, mode: ProxyMode) -> Scenario:
    """The scenario with all nodes in one mode, and nothing on them but kube-proxy.

    Where the FORWARD policy is DROP, iptables mode lets through what it masquerades; nftables mode does not.
    """
    configurations = tuple(
        msgspec.structs.replace(each, mode=mode, nftables_masquerade_all=None)
        for each in scenario.proxy_configurations
    )
    return msgspec.structs.replace(scenario, proxy_configurations=configurations, hosts=())


def outcomes(scenario: Scenario, flow: Flow) -> Counter[tuple[object, ...]]:
    """The probability of each verdict, endpoint and client address."""
    found: Counter[tuple[object, ...]] = Counter()
    for each in flow_paths(scenario, flow):
        # Counter counts what can be added, Fractions too.
        found[each.verdict, each.endpoint, each.client_address] += each.probability  # type: ignore[assignment]
    return found


def differs_by_design(scenario: Scenario, flow: Flow) -> bool:
    """Whether the flow is one of those in which kube-proxy's two modes are not the same."""
    assert isinstance(flow.target, AddressTarget)
    address, port = flow.target.address, flow.target.port
    return (
        address.is_loopback
        or _is_unallocated(scenario, address, port)
        or _is_node_port_elsewhere(scenario, address, port)
        or any(_is_unserved(scenario, each, address) for each in scenario.services)
    )


def _is_unallocated(scenario: Scenario, address: IPAddress, port: int) -> bool:
    """A cluster address that no Service has, or not at that port: nftables mode drops or refuses it."""
    known = {
        (each, one.port)
        for service in scenario.services
        for each in service.cluster_ips
        for one in service.ports
    }
    ranges = [parse_network("10.0.0.0/16"), parse_network("fd00:10::/32")]
    return (address, port) not in known and any(address in each for each in ranges)


def _is_node_port_elsewhere(scenario: Scenario, address: IPAddress, port: int) -> bool:
    """A node port, or that of health checks, where it need not be taken.

    That is at an address that is no node's primary one, or that `nodePortAddresses` may leave out.
    """
    node_ports = {each.node_port for service in scenario.services for each in service.ports}
    node_ports |= {service.health_check_node_port for service in scenario.services}
    primary = [first_of_family(node.addresses, family_of(address)) for node in scenario.nodes]
    narrowed = any(each.node_port_addresses for each in scenario.proxy_configurations)
    return port in node_ports and (narrowed or address not in primary)


def _is_unserved(scenario: Scenario, service: Service, address: IPAddress) -> bool:
    """An external address of a Service that may have no endpoint.

    nftables mode refuses what the node itself sends there, and drops what is outside the source ranges.
    """
    index = EndpointIndex(scenario.pods, scenario.endpoint_slices, scenario.nodes)
    external = (*service.external_ips, *(each.ip for each in service.ingress))
    found = [endpoints_of(service, port, family_of(address), index) for port in service.ports]
    served = all(any(each.ready and not each.terminating for each in one) for one in found)
    return address in external and not served


@EXAMPLES
@given(clusters())
def test_both_modes_come_to_the_same(scenario: Scenario) -> None:
    (flow,) = scenario.flows
    assume(not differs_by_design(scenario, flow))
    first = outcomes(in_mode(scenario, ProxyMode.IPTABLES), flow)
    second = outcomes(in_mode(scenario, ProxyMode.NFTABLES), flow)
    assert set(first) == set(second)
    assert all(abs(first[each] - second[each]) < CLOSE for each in first)
