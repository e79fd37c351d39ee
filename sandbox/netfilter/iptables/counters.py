"""The counters that `iptables-save -c` prints before each rule."""

import re
from collections.abc import Mapping

from sandbox.netfilter.ruleset import RuleRef

_COUNTED = re.compile(r"^(\[\d+:\d+\])\s+-A\s+(\S+)")


def read_counters(text: str) -> Mapping[RuleRef, str]:
    """`[packets:bytes]` of each rule that has them; none in a text that was saved without."""
    found: dict[RuleRef, str] = {}
    numbers: dict[tuple[str, str], int] = {}
    table = ""
    for line in text.splitlines():
        counted = _COUNTED.match(line)
        if line.startswith("*"):
            table = line[1:].strip()
        elif counted is not None:
            chain = counted[2]
            numbers[table, chain] = number = numbers.get((table, chain), 0) + 1
            found[RuleRef(table, chain, number)] = counted[1]
    return found
