"""`Session`: a history, what belongs to each of its moments, and the packet that is on show."""

from collections.abc import Collection

import msgspec
from msgspec.structs import replace

from sandbox.analysis.session.sending import Sending
from sandbox.engine import World
from sandbox.engine.history import Event, History, Resumed, Sent
from sandbox.scenario import Scenario
from sandbox.trace import Exchange


class Note(msgspec.Struct, frozen=True):
    """What belongs to a moment beside its world: the scenario, and what was sent there or is sent next."""

    scenario: Scenario
    sending: Sending


class Session(msgspec.Struct, frozen=True):
    """`base` is the moment after which the packet on show is sent; `recorded` the one that says it was.

    `recorded` is None as long as the packet has not happened, and another may take its place. `notes` has
    one for each moment. `origin` is the walked packet beside which an edit has just begun a branch.
    """

    history: History
    notes: tuple[Note, ...]
    sending: Sending
    base: int = 0
    recorded: int | None = None
    origin: int | None = None

    @property
    def scenario(self) -> Scenario:
        """The scenario that the packet on show meets."""
        return self.notes[self.base].scenario

    @property
    def world(self) -> World:
        """The world that the packet on show is sent into."""
        return self.history.moments[self.base].world

    @property
    def current(self) -> int:
        """The moment that is on show: the recorded one, else the last one before the packet."""
        return self.base if self.recorded is None else self.recorded

    @property
    def branch(self) -> str:
        """The branch that is on show."""
        return self.history.moments[self.current].branch

    @property
    def is_going_on(self) -> bool:
        """Whether more has happened than the packet on show."""
        return len(self.history.moments) > (1 if self.recorded is None else 2)

    @property
    def is_first(self) -> bool:
        """Whether nothing has happened before the packet on show."""
        return self.history.moments[self.base].parent < 0

    def children(self, index: int) -> tuple[int, ...]:
        """The moments right after a moment."""
        return tuple(each for each, moment in enumerate(self.history.moments) if moment.parent == index)

    def on(self, branch: str) -> tuple[int, ...]:
        """The indices of a branch's own moments, in order."""
        return tuple(each for each, moment in enumerate(self.history.moments) if moment.branch == branch)

    def walked_on(self, branch: str) -> Exchange | None:
        """How the packet on show, or the same one, went on a branch; None if it was not walked there."""
        for index in reversed(self.on(branch)):
            event = self.history.moments[index].event
            if isinstance(event, Sent | Resumed) and self.notes[index].sending == self.sending:
                return event.exchange
        return None

    def then(self, history: History, note: Note, name: str) -> "Session":
        """The session whose history has got one more moment; the note's sending is on show after it.

        A branch that begins there is called `name`, or with a number behind it where that is taken.
        """
        if history.now.branch not in self.history.branches:
            history = history.renamed(history.now.branch, free_name(history, name))
        return Session(history, (*self.notes, note), note.sending, history.current)

    def happening(self, base: int, event: Event, world: World, note: Note, name: str) -> "Session":
        """The same for an event after the moment `base`."""
        return self.then(self.history.at(base).then(event, world), note, name)

    def noting(self, index: int, note: Note) -> "Session":
        """The same with another note for a moment."""
        return replace(self, notes=(*self.notes[:index], note, *self.notes[index + 1 :]))


def free_name(history: History, name: str) -> str:
    """`name`, or with the first number behind it that makes it another than every branch's."""
    found, number = name, 2
    while found in history.branches:
        found, number = f"{name} {number}", number + 1
    return found


def without(session: Session, gone: Collection[int]) -> Session:
    """The session without some moments and their notes; `base` is on the last one before those."""
    history = session.history.at(session.base).without(gone)
    kept = [index for index in range(len(session.notes)) if index not in gone]
    recorded = kept.index(session.recorded) if session.recorded in kept else None
    notes = tuple(session.notes[index] for index in kept)
    return replace(
        session, history=history, notes=notes, base=history.current, recorded=recorded, origin=None
    )
