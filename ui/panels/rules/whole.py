"""Every chain of a device as lines, built when someone opens them: a rule that jumps opens its chain."""

from collections.abc import Callable, Iterator
from functools import partial

from sandbox.net import Family
from sandbox.netfilter import Goto, Jump, Rule, RuleRef, Table, VerdictLookup
from sandbox.netfilter.expressions import Verdict
from sandbox.netfilter.fields import Key
from sandbox.netfilter.sets import NamedSet
from sandbox.netfilter.text import rule_text
from sandbox.topology import Host
from ui.language import tr
from ui.panels.lines import Line

Lines = Callable[[], Iterator[Line]]
Entries = Callable[[], Iterator[tuple[Key, Verdict | None]]]


def whole_line(host: Host, label: str) -> Line | None:
    """A closed line over all tables of a device; None where it has no rules."""
    if not any(ruleset.tables for ruleset in host.rulesets.values()):
        return None
    return Line(
        tr("All rules of {label}", label=label),
        "≡",
        code=False,
        bold=True,
        is_open=False,
        tip=tr("Open a rule that jumps to see the chain behind it"),
        children=lambda: _tables(host),
    )


def _tables(host: Host) -> Iterator[Line]:
    for family, ruleset in host.rulesets.items():
        for table in ruleset.tables:
            name = f"{table.name} ({family.value})"
            yield Line(name, code=False, bold=True, is_open=False, children=_chains(table, family))


def _chains(table: Table, family: Family) -> Lines:
    def make() -> Iterator[Line]:
        for base in table.base_chains:
            policy = "ACCEPT" if base.accepts else "DROP"
            text = tr(
                "{chain} · hook {hook} · priority {priority} · policy {policy}",
                chain=base.chain,
                hook=base.hook.value,
                priority=base.priority,
                policy=policy,
            )
            yield Line(text, code=False, is_open=False, children=_rules(table, base.chain, family, ()))

    return make


def _rules(table: Table, chain: str, family: Family, above: tuple[str, ...]) -> Lines:
    def make() -> Iterator[Line]:
        rules = table.chains[chain].rules if chain in table.chains else ()
        if not rules:
            yield Line(tr("no rules"), token="muted", code=False)
        for number, rule in enumerate(rules, 1):
            yield _rule_line(table, RuleRef(table.name, chain, number), rule, family, (*above, chain))

    return make


def _rule_line(table: Table, ref: RuleRef, rule: Rule, family: Family, above: tuple[str, ...]) -> Line:
    text = rule_text(ref, rule, family).removeprefix(f"-A {ref.chain} ")
    text = f"{ref.number}  {text}"
    children = _behind(table, rule, family, above)
    if children is None:
        return Line(text, about=ref)
    return Line(text, "▸", is_open=False, children=children, about=ref)


def _behind(table: Table, rule: Rule, family: Family, above: tuple[str, ...]) -> Lines | None:
    """The rules of the chain that a rule goes to, or the chains that its map names."""
    match rule.expressions[-1] if rule.expressions else None:
        case Jump(chain) | Goto(chain) if chain not in above:
            return _rules(table, chain, family, above)
        case VerdictLookup(_, str() as name) if name in table.sets:
            elements = table.sets[name].elements
            return _entries(
                table, lambda: ((key, each.verdict) for key, each in elements.items()), family, above
            )
        case VerdictLookup(_, tuple() as entries):
            return _entries(table, partial(iter, entries), family, above)
        case _:
            return None


def _elements(named: NamedSet) -> Iterator[tuple[Key, Verdict | None]]:
    return ((key, each.verdict) for key, each in named.elements.items())


def _entries(table: Table, entries: Entries, family: Family, above: tuple[str, ...]) -> Lines:
    def make() -> Iterator[Line]:
        for key, verdict in entries():
            text = " . ".join(map(str, key))
            if isinstance(verdict, Jump | Goto) and verdict.chain not in above:
                behind = _rules(table, verdict.chain, family, above)
                yield Line(f"{text} : {verdict.chain}", "▸", is_open=False, children=behind)
            else:
                yield Line(f"{text} : {type(verdict).__name__.lower()}")

    return make
