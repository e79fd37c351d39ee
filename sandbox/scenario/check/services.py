"""Checks of Services: their ports, policies, selectors and addresses."""

from collections.abc import Iterator

from sandbox.kube import (
    EndpointIndex,
    Service,
    ServicePort,
    ServiceType,
    TrafficPolicy,
    is_proxied,
    needs_health_check_port,
    needs_node_ports,
    ports_problem,
    takes_external_policy,
)
from sandbox.net import Family, family_of, of_family
from sandbox.scenario.check.problem import Census, Problem, Severity, fronts_of, node_ports_of
from sandbox.telling import mark, told


def check_service(census: Census, service: Service) -> Iterator[Problem]:
    """Everything about one Service."""
    yield from _check_ports(census, service)
    yield from _check_policies(service)
    yield from _check_cluster_ips(census, service)
    yield from _check_shared_fronts(census, service)
    yield from _check_selector(census, service)
    if service.type is ServiceType.LOAD_BALANCER:
        yield from _check_load_balancer(census, service)


def _check_ports(census: Census, service: Service) -> Iterator[Problem]:
    problem = ports_problem(service, set())
    if problem:
        yield Problem(service.key, "spec.ports", problem, Severity.ERROR)
    for port in sorted(node_ports_of(service)):
        owner = census.node_ports[port]
        if owner != service.key:
            message = told(
                "node port {port} of {key} is {owner}'s already; choose a free one",
                port=port,
                key=service.key,
                owner=owner,
            )
            yield Problem(service.key, "spec.ports.nodePort", message, Severity.ERROR)
    if needs_node_ports(service) and any(not each.node_port for each in service.ports):
        message = told(
            "{key} of type {type} has a port without nodePort; give it one",
            key=service.key,
            type=service.type.value,
        )
        yield Problem(service.key, "spec.ports.nodePort", message, Severity.WARNING)


def _check_policies(service: Service) -> Iterator[Problem]:
    local = service.external_traffic_policy is TrafficPolicy.LOCAL
    if local and not takes_external_policy(service):
        message = told(
            "externalTrafficPolicy Local means nothing for {key} of type {type}; use NodePort or "
            "LoadBalancer",
            key=service.key,
            type=service.type.value,
        )
        yield Problem(
            service.key,
            "spec.externalTrafficPolicy",
            message,
            Severity.WARNING,
        )
    if needs_health_check_port(service) and not service.health_check_node_port:
        message = told(
            "{key} has externalTrafficPolicy Local but no healthCheckNodePort; give it one", key=service.key
        )
        yield Problem(service.key, "spec.healthCheckNodePort", message, Severity.WARNING)


def _check_cluster_ips(census: Census, service: Service) -> Iterator[Problem]:
    if service.type is ServiceType.EXTERNAL_NAME:
        return
    if not is_proxied(service):
        message = told(
            "{key} is headless, so no proxy handles it; send to its pods, or give it a clusterIP",
            key=service.key,
        )
        yield Problem(service.key, "spec.clusterIP", message, Severity.NOTE)
    ranges = [cidr for each in census.scenario.service_cidrs for cidr in each.cidrs]
    for address in service.cluster_ips:
        same = of_family(ranges, family_of(address))
        if same and not any(address in each for each in same):
            message = told(
                "clusterIP {address} of {key} is in no ServiceCIDR; use an address of one",
                address=address,
                key=service.key,
            )
            yield Problem(service.key, "spec.clusterIP", message, Severity.WARNING)


def _check_shared_fronts(census: Census, service: Service) -> Iterator[Problem]:
    """Addresses with a port that another Service is reached at as well; one cluster IP of two is an error."""
    for address, port, protocol in dict.fromkeys(fronts_of(service)):
        owner = census.services[census.fronts[address, port, protocol].path]
        if owner.key == service.key or (address in service.cluster_ips and address in owner.cluster_ips):
            continue
        message = told(
            "{key} and {owner} are both reached at {address} by {protocol} port {port}: kube-proxy leaves "
            "open which one gets the connections, here it is the latter; give each an address or port of "
            "its own",
            key=service.key,
            owner=owner.key,
            address=address,
            protocol=protocol.value,
            port=port,
        )
        by_status = address in (each.ip for each in service.ingress)
        field = "status.loadBalancer.ingress" if by_status else "spec.externalIPs"
        yield Problem(service.key, field, message, Severity.WARNING)


def _check_selector(census: Census, service: Service) -> Iterator[Problem]:
    """Whether anything is behind the Service at all, and behind each of its ports."""
    index = census.endpoints
    if service.type is ServiceType.EXTERNAL_NAME or index.slices_of(service):
        return
    if not service.selector:
        message = told(
            "{key} has no selector and no EndpointSlice, so no endpoint; give it one of the two",
            key=service.key,
        )
        yield Problem(service.key, "spec.selector", message, Severity.NOTE)
    elif not index.pods_selected_by(service):
        labels = ", ".join(f"{name}={value}" for name, value in service.selector)
        message = told("{key} selects no pod; label a pod {labels}", key=service.key, labels=labels)
        yield Problem(service.key, "spec.selector", message, Severity.NOTE)
    else:
        yield from _check_targets(index, service)


def _check_targets(index: EndpointIndex, service: Service) -> Iterator[Problem]:
    for port in service.ports:
        found = [each for family in Family for each in index.endpoints(service, port, family)]
        if not found:
            yield _no_endpoint(service, port)
        elif not any(each.ready for each in found):
            message = told(
                "no pod behind port {port} of {key} is ready; make one ready", port=port.port, key=service.key
            )
            yield Problem(service.key, "spec.ports", message, Severity.NOTE)


def _no_endpoint(service: Service, port: ServicePort) -> Problem:
    if isinstance(port.target_port, str):
        message = told(
            "targetPort {target_port} of {key} names no port of its pods; name one of theirs",
            target_port=port.target_port,
            key=service.key,
        )
        return Problem(service.key, "spec.ports.targetPort", message, Severity.WARNING)
    message = told(
        "no pod behind port {port} of {key} runs with an address; start one", port=port.port, key=service.key
    )
    return Problem(service.key, "spec.ports", message, Severity.NOTE)


_PENDING = mark(
    "{key} has no load balancer address, it is pending or known by a host name; add a load balancer for it"
)
_PENDING_SERVED = mark(
    "{key} has no load balancer address, it is pending or known by a host name; "
    "clients reach it at its load balancer's own"
)


def _check_load_balancer(census: Census, service: Service) -> Iterator[Problem]:
    served = service.key.path in census.balanced
    if not service.ingress:
        message = told(
            _PENDING_SERVED if served else _PENDING,
            key=service.key,
        )
        yield Problem(service.key, "status.loadBalancer", message, Severity.NOTE)
    elif not served:
        message = told(
            "no load balancer of the scenario serves {key}, so nobody answers at its address from "
            "outside; add one that does",
            key=service.key,
        )
        yield Problem(service.key, "status.loadBalancer", message, Severity.NOTE)
