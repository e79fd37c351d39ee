"""A path as a text to read from top to bottom: every device, every step, every rule that was looked at."""

import textwrap
from collections.abc import Iterator

from sandbox.cli.text import Look, header_line, lost_lines, packet_text, socket_of
from sandbox.conntrack import ConntrackEntry
from sandbox.explain import rule_lines, sentence
from sandbox.explain.entries import entry_parts
from sandbox.explain.looking import rule_step
from sandbox.explain.names import kind_text
from sandbox.explain.rules import RuleLine, target_text
from sandbox.explain.why import place
from sandbox.net import Packet, changed_fields
from sandbox.netfilter import Statistic
from sandbox.playback import Level, Timeline
from sandbox.trace import ConntrackStep, Exchange, HookStep, Leg, NatStep, ReceiveStep, RuleStep

WIDTH = 100
"""Columns that the text keeps to, as far as words allow."""

_FAINT, _GREEN, _CYAN, _BOLD = "2", "32", "36", "1"
_DETAIL_INDENT = 9


def explained_lines(exchange: Exchange, title: str, look: Look) -> Iterator[str]:
    """The lines of one path; `title` is what it is called, such as `path 1 of 3`."""
    lines = wrapped(header_line(exchange, title, look), 0, 2)
    if exchange.legs:
        lines += _Walk(Timeline.of(exchange, Level.RULE), look).lines()
    return (plain(line, look) for line in lines)


