"""Hosts and links that come into being when they are first looked at."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TypeVar

from sandbox.topology.host import Host
from sandbox.topology.network import Port

V = TypeVar("V")


class LazyHosts(Mapping[str, Host]):
    """Hosts by name, each built when a packet first reaches it; equal to any mapping of the same hosts."""

    def __init__(self, names: Collection[str], build: Callable[[str], Host]) -> None:
        self._names = names
        self._build = build
        self._built: dict[str, Host] = {}

    def __getitem__(self, name: str) -> Host:
        found = self._built.get(name)
        if found is None:
            found = self._built[name] = self._build(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._names


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
