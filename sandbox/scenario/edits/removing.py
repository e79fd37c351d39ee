"""Removing objects together with what makes no sense without them."""

from collections.abc import Iterable

from msgspec.structs import replace

from sandbox.kube import (
    EndpointSlice,
    KubeProxyConfiguration,
    ObjectKey,
    Pod,
    Service,
)
from sandbox.scenario.edits.store import edit, is_balanced, mapped, with_slices_kept_up
from sandbox.scenario.model import KubeObject, Scenario
from sandbox.scenario.objects import Flow, HostDocument, LoadBalancer, Network, ServiceTarget


@edit
def remove(scenario: Scenario, keys: Iterable[ObjectKey]) -> Scenario:
    """The scenario without those objects; keys that are not there are passed over.

    With a node go its pods, its Host document and its kube-proxy configuration; with a Service its slices
    and its place on load balancers; with a load balancer the addresses that only it held. Flows go with
    their sender, the Service or the node that they name. A flow to a bare address stays: sending to an
    address that nobody has is a question too.
    """
    gone = {key for key in keys if key in scenario.by_key}
    gone |= {each.key for each in scenario.pods if ObjectKey("Node", "", each.node_name) in gone}
    after = mapped(scenario, lambda each: _without(each, gone))
    return with_slices_kept_up(scenario, release_addresses(scenario, after))


def _without(value: KubeObject, gone: set[ObjectKey]) -> KubeObject | None:
    """`value` without its references to removed objects, None if it goes with them."""
    if value.key in gone or any(owner in gone for owner in _owners(value)):
        return None
    match value:
        case LoadBalancer():
            kept = tuple(each for each in value.services if ObjectKey.of("Service", each) not in gone)
            return value if kept == value.services else replace(value, services=kept)
        case Network():
            routes = tuple(each for each in value.routes if ObjectKey("Node", "", each.node) not in gone)
            return value if routes == value.routes else replace(value, routes=routes)
        case _:
            return value


def _owners(value: KubeObject) -> tuple[ObjectKey, ...]:
    """The objects without which `value` makes no sense."""
    match value:
        case Pod():
            return (ObjectKey("Node", "", value.node_name),)
        case EndpointSlice():
            return (ObjectKey("Service", value.metadata.namespace, value.service),)
        case HostDocument():
            return (ObjectKey("Node", "", value.metadata.name),)
        case KubeProxyConfiguration():
            return (ObjectKey("Node", "", value.hostname_override),)
        case Flow(target=ServiceTarget() as target):
            return (value.sender, ObjectKey.of("Service", target.service), ObjectKey("Node", "", target.node))
        case Flow():
            return (value.sender,)
        case _:
            return ()


def release_addresses(before: Scenario, after: Scenario) -> Scenario:
    """`after` without the addresses of Services that a load balancer served in `before` and none does now."""
    if before.load_balancers == after.load_balancers:
        return after

    def released(value: KubeObject) -> KubeObject:
        if not isinstance(value, Service) or not value.ingress:
            return value
        lost = is_balanced(before, value) and not is_balanced(after, value)
        return replace(value, ingress=()) if lost else value

    return mapped(after, released)
