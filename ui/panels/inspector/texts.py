"""Values of fields as one line of text, and back."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from sandbox.kube import ContainerPort
from sandbox.net import IPAddress, IPNetwork, Protocol, parse_address, parse_network
from ui.language import tr

Value = TypeVar("Value")
Labels = tuple[tuple[str, str], ...]


def labels_text(labels: Labels) -> str:
    """`app=web, tier=front`."""
    return ", ".join(f"{name}={value}" for name, value in labels)


def parse_labels(text: str) -> Labels:
    """Labels from `name=value, …`. Raises ValueError."""
    pairs = [each.strip().partition("=") for each in text.split(",") if each.strip()]
    for name, equals, _ in pairs:
        if not equals or not name.strip():
            raise ValueError(tr("write labels as name=value, parted by commas"))
    return tuple((name.strip(), value.strip()) for name, _, value in pairs)


def parse_whole(text: str) -> int:
    """A whole number. Raises ValueError."""
    try:
        return int(text)
    except ValueError:
        raise ValueError(tr("{text!r} is no whole number", text=text)) from None


def parse_seconds(text: str) -> float:
    """A number of seconds. Raises ValueError."""
    try:
        return float(text)
    except ValueError:
        raise ValueError(tr("{text!r} is no number of seconds", text=text)) from None


def parse_target(text: str) -> int | str:
    """A targetPort: a number or the name of a container's port. Raises ValueError."""
    text = text.strip()
    if not text:
        raise ValueError(tr("give a port number or the name of a container port"))
    return int(text) if text.isdigit() else text


def container_ports_text(ports: Iterable[ContainerPort]) -> str:
    """`8080, 53/UDP dns`."""
    return ", ".join(map(_container_port_text, ports))


def _container_port_text(port: ContainerPort) -> str:
    protocol = "" if port.protocol is Protocol.TCP else f"/{port.protocol.value}"
    return f"{port.port}{protocol} {port.name}".strip()


def parse_container_ports(text: str) -> tuple[ContainerPort, ...]:
    """Container ports parted by commas, each a number, `/UDP` or `/SCTP` and a name. Raises ValueError."""
    return tuple(map(_container_port, _parts(text)))


def _container_port(text: str) -> ContainerPort:
    place, _, name = text.partition(" ")
    number, _, protocol = place.partition("/")
    if (
        not number.isdigit()
        or not 0 < int(number) < 65536
        or protocol.upper() not in ("", *Protocol.__members__)
    ):
        raise ValueError(tr("{text!r} is no port; write 8080, 53/UDP or 8080 http", text=text))
    return ContainerPort(int(number), name.strip(), Protocol[protocol.upper() or "TCP"])


def joined(values: Iterable[object]) -> str:
    """The values parted by commas."""
    return ", ".join(map(str, values))


def parse_addresses(text: str) -> tuple[IPAddress, ...]:
    """Addresses parted by commas. Raises ValueError."""
    return tuple(_parsed(each, parse_address, tr("IP address")) for each in _parts(text))


def parse_networks(text: str) -> tuple[IPNetwork, ...]:
    """CIDRs parted by commas. Raises ValueError."""
    return tuple(_parsed(each, parse_network, tr("range such as 10.180.1.0/24")) for each in _parts(text))


def _parts(text: str) -> list[str]:
    return [each.strip() for each in text.split(",") if each.strip()]


def _parsed(text: str, parse: Callable[[str], Value], what: str) -> Value:
    try:
        return parse(text)
    except ValueError:
        raise ValueError(tr("{text!r} is no {what}", text=text, what=what)) from None
