"""Rules, chains, tables and rulesets."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from sandbox.netfilter.expressions import Comment, Expression
from sandbox.netfilter.hooks import Hook, Priority
from sandbox.netfilter.sets import NamedSet

if TYPE_CHECKING:
    from sandbox.netfilter.program import ReadyChain


class Rule(msgspec.Struct, frozen=True):
    """One rule: its expressions in the order of its text."""

    expressions: tuple[Expression, ...]

    @property
    def comment(self) -> str:
        """The text of its comment, empty if it has none."""
        return next((each.text for each in self.expressions if isinstance(each, Comment)), "")


class RuleRef(msgspec.Struct, frozen=True):
    """Where a rule stands: the table, the chain and its number in the chain, counted from 1."""

    table: str
    chain: str
    number: int

    def __str__(self) -> str:
        return f"{self.table}/{self.chain}#{self.number}"


class Chain(msgspec.Struct, frozen=True):
    """A chain."""

    name: str
    rules: tuple[Rule, ...] = ()
    comment: str = ""


class BaseChain(msgspec.Struct, frozen=True):
    """The entry of a chain into a hook. `is_nat`: consulted for the first packet of a connection only."""

    chain: str
    hook: Hook
    priority: int
    is_nat: bool = False
    accepts: bool = True
    """The policy: whether a packet that falls off the end goes on."""


class Table(msgspec.Struct, frozen=True, dict=True):
    """A table: its chains by name, in the order in which they are printed, and those that stand in hooks.

    An nftables table's name opens with its family, as in `ip kube-proxy`, so that it is never taken for an
    iptables one. Sets and maps are nftables' only; `others` is the text of objects that Natwalk does not run.
    """

    name: str
    chains: Mapping[str, Chain]
    base_chains: tuple[BaseChain, ...]
    sets: Mapping[str, NamedSet] = {}
    comment: str = ""
    others: tuple[str, ...] = ()

    @cached_property
    def ready(self) -> "dict[str, ReadyChain]":
        """The chains that packets came to, made ready to run; kept by the evaluation."""
        return {}


class Ruleset(msgspec.Struct, frozen=True, dict=True):
    """All tables of one family on one host, in the order in which they are printed."""

    tables: tuple[Table, ...] = ()

    @cached_property
    def _by_hook(self) -> dict[Hook, tuple[tuple[Table, BaseChain], ...]]:
        found: dict[Hook, list[tuple[Table, BaseChain]]] = {hook: [] for hook in Hook}
        for table in self.tables:
            for base in table.base_chains:
                if table.chains[base.chain].rules or not base.accepts:
                    found[base.hook].append((table, base))
        return {
            hook: tuple(sorted(entries, key=lambda entry: entry[1].priority))
            for hook, entries in found.items()
        }

    def at(self, hook: Hook) -> tuple[tuple[Table, BaseChain], ...]:
        """The base chains that stand in `hook` and do something, in the order in which they run."""
        return self._by_hook[hook]

    def table(self, name: str) -> Table | None:
        """The table of that name."""
        return next((table for table in self.tables if table.name == name), None)

    def rule(self, ref: RuleRef) -> Rule:
        """The rule at `ref`. Raises KeyError or IndexError where there is none."""
        table = self.table(ref.table)
        if table is None:
            raise KeyError(ref.table)
        return table.chains[ref.chain].rules[ref.number - 1]


IPTABLES_BASE_CHAINS: Mapping[str, tuple[BaseChain, ...]] = MappingProxyType(
    {
        "mangle": tuple(BaseChain(hook.value, hook, Priority.MANGLE) for hook in Hook),
        "nat": (
            BaseChain("PREROUTING", Hook.PREROUTING, Priority.DSTNAT, is_nat=True),
            BaseChain("INPUT", Hook.INPUT, Priority.SRCNAT, is_nat=True),
            BaseChain("OUTPUT", Hook.OUTPUT, Priority.DSTNAT, is_nat=True),
            BaseChain("POSTROUTING", Hook.POSTROUTING, Priority.SRCNAT, is_nat=True),
        ),
        "filter": tuple(
            BaseChain(hook.value, hook, Priority.FILTER) for hook in (Hook.INPUT, Hook.FORWARD, Hook.OUTPUT)
        ),
        "raw": tuple(BaseChain(hook.value, hook, Priority.RAW) for hook in (Hook.PREROUTING, Hook.OUTPUT)),
        "security": tuple(
            BaseChain(hook.value, hook, Priority.SECURITY) for hook in (Hook.INPUT, Hook.FORWARD, Hook.OUTPUT)
        ),
    }
)
"""The built-in chains of each iptables table, in the order in which iptables-save prints them."""


def is_iptables(table: str) -> bool:
    """Whether the table of that name is one of iptables', so that its rules are written as it writes them."""
    return table in IPTABLES_BASE_CHAINS


def iptables_table(name: str, chains: Iterable[Chain]) -> Table:
    """An iptables table with its built-in chains first; `chains` may include built-in ones with rules.

    Raises KeyError if iptables has no such table.
    """
    given = {chain.name: chain for chain in chains}
    base_chains = IPTABLES_BASE_CHAINS[name]
    built_in = {base.chain: given.pop(base.chain, Chain(base.chain)) for base in base_chains}
    return Table(name, MappingProxyType(built_in | given), base_chains)
