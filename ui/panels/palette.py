"""The palette: what can be dragged onto the canvas. A click or Enter adds one at a sensible place."""

from PySide6.QtCore import QMimeData, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QSizePolicy, QVBoxLayout, QWidget

from ui.language import tr
from ui.models import Document, Selection
from ui.models.adding import KIND_MIME_TYPE, add_one
from ui.theme import fonts, theme
from ui.theme.controls import heading
from ui.theme.kinds import KIND_STYLES

ADDING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Palette(QWidget):
    """One item for each kind of object that stands on the canvas."""

    def __init__(self, document: Document, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.items: dict[str, PaletteItem] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 16, 12, 8)
        layout.setSpacing(6)
        layout.addWidget(heading(tr("Add")))
        for kind in KIND_STYLES:
            item = PaletteItem(kind, self)
            item.wanted.connect(lambda kind: add_one(document, selection, kind))
            layout.addWidget(item)
            self.items[kind] = item


LETTER = 14
"""Room for the key that adds one, at the right."""


class PaletteItem(QWidget):
    """One kind: drag it, click it, or press Enter on it."""

    wanted = Signal(str)
    """Someone wants one of this kind, wherever it fits."""

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._style = KIND_STYLES[kind]
        self._pressed_at: QPoint | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAccessibleName(tr("Add {title}", title=self._style.title))
        self.setToolTip(
            tr(
                "Drag a {title} onto the canvas, click, or press {letter}",
                title=self._style.title,
                letter=self._style.letter,
            )
        )
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As wide as the column."""
        return QSize(144, 38)

    def minimumSizeHint(self) -> QSize:
        """Lower where the window is low, so that the outline keeps its room."""
        return QSize(144, 24)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag may begin."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed_at = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin a drag when the pointer has moved far enough."""
        start = self._pressed_at
        if start is None:
            return
        moved = event.position().toPoint() - start
        if moved.manhattanLength() >= QApplication.startDragDistance():
            self._pressed_at = None
            self.drag().exec(Qt.DropAction.CopyAction)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Add one, if it was no drag."""
        if self._pressed_at is not None:
            self._pressed_at = None
            self.wanted.emit(self._kind)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Add no second one: who double-clicks wants one, and the first click has added it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add one with Enter or Space."""
        if event.key() in ADDING_KEYS:
            self.wanted.emit(self._kind)
        else:
            super().keyPressEvent(event)

    def drag(self) -> QDrag:
        """The drag that carries this kind."""
        data = QMimeData()
        data.setData(KIND_MIME_TYPE, self._kind.encode())
        drag = QDrag(self)
        drag.setMimeData(data)
        picture = self._picture()
        drag.setPixmap(picture)
        drag.setHotSpot(QPoint(int(picture.deviceIndependentSize().width() / 2), 18))
        return drag

    def paintEvent(self, event: QPaintEvent) -> None:
        """The kind's word in its colour, and the key that adds one."""
        painter = QPainter(self)
        self._paint(painter, QRectF(self.rect()), self.hasFocus())

    def _picture(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(QSize(144, 36) * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self._paint(painter, QRectF(0, 0, 144, 36), focused=False)
        painter.end()
        return picture

    def _paint(self, painter: QPainter, area: QRectF, focused: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.color(self._style.fill))
        painter.setPen(QPen(theme.color("accent" if focused else self._style.token), 2 if focused else 1.25))
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 8, 8)
        shape = self._style.shape(QRectF(0, 0, 14, 14))
        painter.save()
        painter.translate(QPointF(12, area.center().y() - 7))
        painter.setPen(QPen(theme.color(self._style.token), 1.5))
        painter.drawPath(shape)
        painter.restore()
        words = area.adjusted(34, 0, -12, 0)
        painter.setPen(theme.color(self._style.token))
        painter.setFont(fonts.words(bold=True))
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        room = int(words.width()) - LETTER
        title = painter.fontMetrics().elidedText(self._style.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | left, title)
        painter.setFont(fonts.code())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | right, self._style.letter)
