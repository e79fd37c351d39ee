"""Who can send, and where to: the options of a scenario, and text read as an address and port."""

from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.kube import ObjectKey, Service, ServicePort
from sandbox.net import parse_address, socket_text
from sandbox.scenario import AddressTarget, Flow, Scenario, ServiceTarget, Via

Target = AddressTarget | ServiceTarget
WRONG = "Write an address and port, such as 10.0.0.1:80 or [fd00::1]:80, or choose from the list."


@dataclass(frozen=True)
class Sender:
    """Something that can send."""

    label: str
    key: ObjectKey


@dataclass(frozen=True)
class Destination:
    """Somewhere to send to."""

    label: str
    target: Target


def senders(scenario: Scenario) -> tuple[Sender, ...]:
    """Clients, then pods, then nodes."""
    kinds = (scenario.clients, scenario.pods, scenario.nodes)
    keys = [each.key for kind in kinds for each in kind]
    return tuple(Sender(f"{short(key)}  ({key.kind.lower()})", key) for key in keys)


def destinations(scenario: Scenario) -> tuple[Destination, ...]:
    """Every address of every port of every Service."""
    return tuple(
        found
        for service in scenario.services
        for port in service.ports
        for found in _of_port(scenario, service, port)
    )


def _of_port(scenario: Scenario, service: Service, port: ServicePort) -> Iterator[Destination]:
    for address in service.cluster_ips:
        yield _destination(service, port, Via.CLUSTER_IP, socket_text(address, port.port))
    for node in scenario.nodes if port.node_port else ():
        for address in node.addresses[:1]:
            where = socket_text(address, port.node_port)
            yield _destination(service, port, Via.NODE_PORT, where, node.metadata.name)
    for ingress in service.ingress:
        yield _destination(service, port, Via.LOAD_BALANCER, socket_text(ingress.ip, port.port))
    for address in service.external_ips:
        yield _destination(service, port, Via.EXTERNAL_IP, socket_text(address, port.port))


def _destination(service: Service, port: ServicePort, via: Via, where: str, node: str = "") -> Destination:
    at = f" ({node})" if node else ""
    label = f"{short(service.key)}  {via.value}  {where}{at}"
    return Destination(label, ServiceTarget(service.key.path, via, port.port, node))


def short(key: ObjectKey) -> str:
    """The object's name, with its namespace unless that is `default`."""
    return key.path.removeprefix("default/")


def flow_line(flow: Flow) -> str:
    """A flow's sender and target in one line."""
    return f"{flow.protocol.value} from {short(flow.sender)} to {target_line(flow.target)}"


def target_line(target: Target) -> str:
    """A target in words."""
    if isinstance(target, AddressTarget):
        return socket_text(target.address, target.port)
    at = f" on {target.node}" if target.node else ""
    return f"{target.service.removeprefix('default/')} by its {target.via.value}{at}"


def parse_target(text: str) -> AddressTarget:
    """`10.0.0.1:80` or `[fd00::1]:80`. Raises ValueError with a sentence that says what would be right."""
    host, colon, port = text.strip().rpartition(":")
    if not colon or not port.isdecimal() or not 0 < int(port) < 65536:
        raise ValueError(WRONG)
    try:
        return AddressTarget(parse_address(host.removeprefix("[").removesuffix("]")), int(port))
    except ValueError:
        raise ValueError(WRONG) from None
