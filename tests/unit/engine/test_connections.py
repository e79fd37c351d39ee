"""A connection that is forgotten, or made to expire, is gone in both directions; another is not touched."""

from collections.abc import Callable

import pytest

from sandbox.chance import SeededChooser
from sandbox.conntrack import ConntrackEntry, ConntrackTuple
from sandbox.engine import Request, World, with_expired_connection, without_connection
from sandbox.engine.history import Expired, History
from sandbox.scenario.compile import compile_world
from tests.fixtures.walks import NODE_PORT, NODES, cluster, pod, service

NODE = "node/n2"
Change = Callable[[World, str, ConntrackEntry], World]
both_ways = pytest.mark.parametrize("change", [without_connection, with_expired_connection])


def after_requests(number: int) -> tuple[World, tuple[ConntrackEntry, ...]]:
    history = History.of(compile_world(cluster([pod(1, on=1)], [service()])))
    for each in range(number):
        history = history.sent(Request("client/c", NODES[1], NODE_PORT), SeededChooser(1), each)
    return history.now.world, tuple(history.now.world.state(NODE).conntrack)


def found(world: World, wanted: ConntrackTuple) -> bool:
    return world.state(NODE).conntrack.find(wanted, world.now) is not None


@both_ways
def test_neither_direction_is_found_any_more(change: Change) -> None:
    world, (first, second) = after_requests(2)
    after = change(world, NODE, first)
    assert not found(after, first.original)
    assert not found(after, first.reply)
    assert found(after, second.original)
    assert found(after, second.reply)
    assert found(world, first.original)


@both_ways
def test_an_entry_is_told_by_its_original_tuple_whatever_it_was_then(change: Change) -> None:
    world, (entry,) = after_requests(1)
    younger = ConntrackEntry(entry.original, entry.original.inverted)
    assert younger.reply != entry.reply
    assert not found(change(world, NODE, younger), entry.reply)


@both_ways
def test_the_same_world_comes_back_where_there_is_nothing_to_do(change: Change) -> None:
    world, (entry,) = after_requests(1)
    gone = change(world, NODE, entry)
    assert change(gone, NODE, entry) is gone
    assert change(world, "node/n3", entry) is world


def test_an_expired_entry_stays_listed_until_its_tuple_is_used_again() -> None:
    world, (entry,) = after_requests(1)
    history = History.of(world).expired(NODE, entry)
    assert history.now.event == Expired(NODE, entry)
    (listed,) = history.now.world.state(NODE).conntrack
    assert listed.expires_at == history.now.world.now
    again = history.sent(Request("client/c", NODES[1], NODE_PORT), SeededChooser(2))
    (renewed,) = again.now.world.state(NODE).conntrack
    assert found(again.now.world, renewed.reply)
    assert len(again.now.world.state(NODE).conntrack.by_tuple) == 2
