"""The matches and targets of `extensions`, one reader for each module; None for what is not modelled."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from sandbox.net import Family, parse_address
from sandbox.netfilter.expressions import FULL_MARK, Expression
from sandbox.netfilter.extensions import (
    DEFAULT_BURST,
    TCP_FLAGS,
    Limit,
    MatchAddressRange,
    MatchConnectionMark,
    MatchIcmp,
    MatchPorts,
    MatchTcpFlags,
    NoTrack,
    Ports,
    RestoreMark,
    ReversePath,
    SaveMark,
    SetConnectionMark,
)
from sandbox.netfilter.iptables.condition_parse import CONDITION_MATCHES
from sandbox.netfilter.iptables.errors import MistakeError
from sandbox.netfilter.iptables.icmp_types import ICMP_TYPES
from sandbox.netfilter.iptables.options import Module, Option
from sandbox.netfilter.iptables.values import mark, number, port_range

MOST_PORTS = 15
"""iptables: include/linux/netfilter/xt_multiport.h XT_MULTI_PORTS; a range counts twice."""
LIMIT_SCALE = 10_000
"""Ticks of a second. iptables: include/linux/netfilter/xt_limit.h XT_LIMIT_SCALE."""
_UNITS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
_PORTS = {"--source-ports": "--sports", "--destination-ports": "--dports"}
_BITS = {name: bit for name, bit, _ in TCP_FLAGS} | {"ALL": 63, "NONE": 0}


def multiport(module: Module) -> tuple[Expression, ...] | None:
    """`-m multiport`. iptables: extensions/libxt_multiport.c parse_multi_ports_v1."""
    if len(module.options) != 1:
        return None
    (option,) = module.options
    ranges = tuple(map(port_range, option.value.split(",")))
    if sum(1 if low == high else 2 for low, high in ranges) > MOST_PORTS:
        raise MistakeError(
            f"{option.value} is more than {MOST_PORTS} ports (a range counts as two); split it"
        )
    return (MatchPorts(Ports(_PORTS.get(option.flag, option.flag)), ranges, option.negated),)


def address_range(module: Module) -> tuple[Expression, ...] | None:
    """`-m iprange`. iptables: extensions/libxt_iprange.c iprange_parse_range."""
    given = (module.option("--src-range"), module.option("--dst-range"))
    return tuple(_address_range(each) for each in given if each is not None) or None


def _address_range(option: Option) -> MatchAddressRange:
    low, _, high = option.value.partition("-")
    try:
        first, last = parse_address(low), parse_address(high or low)
    except ValueError:
        raise MistakeError(f"“{option.value}” is no range, which is such as 10.0.0.1-10.0.0.9") from None
    if first.version != last.version or int(first) > int(last):
        raise MistakeError(f"the range {option.value} ends before it begins; write the lower address first")
    return MatchAddressRange(option.flag == "--src-range", first, last, option.negated)


def tcp_flags(option: Option) -> MatchTcpFlags:
    """`--tcp-flags MASK SET` or `--syn`. iptables: extensions/libxt_tcp.c parse_tcp_flags."""
    if option.flag == "--syn":
        return MatchTcpFlags(_bits("FIN,SYN,RST,ACK"), _bits("SYN"), option.negated)
    mask, wanted = option.values
    return MatchTcpFlags(_bits(mask), _bits(wanted), option.negated)


def _bits(text: str) -> int:
    found = 0
    for name in text.upper().split(","):
        if name not in _BITS:
            raise MistakeError(f"“{name}” is no TCP flag; they are {', '.join(_BITS)}")
        found |= _BITS[name]
    return found


def limit(module: Module) -> tuple[Expression, ...] | None:
    """`-m limit`. iptables: extensions/libxt_limit.c parse_rate."""
    if any(option.negated for option in module.options):
        return None
    rate, burst = module.option("--limit"), module.option("--limit-burst")
    ticks = _ticks(rate.value if rate is not None else "3/hour")
    packets = number(burst.value, 10_000, "a burst") if burst is not None else DEFAULT_BURST
    return (Limit(*_printed(ticks), packets),)


def _ticks(text: str) -> int:
    """How long one packet takes to come back."""
    amount, _, unit = text.partition("/")
    seconds = next((each for name, each in _UNITS.items() if name.startswith(unit.lower())), 0)
    packets = int(amount) if amount.isdecimal() else 0
    if not seconds or not packets:
        raise MistakeError(f"“{text}” is no rate, which is such as 5/second, 3/minute, 1/hour or 1/day")
    ticks = LIMIT_SCALE * seconds // packets
    if not ticks:
        raise MistakeError(f"{text} is too fast; at most {LIMIT_SCALE} packets a second can be told apart")
    return ticks


def _printed(ticks: int) -> tuple[int, int]:
    """The rate and the unit's seconds that iptables makes of it. iptables: iptables/nft.c add_limit."""
    found = max(_UNITS.values())
    for seconds in sorted(_UNITS.values(), reverse=True)[1:]:
        whole = LIMIT_SCALE * seconds
        if ticks > whole or whole // ticks < whole % ticks:
            break
        found = seconds
    return LIMIT_SCALE * found // ticks, found


