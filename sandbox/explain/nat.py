"""Why a packet's header was rewritten: by which rule, for which mark, or by which entry."""

from sandbox.explain.looking import route_before, rule_at, rule_step, step_at
from sandbox.explain.names import destination_text, source_text
from sandbox.explain.reasons import mark_story
from sandbox.explain.rules import pick_before, pick_text
from sandbox.netfilter import Dnat, Expression, Masquerade
from sandbox.playback import Timeline
from sandbox.trace import NatStep

BY_ENTRY = "The entry of the connection says so; rules were asked for its first packet only."


def explain_nat(timeline: Timeline, number: int) -> str:
    """Why NatStep `number` rewrote the packet."""
    step = step_at(timeline, number)
    assert isinstance(step, NatStep)
    if step.undone:
        return f"{_explain_undone(step)} No rule is asked: the entry alone decides."
    rule = None if step.cause is None else rule_at(timeline, number, step.cause)
    if rule is None:
        return f"{_changes(step)} {BY_ENTRY}"
    target = rule_step(timeline, rule).rule.expressions[-1]
    if isinstance(target, Dnat):
        return " ".join((_dnat(timeline, rule), _changes(step)))
    why = (mark_story(timeline, rule), _snat(timeline, number, step, target))
    parts = (*why, _seen(timeline, step), _port(step))
    return " ".join(part for part in parts if part)


def _dnat(timeline: Timeline, rule: int) -> str:
    fired = rule_step(timeline, rule)
    pick = pick_before(timeline, rule)
    how = "" if pick is None else f" {pick_text(pick)}."
    return f"{fired.ref.chain} is the chain of one endpoint, and its DNAT rule fired.{how}"


def _snat(timeline: Timeline, number: int, step: NatStep, target: Expression) -> str:
    if not isinstance(target, Masquerade):
        return f"SNAT names the address to take: {step.after.source}."
    route = route_before(timeline, number)
    by = f", {route.route.interface}" if route is not None and route.route is not None else ""
    return f"MASQUERADE takes the address of the interface it leaves by{by}: {step.after.source}."


def _port(step: NatStep) -> str:
    before, after = step.before.source_port, step.after.source_port
    return (
        ""
        if before == after
        else f"The source port {before} becomes {after}, so that replies can be told apart."
    )


def _seen(timeline: Timeline, step: NatStep) -> str:
    """Whether the new source is what the server sees in the end."""
    if timeline.exchange.client_address != step.after.source or step.before.source == step.after.source:
        return ""
    return f"The server sees this address, not {step.before.source}."


def _changes(step: NatStep) -> str:
    """What was rewritten, from and to."""
    parts = []
    if source_text(step.before) != source_text(step.after):
        parts.append(f"source {source_text(step.before)} becomes {source_text(step.after)}")
    if destination_text(step.before) != destination_text(step.after):
        parts.append(f"destination {destination_text(step.before)} becomes {destination_text(step.after)}")
    return f"The {' and the '.join(parts)}." if parts else "The header keeps its addresses."


def _explain_undone(step: NatStep) -> str:
    return f"{_changes(step)} The conntrack entry remembers what was rewritten and undoes it for the reply."
