"""Building rules: the few shapes that kube-proxy's rules have."""

from ipaddress import IPv4Network, IPv6Network

from sandbox.net import IPAddress, IPNetwork, Protocol, network_of
from sandbox.netfilter.expressions import Comment, Expression, MatchAddress, MatchPort, MatchProtocol, Side
from sandbox.netfilter.iptables import in_order
from sandbox.netfilter.ruleset import Rule


def rule(*expressions: Expression | None) -> Rule:
    """A rule of the expressions in iptables' own order; None and `-s 0.0.0.0/0` are no match."""
    given = (each for each in expressions if each is not None and not _matches_all(each))
    return Rule(in_order(given))


def commented(comment: str, *expressions: Expression | None) -> Rule:
    """A rule that opens with a comment, which an empty text leaves out."""
    return rule(Comment(comment) if comment else None, *expressions)


def to_port(protocol: Protocol, port: int) -> tuple[MatchProtocol, MatchPort]:
    """`-p tcp -m tcp --dport PORT`."""
    return MatchProtocol(protocol), MatchPort(protocol, Side.DESTINATION, port, port)


def source(network: IPAddress | IPNetwork) -> MatchAddress:
    """`-s`."""
    return MatchAddress(Side.SOURCE, _network(network))


def destination(network: IPAddress | IPNetwork, *, negated: bool = False) -> MatchAddress:
    """`-d`."""
    return MatchAddress(Side.DESTINATION, _network(network), negated)


def _network(given: IPAddress | IPNetwork) -> IPNetwork:
    return given if isinstance(given, IPv4Network | IPv6Network) else network_of(given)


def _matches_all(expression: Expression) -> bool:
    match expression:
        case MatchAddress(_, network, False):
            return network.prefixlen == 0
        case _:
            return False