def icmp(module: Module) -> tuple[Expression, ...] | None:
    """`-m icmp`, `-m icmp6`; a name that is not in the table is not modelled."""
    option = module.option("--icmp-type") or module.option("--icmpv6-type")
    if option is None:
        return None
    version, names = 4 if module.name == "icmp" else 6, ICMP_TYPES[module.name]
    kind, given, code = option.value.partition("/")
    if option.value in names:
        numbers = names[option.value]
    elif kind.isdecimal():
        numbers = number(kind, 255, "an ICMP type"), number(code, 255, "an ICMP code") if given else None
    else:
        return None
    return (MatchIcmp(version, *numbers, option.negated),)


def connection_mark(module: Module) -> tuple[Expression, ...] | None:
    """`-m connmark`."""
    option = module.option("--mark")
    return (MatchConnectionMark(*mark(option.value), option.negated),) if option is not None else None


def reverse_path(module: Module) -> tuple[Expression, ...] | None:
    """`-m rpfilter`."""
    given = [
        module.option(f"--{name}") is not None for name in ("loose", "validmark", "accept-local", "invert")
    ]
    return (ReversePath(*given),)


def set_connection_mark(module: Module, family: Family) -> Expression | None:
    """`-j CONNMARK`. iptables: extensions/libxt_CONNMARK.c connmark_tg_parse."""
    if not module.options or any(option.negated for option in module.options):
        return None
    action, *masks = module.options
    if action.flag in ("--save-mark", "--restore-mark"):
        return _moved_mark(action.flag, masks)
    if masks:
        return None
    value, mask = mark(action.value)
    return {
        "--set-xmark": SetConnectionMark(value, mask),
        "--set-mark": SetConnectionMark(value, value | mask),
        "--or-mark": SetConnectionMark(value, value),
        "--xor-mark": SetConnectionMark(value, 0),
        "--and-mark": SetConnectionMark(0, FULL_MARK & ~value),
    }.get(action.flag)


def _moved_mark(flag: str, masks: list[Option]) -> SaveMark | RestoreMark | None:
    given = {option.flag: number(option.value, FULL_MARK, "a mask") for option in masks if option.values}
    both = given.pop("--mask", FULL_MARK)
    packet, connection = given.pop("--nfmask", both), given.pop("--ctmask", both)
    if given:
        return None
    return SaveMark(packet, connection) if flag == "--save-mark" else RestoreMark(packet, connection)


def no_track(module: Module, family: Family) -> Expression | None:
    """`-j CT --notrack`, `-j NOTRACK`."""
    flags = [option.flag for option in module.options]
    if module.name == "NOTRACK":
        return NoTrack() if not flags else None
    return NoTrack(is_ct=True) if flags == ["--notrack"] else None


EXTENSION_MATCHES: Mapping[str, Callable[[Module], tuple[Expression, ...] | None]] = MappingProxyType(
    {
        **CONDITION_MATCHES,
        "multiport": multiport,
        "iprange": address_range,
        "limit": limit,
        "connmark": connection_mark,
        "rpfilter": reverse_path,
        "icmp": icmp,
        "icmp6": icmp,
    }
)
EXTENSION_TARGETS: Mapping[str, Callable[[Module, Family], Expression | None]] = MappingProxyType(
    {"CONNMARK": set_connection_mark, "CT": no_track, "NOTRACK": no_track}
)
