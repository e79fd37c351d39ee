"""What a person does to a host's conntrack table between two packets: forget a connection, or expire it.

Pure: each gives the world after it. `History.forgotten` and `History.expired` are the same as events.
"""

from collections.abc import Callable

import msgspec

from sandbox.conntrack import ConntrackEntry, ConntrackTable
from sandbox.engine.world import World


def without_connection(world: World, host: str, entry: ConntrackEntry) -> World:
    """The world in which `host` (`node/NAME`) has forgotten a connection, as `conntrack -D` does.

    Both directions are gone: the next packet of either is looked at as if there had been none before. `entry`
    may be the connection at any time of its life, its original tuple tells which it is; the very same world
    comes back where the host does not have it (any more).
    """
    return _changed(world, host, lambda table: table.without(entry))


def with_expired_connection(world: World, host: str, entry: ConntrackEntry) -> World:
    """The world in which a connection's time on `host` is up, as `conntrack -U --timeout 0` does.

    It stays listed with `expires_at` at the world's `now`, and no packet of either direction finds it.
    `entry` is told by its original tuple, as for `without_connection`; where the host does not have it or its
    time was up already, the very same world comes back.
    """

    def run_out(table: ConntrackTable) -> ConntrackTable:
        there = table.listed(entry)
        if there is None or there.expires_at <= world.now:
            return table
        return table.with_entry(msgspec.structs.replace(there, expires_at=world.now))

    return _changed(world, host, run_out)


class Interruption(msgspec.Struct, frozen=True):
    """What a person does to all connections of `host` after packet `after` of an exchange, counted from 1.

    They are forgotten, or with `expires` their time is made to be up.
    """

    after: int
    host: str
    expires: bool = False

    def applied(self, world: World) -> World:
        """The world after it."""
        change = with_expired_connection if self.expires else without_connection
        for entry in world.state(self.host).conntrack:
            world = change(world, self.host, entry)
        return world


def _changed(world: World, host: str, change: Callable[[ConntrackTable], ConntrackTable]) -> World:
    state = world.state(host)
    table = change(state.conntrack)
    if table is state.conntrack:
        return world
    return world.with_state(host, msgspec.structs.replace(state, conntrack=table))
