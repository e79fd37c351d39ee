"""nftables rules of other software in their own words: what Natwalk made of them is what is to be judged."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from sandbox.scenario import Scenario
from sandbox.scenario.compile import node_host
from sandbox.scenario.objects import NO_STATE

_TABLES = re.compile(r"\btable\s+(?:(ip6?|inet)\s+)?([A-Za-z][\w./\\-]*)")
_EMPTIES = ("flush", "delete", "destroy")
"""Commands that would reach kube-proxy's tables, too."""


def given_rules(scenario: Scenario) -> Mapping[str, str]:
    """The nftables text of the `Host` documents that are not replaced by a node's state, by host."""
    return MappingProxyType(
        {
            node_host(each.metadata.name): each.nftables
            for each in reversed(scenario.hosts)
            if each.nftables.strip() and each.state == NO_STATE and not _empties(each.nftables)
        }
    )


def tables_of(text: str) -> frozenset[str]:
    """The tables that a text declares, as `inet fw`."""
    return frozenset(f"{family or 'ip'} {name}" for family, name in _TABLES.findall(text))


def _empties(text: str) -> bool:
    return any(word in text.split() for word in _EMPTIES)
