"""Whole texts: tables with sets, maps and chains, in nested form or as `add` commands."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from sandbox.net import Family
from sandbox.netfilter.nft.errors import NftMistakeError, NftTextError
from sandbox.netfilter.nft.names import refuse_names
from sandbox.netfilter.nft.statements import Statement, statements_of
from sandbox.netfilter.nft.table_parse import TableDraft
from sandbox.netfilter.ruleset import Ruleset

FAMILIES = MappingProxyType({Family.IPV4: ("ip", "inet"), Family.IPV6: ("ip6", "inet")})
"""The families of tables that see a family's packets."""

NAMED_FAMILIES = ("ip", "ip6", "inet")
READ_PAST = ("arp", "bridge", "netdev")
"""The families of tables that no routed packet meets."""
VERBS = ("add", "create")
EMPTIES = ("flush", "delete", "destroy")


def parse_ruleset(text: str, family: Family = Family.IPV4) -> Ruleset:
    """The tables in `text` that packets of `family` meet.

    Read are `table` blocks and the commands add, create, flush, delete and destroy; those of `list ruleset`
    and what kube-proxy and common firewalls write. A match or statement that is not modelled becomes
    `Unmodelled`, from there to the end of its rule.

    Raises NftTextError, with the number of the line.
    """
    statements = statements_of(text)
    refuse_names(statements)
    return parse_statements(statements, family)


def parse_statements(statements: Iterable[Statement], family: Family) -> Ruleset:
    """The tables that some commands make. Raises NftTextError."""
    reader = _Reader(family)
    for statement in statements:
        try:
            reader.read(statement)
        except NftTextError:
            raise
        except NftMistakeError as mistake:
            raise NftTextError(statement.line, str(mistake)) from None
    return reader.ruleset()


class _Reader:
    """Takes in one command after the other."""

    def __init__(self, family: Family) -> None:
        self._family = family
        self._drafts: dict[tuple[str, str], TableDraft] = {}

    def ruleset(self) -> Ruleset:
        """What the commands came to."""
        seen = FAMILIES[self._family]
        tables = (draft.table() for (family, _), draft in self._drafts.items() if family in seen)
        return Ruleset(tuple(tables))

    def read(self, statement: Statement) -> None:
        """One command, or the block of a table."""
        words = list(statement.words)
        verb = words.pop(0) if words and words[0] in (*VERBS, *EMPTIES) else "add"
        if not words:
            raise NftMistakeError("a command names what it is for: add table, add chain, add rule")
        if verb in EMPTIES:
            self._empty(words)
            return
        kind = words.pop(0)
        if kind not in _COMMANDS:
            raise NftMistakeError(f"“{kind}” is not read here; a text begins with table FAMILY NAME {{")
        if not words or words[0] not in READ_PAST:
            _COMMANDS[kind](self._table(words), words, statement)

    def _table(self, words: list[str]) -> TableDraft:
        """The table that the first words name, which are taken away; without a family it is of family ip."""
        family = words.pop(0) if words and words[0] in NAMED_FAMILIES else "ip"
        if not words:
            raise NftMistakeError("the name of a table is missing; write table ip NAME {")
        name = words.pop(0)
        if (family, name) not in self._drafts:
            self._drafts[family, name] = TableDraft(family, name, self._family)
        return self._drafts[family, name]

    def _empty(self, words: list[str]) -> None:
        match words:
            case ["ruleset", *_]:
                self._drafts.clear()
            case ["table", *rest]:
                family, name = (rest[0], rest[-1]) if len(rest) > 1 else ("ip", rest[0] if rest else "")
                self._drafts.pop((family, name), None)
            case _:
                raise NftMistakeError("only whole tables can be emptied here: flush ruleset, delete table")


def _name(words: list[str]) -> str:
    if not words:
        raise NftMistakeError("a name is missing")
    return words.pop(0)


def _block(statement: Statement) -> Iterator[Statement]:
    return iter(statement.block or ())


def _add_table(draft: TableDraft, words: list[str], statement: Statement) -> None:
    for each in _block(statement):
        draft.read(each)


def _add_chain(draft: TableDraft, words: list[str], statement: Statement) -> None:
    draft.read_chain(_name(words), _block(statement))


def _add_rule(draft: TableDraft, words: list[str], statement: Statement) -> None:
    name = _name(words)
    draft.add_rule(name, Statement(tuple(words), statement.line))


def _add_set(draft: TableDraft, words: list[str], statement: Statement) -> None:
    draft.read_set(_name(words), statement, is_map=False)


def _add_map(draft: TableDraft, words: list[str], statement: Statement) -> None:
    draft.read_set(_name(words), statement, is_map=True)


def _add_element(draft: TableDraft, words: list[str], statement: Statement) -> None:
    draft.add_elements(_name(words), words)


_COMMANDS: Mapping[str, Callable[[TableDraft, list[str], Statement], None]] = MappingProxyType(
    {
        "table": _add_table,
        "chain": _add_chain,
        "rule": _add_rule,
        "set": _add_set,
        "map": _add_map,
        "element": _add_element,
    }
)
