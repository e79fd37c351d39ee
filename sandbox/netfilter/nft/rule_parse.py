"""Reading one rule: its statements in turn; one that is not modelled takes with it all that follows."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from sandbox.net import Family, Protocol, family_of
from sandbox.netfilter.expressions import (
    FULL_MARK,
    Accept,
    Comment,
    Dnat,
    DnatMap,
    Drop,
    Expression,
    Goto,
    Jump,
    MatchFamily,
    MatchProtocol,
    Observe,
    Reject,
    Return,
    SetMark,
    SetUpdate,
    Snat,
    Unmodelled,
    Verdict,
)
from sandbox.netfilter.nft.cursor import Cursor
from sandbox.netfilter.nft.extension_parse import EXTENSION_STATEMENTS
from sandbox.netfilter.nft.marks import changed_mark, number
from sandbox.netfilter.nft.match_parse import ADDRESSES, parse_match, parse_selectors
from sandbox.netfilter.nft.nat_parse import TRANSLATIONS
from sandbox.netfilter.nft.rejections import is_reset_of_any, read_rejection
from sandbox.netfilter.nft.words import joined
from sandbox.netfilter.ruleset import Rule


def parse_rule(words: list[str], family: Family, table: str = "ip") -> Rule:
    """The rule that `words` make for packets of `family`, in a table of family `table`."""
    words, comment = _without_comment(words)
    found: list[Expression] = [Comment(comment)] if comment else []
    cursor = Cursor(words)
    while cursor.next:
        rest = cursor.rest
        expression = _statement(cursor, family)
        if expression is None:
            found.append(Unmodelled(joined(rest)))
            break
        found += _in_table(expression, table)
    if is_reset_of_any(found):
        found.insert(0, MatchProtocol(Protocol.TCP))
    return Rule(tuple(found))


def parse_verdict(cursor: Cursor) -> Verdict | None:
    """A verdict as it stands in a map; None if it is none that Natwalk runs."""
    word = cursor.take()
    if word in _TO_CHAIN and cursor.next:
        return _TO_CHAIN[word](cursor.take())
    return _PLAIN[word]() if word in _PLAIN else None


def _without_comment(words: list[str]) -> tuple[list[str], str]:
    if len(words) > 1 and words[-2] == "comment":
        return words[:-2], words[-1].strip('"')
    return words, ""


def _statement(cursor: Cursor, family: Family) -> Expression | None:
    """The next statement; None if it is not modelled."""
    if cursor.next in _PLAIN or cursor.next in _TO_CHAIN:
        return parse_verdict(cursor)
    if cursor.next in _STATEMENTS:
        return _STATEMENTS[cursor.next](cursor, family)
    if cursor.next in TRANSLATIONS:
        return _translation(cursor)
    for words, read in EXTENSION_STATEMENTS.items():
        if cursor.take_if(*words):
            return read(cursor)
    if cursor.take_if("meta", "mark", "set") or cursor.take_if("mark", "set"):
        return _set_mark(cursor)
    if cursor.take_if("meta", "nftrace", "set"):
        return Observe(f"meta nftrace set {cursor.take()}")
    return parse_match(cursor, family, parse_verdict)


def _translation(cursor: Cursor) -> Expression | None:
    try:
        return TRANSLATIONS[cursor.take()](cursor)
    except ValueError:
        return None


def _counter(cursor: Cursor, family: Family) -> Observe:
    cursor.expect("counter")
    if not cursor.take_if("packets"):
        return Observe("counter packets 0 bytes 0")
    packets = cursor.take()
    cursor.expect("bytes")
    return Observe(f"counter packets {packets} bytes {cursor.take()}")


_LOG_OPTIONS = frozenset({"prefix", "level", "group", "snaplen", "queue-threshold"})


def _log(cursor: Cursor, family: Family) -> Observe:
    words = [cursor.take()]
    while cursor.next in _LOG_OPTIONS:
        words += [cursor.take(), cursor.take()]
    return Observe(joined(words))


def _reject(cursor: Cursor, family: Family) -> Reject | None:
    cursor.expect("reject")
    words = cursor.take_all()
    reject_with = read_rejection(words, family)
    return None if reject_with is None else Reject(reject_with, "icmp" in words or "icmpv6" in words)


def _in_table(expression: Expression, table: str) -> tuple[Expression, ...]:
    """The expression with what it asks in a table of both families: one of one lets the other's pass.

    nft: src/evaluate.c stmt_evaluate_reject_inet_family
    kernel: net/netfilter/nft_nat.c nft_nat_inet_eval
    """
    family = _own_family(expression)
    if table == "inet" and family is not None:
        return MatchFamily(family, implied=True), expression
    return (Reject(expression.reject_with) if isinstance(expression, Reject) else expression,)


def _own_family(expression: Expression) -> Family | None:
    """The family that a statement is for; None if it is for both."""
    match expression:
        case Reject(reject_with, names_family=True):
            return Family.IPV6 if reject_with.startswith("icmp6") else Family.IPV4
        case Dnat(address) | Snat(address):
            return family_of(address)
        case DnatMap(family="ip" | "ip6" as word):
            return Family.IPV4 if word == "ip" else Family.IPV6
        case _:
            return None


def _set_mark(cursor: Cursor) -> SetMark | None:
    """`0x10`, or `meta mark` and what is done with it."""
    if not (cursor.take_if("meta", "mark") or cursor.take_if("mark")):
        value = number(cursor.take())
        return None if value is None else SetMark(value, FULL_MARK)
    changed = changed_mark(cursor)
    return None if changed is None else SetMark(*changed)


def _update(cursor: Cursor, family: Family) -> SetUpdate | None:
    """`update @SET { ip saddr }`, with the address of a packet for its only key."""
    refresh = cursor.take() == "update"
    name = cursor.take().removeprefix("@")
    parts = cursor.take_braces()
    key = Cursor(parts[0]) if len(parts) == 1 else Cursor(())
    selectors = parse_selectors(key)
    if key.next or selectors is None or len(selectors) != 1 or selectors[0] not in ADDRESSES:
        return None
    return SetUpdate(name, selectors, refresh)


_TO_CHAIN: Mapping[str, Callable[[str], Verdict]] = MappingProxyType({"jump": Jump, "goto": Goto})
_PLAIN: Mapping[str, Callable[[], Verdict]] = MappingProxyType(
    {"accept": Accept, "drop": Drop, "return": Return}
)
_STATEMENTS: Mapping[str, Callable[[Cursor, Family], Expression | None]] = MappingProxyType(
    {
        "counter": _counter,
        "log": _log,
        "reject": _reject,
        "update": _update,
        "add": _update,
    }
)
