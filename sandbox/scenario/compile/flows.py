"""Flows as requests: which host sends, to which address and port."""

from sandbox.engine import Interruption, Request
from sandbox.kube import Node, ObjectKey, Pod, Service, ServicePort
from sandbox.net import IPAddress, Protocol
from sandbox.scenario.compile.balancers import service_fronts
from sandbox.scenario.compile.errors import FlowError
from sandbox.scenario.compile.names import host_name, node_host
from sandbox.scenario.model import Scenario
from sandbox.scenario.objects import AddressTarget, Client, Extent, Flow, ServiceTarget, TableChange, Via
from sandbox.telling import told

_FROM = ("spec", "from")
_VIA = ("spec", "to", "via")


def request_of(scenario: Scenario, flow: Flow) -> Request:
    """The request that a flow makes. Raises FlowError."""
    addresses, port = _destinations(scenario, flow)
    sender = scenario.by_key.get(flow.sender)
    if not isinstance(sender, Client | Node | Pod):
        raise FlowError(
            told("there is no {sender} to send from; name one that is there", sender=flow.sender), _FROM
        )
    address = _of_a_family_of(sender, addresses)
    source = _source(scenario, flow.sender, address)
    host = _sending_host(scenario, flow.sender)
    between = tuple(
        Interruption(each.after, node_host(each.node), each.change is TableChange.EXPIRE)
        for each in flow.between
    )
    whole = flow.connection is Extent.WHOLE
    return Request(host, address, port, flow.protocol, source, whole, between)


def _sending_host(scenario: Scenario, key: ObjectKey) -> str:
    pod = scenario.by_key[key]
    if not isinstance(pod, Pod):
        return host_name(key)
    if not pod.is_running:
        raise FlowError(
            told(
                "{key} does not run, it is {phase}: send from a pod that is Running", key=key, phase=pod.phase
            ),
            _FROM,
        )
    if pod.host_network:
        return node_host(pod.node_name)
    if not pod.addresses or ObjectKey("Node", "", pod.node_name) not in scenario.by_key:
        raise FlowError(
            told("{key} is on no node of this scenario: give it a node and an address", key=key), _FROM
        )
    return host_name(key)


def _source(scenario: Scenario, key: ObjectKey, destination: IPAddress) -> IPAddress | None:
    """A client's first address of the family; for others, and where it has none, the kernel chooses."""
    sender = scenario.by_key[key]
    if not isinstance(sender, Client):
        return None
    for address in sender.addresses:
        if address.version == destination.version:
            return address
    return None


def _of_a_family_of(sender: Client | Node | Pod, addresses: tuple[IPAddress, ...]) -> IPAddress:
    """The first address that the sender has a source for, as `connect` with a name would find it."""
    versions = {each.version for each in sender.addresses}
    return next((each for each in addresses if each.version in versions), addresses[0])


def _destinations(scenario: Scenario, flow: Flow) -> tuple[tuple[IPAddress, ...], int]:
    """The addresses that a flow may go to, the usual one first, and the port."""
    target = flow.target
    if isinstance(target, AddressTarget):
        return (target.address,), target.port
    service = scenario.by_key.get(ObjectKey.of("Service", target.service))
    if not isinstance(service, Service):
        message = told(
            "there is no Service {service} to send to; name one that is there", service=target.service
        )
        raise FlowError(message, ("spec", "to", "service"))
    if flow.protocol is Protocol.ICMP:
        return _pinged(scenario, service, target), 0
    return _of_service(scenario, service, _service_port(service, target, flow.protocol), target)


def _pinged(scenario: Scenario, service: Service, target: ServiceTarget) -> tuple[IPAddress, ...]:
    """The addresses alone that a Service is reached at."""
    if target.via is Via.NODE_PORT:
        return _node(scenario, target.node).addresses
    return _some_addresses(scenario, service, target.via)


def _service_port(service: Service, target: ServiceTarget, protocol: Protocol) -> ServicePort:
    fitting = [port for port in service.ports if port.protocol is protocol and target.port in (0, port.port)]
    if fitting:
        return fitting[0]
    have = ", ".join(f"{port.protocol.value} {port.port}" for port in service.ports) or "none"
    message = told(
        "{key} has no {protocol} port {port}: its ports are {have}",
        key=service.key,
        protocol=protocol.value,
        port=target.port or "",
        have=have,
    )
    raise FlowError(message, ("spec", "to", "port"))


def _of_service(
    scenario: Scenario, service: Service, port: ServicePort, target: ServiceTarget
) -> tuple[tuple[IPAddress, ...], int]:
    if target.via is Via.NODE_PORT:
        if not port.node_port:
            raise FlowError(
                told("{key} has no node port: its type is {type}", key=service.key, type=service.type.value),
                _VIA,
            )
        return _node(scenario, target.node).addresses, port.node_port
    return _some_addresses(scenario, service, target.via), port.port


def _some_addresses(scenario: Scenario, service: Service, via: Via) -> tuple[IPAddress, ...]:
    addresses = _addresses(scenario, service, via)
    if not addresses:
        message = told(
            "{key} has no address of the kind {via}; use another way", key=service.key, via=via.value
        )
        raise FlowError(message, _VIA)
    return addresses


def _addresses(scenario: Scenario, service: Service, via: Via) -> tuple[IPAddress, ...]:
    match via:
        case Via.LOAD_BALANCER:
            return service_fronts(scenario, service)
        case Via.EXTERNAL_IP:
            return service.external_ips
        case Via.CLUSTER_IP | Via.NODE_PORT:
            return service.cluster_ips


def _node(scenario: Scenario, name: str) -> Node:
    for node in scenario.nodes:
        if node.metadata.name == name and node.addresses:
            return node
    names = ", ".join(node.metadata.name for node in scenario.nodes if node.addresses) or "none"
    if name:
        message = told(
            "there is no node {name} with an address to send to: there are {names}", name=name, names=names
        )
    else:
        message = told("is missing: a node port is asked at a node; there are {names}", names=names)
    raise FlowError(message, ("spec", "to", "node"))
