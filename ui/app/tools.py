"""The tool panels: docks that are made when someone first opens them, as tabs of the right column."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QBoxLayout, QDockWidget, QHBoxLayout, QTabBar, QTabWidget, QToolButton, QWidget

from sandbox.kube import ObjectKey
from ui.language import mark, tr
from ui.panels.chain import ChainPanel
from ui.panels.problems import Problems
from ui.theme import icon
from ui.theme.controls import heading, put_above

if TYPE_CHECKING:
    from sandbox.net import Family
    from sandbox.netfilter import Table
    from ui.app.autosave import Autosave
    from ui.app.command_palette import CommandPalette
    from ui.app.key_bindings import KeyBindings
    from ui.app.window import Window
    from ui.panels.table_twin import TableTwin

RIGHT = Qt.DockWidgetArea.RightDockWidgetArea
Feature = QDockWidget.DockWidgetFeature


class ToolSpec(msgspec.Struct, frozen=True):
    """A tool panel: its title and what makes it."""

    title: str
    make: Callable[["Tools"], QWidget]


def _problems(tools: "Tools") -> QWidget:
    from ui.panels.problems.panel import ProblemsPanel

    panel = ProblemsPanel(tools.window.document, tools.problems)
    panel.jump.connect(tools.show_object)
    return panel


def _history(tools: "Tools") -> QWidget:
    from ui.panels.history import HistoryPanel

    return HistoryPanel(tools.window.document)


def _yaml(tools: "Tools") -> QWidget:
    from ui.panels.yaml_view import YamlPanel

    return YamlPanel(tools.window.document, tools.window.selection)


TOOLS: dict[str, ToolSpec] = {
    "problems": ToolSpec(mark("Problems"), _problems),
    "yaml": ToolSpec("YAML", _yaml),
    "history": ToolSpec(mark("History"), _history),
    "chain": ToolSpec(mark("Chain"), lambda tools: ChainPanel()),
}
"""Every tool panel by the name of the action that opens it."""
REOPENED = ("problems", "yaml", "history")
"""The tools that are open again at the next start; a chain belongs to a walk."""


class Tools(QObject):
    """Makes, shows and hides the tool panels of a window."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.window = window
        self.docks: dict[str, QDockWidget] = {}
        self.panels: dict[str, QWidget] = {}

    def begin(self) -> None:
        """Begin what goes on whether a panel is open or not."""
        self.bindings.apply()
        self.autosave.begin()
        self._offer_recovery()
        self.problems.changed.connect(self._count)
        self.window.top_bar.finder.clicked.connect(lambda: self.palette.open())
        self.window.top_bar.problems.clicked.connect(lambda: self.toggle("problems"))

    @cached_property
    def problems(self) -> Problems:
        """What is wrong with the scenario."""
        return Problems(self.window.document, self.window.jobs, self)

    def panel(self, name: str) -> QWidget:
        """A tool's panel, which is made if nobody has opened it yet."""
        self.dock(name)
        return self.panels[name]

    def dock(self, name: str) -> QDockWidget:
        """A tool's dock, which is made if nobody has opened it yet."""
        if name not in self.docks:
            self.docks[name] = self._make(name)
        return self.docks[name]

    def is_shown(self, name: str) -> bool:
        """Whether a tool is open and not behind another tab."""
        return name in self.docks and not self.docks[name].visibleRegion().isEmpty()

    def toggle(self, name: str) -> None:
        """Open a tool, bring it to the front, or close it if it is there already."""
        if self.is_shown(name):
            self.dock(name).close()
        else:
            self.show(name)

    def show(self, name: str) -> None:
        """Open a tool and put the keyboard into it."""
        dock = self._open(name)
        panel = self.panel(name)
        (panel.focusProxy() or _first_focus(panel) or dock).setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, name: str) -> QDockWidget:
        dock = self.dock(name)
        self._put_away_others(dock)
        dock.show()
        dock.raise_()
        self._name_tabs()
        return dock

    def end(self) -> None:
        """The window closes, and nothing is left to rescue."""
        self.autosave.end()

    def shown_names(self) -> tuple[str, ...]:
        """The tools that are open and can be open again at the next start."""
        return tuple(name for name in REOPENED if name in self.docks and not self.docks[name].isHidden())

    def show_only(self, names: Iterable[str]) -> None:
        """Close every tool but these, and open those."""
        wanted = [name for name in names if name in REOPENED]
        for name, dock in self.docks.items():
            if name not in wanted:
                dock.close()
        for name in wanted:
            self._open(name)

    @cached_property
    def autosave(self) -> "Autosave":
        """What keeps unsaved work."""
        from ui.app.autosave import Autosave

        window = self.window
        return Autosave(window.document, window.preferences.recovery_folder, window.jobs, self)

    def _offer_recovery(self) -> None:
        """Offer the work of a session that ended before its work was saved."""
        from ui.app.autosave import leftovers
        from ui.app.recovery_bar import RecoveryBar

        found = leftovers(self.window.preferences.recovery_folder)
        if found:
            put_above(self.window.canvas, RecoveryBar(self.window, found))

    @cached_property
    def bindings(self) -> "KeyBindings":
        """Which keys the actions have."""
        from ui.app.key_bindings import KeyBindings

        return KeyBindings(self.window)

    def show_shortcuts(self) -> None:
        """Open the sheet of all keys."""
        from ui.app.shortcuts_sheet import ShortcutsSheet

        sheet = ShortcutsSheet(self.window, self.bindings)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.show()
        sheet.search.setFocus(Qt.FocusReason.OtherFocusReason)

    @cached_property
    def palette(self) -> "CommandPalette":
        """The box in which one finds and does anything."""
        from ui.app.command_palette import CommandPalette

        return CommandPalette(self.window)

    @cached_property
    def twin(self) -> "TableTwin":
        """The tables that stand in for the canvas."""
        from ui.panels.table_twin import TableTwin

        window = self.window
        twin = TableTwin(window.document, window.selection, window.simulation, window.playhead)
        twin.inspect.connect(self.inspect)
        twin.connect_selected.connect(self.palette.send)
        twin.hide()
        column = window.canvas.parentWidget()
        layout = None if column is None else column.layout()
        assert isinstance(layout, QBoxLayout), "the canvas stands in a column"
        layout.addWidget(twin, 1)
        return twin

    def switch_twin(self) -> None:
        """Show the tables in the canvas' place, or the canvas again."""
        shown = self.twin.isHidden()
        views: tuple[QWidget, QWidget] = (self.window.canvas, self.twin)
        hidden, seen = views if shown else views[::-1]
        seen.show()
        seen.setFocus(Qt.FocusReason.ShortcutFocusReason)  # before the other lets go of the keyboard
        hidden.hide()

    def inspect(self) -> None:
        """Go to the fields of what is selected."""
        right = self.window.right
        self._reveal("right")
        right.show_inspector()
        first = _first_focus(right.inspector)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_walk(self, title: str) -> None:
        """Bring a view of the walk in the right column to the front, before the tools."""
        self._reveal("right")
        self.window.right.show_panel(title)

    def show_view(self, title: str) -> None:
        """Bring a view of the whole walk to the front."""
        self._reveal("bottom")
        self.window.transport.show_view(title)

    def _reveal(self, name: str) -> None:
        """Show a dock that the workspace has hidden, or that stands behind a tool."""
        dock = self.window.docks[name][0]
        dock.show()
        dock.raise_()

    def show_chain(self, node: str, table: "Table", chain: str, family: "Family") -> None:
        """Show the rules of a chain of a node."""
        panel = self.panel("chain")
        assert isinstance(panel, ChainPanel), "the chain's own panel"
        panel.show_chain(node, table, chain, family)
        self.show("chain")

    def show_object(self, key: ObjectKey) -> None:
        """Select an object and bring it into view: on the canvas, or its fields if it is not there."""
        window = self.window
        window.selection.set([key])
        if key in window.canvas.picture.places:
            window.canvas.look_at(key)
        else:
            self.inspect()

    def _put_away_others(self, dock: QDockWidget) -> None:
        """One tool at a time beside packet and inspector: the tabs stay readable in a narrow column."""
        for each in self.window.tabifiedDockWidgets(self._right):
            if each in self.docks.values() and each is not dock:
                each.close()

    @property
    def _right(self) -> QDockWidget:
        (right,) = self.window.findChildren(QDockWidget, "right")
        return right

    def _count(self) -> None:
        from ui.panels.problems.finder import counted

        found = self.problems.found
        self.window.top_bar.show_problems(len(found), counted(self.problems))

    def _make(self, name: str) -> QDockWidget:
        spec = TOOLS[name]
        dock = QDockWidget(tr(spec.title), self.window)
        dock.setObjectName(name)
        dock.setFeatures(Feature.DockWidgetClosable | Feature.DockWidgetMovable | Feature.DockWidgetFloatable)
        dock.setTitleBarWidget(ToolTitle(tr(spec.title), dock))
        self.panels[name] = spec.make(self)
        dock.setWidget(self.panels[name])
        self.window.setTabPosition(RIGHT, QTabWidget.TabPosition.North)
        if not self.window.restoreDockWidget(dock):
            self.window.addDockWidget(RIGHT, dock)
            self.window.tabifyDockWidget(self._right, dock)
        return dock

    def _name_tabs(self) -> None:
        """Name the tabs that Qt has made for the column, for those who hear them."""
        for bar in self.window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
            bar.setAccessibleName(tr("Right column"))
            bar.setDrawBase(False)
            bar.setDocumentMode(True)


class ToolTitle(QWidget):
    """A heading and a button that closes the dock; drag it to move the dock."""

    def __init__(self, title: str, dock: QDockWidget) -> None:
        super().__init__(dock)
        close = QToolButton()
        close.setIcon(icon("close", "muted"))
        close.setProperty("flat", True)
        close.setAccessibleName(tr("Close {title}", title=title))
        close.setToolTip(tr("Close {title}", title=title))
        close.clicked.connect(dock.close)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 0)
        row.addWidget(heading(title), 1)
        row.addWidget(close)


def _first_focus(panel: QWidget) -> QWidget | None:
    """The first widget of a panel that takes the keyboard."""
    inside = (each for each in panel.findChildren(QWidget) if each.isVisibleTo(panel) and each.isEnabled())
    return next((each for each in inside if each.focusPolicy() & Qt.FocusPolicy.TabFocus), None)
