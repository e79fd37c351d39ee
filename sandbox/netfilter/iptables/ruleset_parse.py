"""Whole texts: tables, chains and the commands that put rules into them."""

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from sandbox.net import Family
from sandbox.net.words import hidden_in
from sandbox.netfilter.ip_sets import NO_SETS, IpSet
from sandbox.netfilter.iptables.errors import MistakeError, RulesTextError
from sandbox.netfilter.iptables.rule_parse import parse_rule
from sandbox.netfilter.iptables.ruleset_text import TABLE_ORDER
from sandbox.netfilter.iptables.table_draft import TableDraft
from sandbox.netfilter.iptables.words import Word, restore_words, shell_words
from sandbox.netfilter.ruleset import IPTABLES_BASE_CHAINS, Ruleset

_COUNTERS = re.compile(r"^\[\d+:\d+\]\s*")
PROGRAMS = frozenset({"sudo", "iptables", "ip6tables"})
"""The words that a command may begin with."""

_ALIASES = {
    "--append": "-A",
    "--insert": "-I",
    "--new-chain": "-N",
    "--policy": "-P",
    "--table": "-t",
    "--wait": "-w",
}


EMPTY = Ruleset()
LONGEST_LINE = 10_240
"""iptables: iptables/iptables-restore.c, the buffer that a line is read into."""


def parse_ruleset(
    text: str,
    family: Family = Family.IPV4,
    onto: Ruleset = EMPTY,
    sets: Mapping[str, IpSet] = NO_SETS,
) -> Ruleset:
    """The rules that `text` describes, loaded on top of `onto` as `iptables-restore --noflush` does.

    `sets` are those that `-m set` finds.

    A line between `*table` and `COMMIT` is iptables-save text; any other is one iptables command's arguments
    (`-t nat -A …`, table filter without `-t`). Read are -A, -I, -N, -P and chain declarations, which empty a
    chain. Tables that are not mentioned stay as they are in `onto`.

    Raises RulesTextError, with the number of the line.
    """
    reader = _Reader(family, onto, sets)
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        try:
            reader.read(line.strip())
        except MistakeError as mistake:
            raise RulesTextError(number, str(mistake)) from None
    if reader.section:
        raise RulesTextError(len(lines), f"*{reader.section} is not closed; end it with COMMIT")
    return reader.ruleset()


class _Reader:
    """Reads line by line; `section` is the table between `*table` and `COMMIT`, else empty."""

    def __init__(self, family: Family, onto: Ruleset, sets: Mapping[str, IpSet]) -> None:
        self.section = ""
        self._sets = sets
        self._family = family
        self._onto = onto
        self._drafts: dict[str, TableDraft] = {}

    def read(self, line: str) -> None:
        """Take in one line."""
        if found := hidden_in(line):
            raise MistakeError(f"{found} cannot be seen and turns text around; write the rule without it")
        if not line or line.startswith("#"):
            return
        if len(line) > LONGEST_LINE:
            raise MistakeError(f"is longer than {LONGEST_LINE} characters, which iptables takes at most")
        if line.startswith("*"):
            self._open(line[1:].strip())
        elif self.section:
            self._read_in_section(line)
        else:
            self._read_command(line)

    def ruleset(self) -> Ruleset:
        """What the lines came to."""
        untouched = {table.name: table for table in self._onto.tables}
        tables = untouched | {name: draft.table() for name, draft in self._drafts.items()}
        return Ruleset(tuple(tables[name] for name in sorted(tables, key=_print_position)))

    def _open(self, name: str) -> None:
        if self.section:
            raise MistakeError(f"*{self.section} is not closed; write COMMIT before *{name}")
        self._draft(name)
        self.section = name

    def _read_in_section(self, line: str) -> None:
        draft = self._draft(self.section)
        if line == "COMMIT":
            self.section = ""
        elif line.startswith(":"):
            _declare(draft, line[1:].split())
        else:
            self._run(draft, restore_words(_COUNTERS.sub("", line)))

    def _read_command(self, line: str) -> None:
        words = list(shell_words(line))
        while words and words[0].text in PROGRAMS:
            del words[0]
        table = _take_table(words)
        self._run(self._draft(table), words)

    def _run(self, draft: TableDraft, words: Sequence[Word]) -> None:
        command = _ALIASES.get(words[0].text, words[0].text) if words else ""
        if command not in _COMMANDS or len(words) < 2:
            shown = words[0].text if words else ""
            raise MistakeError(f"“{shown}” is not read here; a rule starts with -A and the name of a chain")
        _COMMANDS[command](draft, words[1].text, words[2:], self._family)

    def _draft(self, name: str) -> TableDraft:
        if name not in IPTABLES_BASE_CHAINS:
            raise MistakeError(f"there is no table {name}; there are {', '.join(IPTABLES_BASE_CHAINS)}")
        if name not in self._drafts:
            self._drafts[name] = TableDraft(name, self._onto.table(name), self._sets)
        return self._drafts[name]


def _print_position(table: str) -> int:
    """Where iptables-save prints a table; those that are not iptables' keep their order behind its own."""
    return TABLE_ORDER.index(table) if table in TABLE_ORDER else len(TABLE_ORDER)


def _take_table(words: list[Word]) -> str:
    """Take `-t TABLE` and `-w` out of a command's words; the table, filter if none is named."""
    table = "filter"
    position = 0
    while position < len(words):
        flag = _ALIASES.get(words[position].text, words[position].text)
        if flag == "--comment":
            position += 2
        elif flag == "-t":
            table = "".join(word.text for word in words[position + 1 : position + 2])
            del words[position : position + 2]
        elif flag == "-w":
            del words[position : position + 1]
        else:
            position += 1
    return table


def _declare(draft: TableDraft, parts: Sequence[str]) -> None:
    """`:CHAIN POLICY [packets:bytes]`."""
    if len(parts) < 2:
        raise MistakeError("a chain is declared as :NAME - [0:0], a built-in one as :NAME ACCEPT [0:0]")
    name, policy = parts[:2]
    if policy == "-":
        draft.create(name)
    else:
        draft.set_policy(name, policy)


def _append(draft: TableDraft, chain: str, words: Sequence[Word], family: Family) -> None:
    draft.append(chain, parse_rule(words, draft.name, draft, family, draft.sets))


def _insert(draft: TableDraft, chain: str, words: Sequence[Word], family: Family) -> None:
    number = 1
    if words and words[0].text.isdigit():
        number, words = int(words[0].text), words[1:]
    draft.insert(chain, number, parse_rule(words, draft.name, draft, family, draft.sets))


def _create(draft: TableDraft, chain: str, words: Sequence[Word], family: Family) -> None:
    if chain in draft:
        raise MistakeError(f"chain {chain} exists already; leave this line out")
    draft.create(chain)


def _policy(draft: TableDraft, chain: str, words: Sequence[Word], family: Family) -> None:
    draft.set_policy(chain, words[0].text if words else "")


_COMMANDS: Mapping[str, Callable[[TableDraft, str, Sequence[Word], Family], None]] = MappingProxyType(
    {"-A": _append, "-I": _insert, "-N": _create, "-P": _policy},
)
