"""Translations as `iptables-save` prints them."""

from sandbox.net import IPAddress, socket_text
from sandbox.netfilter.expressions import Dnat, Masquerade, Snat, Translation
from sandbox.netfilter.extensions import Redirect


def format_translation(expression: Translation) -> str:
    """`-j DNAT --to-destination 10.0.0.1:80`, `-j MASQUERADE --to-ports 1024-65535 --random`."""
    match expression:
        case Dnat(address, port, high, random, persistent):
            target = _socket(address, port_range_text(port, high or port))
            options = _options(random=random, persistent=persistent)
            return f"-j DNAT --to-destination {target}{options}"
        case Snat(address, low, high, random_fully, random, persistent):
            target = _socket(address, port_range_text(low, high))
            options = _options(random=random, random_fully=random_fully, persistent=persistent)
            return f"-j SNAT --to-source {target}{options}"
        case Masquerade(random_fully, low, high, random):
            options = _options(random=random, random_fully=random_fully)
            return f"-j MASQUERADE{_to_ports(low, high)}{options}"
        case Redirect(low, high, random):
            return f"-j REDIRECT{_to_ports(low, high)}{_options(random=random)}"


def port_range_text(low: int, high: int) -> str:
    """`80`, `80-90`, or nothing for ports that are kept."""
    return "" if not low else f"{low}" if low == high else f"{low}-{high}"


def _socket(address: IPAddress, ports: str) -> str:
    return socket_text(address, ports) if ports else str(address)


def _to_ports(low: int, high: int) -> str:
    ports = port_range_text(low, high)
    return f" --to-ports {ports}" if ports else ""


def _options(**given: bool) -> str:
    return "".join(f" --{name.replace('_', '-')}" for name, is_given in given.items() if is_given)
