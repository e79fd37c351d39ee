"""Writes a changed tree into the YAML text that it came from, touching only what changed.

Comments, quotes and layout around a change stay. Where that cannot be done (anchors, odd layouts)
the document is written anew, and every patch is read back and compared before it is trusted.
"""

import re

import msgspec
from yaml.error import YAMLError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sandbox.formats.errors import TextError
from sandbox.formats.yaml_nodes import compose
from sandbox.formats.yaml_text import read_yaml
from sandbox.formats.yaml_writing import write_yaml

_HEAD = re.compile(r"\A(?:[ \t]*(?:#[^\n]*)?\n|%[^\n]*\n)*(?:---[ \t]*(?:#[^\n]*)?\r?\n|---(?=\s))?")
_TAIL = re.compile(r"^\.\.\.[ \t]*\r?\n(?:[ \t]*(?:#[^\n]*)?\n)*\Z", re.M)


class _Splice(msgspec.Struct, frozen=True):
    """Text to put in place of the characters from `start` to `end`."""

    start: int
    end: int
    text: str


class _UnpatchableError(Exception):
    """The change cannot be made inside this node; something around it has to be written anew."""


def patched(text: str, old: object, new: object) -> str:
    """`text`, which reads as `old`, changed so that it reads as `new`."""
    candidate = patched_in_place(text, old, new)
    return _rewritten(text, new, line_break_of(text)) if candidate is None else candidate


def patched_in_place(text: str, old: object, new: object) -> str | None:
    """What `patched` gives, if the text need not be written anew as a whole; else None."""
    try:
        candidate = _apply(text, _Patch(text, line_break_of(text)).root(old, new))
        return candidate if same(read_yaml(candidate), new) else None
    except (_UnpatchableError, TextError, YAMLError):
        return None


def line_break_of(text: str) -> str:
    """How the lines of a text end."""
    return "\r\n" if "\r\n" in text else "\n"


def _apply(text: str, splices: list[_Splice]) -> str:
    parts = []
    position = 0
    for splice in sorted(splices, key=lambda each: (each.start, each.end)):
        if splice.start < position:
            raise _UnpatchableError
        parts += [text[position : splice.start], splice.text]
        position = splice.end
    return "".join([*parts, text[position:]])


def _rewritten(text: str, new: object, line_break: str) -> str:
    """`new` in kubectl's layout between what stands before and after the document in `text`."""
    head = _HEAD.match(text)
    start = head.group() if head else ""
    if start and not start.endswith("\n"):
        start += line_break
    tail = _TAIL.search(text)
    return start + write_yaml(new, line_break=line_break) + (tail.group() if tail else "")


def same(one: object, other: object) -> bool:
    """Whether two trees are equal, with true, 1 and 1.0 being three different things."""
    if one is other:
        return True
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and (one == other or repr(one) == repr(other) == "nan")


