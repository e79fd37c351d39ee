"""Addresses replaced by others so that any two have as many leading bits in common as before."""

import hashlib
import ipaddress
import re
from collections.abc import Iterable

from sandbox.net import InterfaceAddress, IPAddress, IPNetwork, parse_address, parse_network

SPECIAL = tuple(
    map(
        parse_network,
        ("0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3", "::/8", "fe80::/10", "ff00::/8"),
    )
)
"""Ranges whose addresses mean something to a kernel: they stay what they are."""
KEPT_BITS = {4: 8, 6: 0}
"""Bits at an address's end that stay: IPv4's network and broadcast addresses end in them."""
MOST_TRIES = 64
_FOUR, _SIX = r"\d{1,3}(?:\.\d{1,3}){3}", r"[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7}"
_IN_TEXT = re.compile(
    r"(?<![\w.:/-])(?:"
    rf"{_FOUR}(?:-{_FOUR}|/\d{{1,2}})?(?!\.*\w|:[a-zA-Z_:])|{_SIX}(?:-{_SIX}|/\d{{1,3}})?(?![\w:.]*[\w:])"
    r")"
)
"""An address, a range of either kind, or an IPv4 address with a port behind it."""


class AddressMap:
    """A prefix-preserving replacement, after Crypto-PAn: whether a bit flips hangs on the bits before it.

    Nothing flips inside a pod range, so that a bridge keeps its first address, nor in what is special. `key`
    decides the flips; whoever does not know it learns which addresses lie near each other, and little else.
    """

    # Xu, Fan, Ammar, Moon: Prefix-Preserving IP Address Anonymization (2002)

    def __init__(self, key: bytes, pod_ranges: Iterable[IPNetwork] = ()) -> None:
        self._key = key
        self._prefixes: dict[tuple[int, int, int], int] = {}
        self._kept: dict[int, set[tuple[int, int]]] = {4: set(), 6: set()}
        for each in (*SPECIAL, *pod_ranges):
            self._kept[each.version].add((each.prefixlen, _leading(each, each.prefixlen)))
        self._lengths = {
            version: sorted({length for length, _ in found}) for version, found in self._kept.items()
        }
        self._fixed = frozenset(
            (each.version, length, _leading(each, length))
            for each in SPECIAL
            for length in range(each.prefixlen)
        )

    def address(self, address: IPAddress) -> IPAddress:
        """What stands for an address."""
        bits = self._mapped(address.version, int(address), address.max_prefixlen, address.max_prefixlen)
        return ipaddress.IPv4Address(bits) if address.version == 4 else ipaddress.IPv6Address(bits)

    def network(self, network: IPNetwork) -> IPNetwork:
        """What stands for a range: it holds what stands for its addresses."""
        number, width = int(network.network_address), network.max_prefixlen
        bits = self._mapped(network.version, number, width, network.prefixlen)
        make = ipaddress.IPv4Network if network.version == 4 else ipaddress.IPv6Network
        return make((bits, network.prefixlen))

    def interface(self, value: InterfaceAddress) -> InterfaceAddress:
        """What stands for an address with its prefix length."""
        return InterfaceAddress(self.address(value.address), value.prefix_length)

    def text(self, text: str) -> str:
        """`text` with every address and range in it replaced."""
        return _IN_TEXT.sub(self._replaced, text)

    def _replaced(self, match: "re.Match[str]") -> str:
        word = match.group()
        first, dash, last = word.partition("-")
        try:
            if dash:
                return "-".join(map(str, sorted(map(self.address, map(parse_address, (first, last))))))
            return str(
                self.network(parse_network(word)) if "/" in word else self.address(parse_address(word))
            )
        except ValueError:
            return word

    def _mapped(self, version: int, number: int, width: int, length: int) -> int:
        """`number` with the first `length` bits replaced, as far as they may be."""
        end = min(length, width - KEPT_BITS[version], self._kept_from(version, number, width))
        rest = width - end
        return self._prefix(version, end, number >> rest) << rest | number & ((1 << rest) - 1)

    def _kept_from(self, version: int, number: int, width: int) -> int:
        """The bit from which on an address stays: the length of the pod or special range that it is in."""
        for length in self._lengths[version]:
            if (length, number >> (width - length)) in self._kept[version]:
                return length
        return width

    def _prefix(self, version: int, length: int, value: int) -> int:
        """What stands for the first `length` bits of an address, which are `value`."""
        if length == 0:
            return 0
        known = self._prefixes.get((version, length, value))
        if known is None:
            before = value >> 1
            flip = 0 if (version, length - 1, before) in self._fixed else self._flip(version, length, before)
            known = self._prefix(version, length - 1, before) << 1 | (value & 1) ^ flip
            self._prefixes[version, length, value] = known
        return known

    def _flip(self, version: int, length: int, before: int) -> int:
        seed = f"{version} {length} {before}".encode()
        return hashlib.blake2b(seed, key=self._key, digest_size=1).digest()[0] & 1


def _leading(network: IPNetwork, length: int) -> int:
    """The first `length` bits of a network's address."""
    return int(network.network_address) >> (network.max_prefixlen - length)


def address_map(
    key: bytes, addresses: Iterable[IPAddress], networks: Iterable[IPNetwork], pod_ranges: Iterable[IPNetwork]
) -> AddressMap:
    """A replacement that gives none of the addresses and ranges back, as far as that can be."""
    old, ranges, inner = frozenset(addresses), frozenset(networks), tuple(pod_ranges)
    moving = [
        each
        for each in old
        if not any(each in special for special in SPECIAL if special.version == each.version)
    ]
    found = AddressMap(key, inner)
    for attempt in range(MOST_TRIES):
        found = AddressMap(hashlib.blake2b(key + bytes([attempt]), digest_size=32).digest(), inner)
        clash = any(found.address(each) in old for each in moving)
        if not clash and not any(each.prefixlen > 8 and found.network(each) in ranges for each in ranges):
            break
    return found
