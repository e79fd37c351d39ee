"""A packet's header as people read it: each field in words, and what a step changed in it."""

from collections.abc import Callable

import msgspec

from sandbox.explain.names import destination_text, flags_text, kind_text, source_text
from sandbox.net import Packet
from sandbox.playback import Timeline, change_at
from sandbox.telling import told
from sandbox.trace import NatStep

Reader = Callable[[Packet], str]


def _protocol_text(packet: Packet) -> str:
    return (
        f"{packet.protocol.value} {flags_text(packet)}".strip() if packet.echo is None else kind_text(packet)
    )


FIELDS: tuple[tuple[str, Reader], ...] = (
    (told("source"), lambda packet: str(packet.source)),
    (told("source port"), lambda packet: str(packet.source_port or "")),
    (told("destination"), lambda packet: str(packet.destination)),
    (told("destination port"), lambda packet: str(packet.destination_port or "")),
    (told("protocol"), _protocol_text),
    (told("identifier"), lambda packet: "" if packet.echo is None else str(packet.identifier)),
    (told("sequence number"), lambda packet: "" if packet.echo is None else str(packet.echo.sequence)),
    (told("TTL"), lambda packet: str(packet.ttl)),
    (told("mark"), lambda packet: f"{packet.mark:#x}"),
    (told("error"), lambda packet: "" if packet.icmp is None else packet.icmp.reason.value),
    (
        told("proxy header"),
        lambda packet: "" if packet.header is None else f"{packet.header.name}: {packet.header.value}",
    ),
)
"""Each field and how it reads; one whose two values are empty need not be shown."""


class Rewriting(msgspec.Struct, frozen=True):
    """What the steps of a stop changed in the header: one side or the mark, from what to what."""

    field: str
    before: str
    after: str
    undone: bool

    @property
    def title(self) -> str:
        """`source rewritten ⇄` or `source restored ↩`."""
        if self.undone:
            return told("{field} restored ↩", field=self.field)
        return told("{field} rewritten ⇄", field=self.field)

    @property
    def values(self) -> str:
        """`10.0.0.1:80 → 10.0.0.2:8080`."""
        return f"{self.before} → {self.after}"


TRANSLATED: tuple[tuple[str, Reader], ...] = (
    (told("source"), source_text),
    (told("destination"), destination_text),
    (told("identifier"), lambda packet: str(packet.identifier)),
)
"""What NAT changes, and how it reads."""
MARK: tuple[str, Reader] = (told("mark"), lambda packet: f"{packet.mark:#x}")


def rewritings_at(timeline: Timeline, number: int) -> tuple[Rewriting, ...]:
    """What step `number` changed, with the steps that were passed over before it; the mark last."""
    change = change_at(timeline, number)
    steps = (timeline.moments[each].step for each in range(change.first, change.last + 1))
    undone = any(isinstance(step, NatStep) and step.undone for step in steps)
    pairs = ((name, read(change.before), read(change.after)) for name, read in (*TRANSLATED, MARK))
    return tuple(
        Rewriting(name, before, after, undone and name != "mark")
        for name, before, after in pairs
        if before != after
    )
