"""Build, Walk and Answer: which docks each shows, and where people have put them since.

A workspace begins as its row of the table says. When it is left, the places of all docks are kept under its
name, with the tools that were open; `reset` forgets them.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Qt, Signal

from ui.language import mark

if TYPE_CHECKING:
    from ui.app.window import Window

VERSION = 1
"""Of the docks' names and of what is in them: places that another version kept are not taken."""
RIGHT_SHARE = 0.28
"""How much of the window's width the right column takes, until someone drags its edge."""
MOST_RIGHT_SHARE = 0.36
"""How much it takes at most to show the titles of all its tabs."""
TABS_MARGIN = 12
ANSWER_SHARE = 0.62
"""How much of its height the answers take in their own workspace."""
NARROW = 1100
"""Below this width there is no room for the palette beside a walk."""


class WorkspaceSpec(msgspec.Struct, frozen=True):
    """A workspace: its name in settings and for people, the docks that it begins with, and what it shows."""

    name: str
    title: str
    docks: tuple[str, ...]
    enter: Callable[["Window"], object]


def _build(window: "Window") -> None:
    window.right.show_inspector()


def _walk(window: "Window") -> None:
    window.right.show_walk()
    window.transport.show_walk()


def _answer(window: "Window") -> None:
    window.answers.show()


WORKSPACES = (
    WorkspaceSpec("build", mark("Build"), ("left", "right"), _build),
    WorkspaceSpec("walk", mark("Walk"), ("left", "right", "bottom"), _walk),
    WorkspaceSpec("answer", mark("Answer"), ("bottom",), _answer),
)
"""In the order of the switch."""
WALK = 1
"""The workspace that is shown at the very first start, and when something is sent."""


class Workspaces(QObject):
    """The workspace in front, and the way to another."""

    changed = Signal()

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        name = window.preferences.workspace
        self.number = next((number for number, each in enumerate(WORKSPACES) if each.name == name), WALK)

    @property
    def current(self) -> WorkspaceSpec:
        """The workspace in front."""
        return WORKSPACES[self.number]

    def prepare(self) -> None:
        """Put the docks where they were left, as far as the first frame shows."""
        window = self._window
        window.restoreGeometry(window.preferences.geometry)
        state, _ = window.preferences.layout(self.current.name)
        if state.isEmpty() or not window.restoreState(state, VERSION):
            for name, (dock, _) in window.docks.items():
                dock.setVisible(self._has_room(name))

    def begin(self) -> None:
        """Show the workspace that was last in front, as it was left."""
        self._enter()

    def switch(self, number: int) -> None:
        """Put another workspace in front; the places in this one are kept."""
        if number != self.number:
            self.keep()
            self.number = number
            self._window.preferences.workspace = self.current.name
            self._enter()
            self.changed.emit()

    def keep(self) -> None:
        """Remember where everything is in this workspace, but for the room of the session's lanes."""
        window = self._window
        window.transport.grow(-window.transport.branches.wished_height())
        state = window.saveState(VERSION)
        window.transport.grow(0)
        window.preferences.set_layout(self.current.name, state, window.tools.shown_names())

    def reset(self) -> None:
        """Put everything in this workspace where it was at first."""
        self._window.preferences.set_layout(self.current.name)
        self._enter()

    def _enter(self) -> None:
        window = self._window
        state, tools = window.preferences.layout(self.current.name)
        window.tools.show_only(tools)
        window.canvas.arrows_move = "bottom" not in self.current.docks
        self.current.enter(window)
        if state.isEmpty() or not window.restoreState(state, VERSION):
            self._arrange()
        else:
            window.transport.grow(window.transport.branches.wished_height())

    def _arrange(self) -> None:
        """Show the docks of the workspace at their first places, in sizes that suit the window."""
        window = self._window
        for name, (dock, area) in window.docks.items():
            dock.setFloating(False)
            window.addDockWidget(area, dock)
            dock.setVisible(self._has_room(name))
        right, bottom = window.docks["right"][0], window.docks["bottom"][0]
        tabs = window.right.tabs.tabBar().sizeHint().width() + 2 * TABS_MARGIN
        most = int(window.width() * MOST_RIGHT_SHARE)
        width = min(max(int(window.width() * RIGHT_SHARE), 328, tabs), max(most, 328))
        window.resizeDocks([right], [width], Qt.Orientation.Horizontal)
        window.resizeDocks([bottom], [self._height()], Qt.Orientation.Vertical)

    def _has_room(self, name: str) -> bool:
        crowded = name == "left" and len(self.current.docks) > 2 and self._window.width() < NARROW
        return name in self.current.docks and not crowded

    def _height(self) -> int:
        window = self._window
        if self.current.docks == ("bottom",):
            return int(window.height() * ANSWER_SHARE)
        lanes = window.transport.branches.wished_height()
        return window.transport.height_for(window.width(), window.height()) + lanes
