"""The difference of a node's rules as rows: what differs is open, what is the same is folded."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sandbox.analysis.rules_difference import RulesDifference
from sandbox.netfilter import RuleRef
from sandbox.netfilter.difference import Block, Line, Pair, Presence
from ui.language import tr, tr_n
from ui.panels.real_rules.rows import SideRow, sign_of

Counters = Mapping[RuleRef, str]


def difference_rows(found: RulesDifference, counters: Counters) -> list[SideRow]:
    """A row for each differing chain or set, then one for those that are the same, and one for others'."""
    rows = [_block(each, counters, is_open=True) for each in found.differing]
    same = [each for each in found.blocks if each.presence is Presence.BOTH]
    if same:
        text = tr_n("{count} chain or set is the same", "{count} chains and sets are the same", len(same))
        rows.append(_group(text, sign_of(Presence.BOTH), same, counters))
    if found.others:
        text = tr_n("{count} chain of other software", "{count} chains of other software", len(found.others))
        rows.append(_group(text, tr("not compared"), found.others, counters))
    return rows


def _group(text: str, sign: str, blocks: Sequence[Block], counters: Counters) -> SideRow:
    """Blocks in one folded row."""

    def make() -> Iterator[SideRow]:
        return (_block(each, counters) for each in blocks)

    return SideRow(text, sign=sign, is_head=True, children=make)


def _block(block: Block, counters: Counters, *, is_open: bool = False) -> SideRow:
    def make() -> Iterator[SideRow]:
        return (_pair(block, pair, counters) for pair in block.pairs)

    kind = "" if block.kind == "chain" else f"{block.kind} "
    return SideRow(
        f"{block.table}  {kind}{block.name}",
        right=_counted(block.pairs) if is_open else "",
        sign=sign_of(block.presence) if is_open else "",
        differs=is_open,
        is_head=True,
        is_open=is_open,
        children=make if block.pairs else (),
    )


def _counted(pairs: Iterable[Pair]) -> str:
    """How many lines of a block differ."""
    count = sum(each.presence is not Presence.BOTH for each in pairs)
    return tr_n("{count} line differs", "{count} lines differ", count) if count else tr("no rules")


def _pair(block: Block, pair: Pair, counters: Counters) -> SideRow:
    same = pair.presence is Presence.BOTH
    return SideRow(
        "" if pair.generated is None else _text(block, pair.generated),
        "" if pair.real is None else _real_text(block, pair.real, counters),
        "" if same else sign_of(pair.presence),
        not same,
    )


def _text(block: Block, line: Line) -> str:
    """A line without the name of its chain, which the row above has."""
    return line.text.removeprefix(f"-A {block.name} ")


def _real_text(block: Block, line: Line, counters: Counters) -> str:
    """The line with its counters behind it, so that both sides begin alike."""
    counted = counters.get(RuleRef(block.table, block.name, line.number), "")
    return f"{_text(block, line)}   {counted}".rstrip()
