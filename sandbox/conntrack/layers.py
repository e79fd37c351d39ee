"""A mapping that is never changed and of which a changed copy is cheap, however large it is.

The theory: what changed lies as a thin layer on a thick one, which copies share. A copy costs the thin layer,
and once in a while, when that has grown to about the square root of the thick one, a new thick one.
"""

from collections.abc import Iterable, Iterator, Mapping
from math import isqrt
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")

THIN = 64
"""How many changes a layer always has room for."""


class LayeredMap(Mapping[K, V]):
    """A persistent mapping in the order in which its keys came in.

    Looking up costs two dictionary look-ups, a changed copy O(√n) on average.
    """

    __slots__ = ("_base", "_changes", "_moved", "_size")

    def __init__(
        self,
        base: dict[K, V] | None = None,
        changes: dict[K, V | None] | None = None,
        size: int = 0,
        moved: frozenset[K] = frozenset(),
    ) -> None:
        self._base: dict[K, V] = {} if base is None else base
        self._changes: dict[K, V | None] = {} if changes is None else changes
        self._size = size
        self._moved = moved
        """Keys of the thick layer that came back after they had gone: their place is in the thin one."""

    def __getitem__(self, key: K) -> V:
        found = self.find(key)
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[K]:
        base, changes, moved = self._base, self._changes, self._moved
        for key in base:
            if changes.get(key, key) is not None and key not in moved:
                yield key
        for key, value in changes.items():
            if value is not None and (key not in base or key in moved):
                yield key

    def __len__(self) -> int:
        return self._size

    def find(self, key: K) -> V | None:
        """What there is for `key`, None if nothing."""
        changes = self._changes
        return changes[key] if key in changes else self._base.get(key)

    def with_items(self, added: Mapping[K, V]) -> "LayeredMap[K, V]":
        """A copy with the items of `added`; a key that is there keeps its place, any other comes last."""
        base, changes, size, moved = self._base, self._changes.copy(), self._size, self._moved
        for key, value in added.items():
            if key not in changes:
                size += key not in base
            elif changes[key] is None:
                del changes[key]
                moved, size = moved | {key}, size + 1
            changes[key] = value
        return LayeredMap(base, changes, size, moved)._settled()

    def without(self, removed: Iterable[K]) -> "LayeredMap[K, V]":
        """A copy without the keys of `removed`, as far as they are there."""
        base, changes = self._base, self._changes.copy()
        gone = {key for key in removed if self.find(key) is not None}
        for key in gone:
            if key in base:
                changes[key] = None
            else:
                del changes[key]
        return LayeredMap(base, changes, self._size - len(gone), self._moved)._settled()

    def _settled(self) -> "LayeredMap[K, V]":
        return self._flat() if len(self._changes) > THIN + isqrt(len(self._base)) else self

    def _flat(self) -> "LayeredMap[K, V]":
        """The same as one thick layer."""
        items = self._base.copy()
        for key, value in self._changes.items():
            if value is None or key in self._moved:
                del items[key]
            if value is not None:
                items[key] = value
        return LayeredMap(items, {}, len(items))
