"""Chains, sets and elements that come into being when they are first looked at."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar

from sandbox.netfilter.iptables import print_order
from sandbox.netfilter.ruleset import IPTABLES_BASE_CHAINS, Chain, Table

ChainBuilder = Callable[[], Chain]
PrintOrder = Callable[[Iterable[str], Iterable[str]], tuple[str, ...]]
K = TypeVar("K")
V = TypeVar("V")


class LazyMapping(Mapping[K, V]):
    """What `build` makes when the first question is asked; equal to any mapping of the same items."""

    def __init__(self, build: Callable[[], Mapping[K, V]]) -> None:
        self._build = build

    @cached_property
    def _items(self) -> Mapping[K, V]:
        return self._build()

    def __getitem__(self, key: K) -> V:
        return self._items[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)


class LazyChains(Mapping[str, Chain]):
    """Chains by name, in the order in which iptables-save prints them, built one by one.

    `builders` is called when the first question is asked, each builder when its chain is first looked up.
    Built-in chains that it does not name are empty. Equal to any mapping of the same chains.
    `order` is given the names and the built-in ones.
    """

    def __init__(
        self,
        builders: Callable[[], Mapping[str, ChainBuilder]],
        built_in: Iterable[str] = (),
        order: PrintOrder = print_order,
    ) -> None:
        self._plan = builders
        self._built_in = tuple(built_in)
        self._order = order
        self._built: dict[str, Chain] = {}

    @cached_property
    def _builders(self) -> Mapping[str, ChainBuilder]:
        return self._plan()

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return self._order(self._builders, self._built_in)

    def __getitem__(self, name: str) -> Chain:
        found = self._built.get(name)
        if found is None:
            found = self._built[name] = self._build(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._builders or name in self._built_in

    def _build(self, name: str) -> Chain:
        if name in self._builders:
            return self._builders[name]()
        if name in self._built_in:
            return Chain(name)
        raise KeyError(name)


def lazy_table(name: str, builders: Callable[[], Mapping[str, ChainBuilder]]) -> Table:
    """An iptables table of chains that are built when they are looked at.

    Raises KeyError if iptables has no such table.
    """
    base_chains = IPTABLES_BASE_CHAINS[name]
    return Table(name, LazyChains(builders, [base.chain for base in base_chains]), base_chains)
