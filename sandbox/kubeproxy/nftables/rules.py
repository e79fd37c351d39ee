"""Building rules: the few shapes that kube-proxy's nftables rules have."""

from collections.abc import Iterable
from ipaddress import ip_network

from sandbox.net import IPAddress, IPNetwork
from sandbox.netfilter.expressions import Comment, Expression, Lookup, MatchAddress, Side
from sandbox.netfilter.fields import Field
from sandbox.netfilter.nft.datatypes import address_keys, as_network
from sandbox.netfilter.ruleset import Rule


def rule(*expressions: Expression | None, comment: str = "") -> Rule:
    """A rule of the expressions that are not None, and its comment."""
    said = (Comment(comment),) if comment else ()
    return Rule((*said, *(each for each in expressions if each is not None)))


def source(address: IPAddress) -> MatchAddress:
    """`ip saddr ADDRESS`."""
    return MatchAddress(Side.SOURCE, ip_network(address))


def destination(address: IPAddress) -> MatchAddress:
    """`ip daddr ADDRESS`."""
    return MatchAddress(Side.DESTINATION, ip_network(address))


def in_ranges(
    side: Side, field: Field, ranges: Iterable[IPAddress | IPNetwork], *, negated: bool = False
) -> Expression:
    """`ip saddr { RANGES }`, as nft lists it: without braces where one element is left."""
    keys = address_keys(ranges)
    alone = as_network(keys[0][0]) if len(keys) == 1 else None
    return Lookup((field,), keys, negated) if alone is None else MatchAddress(side, alone, negated)
