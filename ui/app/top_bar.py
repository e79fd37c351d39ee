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
ROOMY = 1200
"""The width from which on there is room for all words."""


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
        self._lay_out(menus)
        document.file_changed.connect(self.refresh)
        document.scenario_changed.connect(self.refresh)
        theme.changed.connect(self._refresh_theme)
        self.refresh()
        self._refresh_theme()

    def refresh(self) -> None:
        """Show the document's title, mark and mode."""
        self.title.set_words(self._document.title)
        self._show_edited()
        mode = mode_of(self._document.scenario)
        self.mode.setText(tr("mixed modes") if mode is None else mode.value)

    def show_problems(self, count: int, words: str) -> None:
        """Show how many problems there are; the button opens their list."""
        self.problems.setVisible(count > 0)
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
        self._label_finder()
        for each in (self.mode_label, self.title):
            each.setVisible(self.width() >= ROOMY)
        self._show_edited()

    def _show_edited(self) -> None:
        """Where there is no room, the window's own title alone says what is open and edited."""
        self.edited.setVisible(self._document.is_modified and self.width() >= ROOMY)

    def show_find_keys(self, keys: QKeySequence) -> None:
        """Show the keys that do what the box for finding does."""
        self._find_keys = keys.toString(QKeySequence.SequenceFormat.NativeText)
        self._label_finder()

    def _label_finder(self) -> None:
        self.finder.setText(f"{tr(FIND)}  {self._find_keys}".rstrip() if self.width() >= ROOMY else "")

    def _problems_button(self) -> QToolButton:
        button = QToolButton()
        button.setProperty("flat", True)
        button.setIcon(icon("warning", "changed"))
        button.setAccessibleName(tr("Problems"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.hide()
        return button

    def _lay_out(self, menus: QMenuBar) -> None:
        menus.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        menus.setMinimumWidth(menus.sizeHint().width())
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
