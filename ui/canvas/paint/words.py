"""`Words`: texts that were laid out once and are painted often."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QStaticText

from ui.canvas.geometry.face import Align, Face, Measure, Role
from ui.canvas.paint.ink import font, tone_color
from ui.canvas.places import Kind

MOST = 30_000
"""Texts that are remembered; more are those of places that were left long ago."""
SHARES = {Align.LEFT: 0.0, Align.MIDDLE: 0.5, Align.RIGHT: 1.0}
"""How much of the free room is left of a text."""
SHORT = 80
"""Pixels below which a name keeps its end alone, which tells pods of one set apart."""
ROOM_STEP = 4
"""Names are cut for widths that differ by this, so that zooming does not cut them all anew."""


def static_text(text: str) -> QStaticText:
    """A text to be laid out when it is first painted."""
    made = QStaticText(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    return made


class Words:
    """Paints the labels of faces, and short names, sorted so that fonts and colours change seldom."""

    def __init__(self, measure: Measure) -> None:
        self._measure = measure
        self._texts: dict[tuple[str, Role], QStaticText] = {}
        self._names: dict[tuple[str, int], tuple[QStaticText, float]] = {}
        self._heights = {role: QFontMetricsF(font(role)).height() for role in Role}
        self._waiting: dict[tuple[Role, int], list[tuple[QPointF, QStaticText]]] = {}
        self._name_font = QFont(font(Role.SMALL_BOLD))
        self._name_font.setPixelSize(11)
        self._name_metrics = QFontMetricsF(self._name_font)

    def add_face(self, kind: Kind, x: float, y: float, face: Face) -> None:
        """Paint a face's labels when `flush` is called; x and y are the shape's corner."""
        for label in face.labels:
            box, role = label.box, label.role
            spare = box.width - self._measure.width(label.text, role)
            at = QPointF(
                x + box.x + spare * SHARES[label.align], y + box.y + (box.height - self._heights[role]) / 2
            )
            color = tone_color(label.tone, kind).rgba()
            self._waiting.setdefault((role, color), []).append((at, self._text(label.text, role)))

    def flush(self, painter: QPainter) -> None:
        """Paint what was added."""
        for (role, color), found in self._waiting.items():
            painter.setFont(font(role))
            painter.setPen(QColor.fromRgba(color))
            for at, text in found:
                painter.drawStaticText(at, text)
        self._waiting = {}

    def start_names(self, painter: QPainter, color: QColor) -> None:
        """Get ready for `paint_name`."""
        painter.setFont(self._name_font)
        painter.setPen(color)

    def paint_name(self, painter: QPainter, name: str, x: float, y: float, room: float) -> None:
        """A name in the middle of `room` pixels from x, y being its upper edge, cut where it must be."""
        key = (name, int(room // ROOM_STEP))
        if key not in self._names:
            if len(self._names) > MOST:
                self._names.clear()
            mode = Qt.TextElideMode.ElideLeft if room < SHORT else Qt.TextElideMode.ElideMiddle
            cut = self._name_metrics.elidedText(name, mode, key[1] * ROOM_STEP)
            self._names[key] = static_text(cut), self._name_metrics.horizontalAdvance(cut)
        text, width = self._names[key]
        painter.drawStaticText(QPointF(round(x + (room - width) / 2), y), text)

    def name_width(self, name: str) -> float:
        """Width of a name in full."""
        return self._name_metrics.horizontalAdvance(name)

    @property
    def name_height(self) -> float:
        """Height of a line of names."""
        return self._name_metrics.height()

    def _text(self, text: str, role: Role) -> QStaticText:
        found = self._texts.get((text, role))
        if found is None:
            if len(self._texts) > MOST:
                self._texts.clear()
            found = self._texts[text, role] = static_text(text)
        return found
