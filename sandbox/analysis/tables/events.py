"""A walk, a step a row."""

from collections.abc import Iterable, Iterator

from sandbox.analysis.texts import Table
from sandbox.explain.events import event_of
from sandbox.explain.names import flags_text
from sandbox.playback import Timeline
from sandbox.trace import Exchange

FIELDS = (
    "flow",
    "request",
    "step",
    "connection",
    "leg",
    "device",
    "hook",
    "event",
    "protocol",
    "flags",
    "source",
    "source_port",
    "destination",
    "destination_port",
    "ttl",
    "mark",
)


def events_table(walked: Iterable[tuple[str, int, Exchange]], steps: frozenset[int] | None = None) -> Table:
    """The steps of walks: each a flow's name, the number of its request and the path that this took.

    `steps` names those that are wanted, counted over the whole walk from 0; all without it.
    """
    rows = (row for flow, request, exchange in walked for row in _rows(flow, request, exchange, steps))
    return Table("events", FIELDS, tuple(rows))


def _rows(
    flow: str, request: int, exchange: Exchange, steps: frozenset[int] | None
) -> Iterator[tuple[object, ...]]:
    timeline = Timeline.of(exchange) if exchange.legs else None
    for number in range(len(timeline.moments) if timeline else 0):
        if timeline is not None and (steps is None or number in steps):
            yield flow, request, number + 1, *_step(timeline, number)


def _step(timeline: Timeline, number: int) -> tuple[object, ...]:
    moment, event = timeline.moments[number], event_of(timeline, number)
    leg, packet = timeline.exchange.legs[moment.leg], moment.step.after
    return (
        leg.connection,
        leg.kind.value,
        moment.device,
        event.hook,
        event.what,
        packet.protocol.value,
        flags_text(packet),
        str(packet.source),
        packet.source_port,
        str(packet.destination),
        packet.destination_port,
        packet.ttl,
        packet.mark,
    )
