"""Reading and writing objects of a scenario: what all edits are made of."""

from collections.abc import Callable, Container, Iterable, Mapping
from functools import wraps
from itertools import chain
from types import MappingProxyType
from typing import ParamSpec, TypeVar

from msgspec.structs import replace

from sandbox.kube import (
    AllocationError,
    EndpointIndex,
    EndpointSlice,
    ObjectKey,
    Pod,
    Service,
    ServiceEndpoint,
    ServicePool,
    node_subnet,
    with_allocations,
)
from sandbox.kube.allocation import families_of
from sandbox.net import Family
from sandbox.net.words import hidden_in
from sandbox.scenario.diff import diff, shared_ends
from sandbox.scenario.errors import EditError
from sandbox.scenario.model import KIND_FIELDS, KubeObject, Scenario
from sandbox.telling import told

Kind = TypeVar("Kind", bound=KubeObject)
Arguments = ParamSpec("Arguments")


def edit(function: Callable[Arguments, Scenario]) -> Callable[Arguments, Scenario]:
    """A user action: when nothing is left to allocate, that is an EditError as well."""

    @wraps(function)
    def edited(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Scenario:
        try:
            return function(*args, **kwargs)
        except AllocationError as error:
            raise EditError(str(error)) from error

    return edited


def refuse_hidden(pairs: Iterable[tuple[str, str]]) -> None:
    """Raises EditError for labels that hold what no reader of a file would take."""
    for text in chain.from_iterable(pairs):
        if found := hidden_in(text):
            raise EditError(
                told("a label holds {found}, which cannot be seen; write it without", found=found)
            )


def find(scenario: Scenario, key: ObjectKey, kind: type[Kind]) -> Kind:
    """The object of that key; raises EditError if there is none of that kind."""
    found = scenario.by_key.get(key)
    if not isinstance(found, kind):
        raise EditError(told("there is no {key} in the scenario; choose an object that is there", key=key))
    return found


def with_object(scenario: Scenario, value: KubeObject, *, instead_of: ObjectKey | None = None) -> Scenario:
    """The scenario with `value` in place of the object of that key (its own by default), else at the end."""
    field = KIND_FIELDS[value.key.kind]
    held = getattr(scenario, field)
    old = scenario.by_key.get(instead_of or value.key)
    at = next((index for index, each in enumerate(held) if each is old), len(held))
    return _with_field(scenario, field, (*held[:at], value, *held[at + 1 :]))


def with_objects(scenario: Scenario, values: Iterable[KubeObject]) -> Scenario:
    """The scenario with new objects at the end of their kinds, in one go."""
    added: dict[str, list[KubeObject]] = {}
    for each in values:
        added.setdefault(KIND_FIELDS[each.key.kind], []).append(each)
    for field, found in added.items():
        scenario = _with_field(scenario, field, (*getattr(scenario, field), *found))
    return scenario


def mapped(
    scenario: Scenario,
    change: Callable[[KubeObject], KubeObject | None],
    kinds: Container[str] = KIND_FIELDS,
) -> Scenario:
    """The scenario with every object of `kinds` changed, or left out where `change` gives None."""
    for field in [field for kind, field in KIND_FIELDS.items() if kind in kinds]:
        held = getattr(scenario, field)
        changed = tuple(new for each in held if (new := change(each)) is not None)
        if len(changed) != len(held) or any(new is not old for new, old in zip(changed, held, strict=True)):
            scenario = _with_field(scenario, field, changed)
    return scenario


def _with_field(scenario: Scenario, field: str, values: tuple[KubeObject, ...]) -> Scenario:
    """`scenario` with other objects of one kind. What is known of all others by key is not lost."""
    changed = replace(scenario, **{field: values})
    known = scenario.__dict__.get("by_key")
    if known is not None:
        changed.__dict__["by_key"] = _kept_up(known, getattr(scenario, field), values)
    return changed


def _kept_up(
    known: Mapping[ObjectKey, KubeObject], before: tuple[KubeObject, ...], after: tuple[KubeObject, ...]
) -> Mapping[ObjectKey, KubeObject]:
    """`known` brought up from `before` to `after`; objects that both have in one place cost nothing."""
    start, end = shared_ends(before, after)
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    if len(old) == len(new):
        pairs = [(was, now) for was, now in zip(old, new, strict=True) if was is not now]
        old, new = tuple(was for was, _ in pairs), tuple(now for _, now in pairs)
    by_key = dict(known)
    for each in old:
        del by_key[each.key]
    by_key.update((each.key, each) for each in new)
    return MappingProxyType(by_key)


def pool_without(scenario: Scenario, key: ObjectKey) -> ServicePool:
    """What all Services but one hold."""
    occupied = [cidr for node in scenario.nodes for cidr in node.pod_cidrs]
    occupied += [node_subnet(scenario.nodes, family) for family in Family]
    others = tuple(each for each in scenario.services if each.key != key)
    return ServicePool(others, scenario.service_cidrs, tuple(occupied))


def is_balanced(scenario: Scenario, service: Service) -> bool:
    """Whether a load balancer of the scenario serves it."""
    return any(service.key.path in each.services for each in scenario.load_balancers)


def with_service(scenario: Scenario, service: Service, before: Service | None) -> Scenario:
    """The scenario with a new or changed Service and what the API server allocates for it."""
    allocated = with_allocations(
        service,
        before,
        pool_without(scenario, service.key if before is None else before.key),
        family=families_of(scenario.nodes)[0],
        load_balanced=is_balanced(scenario, service),
    )
    return with_object(scenario, allocated, instead_of=None if before is None else before.key)


def with_slices_kept_up(before: Scenario, after: Scenario) -> Scenario:
    """`after` without the EndpointSlices that an edit of pods, nodes or selectors made stale.

    A Service without slices has the endpoints that its selector gives, which are those that the
    controller would publish. Slices that no selector and no pod of the scenario account for stay.
    """
    stale = set(_stale_slices(before, after))
    if not stale:
        return after
    return replace(
        after, endpoint_slices=tuple(each for each in after.endpoint_slices if each.key not in stale)
    )


def _stale_slices(before: Scenario, after: Scenario) -> Iterable[ObjectKey]:
    watched = (before.nodes, before.pods, before.services)
    if not after.endpoint_slices or watched == (after.nodes, after.pods, after.services):
        return
    old = EndpointIndex(before.pods, (), before.nodes)
    new = EndpointIndex(after.pods, (), after.nodes)
    published = EndpointIndex((), before.endpoint_slices)
    touched = _touched_namespaces(before, after)
    for service in after.services:
        earlier = before.by_key.get(service.key)
        slices = published.slices_of(service)
        if (
            service.metadata.namespace not in touched
            or not isinstance(earlier, Service)
            or not service.selector
        ):
            continue
        if _account_for(slices, before) and _derived(old, earlier) != _derived(new, service):
            yield from (each.key for each in slices)


def _touched_namespaces(before: Scenario, after: Scenario) -> set[str]:
    """Namespaces in which a pod or Service changed; all of them if a node did."""
    found = diff(before, after)
    keys = (*found.added, *found.removed, *found.changed)
    if any(key.kind == "Node" for key in keys):
        return {each.metadata.namespace for each in after.services}
    return {key.namespace for key in keys if key.kind in ("Pod", "Service")}


def _account_for(slices: Iterable[EndpointSlice], scenario: Scenario) -> bool:
    """Whether every endpoint of the slices is one of the scenario's pods."""
    targets = (ObjectKey.of("Pod", each.target) for one in slices for each in one.endpoints)
    return all(isinstance(scenario.by_key.get(target), Pod) for target in targets)


def _derived(index: EndpointIndex, service: Service) -> list[tuple[ServiceEndpoint, ...]]:
    return [index.endpoints(service, port, family) for port in service.ports for family in Family]
