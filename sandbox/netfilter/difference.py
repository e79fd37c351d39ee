"""Two rulesets side by side, block by block: chains, and nftables' sets and maps.

What makes no difference to a packet is not looked at: counters, comments, tracing, and the order of a set's
elements. The order of rules is, unless the caller says that a chain's is free.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from enum import Enum

import msgspec

from sandbox.net import Family
from sandbox.netfilter.expressions import (
    Comment,
    Expression,
    MatchAddress,
    MatchPort,
    Nfacct,
    Observe,
    Side,
)
from sandbox.netfilter.nft.datatypes import in_order
from sandbox.netfilter.nft.ruleset_text import element_texts, hook_text, table_family
from sandbox.netfilter.ruleset import BaseChain, Chain, Rule, RuleRef, Ruleset, Table, is_iptables
from sandbox.netfilter.sets import NamedSet
from sandbox.netfilter.text import rule_text

_LOOK_ON = ("counter", "meta nftrace", "-j TRACE")


class Presence(Enum):
    """Which side has a line or a block, or that both have it."""

    BOTH = "same"
    CHANGED = "differs"
    ONLY_GENERATED = "only generated"
    ONLY_REAL = "only real"


class Line(msgspec.Struct, frozen=True):
    """A rule, an element or a policy as its tool writes it. `number` is the rule's in its chain, else 0."""

    text: str
    number: int = 0


class Pair(msgspec.Struct, frozen=True):
    """Lines that stand beside each other; None where one side has none there."""

    generated: Line | None
    real: Line | None
    presence: Presence


class Block(msgspec.Struct, frozen=True):
    """A chain, set or map of a table, on both sides."""

    table: str
    kind: str
    name: str
    presence: Presence
    pairs: tuple[Pair, ...] = ()


class _Entry(msgspec.Struct, frozen=True):
    """A line, and what must be equal for it to be the same one."""

    key: Hashable
    line: Line


_Blocks = Mapping[tuple[str, str, str], Sequence[_Entry]]
_IsFree = Callable[[str, str], bool]


def compare(generated: Ruleset, real: Ruleset, family: Family, order_is_free: _IsFree) -> tuple[Block, ...]:
    """Every block of either, those of `generated` first and in its order.

    `order_is_free(table, chain)` says that rules for single addresses and ports stand there in any order.
    """
    ours, theirs = (_blocks(each, family, order_is_free) for each in (generated, real))
    return tuple(_block(key, ours.get(key), theirs.get(key)) for key in dict.fromkeys((*ours, *theirs)))


def _block(
    key: tuple[str, str, str], ours: Sequence[_Entry] | None, theirs: Sequence[_Entry] | None
) -> Block:
    pairs = tuple(_pairs(ours or (), theirs or ()))
    if ours is None or theirs is None:
        presence = Presence.ONLY_REAL if ours is None else Presence.ONLY_GENERATED
    else:
        same = all(each.presence is Presence.BOTH for each in pairs)
        presence = Presence.BOTH if same else Presence.CHANGED
    return Block(*key, presence, pairs)


def _pairs(ours: Sequence[_Entry], theirs: Sequence[_Entry]) -> Iterator[Pair]:
    """The lines aligned; where both sides have others in one place, one beside the other."""
    matcher = SequenceMatcher(
        None, [each.key for each in ours], [each.key for each in theirs], autojunk=False
    )
    for tag, start, end, first, last in matcher.get_opcodes():
        left, right = ours[start:end], theirs[first:last]
        for place in range(max(len(left), len(right))):
            mine = left[place].line if place < len(left) else None
            other = right[place].line if place < len(right) else None
            yield Pair(mine, other, _presence(mine, other, same=tag == "equal"))


def _presence(mine: Line | None, other: Line | None, *, same: bool) -> Presence:
    if mine is None:
        return Presence.ONLY_REAL
    if other is None:
        return Presence.ONLY_GENERATED
    return Presence.BOTH if same else Presence.CHANGED


def _blocks(ruleset: Ruleset, family: Family, order_is_free: _IsFree) -> _Blocks:
    found: dict[tuple[str, str, str], Sequence[_Entry]] = {}
    for table in ruleset.tables:
        bases = {base.chain: base for base in table.base_chains}
        for named in table.sets.values():
            found[table.name, "map" if named.is_map else "set", named.name] = tuple(
                _set_entries(table, named)
            )
        for chain in table.chains.values():
            is_free = order_is_free(table.name, chain.name)
            rules = _rule_entries(table, chain, family, is_free=is_free)
            found[table.name, "chain", chain.name] = (*_policy(table, bases.get(chain.name)), *rules)
    return found


def _policy(table: Table, base: BaseChain | None) -> Iterator[_Entry]:
    """The line that says where a base chain stands, and what becomes of what falls off its end."""
    if base is None:
        return
    if is_iptables(table.name):
        text = f":{base.chain} {'ACCEPT' if base.accepts else 'DROP'}"
    else:
        text = hook_text(base)
    yield _Entry(base, Line(text))


def _rule_entries(table: Table, chain: Chain, family: Family, *, is_free: bool) -> Sequence[_Entry]:
    entries = [
        _Entry(_key(rule), Line(rule_text(RuleRef(table.name, chain.name, number), rule, family), number))
        for number, rule in enumerate(chain.rules, 1)
    ]
    if not is_free:
        return entries
    single = [_is_for_one(rule) for rule in chain.rules]
    first = [each for each, one in zip(entries, single, strict=True) if one]
    rest = [each for each, one in zip(entries, single, strict=True) if not one]
    return sorted(first, key=lambda each: str(each.key)) + rest


def _key(rule: Rule) -> Hashable:
    """What a rule does to packets."""
    return tuple(each for each in rule.expressions if not _says_nothing(each))


def _says_nothing(expression: Expression) -> bool:
    match expression:
        case Comment() | Nfacct():
            return True
        case Observe(text):
            return text.startswith(_LOOK_ON)
        case _:
            return False


def _is_for_one(rule: Rule) -> bool:
    """Whether the rule names one destination address or port."""
    for expression in rule.expressions:
        match expression:
            case MatchAddress(Side.DESTINATION, network, False) if network.num_addresses == 1:
                return True
            case MatchPort(_, Side.DESTINATION, low, high, False) if low == high:
                return True
            case _:
                pass
    return False


def _set_entries(table: Table, named: NamedSet) -> Iterator[_Entry]:
    """A set's type, and its elements in order; those that rules add are no part of it."""
    head = " . ".join(named.types) + (" : verdict" if named.is_map else "")
    yield _Entry((named.types, named.timeout, named.is_dynamic), Line(f"type {head}"))
    if not named.is_dynamic:
        texts = element_texts(named, table_family(table.name))
        for key, text in zip(in_order(named.elements), texts, strict=True):
            yield _Entry((key, named.elements[key].verdict), Line(text))
