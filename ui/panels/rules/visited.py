"""The tables that the packet has gone through in this device, as lines: each rule with its questions."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sandbox.explain.looking import run_before
from sandbox.explain.predicates import Predicate, outcome_text, predicates
from sandbox.explain.rules import rule_text
from sandbox.netfilter import RuleRef
from sandbox.playback import Timeline, change_at
from sandbox.trace import HookStep, RuleStep
from ui.language import tr, tr_n
from ui.panels.lines import Line

NONE: frozenset[RuleRef] = frozenset()


@dataclass
class Run:
    """One table at one hook: its rules so far, and the step that ended it, if it has ended."""

    rules: list[tuple[int, RuleStep]] = field(default_factory=list)
    end: tuple[int, HookStep] | None = None

    @property
    def last(self) -> int:
        """The number of its last step."""
        return self.end[0] if self.end is not None else self.rules[-1][0]


def visited_lines(timeline: Timeline, number: int, stops: frozenset[RuleRef] = NONE) -> list[Line]:
    """A line for each table that the packet has gone through in this stay in the device, in order.

    `stops` are the rules of this device that have a breakpoint.
    """
    current = _current(timeline, number)
    return [_run_line(run, stops, is_current=run.last >= current) for run in runs_of(timeline, number)]


def _current(timeline: Timeline, number: int) -> int:
    """The first step of which the tables are lit: that of the table run that a rewrite or a drop ends."""
    before = run_before(timeline, number)
    return change_at(timeline, number).first if before is None else before


def runs_of(timeline: Timeline, number: int) -> list[Run]:
    """The table runs of this stay in the device, up to step `number`."""
    here = timeline.moments[number]
    runs, open_run = [], Run()
    first = timeline.number_of(here.leg, here.hop, 0)
    for index in range(first, number + 1):
        step = timeline.moments[index].step
        if isinstance(step, RuleStep):
            open_run.rules.append((index, step))
        elif isinstance(step, HookStep):
            runs.append(replace(open_run, end=(index, step)))
            open_run = Run()
    return [*runs, open_run] if open_run.rules else runs


def _run_line(run: Run, stops: frozenset[RuleRef], *, is_current: bool) -> Line:
    number = run.last
    first = run.rules[0][1] if run.rules else None
    step = run.end[1] if run.end is not None else None
    if step is not None:
        chain = "" if step.chain == step.hook.value else f" {step.chain}"
        place = f"{step.table}{chain} / {step.hook.value}"
    else:
        assert first is not None
        place = f"{first.ref.table} / {first.hook.value}"
    sign, token, came = _outcome(step)
    return Line(
        f"{place} · {came}",
        sign,
        token,
        fill="packet_fill" if is_current else "window",
        bold=True,
        code=False,
        number=number,
        children=rule_lines(run.rules, stops),
        said=f"{place}: {came}" + (f", {tr('the packet is here')}" if is_current else ""),
    )


def _outcome(step: HookStep | None) -> tuple[str, str, str]:
    """Sign, its token and words for what a table did with the packet."""
    if step is None:
        return "▸", "packet", tr("being asked")
    if not step.accepted:
        return "✕", "dropped", tr("ends its way")
    if step.before != step.after:
        return "⇄", "changed", tr("{rules}, changes it", rules=_count(step.rules))
    if step.fired is not None:
        return (
            "✓",
            "replied",
            tr(
                "{rules}, rule {number} of {chain} decides",
                rules=_count(step.rules),
                number=step.fired.number,
                chain=step.fired.chain,
            ),
        )
    return "–", "muted", tr("{rules}, unchanged", rules=_count(step.rules))


def _count(rules: int) -> str:
    return tr("no rule for it") if not rules else tr_n("{count} rule asked", "{count} rules asked", rules)


def rule_lines(rules: Sequence[tuple[int, RuleStep]], stops: frozenset[RuleRef]) -> tuple[Line, ...]:
    """Lines of visited rules; those of a chain stand under the rule that jumped to it."""
    lines: list[Line] = []
    at, depth, asked = 0, rules[0][1].depth if rules else 0, 0
    while at < len(rules) and rules[at][1].depth >= depth:
        number, step = rules[at]
        after = at + 1
        while after < len(rules) and rules[after][1].depth > step.depth:
            after += 1
        if step.ref.number - asked > 1:
            lines.append(_passed_over(step.ref.number - asked - 1, step.ref.chain))
        jumped = rule_lines(rules[at + 1 : after], stops) if after > at + 1 else ()
        lines.append(_rule_line(number, step, jumped, step.ref in stops))
        is_next = after < len(rules) and rules[after][1].ref.chain == step.ref.chain
        at, asked = after, step.ref.number if is_next else 0
    return tuple(lines)


def _passed_over(count: int, chain: str) -> Line:
    """Rules of other addresses and ports, which an index skips."""
    words = tr_n(
        "{count} rule of {chain} for other addresses or ports",
        "{count:,} rules of {chain} for other addresses or ports",
        count,
        chain=chain,
    )
    return Line(
        words,
        "…",
        token="muted",
        code=False,
    )


def _rule_line(number: int, step: RuleStep, jumped: tuple[Line, ...], stops: bool) -> Line:
    place = f"{step.ref.chain} {step.ref.number}"
    text = rule_text(step).removeprefix(f"-A {step.ref.chain} ").strip()
    came = outcome_text(step)
    word = tr("matches, {came}", came=came) if step.matched else tr("does not match")
    return Line(
        f"{place}  {text}",
        "✓" if step.matched else "✗",
        "replied" if step.matched else "dropped",
        token="text" if step.matched else "muted",
        bold=step.matched,
        said=f"{place} {word}: {text}",
        tip=f"{place} {word}",
        number=number,
        children=(
            *((_breakpoint(),) if stops else ()),
            *map(_predicate_line, predicates(step)),
            *_changes(step),
            *jumped,
        ),
        about=step.ref,
    )


def _breakpoint() -> Line:
    words = tr("breakpoint: playing stops here")
    return Line(words, "●", "dropped", token="dropped", code=False)


def _asked(step: RuleStep, stops: bool) -> tuple[Line, ...]:
    """What a rule asked and changed, below its breakpoint if it has one."""
    asked = tuple(map(_predicate_line, predicates(step)))
    return (*((_breakpoint(),) if stops else ()), *asked, *_changes(step))


def _changes(step: RuleStep) -> tuple[Line, ...]:
    """What the rule itself changed of the packet: its mark."""
    if step.before.mark == step.after.mark:
        return ()
    text = tr("mark rewritten: {before:#x} → {after:#x}", before=step.before.mark, after=step.after.mark)
    return (Line(text, "⇄", "changed", token="changed", fill="changed_fill", bold=True, code=False),)


def _predicate_line(each: Predicate) -> Line:
    match each.holds:
        case True:
            return Line(each.text, "✓", "replied", token="muted", said=tr("true: {text}", text=each.text))
        case False:
            saw = "   " + tr("saw {value}", value=each.value) if each.value else ""
            said = tr("false: {text}{saw}", text=each.text, saw=saw)
            return Line(f"{each.text}{saw}", "✗", "dropped", token="text", said=said)
        case None:
            return Line(each.text, "·", "muted", token="muted", said=tr("not asked: {text}", text=each.text))
