"""A trace log beside a walk as rows: packet by packet, open where the two part."""

from collections.abc import Iterator

from sandbox.analysis.log_comparison import LogComparison, Row, Visit
from sandbox.explain import label_of
from sandbox.net import family_of
from sandbox.netfilter.text import rule_text
from sandbox.trace import LegKind, RuleStep
from ui.language import mark, tr
from ui.panels.real_rules.rows import SideRow

LEGS = {LegKind.REQUEST: mark("Request"), LegKind.REPLY: mark("Reply"), LegKind.ERROR: mark("Error")}


def log_rows(found: LogComparison) -> list[SideRow]:
    """A row for each packet on the node, with a row for each rule below it."""
    return [_visit(each) for each in found.visits]


def _visit(visit: Visit) -> SideRow:
    def make() -> Iterator[SideRow]:
        return (_row(row, is_first=place == visit.parts_at) for place, row in enumerate(visit.rows))

    parts = visit.parts_at is not None
    leg, label = tr(LEGS[visit.kind]), label_of(visit.device)
    return SideRow(
        tr("{leg} in {device}: {packet}", leg=leg, device=label, packet=visit.packet),
        sign=_sign(visit),
        differs=parts,
        is_head=True,
        is_open=visit.is_logged,
        children=make,
    )


def _sign(visit: Visit) -> str:
    if not visit.is_logged:
        return tr("– not in the log")
    return f"= {tr('the same')}" if visit.parts_at is None else f"≠ {tr('they part')}"


def _row(row: Row, *, is_first: bool) -> SideRow:
    return SideRow(
        _predicted(row),
        _logged(row),
        "" if row.agree else f"≠ {tr('first')}" if is_first else "≠",
        not row.agree,
        about=None if row.predicted is None else row.predicted.step,
    )


def _predicted(row: Row) -> str:
    if row.predicted is None:
        return ""
    step = row.predicted.step
    if not isinstance(step, RuleStep):
        return tr("{chain}: the policy drops", chain=step.chain)
    text = rule_text(step.ref, step.rule, family_of(step.before.source))
    return f"{step.ref.chain} #{step.ref.number}  {text.removeprefix(f'-A {step.ref.chain} ')}"


def _logged(row: Row) -> str:
    logged = row.logged
    if logged is None:
        return ""
    if logged.is_policy:
        text = tr("the policy drops")
    else:
        text = logged.text.removeprefix(f"-A {logged.chain} ") or tr("rule {number}", number=logged.number)
    return tr("line {line}:", line=logged.line) + f" {logged.chain}  {text}"
