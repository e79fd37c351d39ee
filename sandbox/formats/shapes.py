"""The fast way to read YAML as kubectl prints it: an object is read by its shape.

The pods of a cluster differ in little but their scalars. So an object's text is split at the scalars that
end their line (`name: web-1`, `- 10.0.0.1`) and at the strings in the keys of `managedFields`
(`k:{"ip":"10.0.0.1"}`). What is left between them is its skeleton, and the cut-out scalars are its holes.
The first text with a skeleton is read by `yaml_text`, in full, with a mark in each hole; where the marks turn
up in the tree says which hole is which field. Every other text with the same skeleton is read by putting its
scalars there. No rule of YAML is repeated here, and every check that `yaml_text` makes (syntax, duplicate
keys, tags, depth) was made on the skeleton. `metadata`, `spec` and `status` vary apart, so each has a shape.

What makes this exact is what is taken for a scalar: quoted text of one line without escapes, and plain words
of characters that mean nothing to YAML wherever they stand. Whichever of them is in a hole, the text around
it reads alike. A hole that the marks do not show to be a whole scalar (it is in a comment, or in a text of
several lines) counts as part of the skeleton. Holes that no table reads are never filled; `UNREAD` is there.

The fast way steps aside, and the text is read in full, where a skeleton does not read as a mapping of its own
or has an anchor or an alias, where two keys become equal, where a table finds anything wrong or looks at what
is unread, and where a text is long.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

import msgspec

from sandbox.formats.codec import Tree
from sandbox.formats.errors import TextError
from sandbox.formats.table import EACH, Path
from sandbox.formats.yaml_text import AnchorError, plain_scalar, read_yaml_part

LONGEST = 1 << 18
"""Characters of the longest text that is read by its shape: etcd takes objects of at most 1.5 MB."""

MOST_REMEMBERED = 1 << 24
"""Characters of the texts whose shapes are remembered; at more of them, all are forgotten."""

_LONGEST_KEY = 500
"""Characters of a key with holes; YAML takes 1024."""

_WORD = r"[A-Za-z0-9/._(][A-Za-z0-9/._@=+:&()*%$<>|!;~^-]*+(?<!:)"
_PLAIN = rf"-{{0,2}}+{_WORD}(?: {_WORD})*+"
_DOUBLE = r'"[ !#-\[\]-~]*+"'
_SINGLE = r"'[ -&(-\[\]-~]*+'"
_HOLE = re.compile(
    rf"[:-](?: (?<=\S: |\s- )({_DOUBLE}|{_PLAIN}|{_SINGLE})(?=\n)"
    r'|"(?<=":")([A-Za-z0-9./:_-]{0,99}+)(?="}))'
)
"""A scalar after `: ` or `- ` at the end of its line, or the string in a key such as `k:{"ip":"::1"}`."""

_STRIDE = 3
"""`_HOLE.split` gives a piece of the skeleton, a scalar or None, a string in a key or None, and so on."""

_MARK = "natwalkhole"
_MARKED = re.compile(rf"{_MARK}(\d+)x")
_SECTIONS = ("metadata", "spec", "status")


class UnreadError(Exception):
    """Something looked at a value that was not read; the object has to be read in full."""


class Unread:
    """Stands for a value that no table reads: to compare it is an error, and it is of no type of a value."""

    def __eq__(self, other: object) -> bool:
        raise UnreadError

    def __hash__(self) -> int:
        raise UnreadError

    def __bool__(self) -> bool:
        raise UnreadError


UNREAD = Unread()

Wanted = Mapping[str, Any] | None
"""What is read below a place, by key; None: nothing. `_ALL` is everything."""


class _All(dict[str, Any]):
    """Everything below a place is read."""

    def get(self, key: str, default: object = None) -> "_All":
        return self


_ALL = _All()


def wanted(paths: Iterable[Path]) -> Wanted:
    """The places that are read, as a tree."""
    root: dict[str, Any] = {}
    for *steps, last in paths:
        place: dict[str, Any] = root
        for step in steps:
            place = place if place is _ALL else place.setdefault(step, {})
        if place is not _ALL:
            place[last] = _ALL
    return root


class _Names(msgspec.Struct, frozen=True):
    """The keys of a mapping, some of which have holes: each is text and places of holes in turn."""

    patterns: tuple[tuple[str | int, ...], ...]

    def are_distinct(self, parts: list[str]) -> bool:
        """Whether no two keys are equal once their holes are filled."""
        names = {
            "".join([parts[each] if isinstance(each, int) else each for each in pattern])
            for pattern in self.patterns
        }
        return len(names) == len(self.patterns)


class _Shape(msgspec.Struct, frozen=True):
    """The tree of a skeleton, which is filled again and again.

    `holes`: a mapping or list of the tree, the key in it, and the place of its scalar among the parts.
    """

    tree: Tree
    holes: tuple[tuple[Any, str | int, int], ...]
    names: tuple[_Names, ...]

    def filled(self, parts: list[str]) -> Tree | None:
        """The tree with the scalars of a text; None if two of its keys are equal."""
        for container, key, place in self.holes:
            container[key] = _scalar(parts[place])
        for each in self.names:
            if not each.are_distinct(parts):
                return None
        return self.tree


def _scalar(token: str) -> object:
    return token[1:-1] if token[0] in "\"'" else plain_scalar(token)


class _Variants(msgspec.Struct):
    """The shapes of one skeleton, for the texts in its `fixed` holes, which count as part of it."""

    fixed: tuple[int, ...] = ()
    shapes: dict[tuple[str, ...], _Shape | None] = {}


class Shapes:
    """The shapes met so far, for objects of which `wanted` is read."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._variants: dict[tuple[str, ...], _Variants] = {}
        self._size = 0

    def read(self, text: str, column: int, depth: int) -> Tree | None:
        """The object in `text`, whose keys stand at `column`, inside `depth` lists and mappings.

        What is not wanted is `UNREAD`. The tree is good until the next call. None: it has to be read in full.
        """
        if len(text) > LONGEST:
            return None
        tree: Tree = {}
        count = 0
        for section in _sections(text, column):
            found = self._section(section, depth)
            if found is None:
                return None
            count += len(found)
            tree.update(found)
        return tree if count == len(tree) else None

    def _section(self, text: str, depth: int) -> Tree | None:
        parts = _HOLE.split(text)
        skeleton = tuple(parts[::_STRIDE])
        variants = self._variants.get(skeleton)
        if variants is None:
            variants = self._variants[skeleton] = _Variants()
        texts = tuple([_text_at(parts, place) for place in variants.fixed])
        if texts not in variants.shapes:
            self._learn(variants, parts, depth, len(text))
            texts = tuple([_text_at(parts, place) for place in variants.fixed])
        shape = variants.shapes[texts]
        return None if shape is None else shape.filled(parts)

    def _learn(self, variants: _Variants, parts: list[str], depth: int, size: int) -> None:
        """Add the shape of a text to its skeleton's."""
        self._size += size
        if self._size > MOST_REMEMBERED:
            self._variants.clear()
            self._size = size
        shape, fixed = _learned(parts, variants.fixed, depth, self._wanted)
        if fixed != variants.fixed:
            variants.fixed = fixed
            variants.shapes.clear()
        variants.shapes[tuple([_text_at(parts, place) for place in fixed])] = shape


