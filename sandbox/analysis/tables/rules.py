"""Rules, one a row: those that a node has, and those that a packet's device asked."""

from collections.abc import Iterable, Iterator

from sandbox.analysis.texts import Table
from sandbox.engine import World
from sandbox.explain.looking import rule_step
from sandbox.explain.rules import failed_text
from sandbox.net import Family, family_of
from sandbox.netfilter import Rule, RuleRef
from sandbox.netfilter.ruleset import Table as RuleTable
from sandbox.netfilter.ruleset import is_iptables
from sandbox.netfilter.text import command_text
from sandbox.playback import Timeline
from sandbox.scenario.compile import node_host
from sandbox.trace import RuleStep

FIELDS = ("node", "family", "table", "chain", "number", "hook", "comment", "command")
ASKED_FIELDS = (
    "step",
    "device",
    "hook",
    "table",
    "chain",
    "number",
    "matched",
    "failed",
    "value",
    "comment",
    "command",
)
_TOOLS = {Family.IPV4: "iptables", Family.IPV6: "ip6tables"}


def rules_table(world: World, nodes: Iterable[str]) -> Table:
    """Every rule on the nodes of these names, whoever wrote it; `hook` where its chain stands in one."""
    return Table("rules", FIELDS, tuple(row for node in nodes for row in _of_node(world, node)))


def _of_node(world: World, node: str) -> Iterator[tuple[object, ...]]:
    for family, ruleset in world.topology.hosts[node_host(node)].rulesets.items():
        for table in ruleset.tables:
            for row in _of_table(table, family):
                yield node, family.value, *row


def _of_table(table: RuleTable, family: Family) -> Iterator[tuple[object, ...]]:
    hooks = {each.chain: each.hook.value for each in table.base_chains}
    for chain in table.chains.values():
        for number, rule in enumerate(chain.rules, 1):
            ref = RuleRef(table.name, chain.name, number)
            yield *_place(ref), hooks.get(chain.name, ""), rule.comment, _command(ref, rule, family)


def asked_rules_table(timeline: Timeline, number: int) -> Table:
    """The rules that the device of step `number` has asked up to there, with what made each say no."""
    device = timeline.moments[number].device
    asked = (
        index
        for index, moment in enumerate(timeline.moments[: number + 1])
        if moment.device == device and isinstance(moment.step, RuleStep)
    )
    return Table("asked rules", ASKED_FIELDS, tuple(_asked(timeline, each, device) for each in asked))


def _asked(timeline: Timeline, number: int, device: str) -> tuple[object, ...]:
    step = rule_step(timeline, number)
    failed, value = (None, None) if step.matched else (failed_text(step), step.value)
    command = _command(step.ref, step.rule, family_of(step.before.source))
    where = number + 1, device, step.hook.value, *_place(step.ref)
    return *where, step.matched, failed, value, step.rule.comment, command


def _place(ref: RuleRef) -> tuple[str, str, int]:
    return ref.table, ref.chain, ref.number


def _command(ref: RuleRef, rule: Rule, family: Family) -> str:
    """The whole command that makes the rule, which no spreadsheet takes for a formula."""
    text = command_text(ref, rule, family)
    return f"{_TOOLS[family]} -t {ref.table} {text}" if is_iptables(ref.table) else f"nft {text}"
