"""What the clock will bring: connections that time out, health checks that count, affinity that ends."""

from collections.abc import Iterator
from enum import Enum

import msgspec

from sandbox.engine import World
from sandbox.explain import label_of
from sandbox.explain.names import ways_text
from sandbox.kube import SessionAffinity
from sandbox.scenario import Scenario


class DueKind(Enum):
    """What comes due."""

    CONNECTION = "connection"
    HEALTH = "health"
    AFFINITY = "affinity"


class Due(msgspec.Struct, frozen=True):
    """Something that happens by itself at `at` seconds of the clock, on `host`; `about` names what it is."""

    at: float
    kind: DueKind
    host: str
    about: str


def due(world: World, scenario: Scenario) -> tuple[Due, ...]:
    """Everything that comes due after now, the next first."""
    found = (*_connections(world), *_checks(world), *_affinities(world, scenario))
    return tuple(sorted((each for each in found if each.at > world.now), key=lambda each: each.at))


def _connections(world: World) -> Iterator[Due]:
    for host, state in world.states.items():
        for entry in state.conntrack:
            to = entry.original
            yield Due(entry.expires_at, DueKind.CONNECTION, host, f"{to.protocol.lower} {ways_text(to)}")


def _checks(world: World) -> Iterator[Due]:
    """When as many checks in a row have failed or passed as the load balancer asks for."""
    for (host, node, _), health in world.health.items():
        balancer = world.balancers.get(host)
        if balancer is not None and health.healthy is not health.was_in_pool:
            count = balancer.healthy_threshold if health.healthy else balancer.unhealthy_threshold
            yield Due(health.since + count * balancer.interval_seconds, DueKind.HEALTH, host, label_of(node))


def _affinities(world: World, scenario: Scenario) -> Iterator[Due]:
    """When clients that Services remember are forgotten, where all Services remember for the same time."""
    times = {
        service.affinity_timeout
        for service in scenario.services
        if service.session_affinity is SessionAffinity.CLIENT_IP
    }
    if len(times) != 1:
        return
    (seconds,) = times
    for host, state in world.states.items():
        for sources in state.recent.lists.values():
            for source, stamps in sources.items():
                yield Due(stamps[-1] + seconds + 1, DueKind.AFFINITY, host, str(source))
