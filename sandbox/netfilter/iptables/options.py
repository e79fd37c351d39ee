"""Sorting a rule's words into general options and modules, each option to the module that takes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from sandbox.netfilter.conditions import ConnectionField, PortOption
from sandbox.netfilter.iptables.errors import MistakeError
from sandbox.netfilter.iptables.words import Word

ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "--source": "-s",
        "--src": "-s",
        "--destination": "-d",
        "--dst": "-d",
        "--protocol": "-p",
        "--proto": "-p",
        "--in-interface": "-i",
        "--out-interface": "-o",
        "--match": "-m",
        "--jump": "-j",
        "--goto": "-g",
        "--source-port": "--sport",
        "--destination-port": "--dport",
    }
)
PROTOCOL_MODULES: Mapping[str, str] = MappingProxyType(
    {"6": "tcp", "17": "udp", "132": "sctp", "1": "icmp"}
    | dict.fromkeys(("58", "icmpv6", "ipv6-icmp"), "icmp6")
)
"""The module of a protocol that is called otherwise."""
GENERAL = frozenset({"-s", "-d", "-i", "-o", "-p"})
MODULE_KINDS = frozenset({"-m", "-j", "-g"})

_PORTS = {"--sport": 1, "--dport": 1}
_NAMED_PORTS = (PortOption.INCOMING, PortOption.OUTGOING)

OPTIONS: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {
        "tcp": {**_PORTS, "--tcp-flags": 2, "--syn": 0},
        "udp": _PORTS,
        "sctp": _PORTS,
        "comment": {"--comment": 1},
        "mark": {"--mark": 1},
        "conntrack": {"--ctstate": 1, **{field.value: 1 for field in ConnectionField}},
        "state": {"--state": 1},
        "addrtype": {"--src-type": 1, "--dst-type": 1, "--limit-iface-in": 0, "--limit-iface-out": 0},
        "statistic": {"--mode": 1, "--probability": 1},
        "recent": {
            "--set": 0,
            "--rcheck": 0,
            "--update": 0,
            "--hitcount": 1,
            "--rdest": 0,
            "--reap": 0,
            "--rsource": 0,
            "--seconds": 1,
            "--name": 1,
            "--mask": 1,
        },
        "nfacct": {"--nfacct-name": 1},
        "pkttype": {"--pkt-type": 1},
        "ttl": {"--ttl": 1, "--ttl-eq": 1, "--ttl-lt": 1, "--ttl-gt": 1},
        "hl": {"--hl-eq": 1, "--hl-lt": 1, "--hl-gt": 1},
        "physdev": {each.value: int(each in _NAMED_PORTS) for each in PortOption},
        "owner": {"--socket-exists": 0},
        "policy": {
            **dict.fromkeys(("--dir", "--pol", "--reqid", "--spi", "--proto", "--mode"), 1),
            **dict.fromkeys(("--tunnel-src", "--tunnel-dst"), 1),
            **dict.fromkeys(("--strict", "--next"), 0),
        },
        "MARK": {"--set-xmark": 1, "--set-mark": 1, "--or-mark": 1, "--and-mark": 1, "--xor-mark": 1},
        "DNAT": {"--to-destination": 1, "--random": 0, "--persistent": 0},
        "SNAT": {"--to-source": 1, "--random": 0, "--random-fully": 0, "--persistent": 0},
        "MASQUERADE": {"--to-ports": 1, "--random": 0, "--random-fully": 0},
        "REJECT": {"--reject-with": 1},
        "multiport": {
            "--sports": 1,
            "--dports": 1,
            "--ports": 1,
            "--source-ports": 1,
            "--destination-ports": 1,
        },
        "iprange": {"--src-range": 1, "--dst-range": 1},
        "icmp": {"--icmp-type": 1},
        "icmp6": {"--icmpv6-type": 1},
        "limit": {"--limit": 1, "--limit-burst": 1},
        "connmark": {"--mark": 1},
        "rpfilter": {"--loose": 0, "--validmark": 0, "--accept-local": 0, "--invert": 0},
        "CONNMARK": {
            "--set-xmark": 1,
            "--set-mark": 1,
            "--or-mark": 1,
            "--and-mark": 1,
            "--xor-mark": 1,
            "--save-mark": 0,
            "--restore-mark": 0,
            "--mask": 1,
            "--nfmask": 1,
            "--ctmask": 1,
        },
        "CT": {"--notrack": 0},
        "set": {"--match-set": 2},
        "NOTRACK": {},
        "REDIRECT": {"--to-ports": 1, "--random": 0},
    }
)
"""The options that are modelled, by module and target, with the number of words that each takes."""


class Option(NamedTuple):
    """One option, with the words that belong to it."""

    flag: str
    negated: bool
    values: tuple[str, ...]

    @property
    def value(self) -> str:
        """Its first word."""
        return self.values[0]


@dataclass
class Module:
    """A match (`-m`) or target (`-j`, `-g`) with its options; `raw` is how all of it was written."""

    kind: str
    name: str
    raw: list[str]
    options: list[Option] = field(default_factory=list)

    @property
    def is_modelled(self) -> bool:
        """Whether it has only options that are modelled."""
        known = OPTIONS.get(self.name, {})
        return all(option.flag in known for option in self.options)

    def option(self, flag: str) -> Option | None:
        """Its option of that name, the last if it is given twice."""
        return next((each for each in reversed(self.options) if each.flag == flag), None)

    @property
    def text(self) -> str:
        """How it was written."""
        return " ".join(self.raw)


@dataclass
class Draft:
    """A rule's general options and its modules, in the order given."""

    general: list[Option] = field(default_factory=list)
    modules: list[Module] = field(default_factory=list)

    @property
    def protocol(self) -> str:
        """The module of what `-p` says, empty if it says nothing."""
        given = next((each.value for each in self.general if each.flag == "-p" and not each.negated), "")
        return PROTOCOL_MODULES.get(given.lower(), given.lower())


