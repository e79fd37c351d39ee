"""Whole rulesets as `nft list ruleset` prints them, which `nft -f` loads."""

import itertools
from collections.abc import Iterable, Iterator

from sandbox.netfilter.hooks import Hook, Priority
from sandbox.netfilter.nft.datatypes import COLUMNS, in_order
from sandbox.netfilter.nft.rule_text import data_text, format_rule, format_verdict, key_text, quoted
from sandbox.netfilter.ruleset import BaseChain, Chain, Ruleset, Table, is_iptables
from sandbox.netfilter.sets import NamedSet

PRIORITIES: tuple[tuple[str, int, tuple[Hook, ...]], ...] = (
    ("raw", Priority.RAW, tuple(Hook)),
    ("mangle", Priority.MANGLE, tuple(Hook)),
    ("dstnat", Priority.DSTNAT, (Hook.PREROUTING,)),
    ("filter", Priority.FILTER, tuple(Hook)),
    ("security", Priority.SECURITY, tuple(Hook)),
    ("srcnat", Priority.SRCNAT, (Hook.POSTROUTING,)),
)
"""nft: src/rule.c std_prios, std_prio_family_hook_compat: the names of priorities and where they are used."""

NEAR = 10
"""How far from a named priority one is still written after it."""

UNITS = (("d", 86400), ("h", 3600), ("m", 60), ("s", 1))


def format_ruleset(ruleset: Ruleset) -> str:
    """All nftables tables, those of iptables left out."""
    return "".join(f"{line}\n" for line in ruleset_lines(ruleset))


def ruleset_lines(ruleset: Ruleset) -> Iterator[str]:
    """The lines of `format_ruleset`, each chain and set built only when its turn comes."""
    for table in ruleset.tables:
        if not is_iptables(table.name):
            yield from _table_lines(table)


def table_family(table: str) -> str:
    """The family in an nftables table's name: ip, ip6 or inet."""
    return table.partition(" ")[0]


def _table_lines(table: Table) -> Iterator[str]:
    family = table_family(table.name)
    base_chains = {each.chain: each for each in table.base_chains}
    yield f"table {table.name} {{"
    if table.comment:
        yield f"\tcomment {quoted(table.comment)}"
    blocks: Iterator[Iterable[str]] = itertools.chain(
        (_set_lines(each, family) for each in table.sets.values()),
        (text.splitlines() for text in table.others),
        (_chain_lines(each, base_chains.get(each.name), family) for each in table.chains.values()),
    )
    for number, block in enumerate(blocks):
        if number:
            yield ""
        yield from (f"\t{line}" for line in block)
    yield "}"


def _set_lines(named: NamedSet, family: str) -> Iterator[str]:
    yield f"{'map' if named.is_map else 'set'} {named.name} {{"
    yield f"\ttype {' . '.join(named.types)}{_held(named)}"
    if named.size:
        yield f"\tsize {named.size}"
    if named.flags:
        yield f"\tflags {','.join(named.flags)}"
    if named.timeout:
        yield f"\ttimeout {_duration(named.timeout)}"
    if named.comment:
        yield f"\tcomment {quoted(named.comment)}"
    if named.elements:
        yield f"\telements = {{ {_elements(named, family)} }}"
    yield "}"


def _held(named: NamedSet) -> str:
    return f" : {' . '.join(named.data) or 'verdict'}" if named.is_map else ""


def _elements(named: NamedSet, family: str) -> str:
    columns = COLUMNS.get(named.types[0], 1) if len(named.types) == 1 else 1
    texts = list(element_texts(named, family))
    lines = [", ".join(texts[start : start + columns]) for start in range(0, len(texts), columns)]
    return ",\n\t\t\t     ".join(lines)


def element_texts(named: NamedSet, family: str) -> Iterator[str]:
    """The elements in the order in which nft lists them."""
    for key in in_order(named.elements):
        element = named.elements[key]
        comment = f" comment {quoted(element.comment)}" if element.comment else ""
        verdict = f" : {format_verdict(element.verdict, family)}" if element.verdict is not None else ""
        data = f" : {data_text(element.data)}" if element.data else ""
        yield f"{key_text(key, named.types)}{comment}{verdict}{data}"


def _chain_lines(chain: Chain, base: BaseChain | None, family: str) -> Iterator[str]:
    yield f"chain {chain.name} {{"
    if chain.comment:
        yield f"\tcomment {quoted(chain.comment)}"
    if base is not None:
        yield f"\t{hook_text(base)}"
    for rule in chain.rules:
        yield f"\t{format_rule(rule, family)}"
    yield "}"


def hook_text(base: BaseChain) -> str:
    """`type nat hook prerouting priority dstnat; policy accept;`."""
    kind = "nat" if base.is_nat else "filter"
    policy = "accept" if base.accepts else "drop"
    hook = base.hook.value.lower()
    return f"type {kind} hook {hook} priority {_priority(base)}; policy {policy};"


def _priority(base: BaseChain) -> str:
    for name, value, hooks in PRIORITIES:
        offset = base.priority - value
        if base.hook in hooks and abs(offset) <= NEAR:
            return name if not offset else f"{name} {'+' if offset > 0 else '-'} {abs(offset)}"
    return str(base.priority)


def _duration(seconds: int) -> str:
    """`3h1s`."""
    parts = []
    for unit, size in UNITS:
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count}{unit}")
    return "".join(parts)
