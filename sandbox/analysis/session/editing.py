"""Edits in a session: in place before a packet that nobody has walked, as a branch beside one that was."""

from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from sandbox.analysis.session.events import committed
from sandbox.analysis.session.looks import branch_name, only_looks
from sandbox.analysis.session.moving import shown_at
from sandbox.analysis.session.sending import Sending, Walks, walks_of
from sandbox.analysis.session.value import Note, Session
from sandbox.engine import World
from sandbox.engine.history import Edited, History, Moment
from sandbox.scenario import Flow, Scenario
from sandbox.scenario.compile import compile_world, recompiled
from sandbox.trace import Exchange


class Edit(msgspec.Struct, frozen=True):
    """The scenario after an edit, and what the edit is called."""

    scenario: Scenario
    label: str = ""


def edited(
    session: Session, edit: Edit, before: Walks, taken: Exchange | None, walked: bool
) -> tuple[Session, Walks]:
    """The session after an edit, and what can come of the packet on show then.

    `before` is what came of it until now, and `taken` its path. An edit that is undone, or done back, leads
    to where the scenario was that one. Raises FlowError for wrong rules.
    """
    scenario = edit.scenario
    if scenario == session.scenario:
        return session, walks_of(session.world, scenario, session.sending)
    if only_looks(session.scenario, scenario, session.sending.flow.key):
        return _relooked(session, scenario), before
    known = next(_with_scenario(session, scenario), None)
    if known is not None:
        back = shown_at(session, known)
        return back, walks_of(back.world, scenario, back.sending)
    sending = replace(session.sending, flow=_flow_in(scenario, session.sending.flow))
    prior, world = _world_of(session, scenario, sending)
    walks = walks_of(world, scenario, sending)
    note = Note(scenario, sending)
    is_open = session.recorded is None and not session.children(session.base)
    if is_open and not (walked and not walks.is_alike(before)):
        return _in_place(session, prior, world, edit, note), walks
    if walked and taken is not None:
        session = committed(session, taken)
    name, event = branch_name(session.scenario, scenario, edit.label), Edited(edit.label)
    if prior < 0:
        branched = session.then(session.history.restarted(event, world), note, name)
    else:
        branched = session.happening(prior, event, world, note, name)
    return replace(branched, origin=session.recorded), walks


def _with_scenario(session: Session, scenario: Scenario) -> Iterator[int]:
    """The moments at which the scenario was that one, the latest first."""
    for index in reversed(range(len(session.notes))):
        if session.notes[index].scenario == scenario:
            yield index


def _relooked(session: Session, scenario: Scenario) -> Session:
    """What only looks other now looks so at each moment that has the same scenario."""
    was = session.scenario
    notes = (replace(each, scenario=scenario) if each.scenario == was else each for each in session.notes)
    return replace(session, notes=tuple(notes))


def _flow_in(scenario: Scenario, flow: Flow) -> Flow:
    newer = scenario.by_key.get(flow.key)
    return newer if isinstance(newer, Flow) else flow


def _world_of(session: Session, scenario: Scenario, sending: Sending) -> tuple[int, World]:
    """The edited world, and the moment that it comes after: -1 for one to which nothing has happened."""
    if session.is_first:
        return -1, compile_world(scenario, sending.flow.at)
    base = session.history.moments[session.base]
    prior = base.parent if isinstance(base.event, Edited) else session.base
    before = session.notes[prior].scenario
    return prior, recompiled(session.history.moments[prior].world, scenario, before)


def _in_place(session: Session, prior: int, world: World, edit: Edit, note: Note) -> Session:
    """The edit takes the place of the one right before, or of the beginning, or comes after what happened."""
    if prior == session.base:
        return session.happening(prior, Edited(edit.label), world, note, "")
    moments, base = session.history.moments, session.base
    event = moments[base].event
    event = event if event is None else Edited(edit.label)
    moment = Moment(world, event, prior, moments[base].branch)
    history = History((*moments[:base], moment, *moments[base + 1 :]), base)
    return replace(session.noting(base, note), history=history, sending=note.sending)
