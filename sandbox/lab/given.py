"""Rules of other software in their own words: what Natwalk made of them is what is to be judged."""

import re
import shlex
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import msgspec

from sandbox.lab.errors import LabError
from sandbox.lab.inside.messages import Run
from sandbox.net import Family
from sandbox.netfilter import Ruleset
from sandbox.netfilter.iptables.ruleset_parse import PROGRAMS
from sandbox.netfilter.iptables.words import restore_words
from sandbox.scenario import Scenario
from sandbox.scenario.compile import compile_world, node_host
from sandbox.scenario.compile.other_rules import lines_for
from sandbox.scenario.objects import NO_STATE, HostDocument

PROGRAM = MappingProxyType({Family.IPV4: "iptables", Family.IPV6: "ip6tables"})
RESTORE = MappingProxyType({Family.IPV4: "iptables-restore", Family.IPV6: "ip6tables-restore"})

_SHORT = re.compile("-[a-z0-9]*M")
_EMPTIES = ("flush", "delete", "destroy")
"""Commands of nft that would reach kube-proxy's tables, too."""


class Given(msgspec.Struct, frozen=True):
    """A host's rules in two parts: those beneath, and the texts that are loaded onto them as they are."""

    beneath: Mapping[Family, Ruleset]
    iptables: str = ""
    nftables: str = ""

    def loads(self) -> Iterator[Run]:
        """Load the texts."""
        for family in Family:
            yield from _iptables_loads(self.iptables, family)
        if self.nftables.strip():
            yield Run(("nft", "-f", "-"), f"{self.nftables}\n")


def without_programs(run: Run) -> Run:
    """A run of iptables whose rules name no program for it to start. Raises LabError if one does.

    A rule's words may hold `--modprobe`, and the lab is root. iptables: iptables/xshared.c do_parse
    """
    if run.arguments[0] not in (*PROGRAM.values(), *RESTORE.values()):
        return run
    texts = (each.text for line in run.text.splitlines() for each in restore_words(line))
    found = next(filter(_names_a_program, (*run.arguments, *texts)), None)
    if found is not None:
        raise LabError(f"“{found}” names a program that iptables would start, which no rule does here.")
    return run


def _names_a_program(word: str) -> bool:
    """Whether a word is `-M` or `--modprobe`, in full or cut short."""
    name = word.partition("=")[0]
    return _SHORT.match(word) is not None or (len(name) > len("--m") and "--modprobe".startswith(name))


def given_rules(scenario: Scenario, at: float | None = None) -> Mapping[str, Given]:
    """What the `Host` documents that are not replaced by a node's state have, by host."""
    own = [each for each in reversed(scenario.hosts) if _is_given(each)]
    if not own:
        return MappingProxyType({})
    stripped = (
        msgspec.structs.replace(each, iptables="", nftables="") if _is_given(each) else each
        for each in scenario.hosts
    )
    hosts = compile_world(msgspec.structs.replace(scenario, hosts=tuple(stripped)), at).topology.hosts
    found = {node_host(each.metadata.name): each for each in own}
    return MappingProxyType(
        {
            name: Given(hosts[name].rulesets, each.iptables, each.nftables)
            for name, each in found.items()
            if name in hosts
        }
    )


def _is_given(document: HostDocument) -> bool:
    has_rules = bool(document.iptables.strip() or document.nftables.strip())
    empties = any(word in document.nftables.split() for word in _EMPTIES)
    return has_rules and document.state == NO_STATE and not empties


def _iptables_loads(text: str, family: Family) -> Iterator[Run]:
    """Each table of iptables-save text for the restoring program, each command by itself, in their order."""
    section: list[str] = []
    for line in map(str.strip, lines_for(text, family)):
        if section or line.startswith("*"):
            section.append(line)
            if line == "COMMIT":
                yield Run((RESTORE[family], "--noflush"), "".join(f"{each}\n" for each in section))
                section.clear()
        elif line and not line.startswith("#"):
            yield Run((PROGRAM[family], *_arguments(line)))


def _arguments(line: str) -> tuple[str, ...]:
    words = shlex.split(line)
    while words and words[0] in PROGRAMS:
        del words[0]
    return tuple(words)
