"""Fonts and colours of the canvas, and how wide its texts are."""

from collections.abc import Mapping

from PySide6.QtGui import QColor, QFont, QFontMetricsF

from ui.canvas.geometry.face import PlateKind, Role, Tone
from ui.canvas.places import Kind
from ui.theme import fonts, theme

KIND_TOKENS: Mapping[Kind, str] = {
    Kind.NODE: "node",
    Kind.POD: "pod",
    Kind.SERVICE: "service",
    Kind.CLIENT: "client",
    Kind.LOAD_BALANCER: "load_balancer",
    Kind.NOTE: "note",
    Kind.FRAME: "note",
    Kind.ELLIPSE: "note",
}
"""The token of each kind's words and edge."""

FILL_TOKENS: Mapping[Kind, str] = {
    Kind.NODE: "surface",
    Kind.FRAME: "canvas",
    Kind.ELLIPSE: "canvas",
}
"""What a shape is filled with, where that is not its token with `_fill` behind it; a node is plain, so that
its pods stand out.
"""
EDGE_TOKENS: Mapping[Kind, str] = {
    Kind.NODE: "border",
    Kind.NOTE: "control",
    Kind.FRAME: "control",
    Kind.ELLIPSE: "control",
}
"""The edge of a shape that is not as loud as its words."""

TONE_TOKENS: Mapping[Tone, str] = {
    Tone.TEXT: "text",
    Tone.MUTED: "muted",
    Tone.POD: "pod",
    Tone.PACKET: "packet",
    Tone.CHANGED: "changed",
    Tone.DROPPED: "dropped",
}

PLATE_TOKENS: Mapping[PlateKind, tuple[str, str]] = {
    PlateKind.BRIDGE: ("window", "border"),
    PlateKind.COUNT: ("pod_fill", "pod"),
    PlateKind.PASSED: ("window", "border"),
    PlateKind.AHEAD: ("surface", "border"),
    PlateKind.CURRENT: ("packet_fill", "packet"),
    PlateKind.CHANGE: ("changed_fill", "changed_edge"),
    PlateKind.ENDED: ("surface", "dropped"),
}
"""Fill and edge of each plate."""


def font(role: Role) -> QFont:
    """The font of a role, at 100 %."""
    match role:
        case Role.TITLE:
            return fonts.words(14, bold=True)
        case Role.NAME:
            return fonts.words(fonts.NORMAL, bold=True)
        case Role.BODY:
            return fonts.words(fonts.NORMAL)
        case Role.SMALL:
            return fonts.words(fonts.SMALL)
        case Role.SMALL_BOLD:
            return fonts.words(fonts.SMALL, bold=True)
        case Role.CODE:
            return fonts.code(fonts.SMALL)
        case Role.CODE_BOLD:
            return fonts.code(fonts.NORMAL, bold=True)


def tone_color(tone: Tone, kind: Kind) -> QColor:
    """The colour of a text on a shape of that kind."""
    return theme.color(KIND_TOKENS[kind] if tone is Tone.KIND else TONE_TOKENS[tone])


def fill_token(kind: Kind) -> str:
    """What a shape is filled with."""
    return FILL_TOKENS.get(kind, f"{KIND_TOKENS[kind]}_fill")


def edge_token(kind: Kind) -> str:
    """The colour of a shape's edge."""
    return EDGE_TOKENS.get(kind, KIND_TOKENS[kind])


class FontMeasure:
    """Measures with the fonts that are painted with; remembers what it has measured."""

    def __init__(self) -> None:
        self._metrics = {role: QFontMetricsF(font(role)) for role in Role}
        self._widths: dict[tuple[str, Role], float] = {}

    def width(self, text: str, role: Role) -> float:
        """Width of the text in scene units."""
        found = self._widths.get((text, role))
        if found is None:
            found = self._widths[text, role] = self._metrics[role].horizontalAdvance(text)
        return found
