"""How connection tracking tables fill and empty: requests at a rate, entries that time out."""

import msgspec
from msgspec.structs import replace

from sandbox.engine import NoSourceError, Request, World, first_packet, one_path
from sandbox.progress import SILENT, Progress
from sandbox.scenario import Flow, Scenario
from sandbox.scenario.compile import compile_world, request_of

TAIL = 150
"""Seconds that are watched after the last request: longer than TIME_WAIT's 120."""


class Growth(msgspec.Struct, frozen=True):
    """How many live entries each host's table has at each time; `sizes` has a row for each host."""

    times: tuple[float, ...]
    hosts: tuple[str, ...]
    sizes: tuple[tuple[int, ...], ...]


def table_growth(
    scenario: Scenario,
    flow: Flow,
    rate: float = 1,
    seconds: float = 180,
    *,
    whole: bool = True,
    interval: float = 5,
    progress: Progress = SILENT,
) -> Growth:
    """Send a flow `rate` times a second, and count entries every `interval` seconds until TAIL after it.

    `whole` plays each TCP connection to its end, else its opening alone. Raises FlowError if the flow cannot
    be sent.
    """
    request = replace(request_of(scenario, flow), whole=whole)
    world = compile_world(scenario, flow.at)
    start, total = world.now, int(rate * seconds) if _can_send(world, request) else 0
    times = [interval * index for index in range(int((seconds + TAIL) / interval) + 1)]
    counts: list[dict[str, int]] = []
    sent = 0
    for time in times:
        while sent < total and sent / rate <= time:
            progress(sent, total)
            world = replace(world, now=start + sent / rate)
            _, world = one_path(world, request, seed=sent, number=sent)
            sent += 1
        counts.append(_live(world, start + time))
    return _growth(times, counts)


def _can_send(world: World, request: Request) -> bool:
    """Whether the sender's own kernel lets the request out; if not, no table ever hears of it."""
    try:
        first_packet(world, request)
    except NoSourceError:
        return False
    return True


def _live(world: World, now: float) -> dict[str, int]:
    """The number of entries on each host that have not timed out."""
    found = {
        host: sum(entry.expires_at > now for entry in state.conntrack) for host, state in world.states.items()
    }
    return {host: count for host, count in found.items() if count}


def _growth(times: list[float], counts: list[dict[str, int]]) -> Growth:
    hosts = tuple(sorted({host for each in counts for host in each if host.startswith("node/")}))
    sizes = tuple(tuple(each.get(host, 0) for each in counts) for host in hosts)
    return Growth(tuple(times), hosts, sizes)
