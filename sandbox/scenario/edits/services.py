"""Editing Services: every change goes through what the API server allocates and clears with it."""

from collections.abc import Sequence

from msgspec.structs import replace

from sandbox.kube import (
    ObjectKey,
    Service,
    ServicePort,
    ServiceType,
    SessionAffinity,
    TrafficPolicy,
    ports_problem,
    takes_external_policy,
)
from sandbox.scenario.edits.adding import serve_with_balancer
from sandbox.scenario.edits.store import (
    edit,
    find,
    is_balanced,
    mapped,
    pool_without,
    refuse_hidden,
    with_service,
    with_slices_kept_up,
)
from sandbox.scenario.errors import EditError
from sandbox.scenario.model import KubeObject, Scenario
from sandbox.scenario.objects import LoadBalancer
from sandbox.telling import told

LONGEST_AFFINITY = 86400
"""Seconds that kube-apiserver allows `clientIP.timeoutSeconds` at most."""


@edit
def set_service_type(scenario: Scenario, key: ObjectKey, kind: ServiceType) -> Scenario:
    """Switch `spec.type`.

    LoadBalancer puts the Service on the scenario's load balancer, made if there is none; any other type
    takes it off. Flows stay as they are, so that switching back finds them.
    """
    service = find(scenario, key, Service)
    changed = replace(service, type=kind)
    if kind is not ServiceType.LOAD_BALANCER:
        scenario = mapped(scenario, lambda each: _off_balancer(each, key.path))
    elif not is_balanced(scenario, service):
        scenario = serve_with_balancer(scenario, service)
    return with_service(scenario, changed, service)


def _off_balancer(value: KubeObject, path: str) -> KubeObject:
    if not isinstance(value, LoadBalancer) or path not in value.services:
        return value
    return replace(value, services=tuple(each for each in value.services if each != path))


@edit
def set_external_traffic_policy(scenario: Scenario, key: ObjectKey, policy: TrafficPolicy) -> Scenario:
    """Switch `spec.externalTrafficPolicy`; Local gives a LoadBalancer its health check node port."""
    service = find(scenario, key, Service)
    if policy is TrafficPolicy.LOCAL and not takes_external_policy(service):
        raise EditError(
            told(
                "externalTrafficPolicy has no meaning for {path} of type {type}; "
                "switch it to NodePort or LoadBalancer first",
                path=key.path,
                type=service.type.value,
            )
        )
    return with_service(scenario, replace(service, external_traffic_policy=policy), service)


@edit
def set_internal_traffic_policy(scenario: Scenario, key: ObjectKey, policy: TrafficPolicy) -> Scenario:
    """Switch `spec.internalTrafficPolicy`."""
    service = find(scenario, key, Service)
    if policy is TrafficPolicy.LOCAL and service.type is ServiceType.EXTERNAL_NAME:
        raise EditError(
            told(
                "{path} of type ExternalName has no endpoints to prefer; change its type first", path=key.path
            )
        )
    return with_service(scenario, replace(service, internal_traffic_policy=policy), service)


@edit
def set_session_affinity(
    scenario: Scenario, key: ObjectKey, affinity: SessionAffinity, timeout: int | None = None
) -> Scenario:
    """Switch `spec.sessionAffinity`, and its timeout in seconds unless that is None."""
    service = find(scenario, key, Service)
    seconds = service.affinity_timeout if timeout is None else timeout
    if not 0 < seconds <= LONGEST_AFFINITY:
        raise EditError(
            told(
                "an affinity timeout of {seconds} s is not allowed; choose 1 to {longest}",
                seconds=seconds,
                longest=LONGEST_AFFINITY,
            )
        )
    return with_service(
        scenario, replace(service, session_affinity=affinity, affinity_timeout=seconds), service
    )


@edit
def set_selector(scenario: Scenario, key: ObjectKey, selector: tuple[tuple[str, str], ...]) -> Scenario:
    """Change which pods the Service selects."""
    refuse_hidden(selector)
    service = find(scenario, key, Service)
    return with_slices_kept_up(scenario, with_service(scenario, replace(service, selector=selector), service))


@edit
def set_ports(scenario: Scenario, key: ObjectKey, ports: Sequence[ServicePort]) -> Scenario:
    """Change `spec.ports`; a node port of 0 is allocated where the type has node ports."""
    service = find(scenario, key, Service)
    changed = replace(service, ports=tuple(ports))
    problem = ports_problem(changed, pool_without(scenario, key).node_ports)
    if problem:
        raise EditError(problem)
    return with_slices_kept_up(scenario, with_service(scenario, changed, service))
