"""Matches as expressions, one reader for each module."""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from sandbox.net import Protocol
from sandbox.netfilter.expressions import (
    AddressType,
    Comment,
    CtState,
    Expression,
    MatchAddressType,
    MatchCtState,
    MatchMark,
    MatchPort,
    Nfacct,
    ProtocolModule,
    RecentCheck,
    RecentSet,
    Side,
    Statistic,
    Unmodelled,
)
from sandbox.netfilter.ip_sets import IpSet, MatchSet
from sandbox.netfilter.iptables.condition_parse import address_types, connection
from sandbox.netfilter.iptables.errors import MistakeError
from sandbox.netfilter.iptables.extension_parse import EXTENSION_MATCHES, tcp_flags
from sandbox.netfilter.iptables.options import Module, Option
from sandbox.netfilter.iptables.recent_text import RECENT_MASKS
from sandbox.netfilter.iptables.rule_text import CT_STATE_ORDER
from sandbox.netfilter.iptables.values import MAX_PORT, mark, number, port_range
from sandbox.netfilter.recent import MOST_STAMPS

_SIDES = (Side.SOURCE, Side.DESTINATION)
_ADDRESS_TYPES = {kind.value: kind for kind in AddressType}
_CT_STATES = {state.value: state for state in CT_STATE_ORDER}

Expressions = tuple[Expression, ...]


def match_expressions(module: Module, sets: Mapping[str, IpSet]) -> Expressions:
    """The expressions of one `-m`, where there are `sets`. Raises MistakeError for a value that cannot be."""
    read = partial(_set, sets=sets) if module.name == "set" else _READERS.get(module.name)
    found = read(module) if read is not None and module.is_modelled else None
    return (Unmodelled(module.text),) if found is None else found


def _ports(module: Module) -> Expressions:
    protocol = Protocol(module.name.upper())
    found: list[Expression] = []
    for side, option in zip(_SIDES, _sides(module, "--sport", "--dport"), strict=True):
        if option is None:
            continue
        low, high = port_range(option.value)
        if option.negated or (low, high) != (0, MAX_PORT):
            found.append(MatchPort(protocol, side, low, high, option.negated))
    flags = module.option("--tcp-flags") or module.option("--syn")
    if flags is not None:
        found.append(tcp_flags(flags))
    return tuple(found) or (ProtocolModule(protocol),)


def _comment(module: Module) -> Expressions | None:
    option = module.option("--comment")
    return (Comment(option.value),) if option is not None else None


def _mark(module: Module) -> Expressions | None:
    option = module.option("--mark")
    return (MatchMark(*mark(option.value), option.negated),) if option is not None else None


def _connection_state(module: Module) -> Expressions | None:
    option = module.option("--ctstate") or module.option("--state")
    if option is None:
        return connection(module, (), negated=False) if module.options else None
    states = _states(option)
    if len(module.options) > 1:
        return connection(module, tuple(each.value for each in states), option.negated)
    return (MatchCtState(states, option.negated),)


def _states(option: Option) -> tuple[CtState, ...]:
    names = option.value.upper().split(",")
    unknown = [name for name in names if name not in _CT_STATES]
    if unknown:
        raise MistakeError(f"“{unknown[0]}” is no connection state; they are {', '.join(_CT_STATES)}")
    return tuple(state for state in CT_STATE_ORDER if state.value in names)


def _address_type(module: Module) -> Expressions | None:
    options = _sides(module, "--src-type", "--dst-type")
    given = [(side, each) for side, each in zip(_SIDES, options, strict=True) if each is not None]
    if (
        not given
        or len(given) != len(module.options)
        or any(each.value not in _ADDRESS_TYPES for _, each in given)
    ):
        return address_types(module)
    return tuple(MatchAddressType(side, _ADDRESS_TYPES[each.value], each.negated) for side, each in given)


def _statistic(module: Module) -> Expressions | None:
    # iptables: extensions/libxt_statistic.c statistic_parse
    mode, probability = module.option("--mode"), module.option("--probability")
    if mode is None or mode.value != "random" or probability is None or probability.negated:
        return None
    try:
        share = float(probability.value)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise MistakeError(f"“{probability.value}” is no probability, which is a number from 0 to 1")
    return (Statistic(round(share * 2**31)),)


def _recent(module: Module) -> Expressions | None:
    name, mask = (module.option(flag) for flag in ("--name", "--mask"))
    if mask is not None and mask.value not in RECENT_MASKS.values():
        return None
    list_name = name.value if name is not None else "DEFAULT"
    of_destination = module.option("--rdest") is not None
    check, update = module.option("--rcheck"), module.option("--update")
    match module.option("--set"), check or update:
        case Option(negated=False), None if not _limits_of(module):
            return (RecentSet(list_name, of_destination),)
        case None, Option(negated=negated) if check is None or update is None:
            given = update is not None, of_destination, negated
            return (RecentCheck(list_name, *_age_and_hits(module), *given),)
        case _:
            return None


def _limits_of(module: Module) -> list[Option]:
    return [each for each in module.options if each.flag in ("--seconds", "--hitcount", "--reap")]


def _age_and_hits(module: Module) -> tuple[int, bool, int]:
    """What `--seconds`, `--reap` and `--hitcount` say."""
    seconds, hits = module.option("--seconds"), module.option("--hitcount")
    return (
        number(seconds.value, 2**31 - 1, "an age in seconds") if seconds is not None else 0,
        module.option("--reap") is not None,
        number(hits.value, MOST_STAMPS, "a count of hits") if hits is not None else 0,
    )


def _nfacct(module: Module) -> Expressions | None:
    option = module.option("--nfacct-name")
    return (Nfacct(option.value),) if option is not None else None


def _set(module: Module, sets: Mapping[str, IpSet]) -> Expressions | None:
    """`-m set`; a set that is not there is not modelled."""
    option = module.option("--match-set")
    if option is None or option.values[0] not in sets:
        return None
    ends = option.values[1].split(",")
    unknown = [each for each in ends if each not in ("src", "dst")]
    if unknown:
        raise MistakeError(f"“{unknown[0]}” is no end of a packet; write src or dst for each part")
    return (MatchSet(sets[option.values[0]], tuple(each == "src" for each in ends), option.negated),)


def _sides(module: Module, source: str, destination: str) -> tuple[Option | None, Option | None]:
    return module.option(source), module.option(destination)


_READERS: Mapping[str, Callable[[Module], Expressions | None]] = MappingProxyType(
    {
        "tcp": _ports,
        "udp": _ports,
        "sctp": _ports,
        "comment": _comment,
        "mark": _mark,
        "conntrack": _connection_state,
        "state": _connection_state,
        "addrtype": _address_type,
        "statistic": _statistic,
        "recent": _recent,
        "nfacct": _nfacct,
        **EXTENSION_MATCHES,
    }
)
"""What each modelled module comes to; None where it says something that is not modelled."""
