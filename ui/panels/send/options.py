"""Who can send, and where to: the options of a scenario, and text read as an address and port."""

from collections.abc import Iterator

import msgspec

from sandbox.kube import Node, ObjectKey, Service, ServicePort
from sandbox.net import IPAddress, parse_address, socket_text
from sandbox.scenario import AddressTarget, Flow, Scenario, ServiceTarget, Via
from ui.language import mark, tr

Target = AddressTarget | ServiceTarget
MOST_NODE_PORTS = 5000
"""Node ports that are offered, node by node: in a large cluster those of its first nodes."""
WRONG = mark("Write an address and port, such as 10.0.0.1:80 or [fd00::1]:80, or choose from the list.")


SENDING = (mark("client"), mark("pod"), mark("node"))
"""What a sender is called, in the order in which they are offered."""


class Sender(msgspec.Struct, frozen=True):
    """Something that can send."""

    label: str
    key: ObjectKey


class Destination(msgspec.Struct, frozen=True):
    """Somewhere to send to."""

    label: str
    target: Target


def senders(scenario: Scenario) -> tuple[Sender, ...]:
    """Clients, then pods, then nodes."""
    kinds = (
        [each.key for each in scenario.clients],
        [each.key for each in scenario.pods],
        [each.key for each in scenario.nodes],
    )
    named = zip(map(tr, SENDING), kinds, strict=True)
    return tuple(Sender(f"{short(key)}  ({word})", key) for word, keys in named for key in keys)


def destinations(scenario: Scenario) -> tuple[Destination, ...]:
    """Every address of every port of every Service; node ports of as many nodes as can be listed."""
    ports = sum(1 for service in scenario.services for port in service.ports if port.node_port)
    nodes = scenario.nodes[: max(1, MOST_NODE_PORTS // max(1, ports))]
    return tuple(
        found
        for service in scenario.services
        for port in service.ports
        for found in _of_port(nodes, service, port)
    )


def _of_port(nodes: tuple[Node, ...], service: Service, port: ServicePort) -> Iterator[Destination]:
    path = service.key.path
    for via, address, number, node in _places(nodes, service, port):
        at = f" ({node})" if node else ""
        label = f"{_short(path)}  {via.value}  {socket_text(address, number)}{at}"
        yield Destination(label, ServiceTarget(path, via, port.port, node))


def _places(
    nodes: tuple[Node, ...], service: Service, port: ServicePort
) -> Iterator[tuple[Via, IPAddress, int, str]]:
    for address in service.cluster_ips:
        yield Via.CLUSTER_IP, address, port.port, ""
    for node in nodes if port.node_port else ():
        for address in node.addresses[:1]:
            yield Via.NODE_PORT, address, port.node_port, node.metadata.name
    for ingress in service.ingress:
        yield Via.LOAD_BALANCER, ingress.ip, port.port, ""
    for address in service.external_ips:
        yield Via.EXTERNAL_IP, address, port.port, ""


def is_meant(offered: Target, wanted: Target) -> bool:
    """Whether a target that is offered is the wanted one; port 0 is the first that its Service has."""
    if isinstance(offered, ServiceTarget) and isinstance(wanted, ServiceTarget) and not wanted.port:
        return msgspec.structs.replace(offered, port=0) == wanted
    return offered == wanted


def short(key: ObjectKey) -> str:
    """The object's name, with its namespace unless that is `default`."""
    return _short(key.path)


def _short(path: str) -> str:
    return path.removeprefix("default/")


def flow_line(flow: Flow) -> str:
    """A flow's sender and target in one line."""
    return tr(
        "{protocol} from {sender} to {target}",
        protocol=flow.protocol.value,
        sender=short(flow.sender),
        target=target_line(flow.target),
    )


def target_line(target: Target) -> str:
    """A target in words."""
    if isinstance(target, AddressTarget):
        return socket_text(target.address, target.port)
    service, via = _short(target.service), target.via.value
    if not target.node:
        return tr("{service} by its {via}", service=service, via=via)
    return tr("{service} by its {via} on {node}", service=service, via=via, node=target.node)


def parse_target(text: str) -> AddressTarget:
    """`10.0.0.1:80` or `[fd00::1]:80`. Raises ValueError with a sentence that says what would be right."""
    host, colon, port = text.strip().rpartition(":")
    if not colon or not port.isdecimal() or not 0 < int(port) < 65536:
        raise ValueError(tr(WRONG))
    try:
        return AddressTarget(parse_address(host.removeprefix("[").removesuffix("]")), int(port))
    except ValueError:
        raise ValueError(tr(WRONG)) from None
