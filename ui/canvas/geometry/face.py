"""A face: what a shape shows inside its outline, laid out but not yet painted.

Shapes, cards and opened nodes differ in who lays them out; one painter paints every face, and one test finds
text that does not fit. Places are relative to the shape's top left corner.
"""

from enum import Enum, auto
from typing import Protocol

import msgspec

from sandbox.geometry.boxes import Box, Point

PAD = 16
"""Between a shape's edge and what it shows."""


class Role(Enum):
    """What a text is: decides its font."""

    TITLE = auto()
    NAME = auto()
    BODY = auto()
    SMALL = auto()
    SMALL_BOLD = auto()
    CODE = auto()
    CODE_BOLD = auto()


HEIGHTS = {
    Role.TITLE: 18.0,
    Role.NAME: 16.0,
    Role.BODY: 16.0,
    Role.SMALL: 15.0,
    Role.SMALL_BOLD: 15.0,
    Role.CODE: 15.0,
    Role.CODE_BOLD: 16.0,
}
"""Height of a line of each role."""


class Measure(Protocol):
    """Knows how wide texts are."""

    def width(self, text: str, role: Role) -> float:
        """Width of the text in scene units."""
        ...


class Tone(Enum):
    """What a text's colour says; KIND is the shape's own colour."""

    TEXT = auto()
    MUTED = auto()
    KIND = auto()
    POD = auto()
    PACKET = auto()
    CHANGED = auto()
    DROPPED = auto()


class Align(Enum):
    """Where in its box a text stands."""

    LEFT = auto()
    MIDDLE = auto()
    RIGHT = auto()


class Label(msgspec.Struct, frozen=True, gc=False):
    """One line of text and the box that it must fit."""

    box: Box
    text: str
    role: Role
    tone: Tone = Tone.TEXT
    align: Align = Align.LEFT
    struck: bool = False


class PlateKind(Enum):
    """What a box inside a shape is: decides its look."""

    BRIDGE = auto()
    COUNT = auto()
    PASSED = auto()
    CURRENT = auto()
    AHEAD = auto()
    CHANGE = auto()
    ENDED = auto()


class Plate(msgspec.Struct, frozen=True, gc=False):
    """A rounded box inside a shape."""

    box: Box
    kind: PlateKind


class Switch(msgspec.Struct, frozen=True, gc=False):
    """One segment of a row of buttons: pressing it sets `field` to `value`."""

    box: Box
    text: str
    is_on: bool
    field: str
    value: str


class Wire(msgspec.Struct, frozen=True, gc=False):
    """A line inside a shape; `passed` when the packet took it."""

    points: tuple[Point, ...]
    passed: bool = False


class Face(msgspec.Struct, frozen=True, gc=False):
    """Everything that a shape of this size shows."""

    width: float
    height: float
    labels: tuple[Label, ...] = ()
    plates: tuple[Plate, ...] = ()
    switches: tuple[Switch, ...] = ()
    wires: tuple[Wire, ...] = ()


def line(x: float, y: float, width: float, role: Role) -> Box:
    """The box of one line of text whose top is at `y`."""
    return Box(x, y, width, HEIGHTS[role])


def elided(text: str, role: Role, room: float, measure: Measure) -> str:
    """The text with its middle left out as far as `room` asks: the ends tell pods of one set apart."""
    if measure.width(text, role) <= room:
        return text
    for kept in range(len(text) - 1, 1, -1):
        head = kept // 2 + kept % 2
        shorter = f"{text[:head]}…{text[len(text) - kept // 2 :]}"
        if measure.width(shorter, role) <= room:
            return shorter
    return "…"


def broken(text: str, role: Role, room: float, measure: Measure) -> tuple[str, str]:
    """The text on one line, or on two, broken between words; what does not fit on the second is left out."""
    if measure.width(text, role) <= room:
        return text, ""
    words = text.split(" ")
    for kept in range(len(words) - 1, 0, -1):
        first = " ".join(words[:kept])
        if measure.width(first, role) <= room:
            return first, cut(" ".join(words[kept:]), role, room, measure)
    return cut(text, role, room, measure), ""


def cut(text: str, role: Role, room: float, measure: Measure) -> str:
    """The text with its end left out as far as `room` asks: chains differ in how they begin."""
    if measure.width(text, role) <= room:
        return text
    for kept in range(len(text) - 1, 0, -1):
        if measure.width(text[:kept] + "…", role) <= room:
            return text[:kept] + "…"
    return "…"
