"""Building rules: the few shapes that kube-proxy's nftables rules have."""

from ipaddress import ip_network

from sandbox.net import IPAddress
from sandbox.netfilter.expressions import Comment, Expression, MatchAddress, Side
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
