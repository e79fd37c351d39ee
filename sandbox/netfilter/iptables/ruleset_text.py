"""Tables as `iptables-save` prints them, which `iptables-restore` loads.

Without `#` lines, and with counters at zero.
"""

from collections.abc import Iterable, Iterator

from sandbox.net import Family
from sandbox.netfilter.iptables.rule_text import format_rule
from sandbox.netfilter.ruleset import Ruleset, Table, is_iptables

TABLE_ORDER = ("mangle", "security", "raw", "filter", "nat")
"""The order in which iptables-save prints tables."""


def format_ruleset(ruleset: Ruleset, family: Family = Family.IPV4) -> str:
    """All tables that iptables has, in iptables-save's order."""
    return "".join(f"{line}\n" for line in ruleset_lines(ruleset, family))


def ruleset_lines(ruleset: Ruleset, family: Family = Family.IPV4) -> Iterator[str]:
    """The lines of `format_ruleset`, each chain built only when its turn comes."""
    own = (table for table in ruleset.tables if is_iptables(table.name))
    tables = sorted(own, key=lambda table: TABLE_ORDER.index(table.name))
    for table in tables:
        yield from _table_lines(table, family)


def print_order(names: Iterable[str], built_in: Iterable[str]) -> tuple[str, ...]:
    """Chain names as iptables-save orders them: the built-in ones in hook order, then the others by name."""
    first = tuple(built_in)
    return first + tuple(sorted(set(names).difference(first)))


def _table_lines(table: Table, family: Family) -> Iterator[str]:
    policies = {base.chain: "ACCEPT" if base.accepts else "DROP" for base in table.base_chains}
    names = print_order(table.chains, policies)
    yield f"*{table.name}"
    yield from (f":{name} {policies.get(name, '-')} [0:0]" for name in names)
    yield from (format_rule(name, rule, family) for name in names for rule in table.chains[name].rules)
    yield "COMMIT"
