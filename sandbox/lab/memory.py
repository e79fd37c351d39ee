"""What one connection leaves on a host for the next: the lists of addresses that rules fill and look into."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

import msgspec

from sandbox.netfilter import Lookup, RecentCheck, RecentSet, Rule, SetUpdate
from sandbox.trace import Exchange, RuleStep

Place: TypeAlias = tuple[str, str, str]
"""A host, one of its lists, and an address that a rule looks for in it or puts there."""


class Memory(msgspec.Struct, frozen=True):
    """The places that connections look at, and those among them that they fill."""

    touched: frozenset[Place] = frozenset()
    filled: frozenset[Place] = frozenset()

    @classmethod
    def of(cls, exchanges: Iterable[Exchange]) -> "Memory":
        """What all the paths that a request may take come by."""
        steps = [
            (hop.device, step)
            for exchange in exchanges
            for leg in exchange.legs
            for hop in leg.trace.hops
            for step in hop.steps
            if isinstance(step, RuleStep)
        ]
        touched, filled = set[Place](), set[Place]()
        for host, step in steps:
            for name, fills, of_destination in _lists_of(step.rule):
                packet = step.before
                place = (host, name, str(packet.destination if of_destination else packet.source))
                touched.add(place)
                if fills:
                    filled.add(place)
        return cls(frozenset(touched), frozenset(filled))

    def with_(self, other: "Memory") -> "Memory":
        """Both together."""
        return Memory(self.touched | other.touched, self.filled | other.filled)

    def meets(self, other: "Memory") -> bool:
        """Whether the connections of one may find what those of the other leave behind."""
        return not (self.filled.isdisjoint(other.touched) and other.filled.isdisjoint(self.touched))


def _lists_of(rule: Rule) -> Iterator[tuple[str, bool, bool]]:
    """The lists of `-m recent` and the sets that a rule names: if it fills it, and if with destinations."""
    for expression in rule.expressions:
        match expression:
            case RecentCheck() | RecentSet():
                yield expression.list_name, isinstance(expression, RecentSet), expression.of_destination
            case SetUpdate():
                yield expression.set, True, False
            case Lookup() if isinstance(expression.set, str):
                yield expression.set, False, False
            case _:
                pass
