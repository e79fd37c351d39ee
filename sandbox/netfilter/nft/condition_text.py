"""The matches of `conditions` as `nft list ruleset` prints them."""

from collections.abc import Mapping
from types import MappingProxyType

from sandbox.netfilter.conditions import (
    ConditionMatch,
    ConnectionCondition,
    ConnectionField,
    LinkType,
    MatchAddressTypes,
    MatchBridgePort,
    MatchConnection,
    MatchIpsec,
    MatchLinkType,
    MatchSocket,
    MatchTimeToLive,
)
from sandbox.netfilter.fields import Range
from sandbox.netfilter.nft.datatypes import part_text

CONNECTION_FIELDS: Mapping[ConnectionField, tuple[str, ...]] = MappingProxyType(
    {
        ConnectionField.ORIGINAL_SOURCE: ("ct", "original", "@", "saddr"),
        ConnectionField.ORIGINAL_DESTINATION: ("ct", "original", "@", "daddr"),
        ConnectionField.REPLY_SOURCE: ("ct", "reply", "@", "saddr"),
        ConnectionField.REPLY_DESTINATION: ("ct", "reply", "@", "daddr"),
        ConnectionField.ORIGINAL_SOURCE_PORT: ("ct", "original", "proto-src"),
        ConnectionField.ORIGINAL_DESTINATION_PORT: ("ct", "original", "proto-dst"),
        ConnectionField.REPLY_SOURCE_PORT: ("ct", "reply", "proto-src"),
        ConnectionField.REPLY_DESTINATION_PORT: ("ct", "reply", "proto-dst"),
        ConnectionField.STATUS: ("ct", "status"),
        ConnectionField.DIRECTION: ("ct", "direction"),
    }
)
"""What nft calls each; `@` stands for `ip` or `ip6`."""
LINK_TYPES = MappingProxyType(
    {LinkType.UNICAST: "host", LinkType.BROADCAST: "broadcast", LinkType.MULTICAST: "multicast"}
)
_XT = {MatchBridgePort: "physdev", MatchAddressTypes: "addrtype", MatchSocket: "owner", MatchIpsec: "policy"}


def format_condition(expression: ConditionMatch, family: str) -> str:
    """One match, such as `ct original ip daddr 10.0.0.1`."""
    match expression:
        case MatchConnection((condition,), ()) if condition.field in CONNECTION_FIELDS:
            return _connection_text(condition)
        case MatchLinkType(kind, negated):
            return f"meta pkttype {_not(negated)}{LINK_TYPES[kind]}"
        case MatchTimeToLive():
            return _time_to_live(expression)
        case MatchConnection():
            return 'xt match "conntrack"'
        case _:
            return f'xt match "{_XT[type(expression)]}"'


def _not(negated: bool) -> str:
    return "!= " if negated else ""


def _connection_text(condition: ConnectionCondition) -> str:
    words, version = CONNECTION_FIELDS[condition.field], ""
    match condition.wanted:
        case tuple(given):
            value = ",".join(each.lower().replace("_", "-") for each in given)
        case Range(low, high):
            value = f"{low}" if low == high else f"{low}-{high}"
        case int(number):
            value = f"{number}"
        case network:
            value, version = part_text(network), "ip" if network.version == 4 else "ip6"
    return f"{' '.join(words).replace('@', version)} {_not(condition.negated)}{value}"


def _time_to_live(match: MatchTimeToLive) -> str:
    field = "ip ttl" if match.version == 4 else "ip6 hoplimit"
    values = f"{match.low}" if match.low == match.high else f"{match.low}-{match.high}"
    return f"{field} {_not(match.negated)}{values}"