def _text_at(parts: list[str], place: int) -> str:
    """The scalar at `place`, or the string in a key."""
    return parts[place] if parts[place] is not None else parts[place + 1]


def _sections(text: str, column: int) -> Iterator[str]:
    """The text cut before its larger fields; each piece is a mapping of its own."""
    mark = "\n" + " " * column
    edges = [0]
    for name in _SECTIONS:
        start = text.find(f"{mark}{name}:", edges[-1]) + 1
        if start:
            edges.append(start)
    return (text[start:end] for start, end in pairwise([*edges, len(text)]))


def _learned(
    parts: list[str], fixed: tuple[int, ...], depth: int, wanted: Wanted
) -> tuple[_Shape | None, tuple[int, ...]]:
    """The shape of a text, or None, and its holes that count as part of the skeleton, `fixed` among them."""
    holes = range(1, len(parts), _STRIDE)
    if any(_MARK in part for part in parts if part):
        return None, fixed
    while True:
        learning = _Learning(parts)
        try:
            tree = read_yaml_part(_marked(parts, fixed), depth)
        except (TextError, AnchorError):
            return None, fixed
        if not isinstance(tree, dict):
            return None, fixed
        shape = learning.shape(tree, wanted)
        if learning.found.issuperset(set(holes).difference(fixed)):
            return shape, fixed
        fixed = tuple(each for each in holes if each not in learning.found)


