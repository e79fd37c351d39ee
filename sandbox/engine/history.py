"""`History`: what was done to a world, event by event, with branches.

Because worlds are values, going back restores everything: connections, affinity, load balancers' health and
the clock. An event after going back starts a branch; nothing that was done is lost.
"""

from collections.abc import Callable
from typing import TypeAlias

import msgspec

from sandbox.chance import Chooser
from sandbox.conntrack import ConntrackEntry
from sandbox.engine.connections import with_expired_connection, without_connection
from sandbox.engine.paths import Request, send_request
from sandbox.engine.world import World
from sandbox.trace import Exchange


class Sent(msgspec.Struct, frozen=True):
    """A request was sent and its packets walked."""

    request: Request
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


Event: TypeAlias = Sent | Advanced | Edited | Forgotten | Expired


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
        return self._then(Sent(request, exchange), world)

    def advanced(self, seconds: float) -> "History":
        """Let time pass. Raises ValueError for a time that goes backwards."""
        if seconds < 0:
            raise ValueError("time goes forward only; step back instead")
        world = self.now.world
        return self._then(Advanced(seconds), msgspec.structs.replace(world, now=world.now + seconds))

    def edited(self, label: str, change: Callable[[World], World]) -> "History":
        """Change the world as an edit of the scenario does."""
        return self._then(Edited(label), change(self.now.world))

    def forgotten(self, host: str, entry: ConntrackEntry) -> "History":
        """Remove a connection from a host's table, as `conntrack -D` does; see `without_connection`."""
        return self._then(Forgotten(host, entry), without_connection(self.now.world, host, entry))

    def expired(self, host: str, entry: ConntrackEntry) -> "History":
        """Let a connection's time in a host's table be up; see `with_expired_connection`."""
        return self._then(Expired(host, entry), with_expired_connection(self.now.world, host, entry))

    def _then(self, event: Event, world: World) -> "History":
        moment = Moment(world, event, self.current, self._next_branch())
        return History((*self.moments, moment), len(self.moments))

    def _next_branch(self) -> str:
        """The current branch, or a new one if something was already done after the current moment."""
        if all(moment.parent != self.current for moment in self.moments):
            return self.now.branch
        return f"branch {len(self.branches) + 1}"
