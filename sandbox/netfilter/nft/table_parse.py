"""One table while it is read: what belongs together may stand apart, so rules are read at the end."""

import re
from collections.abc import Iterable, Iterator

import msgspec

from sandbox.net import Family
from sandbox.netfilter.expressions import (
    DnatMap,
    Expression,
    Goto,
    Jump,
    Lookup,
    SetUpdate,
    Unmodelled,
    VerdictLookup,
)
from sandbox.netfilter.hooks import Hook
from sandbox.netfilter.nft.errors import NftMistakeError, NftTextError
from sandbox.netfilter.nft.rule_parse import parse_rule
from sandbox.netfilter.nft.ruleset_text import PRIORITIES
from sandbox.netfilter.nft.set_parse import read_elements, read_set
from sandbox.netfilter.nft.statements import Statement
from sandbox.netfilter.nft.words import joined
from sandbox.netfilter.ruleset import BaseChain, Chain, Rule, Table
from sandbox.netfilter.sets import NamedSet

_PRIORITY = re.compile(r"([a-z]*)([+-]?\d+)?")
_TYPES = ("filter", "nat")
_BASE_FORM = "type filter hook forward priority 0; and the like"


class ChainDraft:
    """A chain, its rules still words with their lines."""

    def __init__(self) -> None:
        self.rules: list[Statement] = []
        self.base: BaseChain | None = None
        self.comment = ""


class TableDraft:
    """Takes in statements; `table` gives what they came to for the packets of one family."""

    def __init__(self, family: str, name: str, packets: Family) -> None:
        self._name = f"{family} {name}"
        self._packets = packets
        self._comment = ""
        self._is_dormant = False
        self._chains: dict[str, ChainDraft] = {}
        self._sets: dict[str, NamedSet] = {}
        self._others: list[Statement] = []
        self._lines: dict[str, int] = {}

    def table(self) -> Table:
        """The table. Raises NftTextError for a rule that leads to a chain or set that is not there."""
        self._check_maps()
        chains = {
            name: Chain(name, tuple(map(self._rule, draft.rules)), draft.comment)
            for name, draft in self._chains.items()
        }
        drafts = () if self._is_dormant else self._chains.values()
        bases = tuple(draft.base for draft in drafts if draft.base is not None)
        others = tuple(each.text for each in self._others)
        return Table(self._name, chains, bases, self._sets, self._comment, others)

    def read(self, statement: Statement) -> None:
        """A statement in the table's block. Raises NftMistakeError."""
        match statement.words:
            case ("comment", text):
                self._comment = text.strip('"')
            case ("chain", name):
                self.read_chain(name, statement.block or ())
            case ("set", name):
                self.read_set(name, statement, is_map=False)
            case ("map", name):
                self.read_set(name, statement, is_map=True)
            case ("flags", *flags):
                self._is_dormant = "dormant" in flags
            case _ if statement.block is not None:
                self._others.append(statement)
            case _:
                raise NftMistakeError(f"“{' '.join(statement.words)}” is not read in a table")

    def read_chain(self, name: str, block: Iterable[Statement]) -> None:
        """A chain's block, or a chain's name alone."""
        draft = self._chains.setdefault(name, ChainDraft())
        for each in block:
            match each.words:
                case ("comment", text):
                    draft.comment = text.strip('"')
                case ("type", kind, "hook", hook, "priority", *priority):
                    draft.base = _base_chain(name, kind, hook, priority)
                case ("policy", policy) if draft.base is not None:
                    draft.base = msgspec.structs.replace(draft.base, accepts=policy == "accept")
                case ("type", *others):
                    raise NftMistakeError(f"type {' '.join(others)} is not read here; write {_BASE_FORM}")
                case _:
                    draft.rules.append(each)

    def add_rule(self, chain: str, rule: Statement) -> None:
        """A rule at the end of a chain."""
        if chain not in self._chains:
            raise NftMistakeError(f"there is no chain {chain}; add it before its rules")
        self._chains[chain].rules.append(rule)

    def read_set(self, name: str, statement: Statement, is_map: bool) -> None:
        """A set's or map's block; one of a type that is not modelled is kept as text."""
        found = read_set(name, statement, is_map)
        self._lines[name] = statement.line
        if found is None:
            kind = "map" if is_map else "set"
            self._others.append(msgspec.structs.replace(statement, words=(kind, name)))
        else:
            self._sets[name] = found

    def add_elements(self, name: str, words: list[str]) -> None:
        """Further elements of a set or map that is there."""
        if name in self._sets:
            old = self._sets[name]
            elements = {**old.elements, **read_elements(words, old.types, old.data)}
            self._sets[name] = msgspec.structs.replace(old, elements=elements)
        elif not self._is_other(name):
            raise NftMistakeError(f"there is no set or map {name}; add it before its elements")

    def _rule(self, statement: Statement) -> Rule:
        try:
            rule = parse_rule(list(statement.words), self._packets, self._name.split()[0])
            return Rule(tuple(self._known(rule)))
        except NftMistakeError as mistake:
            raise NftTextError(statement.line, str(mistake)) from None

    def _known(self, rule: Rule) -> Iterator[Expression]:
        """The rule up to an expression that asks a set which is not modelled."""
        for expression in rule.expressions:
            name = _set_of(expression)
            if name is not None and name not in self._sets:
                if not self._is_other(name):
                    raise NftMistakeError(
                        f"table {self._name} has no set or map {name}; declare it in the table"
                    )
                yield Unmodelled(joined(["@", name]))
                return
            if isinstance(expression, VerdictLookup) and not isinstance(expression.map, str):
                for _, verdict in expression.map:
                    self._check_target(verdict)
            self._check_target(expression)
            yield expression

    def _check_target(self, expression: Expression | None) -> None:
        """Raise NftMistakeError for a verdict that leads to a chain which is not there."""
        if isinstance(expression, Jump | Goto) and expression.chain not in self._chains:
            raise NftMistakeError(
                f"table {self._name} has no chain {expression.chain}; declare it in the table"
            )

    def _check_maps(self) -> None:
        for name, named in self._sets.items():
            try:
                for element in named.elements.values():
                    self._check_target(element.verdict)
            except NftMistakeError as mistake:
                raise NftTextError(self._lines[name], str(mistake)) from None

    def _is_other(self, name: str) -> bool:
        return any(name in each.words for each in self._others)


def _set_of(expression: Expression) -> str | None:
    match expression:
        case (
            Lookup(_, str() as name)
            | VerdictLookup(_, str() as name)
            | DnatMap(_, str() as name)
            | SetUpdate(name)
        ):
            return name
        case _:
            return None


def _base_chain(name: str, kind: str, hook: str, priority: list[str]) -> BaseChain:
    found = next((each for each in Hook if each.value == hook.upper()), None)
    if kind not in _TYPES or found is None:
        raise NftMistakeError(f"type {kind} hook {hook} is not read here; types are {' and '.join(_TYPES)}")
    return BaseChain(name, found, read_priority("".join(priority)), kind == "nat")


def read_priority(text: str) -> int:
    """`dstnat-10`, `filter` or `-110`. Raises NftMistakeError."""
    found = _PRIORITY.fullmatch(text)
    names = {name: value for name, value, _ in PRIORITIES}
    if found is None or not text or (found[1] and found[1] not in names):
        raise NftMistakeError(f"“{text}” is no priority; write a number or one of {', '.join(names)}")
    return names.get(found[1], 0) + int(found[2] or 0)
