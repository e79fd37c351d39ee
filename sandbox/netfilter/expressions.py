"""What a rule is made of: matches, random matches and statements, the same for iptables and nftables.

A rule is a list of expressions. Each either lets the next one run, ends the rule, or gives a verdict. The
order of the list is the order of the rule's text.
"""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import TypeAlias

import msgspec

from sandbox.net import Enumeration, Family, IPAddress, IPNetwork, Protocol
from sandbox.netfilter.extensions import ExtensionMatch, ExtensionStatement, Redirect
from sandbox.netfilter.fields import Key, Selector


class Side(Enum):
    """Which end of a packet an expression looks at."""

    SOURCE = "source"
    DESTINATION = "destination"


class CtState(Enumeration):
    """Connection states, and the status bits that `--ctstate` takes as well."""

    NEW = "NEW"
    ESTABLISHED = "ESTABLISHED"
    RELATED = "RELATED"
    INVALID = "INVALID"
    UNTRACKED = "UNTRACKED"
    SNAT = "SNAT"
    DNAT = "DNAT"


UNSEEN = frozenset({CtState.INVALID})
"""The state of a packet that connection tracking has not come to."""


class AddressType(Enum):
    """What the routing table says of an address: `-m addrtype`, `fib`."""

    LOCAL = "LOCAL"
    UNICAST = "UNICAST"
    BROADCAST = "BROADCAST"
    MULTICAST = "MULTICAST"


class MatchAddress(msgspec.Struct, frozen=True):
    """`-s` or `-d`."""

    side: Side
    network: IPNetwork
    negated: bool = False


class MatchProtocol(msgspec.Struct, frozen=True):
    """`-p`. A name stands for ICMP of IPv6, or a protocol that no packet here has, such as `esp`."""

    protocol: Protocol | str
    negated: bool = False


class MatchPort(msgspec.Struct, frozen=True):
    """`-m tcp --dport LOW[:HIGH]` and its like; `protocol` names the module that reads the port."""

    protocol: Protocol
    side: Side
    low: int
    high: int
    negated: bool = False


class ProtocolModule(msgspec.Struct, frozen=True):
    """`-m tcp` without a condition, as kube-proxy writes it before a DNAT: matches the protocol's packets."""

    protocol: Protocol


class MatchInterface(msgspec.Struct, frozen=True):
    """`-i` (source side) or `-o`; a name that ends in `+` matches by prefix.

    `by_index` is how nftables' `iif` and `oif` have it, for an interface that is there.
    """

    side: Side
    name: str
    negated: bool = False
    by_index: bool = False


FULL_MARK = 0xFFFFFFFF
"""All bits of a mark: the mask of one that is looked at, or set, as a whole."""


class MatchMark(msgspec.Struct, frozen=True):
    """`-m mark --mark VALUE/MASK`."""

    value: int
    mask: int = FULL_MARK
    negated: bool = False


class MatchCtState(msgspec.Struct, frozen=True):
    """`-m conntrack --ctstate A,B`, in the order in which the kernel prints them."""

    states: tuple[CtState, ...]
    negated: bool = False


class MatchAddressType(msgspec.Struct, frozen=True):
    """`-m addrtype --src-type|--dst-type`."""

    side: Side
    type: AddressType
    negated: bool = False


class Comment(msgspec.Struct, frozen=True):
    """`-m comment --comment TEXT`: matches always."""

    text: str


class Statistic(msgspec.Struct, frozen=True):
    """`-m statistic --mode random --probability P`, with P as the kernel keeps it: `threshold` / 2**31.

    kernel: net/netfilter/xt_statistic.c statistic_mt
    """

    threshold: int


class RecentCheck(msgspec.Struct, frozen=True):
    """`-m recent --rcheck --seconds N [--reap] --name LIST`.

    The source was put on the list at most N seconds ago, at any time for 0; so many times, if `hits` says.
    `updates` is `--update`: where it matches, it is put there once more. `of_destination`: not the source.
    """

    list_name: str
    seconds: int
    reap: bool = False
    hits: int = 0
    updates: bool = False
    of_destination: bool = False
    negated: bool = False


class RecentSet(msgspec.Struct, frozen=True):
    """`-m recent --set --name LIST`: puts the source on the list, or the destination; matches always."""

    list_name: str
    of_destination: bool = False


class Nfacct(msgspec.Struct, frozen=True):
    """`-m nfacct --nfacct-name NAME`: counts the packet; matches always."""

    name: str


class MatchFamily(msgspec.Struct, frozen=True):
    """`meta nfproto ipv4`: what tells the families apart in a table of both.

    `implied`: by what comes after it, so that nft does not write it.
    """

    family: Family
    negated: bool = False
    implied: bool = False


class Lookup(msgspec.Struct, frozen=True):
    """`ip daddr . tcp dport @SET`, or `{ … }` in its place: whether the packet's key is in the set."""

    selectors: tuple[Selector, ...]
    set: str | tuple[Key, ...]
    negated: bool = False