class _Patch:
    """The splices that turn one text's tree into another."""

    def __init__(self, text: str, line_break: str) -> None:
        self._text = text
        self._break = line_break

    def root(self, old: object, new: object) -> list[_Splice]:
        node = compose(self._text)
        if node is None:
            raise _UnpatchableError
        return self._inside(node, old, new)

    def _inside(self, node: Node, old: object, new: object) -> list[_Splice]:
        """The splices within `node`. Raises _UnpatchableError if it has to be replaced as a whole."""
        if same(old, new):
            return []
        if isinstance(node, MappingNode) and isinstance(old, dict) and isinstance(new, dict) and new:
            return self._mapping(node, old, new)
        if isinstance(node, SequenceNode) and isinstance(old, list) and isinstance(new, list) and new:
            return self._sequence(node, old, new)
        raise _UnpatchableError

    def _mapping(self, node: MappingNode, old: dict[str, object], new: dict[str, object]) -> list[_Splice]:
        entries = {key.value: (key, value) for key, value in node.value}
        if entries.keys() != old.keys() or (node.flow_style and old.keys() != new.keys()):
            raise _UnpatchableError
        splices = []
        for name, (key, value) in entries.items():
            if name in new:
                splices += self._entry(key, value, old[name], new[name])
            else:
                splices.append(self._without(key.start_mark.index, self._end_of_entry(key, value)))
        return splices + self._added(entries, list(new), new)

    def _entry(self, key: Node, value: Node, old: object, new: object) -> list[_Splice]:
        try:
            return self._inside(value, old, new)
        except _UnpatchableError:
            if self._fits_inline(value, new):
                return [self._inline(value, new)]
        start, end = key.start_mark.index, self._end_of_entry(key, value)
        return [_Splice(start, end, self._block({key.value: new}, key.start_mark.column))]

    def _fits_inline(self, node: Node, new: object) -> bool:
        if node.start_mark.index == node.end_mark.index:
            return False
        if isinstance(node, ScalarNode):
            return (
                node.style not in ("|", ">")
                and not (isinstance(new, str) and "\n" in new)
                and not new_block(new)
            )
        return isinstance(node, MappingNode | SequenceNode) and bool(node.flow_style)

    def _inline(self, node: Node, new: object) -> _Splice:
        text = write_yaml([new], flow=True).strip()[1:-1]
        return _Splice(node.start_mark.index, node.end_mark.index, text)

    def _block(self, tree: object, column: int) -> str:
        """`tree` as lines, all but the first indented by `column`, without the last line break."""
        lines = write_yaml(tree).rstrip("\n").split("\n")
        return (self._break + " " * column).join(lines)

    def _end(self, node: Node) -> int:
        """Where the text of `node` ends; libyaml's own mark of a block lies behind the comments after it."""
        if isinstance(node, MappingNode) and not node.flow_style and node.value:
            return self._end_of_entry(*node.value[-1])
        if isinstance(node, SequenceNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return max(self._end(last), self._dash(last) + 1)
        return len(self._text[: node.end_mark.index].rstrip())

    def _end_of_entry(self, key: Node, value: Node) -> int:
        return max(self._end(value), self._text.index(":", key.end_mark.index) + 1)

    def _dash(self, item: Node) -> int:
        dash = self._text.rfind("-", 0, max(item.start_mark.index, 1))
        if dash < 0 or self._text[dash + 1 : item.start_mark.index].strip(" "):
            raise _UnpatchableError
        return dash

    def _line_start(self, position: int) -> int:
        """The start of the line on which something at `position` comes first."""
        start = self._text.rfind("\n", 0, position) + 1
        if self._text[start:position].strip(" "):
            raise _UnpatchableError
        return start

    def _next_line(self, position: int) -> int:
        end = self._text.find("\n", position)
        return len(self._text) if end < 0 else end + 1

    def _without(self, start: int, end: int) -> _Splice:
        return _Splice(self._line_start(start), self._next_line(end), "")

    def _lines_at(self, position: int, tree: object, column: int) -> _Splice:
        """The block `tree` as lines of its own at the start of a line, or at the text's end."""
        text = " " * column + self._block(tree, column) + self._break
        if position and self._text[position - 1] != "\n":
            text = self._break + text.removesuffix(self._break)
        return _Splice(position, position, text)

    def _added(
        self, entries: dict[str, tuple[Node, Node]], names: list[str], new: dict[str, object]
    ) -> list[_Splice]:
        """The new entries, each run of them after the entry that it follows, or before the first one."""
        kept = [name for name in names if name in entries]
        if not kept:
            raise _UnpatchableError
        runs: dict[str, dict[str, object]] = {}
        previous = ""
        for name in names:
            if name in entries:
                previous = name
            else:
                runs.setdefault(previous, {})[name] = new[name]
        return [self._run(entries, kept, after, run) for after, run in runs.items()]

    def _run(
        self, entries: dict[str, tuple[Node, Node]], kept: list[str], after: str, run: dict[str, object]
    ) -> _Splice:
        key, value = entries[after or kept[0]]
        column = key.start_mark.column
        if not after and not self._text[: key.start_mark.index].rpartition("\n")[2].strip(" "):
            return self._lines_at(self._line_start(key.start_mark.index), run, column)
        return self._lines_at(self._next_line(self._end_of_entry(key, value)), run, column)

    def _sequence(self, node: SequenceNode, old: list[object], new: list[object]) -> list[_Splice]:
        if node.flow_style:
            raise _UnpatchableError
        items = node.value
        splices = []
        place = self._line_start(self._dash(items[0])) if items else 0
        column = self._dash(items[0]) - place
        for was, now in pairs(old, new):
            if was is None and now is not None:
                splices.append(self._lines_at(place, [new[now]], column))
            elif was is not None:
                end = max(self._end(items[was]), self._dash(items[was]) + 1)
                place = self._next_line(end)
                if now is None:
                    splices.append(self._without(self._dash(items[was]), end))
                else:
                    splices += self._item(items[was], old[was], new[now], column)
        return splices

    def _item(self, item: Node, old: object, new: object, column: int) -> list[_Splice]:
        try:
            return self._inside(item, old, new)
        except _UnpatchableError:
            if self._fits_inline(item, new):
                return [self._inline(item, new)]
        start = self._dash(item)
        return [_Splice(start, max(self._end(item), start + 1), self._block([new], column))]


def new_block(value: object) -> bool:
    """Whether a value is written over several lines."""
    return isinstance(value, dict | list) and bool(value)


def pairs(old: list[object], new: list[object]) -> list[tuple[int | None, int | None]]:
    """Positions in `old` and `new` of what belongs together; None for what was added or removed."""
    result: list[tuple[int | None, int | None]] = []
    was = now = 0
    while was < len(old) or now < len(new):
        if _has_left(old, was, new, now):
            result.append((was, None))
            was += 1
        elif _has_left(new, now, old, was):
            result.append((None, now))
            now += 1
        else:
            result.append((was, now))
            was, now = was + 1, now + 1
    return result


LOOK_AHEAD = 50
"""Removed items in a row that are recognised as such."""


def _has_left(items: list[object], at: int, others: list[object], other: int) -> bool:
    """Whether `items[at]` has no partner: `others` have come to their end, or go on with a later item."""
    if at == len(items) or other == len(others):
        return at < len(items)
    if same(items[at], others[other]):
        return False
    return any(same(later, others[other]) for later in items[at + 1 : at + LOOK_AHEAD])
