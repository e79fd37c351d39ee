"""A table while its text is read."""

from collections.abc import Iterable, Mapping
from functools import partial

import msgspec

from sandbox.netfilter.ip_sets import IpSet
from sandbox.netfilter.iptables.errors import MistakeError, no_chain
from sandbox.netfilter.lazy import ChainBuilder, LazyChains
from sandbox.netfilter.ruleset import IPTABLES_BASE_CHAINS, Chain, Rule, Table, iptables_table

POLICIES = {"ACCEPT": True, "DROP": False}


class TableDraft:
    """The chains of a table that were touched, on top of a table that was there before.

    `sets` are those that its rules may ask.
    """

    def __init__(self, name: str, onto: Table | None, sets: Mapping[str, IpSet]) -> None:
        self.name = name
        self.sets = sets
        self._onto = onto
        base_chains = IPTABLES_BASE_CHAINS[name] if onto is None else onto.base_chains
        self._base_chains = {base.chain: base for base in base_chains}
        self._touched: dict[str, list[Rule]] = {}

    def __contains__(self, chain: object) -> bool:
        there = self._onto is not None and chain in self._onto.chains
        return there or chain in self._touched or chain in self._base_chains

    def create(self, chain: str) -> None:
        """Make an empty chain, or empty one that is there."""
        if chain in self._base_chains:
            raise MistakeError(f"{chain} is built in; declare it with its policy: :{chain} ACCEPT [0:0]")
        self._touched[chain] = []

    def set_policy(self, chain: str, policy: str) -> None:
        """Set what becomes of a packet that falls off the end of a built-in chain."""
        if chain not in self._base_chains:
            raise MistakeError(f"{chain} is no built-in chain of table {self.name}; only those have a policy")
        if policy not in POLICIES:
            raise MistakeError(f"“{policy}” is no policy; write ACCEPT or DROP")
        self._base_chains[chain] = msgspec.structs.replace(self._base_chains[chain], accepts=POLICIES[policy])

    def append(self, chain: str, rules: Iterable[Rule]) -> None:
        """Put rules at the end of a chain."""
        self._rules(chain).extend(rules)

    def insert(self, chain: str, number: int, rules: Iterable[Rule]) -> None:
        """Put rules in front of rule `number` of a chain, counted from 1."""
        present = self._rules(chain)
        if not 1 <= number <= len(present) + 1:
            last = len(present) + 1
            raise MistakeError(f"there is no place {number} in {chain}; insert at a number from 1 to {last}")
        for rule in rules:
            present.insert(number - 1, rule)

    def table(self) -> Table:
        """The table as it is now."""
        touched = {name: Chain(name, tuple(self._touched[name])) for name in sorted(self._touched)}
        base_chains = tuple(self._base_chains.values())
        if self._onto is None:
            fresh = iptables_table(self.name, touched.values())
            return msgspec.structs.replace(fresh, base_chains=base_chains)
        chains = LazyChains(partial(_overlaid, self._onto.chains, touched), self._base_chains)
        return msgspec.structs.replace(self._onto, chains=chains, base_chains=base_chains)

    def _rules(self, chain: str) -> list[Rule]:
        if chain not in self:
            raise no_chain(self.name, chain)
        if chain not in self._touched:
            self._touched[chain] = list(self._present(chain))
        return self._touched[chain]

    def _present(self, chain: str) -> tuple[Rule, ...]:
        if self._onto is None or chain not in self._onto.chains:
            return ()
        return self._onto.chains[chain].rules


def _overlaid(below: Mapping[str, Chain], above: Mapping[str, Chain]) -> Mapping[str, ChainBuilder]:
    """Builders of the chains of both, those of `above` first."""
    chains: dict[str, ChainBuilder] = {name: partial(below.__getitem__, name) for name in below}
    return chains | {name: partial(_itself, chain) for name, chain in above.items()}


def _itself(chain: Chain) -> Chain:
    return chain