def wrapped(text: str, indent: int, hanging: int = 0) -> list[str]:
    """`text` in lines of at most WIDTH columns; those after the first are indented by `hanging` more."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hanging),
        break_long_words=False,
        break_on_hyphens=False,
    )


class _Walk:
    """The steps of one path while they are written down."""

    def __init__(self, timeline: Timeline, look: Look) -> None:
        self._timeline = timeline
        self._look = look
        self._written = 0

    def lines(self) -> Iterator[str]:
        leg, hop = -1, -1
        for number, moment in enumerate(self._timeline.moments):
            if moment.leg != leg:
                yield from self._lost(leg)
                yield from self._leg(self._timeline.exchange.legs[moment.leg])
            if (moment.leg, moment.hop) != (leg, hop):
                yield from ("", f"  {self._look.painted(moment.device, _BOLD)}")
            leg, hop = moment.leg, moment.hop
            if not isinstance(moment.step, RuleStep):
                yield from self._step(number)
        yield from self._lost(leg)

    def _lost(self, leg: int) -> Iterator[str]:
        """What happened to connection tables after a packet; nothing before the first."""
        for line in lost_lines(self._timeline.exchange.legs[leg]) if leg >= 0 else ():
            yield from ("", line)

    def _leg(self, leg: Leg) -> Iterator[str]:
        connection = f" of connection {leg.connection}" if leg.connection > 1 else ""
        packet = leg.trace.packet
        yield ""
        yield f"{leg.kind.value}{connection}: {kind_text(packet)} from {leg.trace.hops[0].device}"

    def _text(self, text: str, colour: str = "", indent: int = _DETAIL_INDENT) -> Iterator[str]:
        for line in wrapped(text, indent):
            yield self._look.painted(line, colour) if colour else line

    def _step(self, number: int) -> Iterator[str]:
        """What a step is called, what it met and changed, and why it went as it did."""
        self._written += 1
        does = " rewrites the packet" if self._is_nat_by_rule(number) else ""
        yield f"    {self._written:>3}  {place(self._timeline, number)}{does}"
        for change in self._changed_before(number):
            yield from self._text(f"{self._look.rewritten} {change}, since the step before", _CYAN)
        yield from self._details(number)
        yield from self._text(sentence(self._timeline, number), _FAINT)

    def _is_nat_by_rule(self, number: int) -> bool:
        step = self._timeline.moments[number].step
        return isinstance(step, NatStep) and step.cause is not None

    def _details(self, number: int) -> Iterator[str]:
        step = self._timeline.moments[number].step
        match step:
            case ReceiveStep():
                yield from self._text(f"header: {full_header(step.after)}")
            case HookStep():
                yield from self._rules(number)
            case ConntrackStep(earlier=earlier, entry=entry) | NatStep(earlier=earlier, entry=entry):
                yield from self._changes(step.before, step.after, _DETAIL_INDENT)
                yield from self._entries(earlier, entry)
            case _:
                yield from self._changes(step.before, step.after, _DETAIL_INDENT)

    def _changed_before(self, number: int) -> Iterator[str]:
        """What happened to the header between two steps: the hop count, and the mark left behind."""
        run = rule_lines(self._timeline, number) if self._is_table(number) else ()
        earlier = (run[0].number if run else number) - 1
        if earlier >= 0 and self._timeline.moments[earlier].leg == self._timeline.moments[number].leg:
            before, after = (self._timeline.moments[each].step for each in (earlier, number))
            yield from header_changes(before.after, after.before, self._look)

    def _is_table(self, number: int) -> bool:
        return isinstance(self._timeline.moments[number].step, HookStep)

    def _changes(self, before: Packet, after: Packet, indent: int) -> Iterator[str]:
        for change in header_changes(before, after, self._look):
            yield from self._text(f"{self._look.rewritten} {change}", _CYAN, indent)

    def _entries(self, earlier: ConntrackEntry | None, entry: ConntrackEntry | None) -> Iterator[str]:
        if earlier == entry:
            yield from _labelled("entry", entry)
        else:
            yield from _labelled("entry before", earlier)
            yield from _labelled("entry after", entry)

    def _rules(self, number: int) -> Iterator[str]:
        """Every rule of a table run, chain by chain, each under the one that led there."""
        reached: dict[int, tuple[str, int]] = {}
        for line in rule_lines(self._timeline, number):
            depth, chain, position = line.depth, line.ref.chain, line.ref.number
            indent = _DETAIL_INDENT + 2 * depth
            reached = {level: where for level, where in reached.items() if level <= depth}
            there, last = reached.get(depth, ("", 0))
            if there != chain:
                last = 0
                yield f"{' ' * indent}chain {chain}"
            yield from self._passed_over(last + 1, position - 1, indent + 2)
            yield from self._rule(line, indent + 2)
            reached[depth] = (chain, position)

    def _passed_over(self, first: int, last: int, indent: int) -> Iterator[str]:
        if first <= last:
            which = f"rule {first} is" if first == last else f"rules {first} to {last} are"
            yield f"{' ' * indent}{self._look.crossed} {which} for another address or port"

    def _rule(self, line: RuleLine, indent: int) -> Iterator[str]:
        look = self._look
        sign = look.painted(look.ticked, _GREEN) if line.matched else look.crossed
        text = line.text.removeprefix(f"-A {line.ref.chain} ")
        first, *others = wrapped(f"{line.ref.number}  {text}", indent + 2, 4)
        yield f"{' ' * indent}{sign} {first[indent + 2 :]}"
        yield from others
        if not line.matched:
            yield from self._text(f"not true: {self._why_not(line)}", indent=indent + 6)
        step = rule_step(self._timeline, line.number)
        if step.target is not None and step.target != step.rule.expressions[-1]:
            yield from self._text(f"{look.arrow} {target_text(step)}", indent=indent + 6)
        yield from self._changes(step.before, step.after, indent + 6)

    def _why_not(self, line: RuleLine) -> str:
        step = rule_step(self._timeline, line.number)
        if isinstance(step.rule.expressions[step.failed], Statistic):
            return f"{line.failed}, the draw went the other way"
        return f"{line.failed}, the packet has {line.value}" if line.value else line.failed


def _labelled(label: str, entry: ConntrackEntry | None) -> Iterator[str]:
    """An entry under a name, each of its parts on a line."""
    first, *others = entry_parts(entry)
    yield f"{' ' * _DETAIL_INDENT}{label:<14}{first}"
    for part in others:
        yield from wrapped(part, _DETAIL_INDENT + 14)


def header_changes(before: Packet, after: Packet, look: Look) -> Iterator[str]:
    """`destination 10.0.0.1:80 → 10.180.1.2:8080`, and the like for each part of the header that differs."""
    names = changed_fields(before, after)
    for side in ("source", "destination"):
        if side in names or f"{side}_port" in names:
            yield f"{side} {socket_of(before, side)} {look.arrow} {socket_of(after, side)}"
    if "ttl" in names:
        yield f"ttl {before.ttl} {look.arrow} {after.ttl}"
    if "mark" in names:
        yield f"mark {before.mark:#x} {look.arrow} {after.mark:#x}"
    if before.icmp is not None and after.icmp is not None and before.icmp != after.icmp:
        yield f"about {before.icmp.original} {look.arrow} {after.icmp.original}"


def full_header(packet: Packet) -> str:
    """The whole header in one line."""
    if packet.icmp is not None:
        return f"{packet_text(packet)}, about {packet.icmp.original}, ttl {packet.ttl}"
    source, destination = socket_of(packet, "source"), socket_of(packet, "destination")
    return f"{kind_text(packet)} {source} > {destination}, ttl {packet.ttl}"


def plain(text: str, look: Look) -> str:
    """`text` with the characters that the terminal can show."""
    return text if look.arrow == Look().arrow else text.translate(_PLAIN)


_PLAIN = str.maketrans({"“": '"', "”": '"', "’": "'", "→": "->", "·": "-", "–": "-"})
