"""Translations as `nft list ruleset` prints them."""

from sandbox.net import IPAddress
from sandbox.netfilter.expressions import Dnat, Masquerade, Snat, Translation
from sandbox.netfilter.extensions import Redirect


def format_translation(expression: Translation, family: str) -> str:
    """`dnat to 10.0.0.1:80`, `masquerade to :1024-65535 random`, in a table of `family`."""
    match expression:
        case Dnat(address, port, high, random, persistent):
            target = _to(address, _range(port, high or port), family)
            return f"dnat {target}{_flags(random=random, persistent=persistent)}"
        case Snat(address, low, high, random_fully, random, persistent):
            flags = _flags(random=random, fully_random=random_fully, persistent=persistent)
            return f"snat {_to(address, _range(low, high), family)}{flags}"
        case Masquerade(random_fully, low, high, random):
            return f"masquerade{_to_ports(low, high)}{_flags(random=random, fully_random=random_fully)}"
        case Redirect(low, high, random):
            return f"redirect{_to_ports(low, high)}{_flags(random=random)}"


def _to(address: IPAddress, ports: str, family: str) -> str:
    host = f"[{address}]" if address.version == 6 and ports else str(address)
    own = "" if family != "inet" else "ip " if address.version == 4 else "ip6 "
    return f"{own}to {host}{ports}"


def _to_ports(low: int, high: int) -> str:
    return f" to {_range(low, high)}" if low else ""


def _range(low: int, high: int) -> str:
    return "" if not low else f":{low}" if low == high else f":{low}-{high}"


def _flags(**given: bool) -> str:
    names = [name.replace("_", "-") for name, is_given in given.items() if is_given]
    return f" {','.join(names)}" if names else ""
