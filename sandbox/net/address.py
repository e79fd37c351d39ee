"""IP addresses and prefixes: the standard library's, parsed as Kubernetes parses them."""

import ipaddress
from collections.abc import Iterable
from functools import cached_property
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import TypeAlias, TypeVar

import msgspec

from sandbox.net.enumeration import Enumeration

IPAddress: TypeAlias = IPv4Address | IPv6Address
IPNetwork: TypeAlias = IPv4Network | IPv6Network
OfFamily = TypeVar("OfFamily", bound=IPAddress | IPNetwork)


class Family(Enumeration):
    """An IP family; its value is the name that `natwalk rules --family` takes."""

    IPV4 = "ipv4"
    IPV6 = "ipv6"

    @property
    def bits(self) -> int:
        """Number of bits of an address of this family."""
        return 32 if self is Family.IPV4 else 128


def family_of(address: IPAddress | IPNetwork) -> Family:
    """The family that `address` belongs to."""
    return Family.IPV4 if address.version == 4 else Family.IPV6


def of_family(values: Iterable[OfFamily], family: Family) -> tuple[OfFamily, ...]:
    """Those of the addresses or networks that belong to `family`, in their order."""
    return tuple(each for each in values if family_of(each) is family)


def first_of_family(values: Iterable[OfFamily], family: Family) -> OfFamily | None:
    """The first of the addresses or networks that belongs to `family`."""
    return next((each for each in values if family_of(each) is family), None)


def is_within(inner: IPNetwork, outer: IPNetwork) -> bool:
    """Whether every address of `inner` is one of `outer`; never across families."""
    return inner.prefixlen >= outer.prefixlen and inner.network_address in outer


def _without_leading_zeros(text: str) -> str:
    """`172.30.0.041` as `172.30.0.41`; anything but a dotted quad is returned as it is."""
    octets = text.split(".")
    if len(octets) != 4 or not all(octet.isascii() and octet.isdigit() for octet in octets):
        return text
    return ".".join(str(int(octet)) for octet in octets)


def parse_address(text: str) -> IPAddress:
    """Parse an address; leading zeros are decimal, as Kubernetes reads them.

    Raises ValueError if `text` is no address.
    Source: k8s.io/utils/net ParseIPSloppy.
    """
    return ipaddress.ip_address(_without_leading_zeros(text.strip()))


def parse_network(text: str) -> IPNetwork:
    """Parse a CIDR and mask it to its network; a bare address is a network of one.

    Raises ValueError if `text` is no CIDR.
    Source: k8s.io/utils/net ParseCIDRSloppy.
    """
    address, slash, length = text.strip().partition("/")
    return ipaddress.ip_network(_without_leading_zeros(address) + slash + length, strict=False)


class InterfaceAddress(msgspec.Struct, frozen=True, dict=True):
    """An address on an interface together with the prefix that it makes connected."""

    address: IPAddress
    prefix_length: int

    @cached_property
    def network(self) -> IPNetwork:
        """The connected network: the address masked by the prefix length."""
        network = IPv4Network if self.address.version == 4 else IPv6Network
        return network((int(self.address), self.prefix_length), strict=False)

    def __str__(self) -> str:
        return f"{self.address}/{self.prefix_length}"


def network_of(address: IPAddress) -> IPNetwork:
    """The network that holds `address` alone."""
    return InterfaceAddress(address, family_of(address).bits).network


def parse_interface_address(text: str) -> InterfaceAddress:
    """Parse `10.180.1.1/24`; without a length the address stands alone (/32 or /128).

    Raises ValueError if `text` is no address with a fitting prefix length.
    """
    address_text, slash, length = text.strip().partition("/")
    address = parse_address(address_text)
    bits = family_of(address).bits
    prefix_length = int(length) if slash else bits
    if not 0 <= prefix_length <= bits:
        raise ValueError(f"prefix length {prefix_length} is not between 0 and {bits}")
    return InterfaceAddress(address, prefix_length)


def socket_text(address: IPAddress, port: int | str) -> str:
    """`10.0.0.1:80` or `[fd00::1]:80`; `port` may be the text of a range."""
    # !s: the formatting of addresses, which nothing is asked of here, takes six times as long as their text
    return f"{address!s}:{port}" if address.version == 4 else f"[{address!s}]:{port}"
