"""The matches of `conditions` as `iptables-save` prints them."""

from collections.abc import Iterable

from sandbox.net import Family
from sandbox.netfilter.conditions import (
    ConditionMatch,
    ConnectionCondition,
    MatchAddressTypes,
    MatchBridgePort,
    MatchConnection,
    MatchIpsec,
    MatchLinkType,
    MatchSocket,
    MatchTimeToLive,
    PortCondition,
)
from sandbox.netfilter.fields import Range


def format_condition(expression: ConditionMatch, family: Family) -> str:
    """One match, such as `-m conntrack --ctorigdst 10.0.0.1 --ctdir ORIGINAL`."""
    match expression:
        case MatchConnection(conditions, states, negated):
            own = [_not(negated, f"--ctstate {','.join(states)}")] if states else []
            return _module("conntrack", (*own, *map(_connection_text, conditions)))
        case MatchLinkType(kind, negated):
            return _module("pkttype", [_not(negated, f"--pkt-type {kind.value}")])
        case MatchTimeToLive():
            return _time_to_live(expression)
        case MatchBridgePort(conditions):
            return _module("physdev", map(_port_text, conditions))
        case MatchAddressTypes(of_source, types, interface, negated):
            option = f"--{'src' if of_source else 'dst'}-type {','.join(types)}"
            limit = [f"--limit-iface-{interface}"] if interface else []
            return _module("addrtype", [_not(negated, option), *limit])
        case MatchIpsec(options):
            return f"-m policy {options}"
        case MatchSocket(negated):
            return _module("owner", [_not(negated, "--socket-exists")])


def _module(name: str, options: Iterable[str]) -> str:
    return " ".join([f"-m {name}", *options])


def _not(negated: bool, option: str) -> str:
    return f"! {option}" if negated else option


def _connection_text(condition: ConnectionCondition) -> str:
    match condition.wanted:
        case tuple(words):
            value = ",".join(words)
        case Range(low, high):
            value = f"{low}" if low == high else f"{low}:{high}"
        case int(number):
            value = f"{number}"
        case network if network.num_addresses == 1:
            value = f"{network.network_address}"
        case network:
            value = f"{network}"
    return _not(condition.negated, f"{condition.field.value} {value}")


def _time_to_live(match: MatchTimeToLive) -> str:
    module = "ttl" if match.version == 4 else "hl"
    if match.low == match.high:
        return _module(module, [_not(match.negated, f"--{module}-eq {match.low}")])
    if match.low == 0:
        return _module(module, [f"--{module}-lt {match.high + 1}"])
    return _module(module, [f"--{module}-gt {match.low - 1}"])


def _port_text(condition: PortCondition) -> str:
    option = f"{condition.option.value} {condition.name}" if condition.name else condition.option.value
    return _not(condition.negated, option)
