"""A predicted walk beside a log of what packets really met, as text."""

from collections.abc import Iterator

from sandbox.analysis.log_comparison import LogComparison, Row, Visit
from sandbox.cli.text import Look, packet_text
from sandbox.net import family_of
from sandbox.netfilter.text import rule_text
from sandbox.netfilter.trace_log import LoggedStep
from sandbox.trace import RuleStep

_RED, _FAINT = "31", "2"


def log_lines(found: LogComparison, log: str, look: Look) -> Iterator[str]:
    """Each packet on the node, rule by rule up to where the two part, and what each says there."""
    for visit in found.visits:
        yield f"{visit.kind.value} in {visit.device}   {packet_text(visit.packet)}"
        if visit.is_logged:
            yield from _visit_lines(visit, log, look)
        else:
            yield "    not in the log"
    yield ""
    yield _conclusion(found, log)


def _visit_lines(visit: Visit, log: str, look: Look) -> Iterator[str]:
    for row in visit.rows[: visit.parts_at]:
        yield look.painted(f"    {look.ticked} {_predicted(row)}", _FAINT)
    if visit.parts_at is not None:
        row = visit.rows[visit.parts_at]
        yield look.painted(f"    {look.crossed} predicted: {_predicted(row)}", _RED)
        yield look.painted(f"      {_place(log, row.logged)}: {_logged(row)}", _RED)


def _predicted(row: Row) -> str:
    if row.predicted is None:
        return "nothing more"
    step = row.predicted.step
    if not isinstance(step, RuleStep):
        return f"{row.predicted.table} {row.predicted.chain}: the policy drops"
    text = rule_text(step.ref, step.rule, family_of(step.before.source))
    return f"{row.predicted.table} {row.predicted.chain} rule {step.ref.number}: {text}"


def _logged(row: Row) -> str:
    logged = row.logged
    if logged is None:
        return "nothing more"
    what = "the policy drops" if logged.is_policy else logged.text or f"rule {logged.number}"
    verdict = f" ({logged.verdict})" if logged.verdict and not logged.is_policy else ""
    return f"{logged.table} {logged.chain}: {what}{verdict}"


def _place(log: str, logged: LoggedStep | None) -> str:
    return log if logged is None else f"{log}, line {logged.line}"


def _conclusion(found: LogComparison, log: str) -> str:
    if not found.is_of_this_flow:
        return f"{log} has no packet of this flow on {found.device}"
    if found.parting is None:
        return "prediction and log agree"
    visit, row = found.parting
    where = "at its end" if row.logged is None else f"at line {row.logged.line}"
    return f"prediction and log part {where} of {log}, in the {visit.kind.value}"
