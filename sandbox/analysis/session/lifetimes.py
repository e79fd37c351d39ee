"""How long connections live on the clock: made when, used last when, and until when."""

from collections.abc import Sequence

import msgspec

from sandbox.conntrack import ConntrackEntry, ConntrackTuple
from sandbox.engine import World


class Lifetime(msgspec.Struct, frozen=True):
    """An entry of a host's table, in seconds of the clock.

    A packet was the last to restart its time at `used`; it runs until `until`. `gone` is when somebody took
    it away, None where nobody did.
    """

    host: str
    entry: ConntrackEntry
    made: float
    used: float
    gone: float | None = None

    @property
    def until(self) -> float:
        """When its time is up, or was taken away."""
        return self.entry.expires_at if self.gone is None else self.gone


def lifetimes(worlds: Sequence[World]) -> tuple[Lifetime, ...]:
    """Every entry that was in a table in one of the worlds, which follow each other in time."""
    found: dict[tuple[str, ConntrackTuple], Lifetime] = {}
    for world in worlds:
        here = {
            (host, entry.original): entry for host, state in world.states.items() for entry in state.conntrack
        }
        for key, entry in here.items():
            made = found[key].made if key in found else world.now
            found[key] = Lifetime(key[0], entry, made, max(made, entry.expires_at - entry.timeout))
        for key, known in found.items():
            if key not in here and known.gone is None:
                found[key] = msgspec.structs.replace(known, gone=world.now)
    return tuple(found.values())
