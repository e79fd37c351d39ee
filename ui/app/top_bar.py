"""The bar on top: menus, what is open and whether it is edited, workspaces, kube-proxy's mode, the theme."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QMenuBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from ui.app.proxy_mode import OFFERED, mode_of, with_mode
from ui.app.workspaces import WORKSPACES
from ui.language import capital, mark, tr
from ui.models import Document
from ui.theme import Appearance, fonts, icon, theme
from ui.theme.controls import Segmented, styled_label

FIND = mark("Find or do anything")
LEAST_TITLE = 150
"""Room for a title that can be read, and for the word that it is edited."""
ICON, PROBLEMS, GAPS = 36, 64, 100
"""Room for the box for finding without words, for the number of problems, and between everything."""


class TopBar(QWidget):
    """Stands where a window's menu bar stands, and holds it."""

    def __init__(
        self,
        document: Document,
        menus: QMenuBar,
        choose_appearance: Callable[[Appearance], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("top_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._document = document
        self._choose_appearance = choose_appearance
        self.title = ElidedLabel()
        self.edited = styled_label(tr("edited"), "muted")
        self.mode = self._mode_button()
        self.mode_label = styled_label("kube-proxy", "muted")
        self.theme_button = self._theme_button()
        self.workspaces = Segmented(tr("Workspace"), [tr(each.title) for each in WORKSPACES])
        self.workspaces.make_room()
        self._find_keys = "Ctrl+K"
        self.finder = self._find_button()
        self.problems = self._problems_button()
        self._menus = menus
        self._lay_out()
        document.file_changed.connect(self.refresh)
        document.scenario_changed.connect(self.refresh)
        theme.changed.connect(self._refresh_theme)
        self.refresh()
        self._refresh_theme()

    def refresh(self) -> None:
        """Show the document's title, mark and mode."""
        self.title.set_words(self._document.title)
        self._fit()
        mode = mode_of(self._document.scenario)
        self.mode.setText(tr("mixed modes") if mode is None else mode.value)

    def show_problems(self, count: int, words: str) -> None:
        """Show how many problems there are; the button opens their list."""
        self.problems.setVisible(count > 0)
        self._fit()
        self.problems.setText(str(count))
        self.problems.setToolTip(capital(words))
        self.problems.setAccessibleName(tr("Problems: {words}", words=words))

    def _find_button(self) -> QPushButton:
        button = QPushButton(icon("find", "muted"), tr(FIND))
        button.setObjectName("find")
        button.setAccessibleName(tr("Find or do anything"))
        button.setToolTip(tr("Find an object, a request, a scenario or a command by typing"))
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out words where there is no room for all: the menus and the workspaces go before them."""
        super().resizeEvent(event)
        self._fit()

    def show_find_keys(self, keys: QKeySequence) -> None:
        """Show the keys that do what the box for finding does."""
        self._find_keys = keys.toString(QKeySequence.SequenceFormat.NativeText)
        self._fit()

    def _fit(self) -> None:
        """Show the title if it has room, then the words for finding, then what the mode is of."""
        kept = (self._menus, self.workspaces, self.mode, self.theme_button)
        widths = [each.sizeHint().width() for each in kept]
        room = self.width() - sum(widths) - ICON - GAPS - (PROBLEMS if self.problems.isVisible() else 0)
        self._menus.setFixedWidth(widths[0] + min(room, 0))  # what has no room then is behind its arrow
        self.title.setVisible(room >= LEAST_TITLE)
        self.edited.setVisible(self._document.is_modified and room >= LEAST_TITLE)
        room -= LEAST_TITLE
        words = f"{tr(FIND)}  {self._find_keys}".rstrip()
        width = self.finder.fontMetrics().horizontalAdvance(words)
        self.finder.setText(words if room >= width else "")
        self.mode_label.setVisible(room - width >= self.mode_label.sizeHint().width() + 8)

    def _problems_button(self) -> QToolButton:
        button = QToolButton()
        button.setProperty("flat", True)
        button.setIcon(icon("warning", "changed"))
        button.setAccessibleName(tr("Problems"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.hide()
        return button

    def _lay_out(self) -> None:
        menus = self._menus
        menus.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        for arrow in menus.findChildren(QToolButton):
            arrow.setIcon(icon("right"))
            arrow.setAccessibleName(tr("More menus"))
        box = QHBoxLayout(self)
        box.setContentsMargins(8, 6, 12, 6)
        box.setSpacing(8)
        box.addWidget(menus, 0, Qt.AlignmentFlag.AlignVCenter)
        box.addSpacing(8)
        box.addStretch(1)
        box.addWidget(self.title)
        box.addWidget(self.edited)
        box.addStretch(1)
        box.addWidget(self.workspaces)
        box.addStretch(1)
        box.addWidget(self.problems)
        box.addWidget(self.finder)
        box.addWidget(self.mode_label)
        box.addWidget(self.mode)
        box.addWidget(self.theme_button)

    def _mode_button(self) -> QToolButton:
        button = QToolButton()
        button.setFont(fonts.code())
        button.setProperty("wide", True)
        button.setIcon(icon("down", "muted"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setAccessibleName(tr("kube-proxy mode"))
        button.setToolTip(tr("Which rules kube-proxy writes on every node"))
        menu = QMenu(button)
        for mode in OFFERED:
            label = tr("Set kube-proxy mode to {mode}", mode=mode.value)
            edit = partial(with_mode, mode=mode)
            menu.addAction(mode.value).triggered.connect(partial(self._document.apply, label, edit))
        button.setMenu(menu)
        return button

    def _theme_button(self) -> QToolButton:
        button = QToolButton()
        button.setProperty("flat", True)
        button.clicked.connect(self._switch_theme)
        return button

    def _switch_theme(self) -> None:
        self._choose_appearance(Appearance.LIGHT if theme.is_dark else Appearance.DARK)

    def _refresh_theme(self) -> None:
        other = "light" if theme.is_dark else "dark"
        words = tr("Switch to the light theme") if theme.is_dark else tr("Switch to the dark theme")
        self.theme_button.setIcon(icon(other))
        self.theme_button.setAccessibleName(words)
        self.theme_button.setToolTip(words)


class ElidedLabel(QLabel):
    """A title that gives way in the middle when there is no room."""

    def __init__(self) -> None:
        super().__init__()
        self.setFont(fonts.words(fonts.LARGE, bold=True))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        return QSize(48, super().minimumSizeHint().height())

    def set_words(self, words: str) -> None:
        """Show other words."""
        self.setText(words)
        self.setToolTip(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        """As much of the words as there is room for."""
        painter = QPainter(self)
        painter.setPen(theme.color("text"))
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, words)
