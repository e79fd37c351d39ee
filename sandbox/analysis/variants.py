"""Configurations to compare a scenario with: the same cluster with one thing changed."""

from collections.abc import Callable

import msgspec
from msgspec.structs import replace

from sandbox.kube import KubeProxyConfiguration, ObjectMeta, ProxyMode, Service, TrafficPolicy
from sandbox.scenario import Flow, LoadBalancer, LoadBalancerMode, Scenario, ServiceTarget
from sandbox.scenario.edits import EditError, set_external_traffic_policy, set_lb_mode
from sandbox.telling import mark, told


class Variant(msgspec.Struct, frozen=True):
    """Another configuration: the name of what is, the name of what is compared, and the latter's scenario."""

    here: str
    there: str
    scenario: Scenario


def other_policy(scenario: Scenario, flow: Flow) -> Variant:
    """The other externalTrafficPolicy of the Service that a flow goes to. Raises EditError."""
    service = service_of(scenario, flow)
    now = service.external_traffic_policy
    other = TrafficPolicy.LOCAL if now is TrafficPolicy.CLUSTER else TrafficPolicy.CLUSTER
    return Variant(now.value, other.value, set_external_traffic_policy(scenario, service.key, other))


def other_mode(scenario: Scenario, flow: Flow) -> Variant:
    """The other kube-proxy mode, on every node. Raises EditError where nodes differ."""
    modes = {each.mode for each in scenario.proxy_configurations} or {ProxyMode.IPTABLES}
    if len(modes) > 1:
        raise EditError(
            told("the nodes' kube-proxies differ in their mode; give them all the same one first")
        )
    now = modes.pop()
    other = ProxyMode.NFTABLES if now is ProxyMode.IPTABLES else ProxyMode.IPTABLES
    given = scenario.proxy_configurations or (KubeProxyConfiguration(ObjectMeta(name="kube-proxy")),)
    changed = tuple(replace(each, mode=other) for each in given)
    return Variant(now.value, other.value, replace(scenario, proxy_configurations=changed))


def other_balancer(scenario: Scenario, flow: Flow) -> Variant:
    """A proxy for a packet forwarder, or the other way round. Raises EditError if there is no balancer."""
    path = service_of(scenario, flow).key.path
    balancer = next((each for each in scenario.load_balancers if path in each.services), None)
    if balancer is None:
        raise EditError(told("no load balancer serves {path}; make its type LoadBalancer first", path=path))
    return Variant(_mode_word(balancer), _mode_word(balancer, other=True), _with_other(scenario, balancer))


VARIANTS: dict[str, Callable[[Scenario, Flow], Variant]] = {
    "externalTrafficPolicy": other_policy,
    mark("kube-proxy mode"): other_mode,
    mark("load balancer"): other_balancer,
}
"""Each thing that can be changed, by its name."""


def service_of(scenario: Scenario, flow: Flow) -> Service:
    """The Service that a flow goes to. Raises EditError if it goes to an address."""
    target = flow.target
    path = target.service if isinstance(target, ServiceTarget) else ""
    found = next((each for each in scenario.services if each.key.path == path), None)
    if found is None:
        raise EditError(told("the flow goes to an address and to no Service; send one to a Service"))
    return found


def _mode_word(balancer: LoadBalancer, *, other: bool = False) -> str:
    is_proxy = balancer.mode is LoadBalancerMode.PROXY
    return told("proxy") if is_proxy is not other else told("packet forwarder")


def _with_other(scenario: Scenario, balancer: LoadBalancer) -> Scenario:
    is_proxy = balancer.mode is LoadBalancerMode.PROXY
    mode = LoadBalancerMode.PACKET_FORWARDER if is_proxy else LoadBalancerMode.PROXY
    return set_lb_mode(scenario, balancer.key, mode)
