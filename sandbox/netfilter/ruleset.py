"""Rules, chains, tables and rulesets."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from sandbox.net import IPAddress
from sandbox.netfilter.expressions import Comment, Expression, MatchAddress, MatchPort, Side
from sandbox.netfilter.hooks import Hook, Priority
from sandbox.netfilter.sets import NamedSet

if TYPE_CHECKING:
    from sandbox.netfilter.program import Program


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


class Chain(msgspec.Struct, frozen=True, dict=True):
    """A chain. `candidates` skips rules for other addresses and ports without looking at each of them."""

    name: str
    rules: tuple[Rule, ...] = ()
    comment: str = ""

    @cached_property
    def programs(self) -> "dict[tuple[str, int], Program]":
        """The rules that were looked at, made ready to run, by table and index; kept by the evaluation."""
        return {}

    @cached_property
    def _index(self) -> "_ChainIndex":
        return _ChainIndex.of(self.rules)

    def candidates(self, destination: IPAddress, destination_port: int) -> Sequence[int]:
        """Indices, in order, of the rules that a packet to `destination`:`destination_port` could match."""
        return self._index.candidates(destination, destination_port)


class _ChainIndex:
    """Rule indices by exact destination address, else by exact destination port, else for every packet.

    Addresses are told by type and number: their own hash is a text's.
    """

    def __init__(self) -> None:
        self.by_address: dict[tuple[type[IPAddress], int], list[int]] = {}
        self.by_port: dict[int, list[int]] = {}
        self.always: list[int] = []

    @classmethod
    def of(cls, rules: tuple[Rule, ...]) -> "_ChainIndex":
        index = cls()
        for position, rule in enumerate(rules):
            index._add(position, rule)
        return index

    def _add(self, position: int, rule: Rule) -> None:
        for expression in rule.expressions:
            match expression:
                case MatchAddress(Side.DESTINATION, network, False) if (
                    network.prefixlen == network.max_prefixlen
                ):
                    self.by_address.setdefault(_number(network.network_address), []).append(position)
                    return
                case MatchPort(_, Side.DESTINATION, low, high, False) if low == high:
                    self.by_port.setdefault(low, []).append(position)
                    return
                case _:
                    pass
        self.always.append(position)

    def candidates(self, destination: IPAddress, port: int) -> Sequence[int]:
        if not self.by_address and not self.by_port:
            return self.always
        found = self.by_address.get(_number(destination), []) + self.by_port.get(port, [])
        return sorted(found + self.always) if found else self.always


def _number(address: IPAddress) -> tuple[type[IPAddress], int]:
    return type(address), int(address)


class BaseChain(msgspec.Struct, frozen=True):
    """The entry of a chain into a hook. `is_nat`: consulted for the first packet of a connection only."""

    chain: str
    hook: Hook
    priority: int
    is_nat: bool = False
    accepts: bool = True
    """The policy: whether a packet that falls off the end goes on."""


class Table(msgspec.Struct, frozen=True):
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
