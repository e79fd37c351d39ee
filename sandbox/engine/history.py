"""`History`: what was done to a world, event by event, with branches.

Because worlds are values, going back restores everything: connections, affinity, load balancers' health and
the clock. An event after going back starts a branch; nothing that was done is lost.
"""

from collections.abc import Callable, Collection
from itertools import count
from typing import TypeAlias

import msgspec

from sandbox.chance import Chooser
from sandbox.conntrack import ConntrackEntry
from sandbox.engine.connections import with_expired_connection, without_connection
from sandbox.engine.exchange import Connection
from sandbox.engine.paths import Request, resume_connection, send_request
from sandbox.engine.segments import By
from sandbox.engine.world import World
from sandbox.telling import told
from sandbox.trace import Exchange


class Sent(msgspec.Struct, frozen=True):
    """A request was sent and its packets walked."""

    request: Request
    exchange: Exchange


class Resumed(msgspec.Struct, frozen=True):
    """An open connection's next packet was sent, by one of its ends."""

    connection: Connection
    by: By
    exchange: Exchange


class Advanced(msgspec.Struct, frozen=True):
    """The clock went on by so many seconds."""

    seconds: float


class Edited(msgspec.Struct, frozen=True):
    """The scenario was changed; `label` is the edit's name."""

    label: str


class Forgotten(msgspec.Struct, frozen=True):
    """A connection was removed from a host's table."""

    host: str
    entry: ConntrackEntry


class Expired(msgspec.Struct, frozen=True):
    """A connection's time in a host's table was made to be up."""

    host: str
    entry: ConntrackEntry


Event: TypeAlias = Sent | Resumed | Advanced | Edited | Forgotten | Expired


class Moment(msgspec.Struct, frozen=True):
    """The world after an event. `parent` is the index of the moment before it, -1 for the first."""

    world: World
    event: Event | None = None
    parent: int = -1
    branch: str = "main"


class History(msgspec.Struct, frozen=True):
    """Moments, each after its parent, and the one that is now."""

    moments: tuple[Moment, ...]
    current: int = 0

    @classmethod
    def of(cls, world: World) -> "History":
        """The history of a world to which nothing has happened yet."""
        return cls((Moment(world),))

    @property
    def now(self) -> Moment:
        """The current moment."""
        return self.moments[self.current]

    @property
    def line(self) -> tuple[int, ...]:
        """The indices of the moments from the first to the current one."""
        found, index = [], self.current
        while index >= 0:
            found.append(index)
            index = self.moments[index].parent
        return tuple(reversed(found))

    @property
    def branches(self) -> tuple[str, ...]:
        """The names of all branches, in the order in which they began."""
        return tuple(dict.fromkeys(moment.branch for moment in self.moments))

    def at(self, index: int) -> "History":
        """The same history with another moment as now. Raises IndexError if there is none."""
        if not 0 <= index < len(self.moments):
            raise IndexError(index)
        return History(self.moments, index)

    def back(self) -> "History":
        """One event earlier; the first moment stays where it is."""
        return self.at(max(self.now.parent, 0))

    def forward(self) -> "History":
        """One event later on the branch that was walked last; the last moment stays where it is."""
        children = [index for index, each in enumerate(self.moments) if each.parent == self.current]
        return self.at(children[-1]) if children else self

    def sent(self, request: Request, chooser: Chooser, number: int = 0) -> "History":
        """Send a request now."""
        exchange, world = send_request(self.now.world, request, chooser, number)
        return self.then(Sent(request, exchange), world)

    def resumed(self, connection: Connection, by: By, chooser: Chooser) -> "History":
        """Send an open connection's next packet now. Raises KeyError if the host that sends it is gone."""
        exchange, world = resume_connection(self.now.world, connection, by, chooser)
        return self.then(Resumed(connection, by, exchange), world)

    def advanced(self, seconds: float) -> "History":
        """Let time pass. Raises ValueError for a time that goes backwards."""
        if seconds < 0:
            raise ValueError("time goes forward only; step back instead")
        world = self.now.world
        return self.then(Advanced(seconds), msgspec.structs.replace(world, now=world.now + seconds))

    def edited(self, label: str, change: Callable[[World], World]) -> "History":
        """Change the world as an edit of the scenario does."""
        return self.then(Edited(label), change(self.now.world))

    def forgotten(self, host: str, entry: ConntrackEntry) -> "History":
        """Remove a connection from a host's table, as `conntrack -D` does; see `without_connection`."""
        return self.then(Forgotten(host, entry), without_connection(self.now.world, host, entry))

    def expired(self, host: str, entry: ConntrackEntry) -> "History":
        """Let a connection's time in a host's table be up; see `with_expired_connection`."""
        return self.then(Expired(host, entry), with_expired_connection(self.now.world, host, entry))

    def then(self, event: Event, world: World) -> "History":
        """Let `event` happen now, after which the world is `world`; a branch begins if something else did."""
        moment = Moment(world, event, self.current, self._next_branch())
        return History((*self.moments, moment), len(self.moments))

    def restarted(self, event: Event, world: World) -> "History":
        """Begin a branch with a world of its own, beside what has happened in others."""
        moment = Moment(world, event, -1, self._free_name())
        return History((*self.moments, moment), len(self.moments))

    def renamed(self, branch: str, name: str) -> "History":
        """The same with another name for a branch. Raises ValueError if it is empty or taken."""
        if not name or (name != branch and name in self.branches):
            raise ValueError(
                told("a branch cannot be called “{name}”: give it a name that no other has", name=name)
            )
        return History(
            tuple(
                msgspec.structs.replace(each, branch=name) if each.branch == branch else each
                for each in self.moments
            ),
            self.current,
        )

    def of_branch(self, branch: str) -> tuple[int, ...]:
        """The indices of a branch's moments and of all that came after them, on whatever branch."""
        found: list[int] = []
        for index, each in enumerate(self.moments):
            if each.branch == branch or each.parent in found:
                found.append(index)
        return tuple(found)

    def without(self, indices: Collection[int]) -> "History":
        """The history without some moments; now is the last one before them, or the first, if now was one.

        Raises ValueError where a moment would lose what came before it, or nothing would be left.
        """
        kept = [index for index in range(len(self.moments)) if index not in indices]
        places = {index: place for place, index in enumerate(kept)} | {-1: -1}
        if not kept or any(self.moments[index].parent not in places for index in kept):
            raise ValueError("what comes after a moment goes with it, and something has to be left")
        moments = tuple(
            msgspec.structs.replace(self.moments[index], parent=places[self.moments[index].parent])
            for index in kept
        )
        now = next((places[each] for each in reversed(self.line) if each in places), 0)
        return History(moments, now)

    def _next_branch(self) -> str:
        """The current branch, or a new one if something was already done after the current moment."""
        if all(moment.parent != self.current for moment in self.moments):
            return self.now.branch
        return self._free_name()

    def _free_name(self) -> str:
        names = (f"branch {number}" for number in count(len(self.branches) + 1))
        return next(name for name in names if name not in self.branches)
