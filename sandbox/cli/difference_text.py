"""A node's real rules against generated ones, as text in the manner of a unified diff, chain by chain."""

from collections.abc import Iterator, Mapping, Sequence

from sandbox.analysis.rules_difference import RulesDifference
from sandbox.cli.text import Look
from sandbox.netfilter import RuleRef
from sandbox.netfilter.difference import Block, Line, Pair, Presence

CONTEXT = 2
"""Lines that are the same on both sides and are shown around those that are not."""
_RED, _GREEN, _CYAN = "31", "32", "36"

Counters = Mapping[RuleRef, str]


def difference_lines(
    found: RulesDifference, ours: str, theirs: str, counters: Counters, look: Look
) -> Iterator[str]:
    """The differing blocks, then a line for what is the same, for the Services, and for other software."""
    if found.differing:
        yield look.painted(f"--- {ours}", _RED)
        yield look.painted(f"+++ {theirs}", _GREEN)
    for block in found.differing:
        yield look.painted(f"@@ {_title(block)} @@ {block.presence.value}", _CYAN)
        yield from (look.painted(line, _colour(line)) for line in _block_lines(block, counters))
    yield from _summary(found)


def _colour(line: str) -> str:
    return {"-": _RED, "+": _GREEN}.get(line[:1], "")


def _title(block: Block) -> str:
    kind = "" if block.kind == "chain" else f"{block.kind} "
    return f"{block.table} {kind}{block.name}"


def _block_lines(block: Block, counters: Counters) -> Iterator[str]:
    """The lines that differ, the removed ones of a stretch before the added ones, with some around them."""
    near = _near(block.pairs)
    skipped = 0
    stretch: list[Pair] = []
    for place, pair in enumerate(block.pairs):
        if pair.presence is not Presence.BOTH:
            stretch.append(pair)
            continue
        yield from _stretch(block, stretch, counters)
        stretch = []
        skipped += place not in near
        if place in near:
            yield from _skipped(skipped)
            skipped = 0
            yield f" {_text(block, pair.real, counters)}"
    yield from _stretch(block, stretch, counters)
    yield from _skipped(skipped)


def _near(pairs: Sequence[Pair]) -> set[int]:
    places = [place for place, pair in enumerate(pairs) if pair.presence is not Presence.BOTH]
    return {near for place in places for near in range(place - CONTEXT, place + CONTEXT + 1)}


def _skipped(count: int) -> Iterator[str]:
    if count:
        yield f" ({count} more that {'is' if count == 1 else 'are'} the same)"


def _stretch(block: Block, pairs: Sequence[Pair], counters: Counters) -> Iterator[str]:
    yield from (f"-{each.generated.text}" for each in pairs if each.generated is not None)
    yield from (f"+{_text(block, each.real, counters)}" for each in pairs if each.real is not None)


def _text(block: Block, line: Line | None, counters: Counters) -> str:
    """A real line, with its counters before it as iptables-save has them."""
    if line is None:
        return ""
    counted = counters.get(RuleRef(block.table, block.name, line.number), "")
    return f"{counted} {line.text}".lstrip()


def _summary(found: RulesDifference) -> Iterator[str]:
    same = len(found.blocks) - len(found.differing)
    yield f"kube-proxy's chains and sets: {same} the same, {len(found.differing)} not"
    if found.services:
        named = ", ".join(f"{name} ({count})" for name, count in found.services)
        yield f"the difference concerns these Services: {named}"
    if found.others:
        named = ", ".join(map(_title, found.others))
        yield f"other software's, which nothing is compared with: {named}"
