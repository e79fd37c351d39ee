"""Replacing and renaming whole objects."""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from sandbox.kube import EndpointSlice, KubeProxyConfiguration, ObjectKey, Pod, Service
from sandbox.scenario.edits.store import (
    edit,
    mapped,
    with_object,
    with_service,
    with_slices_kept_up,
)
from sandbox.scenario.errors import EditError
from sandbox.scenario.model import KubeObject, Scenario
from sandbox.scenario.naming import is_name
from sandbox.scenario.objects import Flow, HostDocument, LoadBalancer, Network, ServiceTarget
from sandbox.telling import told

if TYPE_CHECKING:
    from sandbox.scenario.check import Problem


@edit
def replace_object(scenario: Scenario, key: ObjectKey, value: KubeObject) -> Scenario:
    """Put `value` in the place of the object `key`, of the same kind and name.

    A Service gets and loses what its type and policies entail. Raises EditError if that brings a problem
    of severity error that was not there before.
    """
    old = scenario.by_key.get(key)
    if old is None:
        raise EditError(told("there is no {key} in the scenario; choose an object that is there", key=key))
    if value.key != key:
        raise EditError(
            told("{key} cannot become {other}; rename it, or add a new object", key=key, other=value.key)
        )
    if isinstance(value, Service) and isinstance(old, Service):
        after = with_service(scenario, value, old)
    else:
        after = with_object(scenario, value)
    _refuse_new_errors(scenario, after)
    return with_slices_kept_up(scenario, after)


def _refuse_new_errors(before: Scenario, after: Scenario) -> None:
    known = set(_errors(before))
    new = next((each for each in _errors(after) if each not in known), None)
    if new is not None:
        raise EditError(new.message)


def _errors(scenario: Scenario) -> "list[Problem]":
    from sandbox.scenario.check import Severity, check

    return [each for each in check(scenario) if each.severity is Severity.ERROR]


@edit
def rename(scenario: Scenario, key: ObjectKey, name: str) -> Scenario:
    """Give an object another name, and make everything that refers to it follow."""
    old = scenario.by_key.get(key)
    new_key = replace(key, name=name)
    if old is None:
        raise EditError(told("there is no {key} in the scenario; choose an object that is there", key=key))
    if not is_name(name):
        raise EditError(
            told("{name!r} is no Kubernetes name; use lower-case letters, digits, - and .", name=name)
        )
    if new_key in scenario.by_key and new_key != key:
        raise EditError(told("there is a {key} already; choose another name", key=new_key))
    renamed = replace(old, metadata=replace(old.metadata, name=name))
    after = with_object(scenario, renamed, instead_of=key)
    return mapped(after, lambda each: follow(each, key, new_key))


def follow(value: KubeObject, old: ObjectKey, new: ObjectKey) -> KubeObject:
    """`value` with its references to `old` turned to `new`."""
    match value:
        case Flow():
            return _flow(value, old, new)
        case EndpointSlice():
            return _slice(value, old, new)
        case LoadBalancer() if old.kind == "Service" and old.path in value.services:
            return replace(value, services=tuple(_swap(each, old.path, new.path) for each in value.services))
        case _ if old.kind == "Node":
            return _of_node(value, old.name, new.name)
        case _:
            return value


def _of_node(value: KubeObject, old: str, new: str) -> KubeObject:
    match value:
        case Pod(node_name=name) if name == old:
            return replace(value, node_name=new)
        case HostDocument() if value.metadata.name == old:
            return replace(value, metadata=replace(value.metadata, name=new))
        case KubeProxyConfiguration(hostname_override=name) if name == old:
            return replace(value, hostname_override=new)
        case Network():
            return replace(
                value, routes=tuple(replace(each, node=_swap(each.node, old, new)) for each in value.routes)
            )
        case _:
            return value


def _flow(flow: Flow, old: ObjectKey, new: ObjectKey) -> Flow:
    if flow.sender == old:
        flow = replace(flow, sender=new)
    if old.kind == "Node" and flow.between:
        between = (replace(each, node=_swap(each.node, old.name, new.name)) for each in flow.between)
        flow = replace(flow, between=tuple(between))
    target = flow.target
    if not isinstance(target, ServiceTarget):
        return flow
    if old.kind == "Service":
        return replace(flow, target=replace(target, service=_swap(target.service, old.path, new.path)))
    if old.kind == "Node":
        return replace(flow, target=replace(target, node=_swap(target.node, old.name, new.name)))
    return flow


def _slice(value: EndpointSlice, old: ObjectKey, new: ObjectKey) -> EndpointSlice:
    if old.kind == "Service" and (value.metadata.namespace, value.service) == (old.namespace, old.name):
        return replace(value, service=new.name)
    if old.kind == "Pod":
        return replace(
            value,
            endpoints=tuple(replace(e, target=_swap(e.target, old.path, new.path)) for e in value.endpoints),
        )
    if old.kind == "Node":
        return replace(
            value,
            endpoints=tuple(
                replace(e, node_name=_swap(e.node_name, old.name, new.name)) for e in value.endpoints
            ),
        )
    return value


def _swap(value: str, old: str, new: str) -> str:
    return new if value == old else value