def sort_options(words: Sequence[Word]) -> Draft:
    """Read a rule's words. Raises MistakeError for a word that has no place."""
    draft = Draft()
    reader = _Reader(words)
    while reader.has_more:
        negated, word = reader.flag()
        flag = word.text if _is_own(draft, word.text) else ALIASES.get(word.text, word.text)
        if flag in GENERAL:
            draft.general.append(Option(flag, negated, (reader.take(1, flag)[0].text,)))
        elif flag in MODULE_KINDS:
            (name,) = reader.take(1, flag)
            draft.modules.append(Module(flag, name.text, [flag, name.raw]))
        else:
            _add_option(draft, flag, negated, word, reader)
    return draft


def _is_own(draft: Draft, flag: str) -> bool:
    """Whether the last module has an option of that name, such as policy's `--proto`."""
    return bool(draft.modules) and flag in OPTIONS.get(draft.modules[-1].name, {})


class _Reader:
    """The words that are still to be read."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = list(reversed(words))

    @property
    def has_more(self) -> bool:
        """Whether any are left."""
        return bool(self._words)

    def flag(self) -> tuple[bool, Word]:
        """The next option, and whether `!` stands before it."""
        word = self._words.pop()
        negated = word.raw == "!" and self.has_more
        flag = self._words.pop() if negated else word
        if not flag.is_flag:
            raise MistakeError(f"“{flag.text}” belongs to no option; an option such as -s comes before it")
        return negated, flag

    def take(self, count: int, flag: str) -> list[Word]:
        """The next `count` words, whatever they are."""
        if len(self._words) < count:
            raise MistakeError(f"{flag} has no value; write one after it")
        return [self._words.pop() for _ in range(count)]

    def take_values(self) -> list[Word]:
        """The next words up to an option."""
        taken = []
        while self._words and not self._words[-1].is_flag and self._words[-1].raw != "!":
            taken.append(self._words.pop())
        return taken


def _add_option(draft: Draft, flag: str, negated: bool, word: Word, reader: _Reader) -> None:
    """Give an option to its module, with the words that it takes."""
    module = _owner(draft, flag)
    count = OPTIONS.get(module.name, {}).get(flag)
    values = reader.take_values() if count is None else reader.take(count, flag)
    module.options.append(Option(flag, negated, tuple(each.text for each in values)))
    module.raw += [*(["!"] if negated else []), word.raw, *(each.raw for each in values)]


def _owner(draft: Draft, flag: str) -> Module:
    """The last match if it is not modelled, else the last module that knows it, else the protocol's own."""
    last = draft.modules[-1] if draft.modules else None
    if last is not None and last.kind == "-m" and last.name not in OPTIONS:
        return last
    found = next((each for each in reversed(draft.modules) if flag in OPTIONS.get(each.name, {})), None)
    if found is None and flag in OPTIONS.get(draft.protocol, {}):
        found = Module("-m", draft.protocol, ["-m", draft.protocol])
        draft.modules.append(found)
    owner = found or last
    if owner is None:
        raise MistakeError(f"{flag} belongs to no match; write -m and the name of its match before it")
    return owner
