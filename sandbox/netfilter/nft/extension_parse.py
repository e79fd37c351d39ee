"""Reading the matches and statements of `extensions`; None for what is not modelled."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from sandbox.netfilter.expressions import FULL_MARK, Expression
from sandbox.netfilter.extensions import (
    DEFAULT_BURST,
    TCP_FLAGS,
    Limit,
    MatchConnectionMark,
    MatchTcpFlags,
    NoTrack,
    RestoreMark,
    ReversePath,
    SaveMark,
    SetConnectionMark,
)
from sandbox.netfilter.nft.cursor import Cursor
from sandbox.netfilter.nft.extension_text import ALL_FLAGS, UNITS
from sandbox.netfilter.nft.icmp_types import icmp_types
from sandbox.netfilter.nft.marks import changed_mark, compared_mark, number

_FLAGS = {name.lower(): bit for name, bit, _ in TCP_FLAGS}
_SECONDS = {name: seconds for seconds, name in UNITS.items()}


def limit(cursor: Cursor) -> Limit | None:
    """`limit rate [over] 3/minute [burst 5 packets]`."""
    over = cursor.take_if("over")
    amount, _, unit = cursor.take().partition("/")
    burst = int(cursor.take()) if cursor.take_if("burst") else DEFAULT_BURST
    cursor.take_if("packets")
    rate = int(amount) if amount.isdecimal() else 0
    return Limit(rate, _SECONDS[unit], burst, over) if rate and unit in _SECONDS else None


def tcp_flags(cursor: Cursor) -> MatchTcpFlags | None:
    """`syn`, `! syn,rst`, `== syn`, `!= syn / fin,syn,rst,ack`, `& (syn | ack) == syn`."""
    if cursor.take_if("!"):
        return _tested(_flags(cursor), 0)
    if cursor.take_if("&"):
        mask = _flags(cursor)
        negated = cursor.take_if("!=")
        return _tested(mask, _flags(cursor), negated) if negated or cursor.take_if("==") else None
    equal, negated = cursor.take_if("=="), cursor.take_if("!=")
    wanted = _flags(cursor)
    if cursor.take_if("/"):
        return _tested(_flags(cursor), wanted, negated)
    return _tested(ALL_FLAGS, wanted, negated) if equal or negated else _tested(wanted, 0, negated=True)


def _tested(mask: int | None, wanted: int | None, negated: bool = False) -> MatchTcpFlags | None:
    return None if mask is None or wanted is None else MatchTcpFlags(mask, wanted, negated)


def _flags(cursor: Cursor) -> int | None:
    """`fin,syn`, `(fin | syn)` or `0x0`; None for anything else."""
    in_brackets, found = cursor.take_if("("), 0
    while True:
        word = cursor.take()
        bit = number(word) if word[:1].isdigit() else _FLAGS.get(word)
        if bit is None:
            return None
        found |= bit
        if not (cursor.take_if(",") or cursor.take_if("|")):
            break
    return None if in_brackets and not cursor.take_if(")") else found


def connection_mark(cursor: Cursor) -> MatchConnectionMark | None:
    """`0x10`, `!= 0x10`, `& 0xff == 0x10` or `0x01000000/8`."""
    compared = compared_mark(cursor)
    return None if compared is None else MatchConnectionMark(*compared)


def set_connection_mark(cursor: Cursor) -> SetConnectionMark | SaveMark | None:
    """`0x10`, `ct mark | 0x10` or `meta mark`."""
    if cursor.take_if("meta", "mark") or cursor.take_if("mark"):
        mask = masked(cursor)
        return None if mask is None else SaveMark(mask, FULL_MARK)
    if cursor.take_if("ct", "mark"):
        changed = changed_mark(cursor)
        return None if changed is None else SetConnectionMark(*changed)
    value = number(cursor.take())
    return None if value is None else SetConnectionMark(value, FULL_MARK)


def restore_mark(cursor: Cursor) -> RestoreMark | None:
    """What `meta mark set ct mark` is followed by."""
    mask = masked(cursor)
    return None if mask is None else RestoreMark(FULL_MARK, mask)


def masked(cursor: Cursor) -> int | None:
    """`& 0xff`, or all bits where there is none."""
    return number(cursor.take()) if cursor.take_if("&") or cursor.take_if("and") else FULL_MARK


def _reverse_path(valid_mark: bool) -> Callable[[Cursor], ReversePath | None]:
    def read(cursor: Cursor) -> ReversePath | None:
        word = cursor.take()
        if word not in ("missing", "exists"):
            return None
        return ReversePath(valid_mark=valid_mark, inverted=word == "missing")

    return read


EXTENSION_STATEMENTS: Mapping[tuple[str, ...], Callable[[Cursor], Expression | None]] = MappingProxyType(
    {
        ("limit", "rate"): limit,
        ("tcp", "flags"): tcp_flags,
        ("icmp", "type"): icmp_types(4),
        ("icmpv6", "type"): icmp_types(6),
        ("ct", "mark", "set"): set_connection_mark,
        ("ct", "mark"): connection_mark,
        ("meta", "mark", "set", "ct", "mark"): restore_mark,
        ("notrack",): lambda cursor: NoTrack(),
        ("fib", "saddr", ".", "iif", "oif"): _reverse_path(valid_mark=False),
        ("fib", "saddr", ".", "mark", ".", "iif", "oif"): _reverse_path(valid_mark=True),
    }
)
"""How each is read on, after the words that it begins with; the longer ones first."""
