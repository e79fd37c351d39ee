"""The header table: a row for each field, before and after; what changed says so in four ways."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from sandbox.explain.header import FIELDS
from sandbox.net import Packet
from ui.language import say, tr
from ui.panels.boxes import SELECTABLE, Box, colored, rich
from ui.theme import fonts, theme

SIGN = "⇄"
BELOW = "→ "
"""In front of the value after, where it stands below the one before."""
NAME_WIDTH = 112
SIGN_WIDTH = 20
SPACING = 8
MARGIN = 8


class FieldTable(QWidget):
    """All rows, with their headings."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        self.head = FieldRow(tr("field"))
        self.head.show_values(tr("before"), tr("after"), heading=True)
        self.rows = {name: FieldRow(say(name)) for name, _ in FIELDS}
        for row in (self.head, *self.rows.values()):
            layout.addWidget(row)
        self._values: tuple[Packet, Packet] | None = None
        theme.changed.connect(self._refresh)
        self.setAccessibleName(tr("Header of the packet, before and after"))

    def show_packets(self, before: Packet, after: Packet) -> None:
        """Show a header before and after."""
        self._values = before, after
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put long addresses below each other where they have no room side by side."""
        self._stack()
        super().resizeEvent(event)

    def _refresh(self) -> None:
        if self._values is None:
            return
        before, after = self._values
        for name, read in FIELDS:
            old, new = read(before), read(after)
            self.rows[name].setVisible(bool(old or new))
            self.rows[name].show_values(old, new)
        self._stack()

    def _stack(self) -> None:
        """All rows alike: one column of values below another would leave holes in both."""
        room = (self.width() - NAME_WIDTH - SIGN_WIDTH - 3 * SPACING - 2 * MARGIN) // 2
        stacked = any(row.widest > room for row in self.rows.values())
        for row in (self.head, *self.rows.values()):
            row.set_stacked(stacked)


class FieldRow(Box):
    """One field: its name, two values, and the sign where they differ."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self._name = name
        self._stacked = False
        self._texts = "", ""
        self._is_heading = False
        self.name = rich(QLabel())
        self.name.setFont(fonts.words(fonts.SMALL))
        self.before, self.after = _value(), _value()
        self.sign = rich(QLabel())
        self.sign.setFont(fonts.words(fonts.NORMAL, bold=True))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(MARGIN, 3, MARGIN, 3)
        self._grid.setHorizontalSpacing(SPACING)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnMinimumWidth(0, NAME_WIDTH)
        self._grid.setColumnMinimumWidth(3, SIGN_WIDTH)
        self._place()

    @property
    def is_changed(self) -> bool:
        """Whether the two values differ."""
        return bool(self.sign.text())

    @property
    def widest(self) -> int:
        """The wider value's width in the bold face."""
        metrics = QFontMetrics(fonts.code(fonts.SMALL, bold=True))
        return max(metrics.horizontalAdvance(text) for text in self._texts)

    def show_values(self, before: str, after: str, *, heading: bool = False) -> None:
        """Show the values; headings are neither changed nor code."""
        self._texts, self._is_heading = (before, after), heading
        changed = before != after and not heading
        self.set_tokens("changed_fill" if changed else "", "changed_edge" if changed else "")
        self._paint(changed)
        self.sign.setText(colored(SIGN, "changed", bold=True) if changed else "")
        rewritten = tr(
            "{field}: {before}, rewritten to {after}", field=self._name, before=before, after=after
        )
        self.setAccessibleName(rewritten if changed else f"{self._name}: {before}")
        self.setToolTip(tr("{field} rewritten", field=self._name) if changed else "")

    def set_stacked(self, stacked: bool) -> None:
        """Put the value after below the one before, or beside it."""
        if stacked is not self._stacked:
            self._stacked = stacked
            self._paint(self.is_changed)
            self._place()

    def _paint(self, changed: bool) -> None:
        before, after = self._shown()
        heading = self._is_heading
        quiet = "muted" if heading else "changed" if changed else "text"
        self.name.setText(colored(self._name, "changed" if changed else "muted"))
        self.before.setText(colored(before, quiet))
        self.after.setText(colored(after, quiet, bold=changed))
        font = fonts.words(fonts.SMALL) if heading else fonts.code(fonts.SMALL)
        self.before.setFont(font)
        self.after.setFont(_bold(font) if changed else font)

        self.after.setHidden(not after)

    def _shown(self) -> tuple[str, str]:
        """Below each other, the same value twice would only look like two; headings stay in one line."""
        before, after = self._texts
        if not self._stacked:
            return before, after
        if self._is_heading:
            return f"{before} {BELOW}{after}", ""
        return before, "" if before == after else BELOW + after

    def _place(self) -> None:
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(self.name, 0, 0, top)
        self._grid.addWidget(self.before, 0, 1, 1, 2 if self._stacked else 1)
        self._grid.addWidget(self.after, *((1, 1, 1, 2) if self._stacked else (0, 2, 1, 1)))
        self._grid.addWidget(self.sign, 0, 3, top)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


def _value() -> QLabel:
    label = rich(QLabel())
    label.setWordWrap(True)
    label.setTextInteractionFlags(SELECTABLE)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label
