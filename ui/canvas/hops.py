"""A hop as a row of cells: what each hook, routing decision and socket of one device did, in a word.

Every word is a field of a step: the statement that fired, the event of conntrack, the route, the chain.
"""

from collections.abc import Sequence

import msgspec

from sandbox.explain.header import MARK, TRANSLATED, Rewriting
from sandbox.explain.names import kind_text, source_text
from sandbox.netfilter import Dnat, Masquerade, Snat
from sandbox.routing import RouteType
from sandbox.trace import (
    BalanceStep,
    ConntrackEvent,
    ConntrackStep,
    DeliverStep,
    DropStep,
    HookStep,
    Hop,
    NatStep,
    RejectStep,
    RouteStep,
    RuleStep,
    Step,
)
from ui.language import tr


class Cell(msgspec.Struct, frozen=True):
    """Steps `first` to `last` of a hop, which happen in one place, and what came of them so far."""

    title: str
    word: str
    detail: str
    first: int
    last: int


def cells_of(hop: Hop, now: int) -> tuple[Cell, ...]:
    """The hop's cells in order; of the one that step `now` is in, only what has happened so far."""
    groups: list[tuple[str, int, int]] = []
    for index, step in enumerate(hop.steps):
        title = _title(step)
        if not title:
            continue
        if groups and groups[-1][0] == title and title not in ("route", "socket"):
            groups[-1] = (title, groups[-1][1], index)
        else:
            groups.append((title, index, index))
    return tuple(_cell(hop, title, first, last, now) for title, first, last in groups)


def _title(step: Step) -> str:
    """What a step's cell is called; empty for steps that are on the device's edge."""
    match step:
        case HookStep() | RuleStep() | ConntrackStep() | NatStep():
            return step.hook.value
        case DropStep() | RejectStep():
            return step.hook.value if step.hook is not None else "route"
        case RouteStep():
            return "route"
        case BalanceStep():
            return "balance"
        case DeliverStep():
            return "socket"
        case _:
            return ""


def _cell(hop: Hop, title: str, first: int, last: int, now: int) -> Cell:
    steps = hop.steps[first : min(last, max(now, first)) + 1]
    if first <= now < last:
        word, detail = _said(hop, steps[-1])
    else:
        word, detail = _summed_up(hop, steps)
    return Cell(title, word, detail, first, last)


def _summed_up(hop: Hop, steps: Sequence[Step]) -> tuple[str, str]:
    """What a finished cell is remembered for: the packet's end, else its rewriting, else the last table."""
    for wanted in ((DropStep, RejectStep), NatStep):
        for step in reversed(steps):
            if isinstance(step, wanted):
                return _said(hop, step)
    tables = [step for step in steps if isinstance(step, HookStep)]
    fired = next((step for step in reversed(tables) if step.fired), None)
    return _said(hop, fired or (tables[-1] if tables else steps[-1]))


def _said(hop: Hop, step: Step) -> tuple[str, str]:
    """A step as a word and what it is about."""
    match step:
        case NatStep():
            return _nat_word(hop, step), step.cause.chain if step.cause else "conntrack"
        case HookStep():
            return tr("accept") if step.accepted else tr(
                "drop"
            ), step.fired.chain if step.fired else step.table
        case RuleStep():
            return tr("match") if step.matched else tr("no match"), f"{step.ref.chain} {step.ref.number}"
        case ConntrackStep():
            return _conntrack_word(step), "conntrack"
        case RouteStep():
            return _route_words(step)
        case BalanceStep():
            return step.target, tr("1 of {count}", count=len(step.pool))
        case DeliverStep():
            port = step.after.destination_port
            return tr("deliver"), tr("port {port}", port=port) if port else kind_text(step.after)
        case DropStep():
            return tr("drop"), step.rule.chain if step.rule else ""
        case RejectStep():
            return tr("reject"), step.rule.chain if step.rule else ""
        case _:
            return "", ""


def _conntrack_word(step: ConntrackStep) -> str:
    return tr("in table") if step.event is ConntrackEvent.CONFIRMED else tr(step.event.value)


def _route_words(step: RouteStep) -> tuple[str, str]:
    if step.route is None:
        return tr("no route"), str(step.after.destination)
    network = step.route.destination
    destination = tr("default") if network.prefixlen == 0 else str(network)
    if step.route.type is RouteType.UNICAST:
        return tr("via {interface}", interface=step.route.interface), destination
    return step.route.type.value, destination


def _nat_word(hop: Hop, step: NatStep) -> str:
    """The statement that asked for the rewriting; what the entry does by itself says so."""
    if step.undone:
        return tr("undone")
    for each in hop.steps:
        if isinstance(each, RuleStep) and each.ref == step.cause:
            match each.rule.expressions[-1]:
                case Dnat() | Snat() | Masquerade() as statement:
                    return type(statement).__name__.lower()
                case _:
                    pass
    return "snat" if source_text(step.before) != source_text(step.after) else "dnat"


def rewriting_at(hop: Hop, now: int) -> Rewriting | None:
    """The last change of an address, port or identifier, else of the mark, in the steps up to `now`."""
    steps = hop.steps[: now + 1]
    for step in reversed(steps):
        undone = isinstance(step, NatStep) and step.undone
        for field, read in TRANSLATED:
            if read(step.before) != read(step.after):
                return Rewriting(field, read(step.before), read(step.after), undone)
    for step in reversed(steps):
        if step.before.mark != step.after.mark:
            field, read = MARK
            return Rewriting(field, read(step.before), read(step.after), undone=False)
    return None
