"""iptables and nftables mode agree on endpoints, masquerading and verdicts, but for what kube-proxy lists."""

from collections import Counter
from fractions import Fraction

import msgspec
from hypothesis import HealthCheck, assume, given, settings

from sandbox.analysis import flow_paths
from sandbox.kube import ProxyMode, Service
from sandbox.net import IPAddress, Protocol
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
    configurations = tuple(msgspec.structs.replace(each, mode=mode) for each in scenario.proxy_configurations)
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
        or _is_pinged_cluster_ip(scenario, flow, address)
        or _is_node_port_elsewhere(scenario, address, port)
        or any(_is_unserved(scenario, each, address) for each in scenario.services)
    )


def _is_pinged_cluster_ip(scenario: Scenario, flow: Flow, address: IPAddress) -> bool:
    """nftables mode refuses at a cluster IP what is for none of its ports; iptables mode lets it go on."""
    cluster_ips = [each for service in scenario.services for each in service.cluster_ips]
    return flow.protocol is Protocol.ICMP and address in cluster_ips


def _is_node_port_elsewhere(scenario: Scenario, address: IPAddress, port: int) -> bool:
    """A node port at an address that is no node's primary one."""
    node_ports = {each.node_port for service in scenario.services for each in service.ports}
    return port in node_ports and all(address != node.addresses[0] for node in scenario.nodes)


def _is_unserved(scenario: Scenario, service: Service, address: IPAddress) -> bool:
    """An external address of a Service that may have no endpoint.

    nftables mode refuses what the node itself sends there, and drops what is outside the source ranges.
    """
    external = (*service.external_ips, *(each.ip for each in service.ingress))
    ready = [pod for pod in scenario.pods if set(service.selector).issubset(pod.metadata.labels)]
    usable = [pod for pod in ready if pod.ready and pod.is_running and not pod.terminating]
    return address in external and not usable


@EXAMPLES
@given(clusters())
def test_both_modes_come_to_the_same(scenario: Scenario) -> None:
    (flow,) = scenario.flows
    assume(not differs_by_design(scenario, flow))
    first = outcomes(in_mode(scenario, ProxyMode.IPTABLES), flow)
    second = outcomes(in_mode(scenario, ProxyMode.NFTABLES), flow)
    assert set(first) == set(second)
    assert all(abs(first[each] - second[each]) < CLOSE for each in first)