class SetUpdate(msgspec.Struct, frozen=True):
    """`update @SET { ip saddr }`: puts the packet's key into a set; matches always.

    `refresh` False is `add`, which lets the time of a key that is there run on.
    """

    set: str
    selectors: tuple[Selector, ...]
    refresh: bool = True


class Observe(msgspec.Struct, frozen=True):
    """`counter`, `log`, `meta nftrace set 1` or `-j LOG …`: looks on, and evaluation goes on."""

    text: str


class SetMark(msgspec.Struct, frozen=True):
    """`-j MARK --set-xmark VALUE/MASK`: clear the bits of MASK, then XOR VALUE. Evaluation goes on."""

    value: int
    mask: int


class Accept(msgspec.Struct, frozen=True):
    """`-j ACCEPT`: ends the base chain."""


class Drop(msgspec.Struct, frozen=True):
    """`-j DROP`."""


TCP_RESET = "tcp-reset"
PORT_UNREACHABLE: Mapping[Family, str] = MappingProxyType(
    {Family.IPV4: "icmp-port-unreachable", Family.IPV6: "icmp6-port-unreachable"}
)
"""What a REJECT that names nothing sends to packets of each family."""


class Reject(msgspec.Struct, frozen=True):
    """`-j REJECT --reject-with TYPE`; TYPE is iptables' name, such as icmp-port-unreachable or tcp-reset.

    `names_family`: nftables' `reject with icmp …`, which is for packets of that family alone.
    """

    reject_with: str = PORT_UNREACHABLE[Family.IPV4]
    names_family: bool = False


class Return(msgspec.Struct, frozen=True):
    """`-j RETURN`: back to the chain that jumped here; in a base chain, its policy."""


class Jump(msgspec.Struct, frozen=True):
    """`-j CHAIN`: evaluate CHAIN, then come back."""

    chain: str


class Goto(msgspec.Struct, frozen=True):
    """`-g CHAIN`: evaluate CHAIN, then go back to where this chain was called from."""

    chain: str


class Dnat(msgspec.Struct, frozen=True):
    """`-j DNAT --to-destination ADDRESS[:PORT[-HIGH]]`; port 0 keeps the port, high port 0 means that one.

    `persistent`, here and below, has no effect: there is one address.
    """

    address: IPAddress
    port: int = 0
    high_port: int = 0
    random: bool = False
    persistent: bool = False


class Snat(msgspec.Struct, frozen=True):
    """`-j SNAT --to-source ADDRESS[:LOW[-HIGH]]`; ports 0 keep the port where it is free."""

    address: IPAddress
    low_port: int = 0
    high_port: int = 0
    random_fully: bool = False
    random: bool = False
    persistent: bool = False


class Masquerade(msgspec.Struct, frozen=True):
    """`-j MASQUERADE [--to-ports LOW[-HIGH]]`: SNAT to an address of the interface that it leaves by."""

    random_fully: bool = False
    low_port: int = 0
    high_port: int = 0
    random: bool = False


class VerdictLookup(msgspec.Struct, frozen=True):
    """`ip daddr . tcp dport vmap @MAP`, or `{ … }` in its place: the map's verdict for the packet's key.

    A key that is not there does not match.
    """

    selectors: tuple[Selector, ...]
    map: "str | tuple[tuple[Key, Verdict], ...]"


class DnatMap(msgspec.Struct, frozen=True):
    """`dnat to ip daddr . tcp dport map @MAP`, or `{ … }`: DNAT to what the map has for the packet's key.

    What it has is an address, or an address and a port. A key that is not there does not match. `family` is
    the word that the rule has for it.
    """

    selectors: tuple[Selector, ...]
    map: str | tuple[tuple[Key, Key], ...]
    family: str = ""


class Unmodelled(msgspec.Struct, frozen=True):
    """A match or target that Natwalk does not run: a packet that meets it stops there, nothing is guessed."""

    text: str


XtMatch: TypeAlias = ProtocolModule | Statistic | RecentCheck | RecentSet | Nfacct
"""What only iptables has."""
NftMatch: TypeAlias = MatchFamily | Lookup | VerdictLookup | DnatMap | SetUpdate | Observe
"""What only nftables has."""
Match: TypeAlias = (
    MatchAddress
    | MatchProtocol
    | MatchPort
    | MatchInterface
    | MatchMark
    | MatchCtState
    | MatchAddressType
    | Comment
    | XtMatch
    | NftMatch
    | ExtensionMatch
)
Translation: TypeAlias = Dnat | Snat | Masquerade | Redirect
Verdict: TypeAlias = Accept | Drop | Reject | Return | Jump | Goto
Expression: TypeAlias = Match | SetMark | ExtensionStatement | Verdict | Translation | Unmodelled
