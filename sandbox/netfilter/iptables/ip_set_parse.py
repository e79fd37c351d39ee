"""Reading what `ipset save` prints."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from sandbox.net import Family, IPNetwork, Protocol, family_of
from sandbox.netfilter.ip_sets import Dimension, IpSet, Part
from sandbox.netfilter.iptables.errors import MistakeError, RulesTextError
from sandbox.netfilter.iptables.values import MAX_PORT, network, number
from sandbox.netfilter.iptables.words import Word, restore_words

_FAMILIES = {"inet": Family.IPV4, "inet6": Family.IPV6}
_DIMENSIONS = {each.value: each for each in Dimension}
_PROTOCOLS = {"tcp": Protocol.TCP, "udp": Protocol.UDP, "sctp": Protocol.SCTP}
_BITS = {Family.IPV4: 32, Family.IPV6: 128}
_LIST = "list:set"


def parse_ip_sets(text: str) -> Mapping[str, IpSet]:
    """The sets by name, without those that are not modelled. Raises RulesTextError."""
    reader = _Reader()
    for line_number, line in enumerate(text.splitlines(), 1):
        try:
            reader.read(line.strip())
        except MistakeError as mistake:
            raise RulesTextError(line_number, str(mistake)) from None
    return MappingProxyType(reader.sets())


class _Draft:
    """A set while it is read; `is_modelled` says whether all of it can be asked."""

    def __init__(self, kind: str, options: Sequence[str], line: str) -> None:
        self.kind = kind
        self.lines = [line]
        self.family = _FAMILIES.get(_after("family", options, "inet"), Family.IPV4)
        self.prefix = number(_after("netmask", options, "0"), _BITS[self.family], "the length of a prefix")
        names = kind.partition(":")[2].split(",")
        self.dimensions = tuple(_DIMENSIONS[each] for each in names if each in _DIMENSIONS)
        has_known_parts = len(self.dimensions) == len(names) and "bitmask" not in options
        self.is_modelled = kind == _LIST or has_known_parts
        self.entries: dict[tuple[Part, ...], bool] = {}
        self.members: list[str] = []

    def add(self, entry: str, options: Sequence[str], line: str) -> None:
        self.lines.append(line)
        if self.kind == _LIST:
            self.members.append(entry)
        elif self.is_modelled:
            self.is_modelled = "wildcard" not in options and self._add(entry, "nomatch" not in options)

    def _add(self, entry: str, is_in: bool) -> bool:
        """Take in an entry; whether all of its parts can be asked."""
        texts = entry.split(",")
        if len(texts) != len(self.dimensions):
            raise MistakeError(f"“{entry}” does not fit a set of type {self.kind}")
        parts = [self._part(each, text) for each, text in zip(self.dimensions, texts, strict=True)]
        known = [each for each in parts if each is not None]
        self.entries[tuple(known)] = is_in
        return len(known) == len(parts)

    def _part(self, dimension: Dimension, text: str) -> Part | None:
        match dimension:
            case Dimension.ADDRESS | Dimension.NETWORK:
                return self._network(text)
            case Dimension.INTERFACE:
                return None if ":" in text else text
            case Dimension.PORT:
                return _port(text, has_protocol=self.kind.startswith("hash:"))

    def _network(self, text: str) -> IPNetwork:
        found = network(text)
        if family_of(found) is not self.family:
            raise MistakeError(f"{text} is of the other family than its set; add it to another set")
        return found

    @property
    def has_addresses(self) -> bool:
        return bool({Dimension.ADDRESS, Dimension.NETWORK}.intersection(self.dimensions))


def _after(word: str, options: Sequence[str], default: str) -> str:
    given = [*options, ""]
    return given[given.index(word) + 1] if word in options else default


def _port(text: str, has_protocol: bool) -> Part | None:
    """`tcp:80`, or `80` in a set of ports alone; None for what has no port, such as `icmp:echo-request`."""
    protocol, given, port = text.rpartition(":")
    if not has_protocol:
        return number(text, MAX_PORT, "a port")
    known = _PROTOCOLS.get(protocol if given else "tcp")
    return None if known is None else (known, number(port, MAX_PORT, "a port"))


class _Reader:
    def __init__(self) -> None:
        self._drafts: dict[str, _Draft] = {}

    def read(self, line: str) -> None:
        """Take in one line."""
        if not line or line.startswith("#"):
            return
        match restore_words(line):
            case (Word("create"), Word(name), Word(kind), *options):
                self._drafts[name] = _Draft(kind, _options(options), line)
            case (Word("add"), Word(name), Word(entry), *options) if name in self._drafts:
                self._drafts[name].add(entry, _options(options), line)
            case (Word("add"), Word(name), *_):
                raise MistakeError(f"there is no set {name}; create it before its entries")
            case _:
                raise MistakeError(f"“{line}” is not read here; write create NAME TYPE or add NAME ENTRY")

    def sets(self) -> dict[str, IpSet]:
        """The sets that are modelled; lists of sets come last, as they name those before."""
        found = {
            name: _plain(name, draft)
            for name, draft in self._drafts.items()
            if draft.is_modelled and draft.kind != _LIST
        }
        for name, draft in self._drafts.items():
            if draft.kind == _LIST and all(each in found for each in draft.members):
                found[name] = _listed(name, draft, [found[each] for each in draft.members])
        return found


def _options(words: Sequence[Word]) -> list[str]:
    """All words but comments, which may be any."""
    return [each.text for each in words if not each.raw.startswith('"')]


def _plain(name: str, draft: _Draft) -> IpSet:
    family = draft.family if draft.has_addresses else None
    text = _restored(draft)
    return IpSet(name, draft.dimensions, text, family, MappingProxyType(draft.entries), draft.prefix)


def _listed(name: str, draft: _Draft, members: list[IpSet]) -> IpSet:
    text = "".join(each.text for each in members) + _restored(draft)
    return IpSet(name, (), text, members=tuple(members))


def _restored(draft: _Draft) -> str:
    return "".join(f"{line}\n" for line in draft.lines)
