"""Checks: what in a scenario cannot be, will surprise, or is worth knowing. Pure, and no rules are run."""

from collections.abc import Iterable, Iterator, Sequence

from sandbox.kube import EndpointSlice, KubeProxyConfiguration, Node, ObjectKey, Pod, Service, ServiceCIDR
from sandbox.scenario.check.cluster import (
    MODELLED_MODES,
    check_host,
    check_network,
    check_node,
    check_pod,
    check_proxy_configuration,
    check_slice,
    check_unbridged,
)
from sandbox.scenario.check.flows import check_flows
from sandbox.scenario.check.limits import check_foreign, check_limits
from sandbox.scenario.check.outside import check_client, check_flow, check_load_balancer
from sandbox.scenario.check.problem import Census, Problem, Severity
from sandbox.scenario.check.services import check_service
from sandbox.scenario.check.software import check_software
from sandbox.scenario.check.unread import check_unread
from sandbox.scenario.model import KubeObject, Scenario, UnreadField
from sandbox.scenario.objects import Client, Flow, HostDocument, LoadBalancer, Network, Note
from sandbox.telling import told

__all__ = ["MODELLED_MODES", "Problem", "Severity", "check"]

ADDRESS_FIELDS = {
    "Node": "status.addresses",
    "Pod": "status.podIP",
    "Service": "spec.clusterIP",
    "Client": "spec.addresses",
    "LoadBalancer": "spec.addresses",
}


def check(
    scenario: Scenario, passed_over: Iterable[ObjectKey] = (), unread: Sequence[UnreadField] = ()
) -> tuple[Problem, ...]:
    """Everything worth saying about a scenario, in document order, kind by kind.

    `passed_over` are the objects of its file that are of no kind that is read, `unread` fields of others that
    are not read either.
    """
    census = Census(scenario)
    found = [problem for each in scenario for problem in _check_object(census, each)]
    return (
        *found,
        *check_unbridged(census),
        *check_flows(census),
        *check_software(census),
        *check_unread(census, unread),
        *check_foreign(census, passed_over),
    )


def _check_object(census: Census, value: KubeObject) -> Iterator[Problem]:
    for address, owner in census.shared_addresses(value):
        message = told(
            "{key} has the address {address} of {owner}; give each an address of its own",
            key=value.key,
            address=address,
            owner=owner,
        )
        yield Problem(value.key, ADDRESS_FIELDS[value.key.kind], message, Severity.ERROR)
    yield from _check_kind(census, value)
    yield from check_limits(census, value)


def _check_kind(census: Census, value: KubeObject) -> Iterator[Problem]:
    match value:
        case Node():
            return check_node(census, value)
        case Pod():
            return check_pod(census, value)
        case Service():
            return check_service(census, value)
        case EndpointSlice():
            return check_slice(census, value)
        case KubeProxyConfiguration():
            return check_proxy_configuration(census, value)
        case Client():
            return check_client(census, value)
        case LoadBalancer():
            return check_load_balancer(census, value)
        case Network():
            return check_network(census, value)
        case HostDocument():
            return check_host(census, value)
        case Flow():
            return check_flow(census, value)
        case ServiceCIDR() | Note():
            return iter(())
