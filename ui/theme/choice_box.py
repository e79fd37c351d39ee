"""A combo box that looks like the window's other controls: flat, and its frame says where the focus is."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QListView, QWidget

from ui.theme import fonts, icon, theme

HEIGHT = 32
BARE = "QLineEdit, QLineEdit:focus { border: none; background: transparent; padding: 0 0 0 7px; }"


class ChoiceBox(QComboBox):
    """Chooses one of several; it may be narrower than its longest entry."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFont(fonts.words(fonts.NORMAL))
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        theme.changed.connect(self.update)

    def make_editable(self, hint: str) -> None:
        """Let people type what is not listed; `hint` is shown while nothing is written."""
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line = self.lineEdit()
        assert line is not None
        line.setPlaceholderText(hint)
        line.setAccessibleName(self.accessibleName())
        line.setStyleSheet(BARE)
        # A long entry shows its beginning.
        self.currentIndexChanged.connect(lambda: line.setCursorPosition(0))

    def showPopup(self) -> None:
        """List the entries; all are of one height, so that a long list need not be measured."""
        view = self.view()
        assert isinstance(view, QListView)
        view.setUniformItemSizes(True)
        super().showPopup()

    def sizeHint(self) -> QSize:
        """As high as the window's other controls."""
        return QSize(super().sizeHint().width(), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """As high as the window's other controls."""
        return QSize(super().minimumSizeHint().width(), HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame, text and arrow."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        painter.setPen(QPen(theme.color("accent" if focused else "control"), 2 if focused else 1))
        painter.setBrush(theme.color("surface"))
        inset = 1.0 if focused else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 6, 6)
        icon("down", "muted").paint(painter, self.width() - 24, (self.height() - 14) // 2, 14, 14)
        if not self.isEditable():
            area = self.rect().adjusted(10, 0, -28, 0)
            text = self.fontMetrics().elidedText(
                self.currentText(), Qt.TextElideMode.ElideMiddle, area.width()
            )
            painter.setPen(theme.color("text"))
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)