def _marked(parts: list[str], fixed: tuple[int, ...]) -> str:
    """The text again, with a mark in each hole that is not fixed."""
    pieces = [parts[0]]
    for place in range(1, len(parts), _STRIDE):
        filling = _text_at(parts, place) if place in fixed else f"{_MARK}{place}x"
        pieces += (_joint(pieces[-1], parts[place]), filling, parts[place + 2])
    return "".join(pieces)


def _joint(before: str, scalar: str | None) -> str:
    """What `_HOLE` takes away before a scalar, or before the string in a key if there is no scalar."""
    if scalar is None:
        return ':"'
    return "- " if before[-1].isspace() else ": "


class _Learning:
    """Finds the marks in a tree; `found` are the places of those that are whole scalars, or in a key."""

    def __init__(self, parts: list[str]) -> None:
        self.found: set[int] = set()
        self._parts = parts
        self._holes: list[tuple[Any, str | int, int]] = []
        self._names: list[_Names] = []

    def shape(self, tree: Tree, wanted: Wanted) -> _Shape:
        """The shape whose tree this is, with marks in its holes."""
        pruned = self._mapping(tree, wanted)
        return _Shape(pruned, tuple(self._holes), tuple(self._names))

    def _value(self, value: object, wanted: Wanted) -> object:
        if isinstance(value, dict):
            mapping = self._mapping(value, wanted)
            return UNREAD if wanted is None else mapping
        if isinstance(value, list):
            items: list[object] = []
            inner = None if wanted is None else wanted.get(EACH)
            for index, each in enumerate(value):
                items.append(self._entry(items, index, each, inner))
            return UNREAD if wanted is None else items
        return value

    def _mapping(self, tree: Tree, wanted: Wanted) -> Tree:
        if wanted is None and any(_MARK in key for key in tree):
            self._keys(tree)
        mapping: Tree = {}
        for key, value in tree.items():
            inner = None if wanted is None else wanted.get(key)
            mapping[key] = self._entry(mapping, key, value, inner)
        return mapping

    def _entry(self, container: object, key: str | int, value: object, wanted: Wanted) -> object:
        match = _MARKED.fullmatch(value) if isinstance(value, str) else None
        if match is None:
            return self._value(value, wanted)
        place = int(match.group(1))
        if self._parts[place] is not None:
            self.found.add(place)
            if wanted is not None:
                self._holes.append((container, key, place))
        return UNREAD

    def _keys(self, tree: Tree) -> None:
        """Note the keys of a mapping some of whose keys have holes."""
        patterns = []
        for key in tree:
            pieces = enumerate(_MARKED.split(key))
            pattern = tuple(int(each) + 1 if at % 2 else each for at, each in pieces)
            patterns.append(pattern)
            if len(key) <= _LONGEST_KEY:
                self.found.update(each - 1 for each in pattern if isinstance(each, int))
        self._names.append(_Names(tuple(patterns)))
