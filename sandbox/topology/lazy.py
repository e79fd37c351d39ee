"""Hosts, links and what else follows from them: each comes into being when it is first looked at."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TypeVar

from sandbox.topology.network import Port

K = TypeVar("K")
V = TypeVar("V")


class LazyItems(Mapping[K, V]):
    """What `build` makes of each key when it is first asked for; equal to any mapping of the same items."""

    def __init__(self, keys: Collection[K], build: Callable[[K], V]) -> None:
        self._keys = keys
        self._build = build
        self._built: dict[K, V] = {}

    def __getitem__(self, key: K) -> V:
        if key not in self._built:
            if key not in self._keys:
                raise KeyError(key)
            self._built[key] = self._build(key)
        return self._built[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def __contains__(self, key: object) -> bool:
        return key in self._keys


class LazyPorts(Mapping[Port, V]):
    """What there is for each interface, worked out for all of a host's at once when one is first asked for.

    `build` is given a host's name; for one that is not among `hosts` it returns nothing.
    """

    def __init__(self, hosts: Iterable[str], build: Callable[[str], Mapping[Port, V]]) -> None:
        self._hosts = hosts
        self._build = build
        self._built: dict[str, Mapping[Port, V]] = {}

    def __getitem__(self, port: Port) -> V:
        return self._of(port.host)[port]

    def __iter__(self) -> Iterator[Port]:
        for host in self._hosts:
            yield from self._of(host)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _of(self, host: str) -> Mapping[Port, V]:
        if host not in self._built:
            self._built[host] = self._build(host)
        return self._built[host]
