"""Who can send, and where to: the options of a scenario, and text read as an address and port."""

from collections.abc import Iterator

import msgspec

from sandbox.kube import Node, ObjectKey, Pod, Service, ServicePort
from sandbox.net import IPAddress, Protocol, parse_address, socket_text
from sandbox.scenario import AddressTarget, Flow, Scenario, ServiceTarget, Via
from ui.language import mark, tr

Target = AddressTarget | ServiceTarget
MOST_NODE_PORTS = 5000
"""Node ports that are offered, node by node: in a large cluster those of its first nodes."""
MOST_PINGED = 5000
"""Nodes and pods that are offered to be pinged."""
WRONG = mark("Write an address and port, such as 10.0.0.1:80 or [fd00::1]:80, or choose from the list.")
NO_ADDRESS = mark("Write an address alone, such as 10.0.0.1 or fd00::1, or choose from the list.")


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


def pinged(scenario: Scenario) -> tuple[Destination, ...]:
    """What can be pinged: Services, nodes and pods by their addresses, without ports."""
    return (
        *_without_port(scenario.services),
        *_addressed(scenario.nodes[:MOST_PINGED], "node"),
        *_addressed(scenario.pods[:MOST_PINGED], "pod"),
    )


def _without_port(services: tuple[Service, ...]) -> Iterator[Destination]:
    """Each Service by the first address of each kind that it has."""
    for service in services:
        path = service.key.path
        ways = {
            Via.CLUSTER_IP: service.cluster_ips,
            Via.LOAD_BALANCER: tuple(each.ip for each in service.ingress),
            Via.EXTERNAL_IP: service.external_ips,
        }
        for via, addresses in ways.items():
            for address in addresses[:1]:
                yield Destination(f"{_short(path)}  {via.value}  {address}", ServiceTarget(path, via))


def _addressed(values: tuple[Node, ...] | tuple[Pod, ...], word: str) -> Iterator[Destination]:
    for value in values:
        for address in value.addresses[:1]:
            yield Destination(f"{short(value.key)}  {word}  {address}", AddressTarget(address))


def without_port(scenario: Scenario, target: Target) -> Target:
    """What is pinged instead of a target with a port: of a node port, its node."""
    if isinstance(target, AddressTarget):
        return AddressTarget(target.address)
    node = scenario.by_key.get(ObjectKey("Node", "", target.node))
    if target.via is Via.NODE_PORT and isinstance(node, Node) and node.addresses:
        return AddressTarget(node.addresses[0])
    return msgspec.structs.replace(target, port=0)


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
    if flow.protocol is Protocol.ICMP:
        values = {"sender": short(flow.sender), "target": target_line(flow.target)}
        return tr("ping from {sender} to {target}", **values)
    return tr(
        "{protocol} from {sender} to {target}",
        protocol=flow.protocol.value,
        sender=short(flow.sender),
        target=target_line(flow.target),
    )


def target_line(target: Target) -> str:
    """A target in words."""
    if isinstance(target, AddressTarget):
        return address_text(target)
    service, via = _short(target.service), target.via.value
    if not target.node:
        return tr("{service} by its {via}", service=service, via=via)
    return tr("{service} by its {via} on {node}", service=service, via=via, node=target.node)


def address_text(target: AddressTarget) -> str:
    """`10.0.0.1:80`, or `10.0.0.1` without a port."""
    return socket_text(target.address, target.port) if target.port else str(target.address)


def parse_pinged(text: str) -> AddressTarget:
    """`10.0.0.1` or `fd00::1`. Raises ValueError with a sentence that says what would be right."""
    try:
        return AddressTarget(parse_address(text.strip().removeprefix("[").removesuffix("]")))
    except ValueError:
        raise ValueError(tr(NO_ADDRESS)) from None


def parse_target(text: str) -> AddressTarget:
    """`10.0.0.1:80` or `[fd00::1]:80`. Raises ValueError with a sentence that says what would be right."""
    host, colon, port = text.strip().rpartition(":")
    if not colon or not port.isdecimal() or not 0 < int(port) < 65536:
        raise ValueError(tr(WRONG))
    try:
        return AddressTarget(parse_address(host.removeprefix("[").removesuffix("]")), int(port))
    except ValueError:
        raise ValueError(tr(WRONG)) from None
