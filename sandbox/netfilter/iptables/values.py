"""Reading the values of options: numbers, marks, ports, addresses."""

import re

from sandbox.net import Family, IPAddress, IPNetwork, family_of, parse_address, parse_network
from sandbox.netfilter.expressions import FULL_MARK
from sandbox.netfilter.iptables.errors import MistakeError
from sandbox.netfilter.port_names import PORT_NAMES

MAX_PORT = 65535

_NUMBER = re.compile(r"\d{1,100}|0[xX][0-9a-fA-F]{1,100}", re.ASCII)
"""Of as many digits as anybody writes: Python refuses to read thousands."""


def number(text: str, highest: int, what: str) -> int:
    """A decimal number, or one that starts with 0x. `what` is named in the MistakeError if it is none."""
    base = 16 if text.lower().startswith("0x") else 10
    value = int(text, base) if _NUMBER.fullmatch(text) else -1
    if not 0 <= value <= highest:
        raise MistakeError(f"“{text}” is not {what}, which is a number from 0 to {highest}")
    return value


def port_range(text: str, separator: str = ":") -> tuple[int, int]:
    """`80` as (80, 80), `80:90`, `:90` from 0, `80:` up to 65535."""
    low, given, high = text.partition(separator)
    first = _port(low) if low or not given else 0
    last = _port(high) if high else MAX_PORT if given else first
    if first > last:
        raise MistakeError(f"the port range {text} ends before it begins; write the lower port first")
    return first, last


def _port(text: str) -> int:
    return PORT_NAMES[text] if text in PORT_NAMES else number(text, MAX_PORT, "a port")


def mark(text: str) -> tuple[int, int]:
    """`VALUE` or `VALUE/MASK`."""
    value, given, mask = text.partition("/")
    return (
        number(value, FULL_MARK, "a mark"),
        number(mask, FULL_MARK, "a mark's mask") if given else FULL_MARK,
    )


def address(text: str, family: Family) -> IPAddress:
    """An address of the family."""
    try:
        found = parse_address(text)
    except ValueError:
        raise MistakeError(f"“{text}” is not an IP address") from None
    return checked(found, family)


def address_and_ports(text: str, family: Family) -> tuple[IPAddress, str]:
    """`1.2.3.4`, `1.2.3.4:80` or `[fd00::1]:80`: the address, and the text of the ports."""
    if text.startswith("["):
        inside, _, ports = text[1:].partition("]")
        return address(inside, family), ports.removeprefix(":")
    if family is Family.IPV6:
        return address(text, family), ""
    before, _, ports = text.partition(":")
    return address(before, family), ports


def network(text: str) -> IPNetwork:
    """An address or a range; of an IPv4 range's address, bytes of zero at the end may be left out."""
    start, slash, length = text.partition("/")
    zeros = ".0" * (3 - start.count(".")) if slash and ":" not in start else ""
    try:
        return parse_network(start + zeros + slash + length)
    except ValueError:
        raise MistakeError(f"“{text}” is neither an address nor a range such as 10.0.0.0/8") from None


def checked(found: IPAddress, family: Family) -> IPAddress:
    """`found`, which must be of the family."""
    if family_of(found) is not family:
        wanted = "IPv4" if family is Family.IPV4 else "IPv6"
        raise MistakeError(f"{found} is no {wanted} address, and these are {wanted} rules")
    return found
