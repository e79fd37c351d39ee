"""The difference of a node's rules as rows: what differs is open, what is the same is folded."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sandbox.analysis.rules_difference import RulesDifference
from sandbox.netfilter import RuleRef
from sandbox.netfilter.difference import Block, Line, Pair, Presence
from ui.language import tr, tr_n
from ui.panels.real_rules.rows import SideRow, sign_of

MOST_OPEN = 100
"""Chains and sets that are shown at once: all may differ where another cluster's rules were attached."""
MOST_LINES = 200
"""Lines of a chain up to which all are shown."""

Counters = Mapping[RuleRef, str]


def difference_rows(found: RulesDifference, counters: Counters) -> list[SideRow]:
    """A row for each differing chain or set, then one for those that are the same, and one for others'."""
    differing = found.differing
    rows = [_block(each, counters, is_open=True) for each in differing[:MOST_OPEN]]
    if len(differing) > MOST_OPEN:
        more = differing[MOST_OPEN:]
        text = tr_n("{count} more that differs", "{count} more that differ", len(more))
        rows.append(_group(text, sign_of(Presence.CHANGED), more, counters))
    same = [each for each in found.blocks if each.presence is Presence.BOTH]
    if same:
        text = tr_n("{count} chain or set is the same", "{count} chains and sets are the same", len(same))
        rows.append(_group(text, sign_of(Presence.BOTH), same, counters))
    if found.others:
        text = tr_n("{count} chain of other software", "{count} chains of other software", len(found.others))
        rows.append(_group(text, tr("not compared"), found.others, counters, is_compared=False))
    return rows


def _group(
    text: str, sign: str, blocks: Sequence[Block], counters: Counters, *, is_compared: bool = True
) -> SideRow:
    """Blocks in one folded row."""

    def make() -> Iterator[SideRow]:
        return (_block(each, counters, is_compared=is_compared) for each in blocks)

    return SideRow(text, sign=sign, is_head=True, children=make)


def _block(block: Block, counters: Counters, *, is_open: bool = False, is_compared: bool = True) -> SideRow:
    def make() -> Iterator[SideRow]:
        return _lines(block, counters, is_compared=is_compared)

    kind = "" if block.kind == "chain" else f"{block.kind} "
    differs = is_compared and block.presence is not Presence.BOTH
    return SideRow(
        f"{block.table}  {kind}{block.name}",
        right=_counted(block.pairs) if differs else "",
        sign=sign_of(block.presence) if differs else "",
        differs=differs,
        is_head=True,
        is_open=is_open,
        children=make if block.pairs else (),
    )


def _lines(block: Block, counters: Counters, *, is_compared: bool) -> Iterator[SideRow]:
    """A row for each line; of a long chain that differs, those alone that do and some around them."""
    places: Sequence[int] = range(len(block.pairs))
    if len(places) > MOST_LINES:
        differing = [place for place in places if block.pairs[place].presence is not Presence.BOTH]
        near = {each + by for each in differing[:MOST_LINES] for by in (-1, 0, 1)}
        places = sorted(near.intersection(places)) or places[:MOST_LINES]
    for place in places:
        yield _pair(block, block.pairs[place], counters, is_compared=is_compared)
    left_out = len(block.pairs) - len(places)
    if left_out:
        yield SideRow(tr_n("{count} more line", "{count} more lines", left_out), is_head=True)


def _counted(pairs: Iterable[Pair]) -> str:
    """How many lines of a block differ."""
    count = sum(each.presence is not Presence.BOTH for each in pairs)
    return tr_n("{count} line differs", "{count} lines differ", count) if count else tr("no rules")


def _pair(block: Block, pair: Pair, counters: Counters, *, is_compared: bool) -> SideRow:
    differs = is_compared and pair.presence is not Presence.BOTH
    return SideRow(
        "" if pair.generated is None else _text(block, pair.generated),
        "" if pair.real is None else _real_text(block, pair.real, counters),
        sign_of(pair.presence) if differs else "",
        differs,
    )


def _text(block: Block, line: Line) -> str:
    """A line without the name of its chain, which the row above has."""
    return line.text.removeprefix(f"-A {block.name} ")


def _real_text(block: Block, line: Line, counters: Counters) -> str:
    """The line with its counters behind it, so that both sides begin alike."""
    counted = counters.get(RuleRef(block.table, block.name, line.number), "")
    return f"{_text(block, line)}   {counted}".rstrip()
