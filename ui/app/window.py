"""The window: it makes the models, puts canvas and panels into docks, and connects them with the actions."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu, QMenuBar, QWidget

from sandbox.scenario import Flow, Scenario
from ui.app.files import Files
from ui.app.messages import Hint, MessageBar
from ui.app.preferences import Preferences
from ui.app.spec import MENUS
from ui.app.top_bar import TopBar
from ui.app.workspaces import WALK, Workspaces
from ui.canvas import CanvasView
from ui.jobs import JobRunner
from ui.language import tr
from ui.models import Document, Selection, Simulation
from ui.models.playhead import Playhead
from ui.theme import Appearance, theme
from ui.theme.controls import stacked
from ui.theme.system import wants_less_motion

if TYPE_CHECKING:
    from ui.app.answering import Answers
    from ui.app.bottom import BottomSide
    from ui.app.side import LeftSide, RightSide
    from ui.app.spec import ActionSpec
    from ui.app.tools import Tools

LEFT, RIGHT = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
BOTTOM = Qt.DockWidgetArea.BottomDockWidgetArea
Feature = QDockWidget.DockWidgetFeature


class Window(QMainWindow):
    """One document and everything that shows it."""

    preferences: Preferences
    document: Document
    selection: Selection
    simulation: Simulation
    playhead: Playhead
    files: Files
    canvas: CanvasView
    workspaces: Workspaces

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self.preferences = preferences
        self.jobs = JobRunner(self)
        self.document = Document(self)
        self.selection = Selection(self.document, self)
        self.simulation = Simulation(self.document, self.jobs, self)
        self.playhead = Playhead(self.simulation, self)
        self.playhead.reduced_motion = self.reduces_motion
        self.message = MessageBar()
        self.files = Files(self.document, preferences, self)
        self._is_complete = False
        self.actions_by_name: dict[str, tuple[ActionSpec, QAction]] = {}
        self._build()
        self.workspaces = Workspaces(self)
        self._connect()
        self._show_title()
        self.setAcceptDrops(True)
        self.resize(self.screen().availableSize().boundedTo(QSize(1600, 1000)))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close unless that would lose work."""
        if not self.files.may_discard():
            event.ignore()
            return
        self.playhead.pause()
        self.jobs.close()
        self.files.release()
        if self._is_complete:
            self.tools.end()
            self.workspaces.keep()
        self.preferences.geometry = self.saveGeometry()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Complete the window behind its first frame."""
        super().paintEvent(event)
        if not self._is_complete:
            QTimer.singleShot(0, self.complete)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if _dragged_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what a real node printed to the node under the pointer, or open a file."""
        from ui.app.real_state import take_dropped

        paths = _dragged_files(event)
        if paths:
            event.acceptProposedAction()
            if not take_dropped(self, paths, event.position()) and len(paths) == 1:
                self.files.open(paths[0])

    def choose_appearance(self, appearance: Appearance) -> None:
        """Take a theme, now and from now on."""
        self.preferences.appearance = appearance
        theme.choose(appearance)
        self.update_actions()

    @property
    def reduces_motion(self) -> bool:
        """Whether the packet cuts instead of gliding, as someone chose or as the system says."""
        chosen = self.preferences.reduced_motion
        return wants_less_motion() if chosen is None else chosen

    def reduce_motion(self, reduced: bool | None) -> None:
        """Let the packet cut instead of glide, now and from now on; None is as the system says."""
        self.preferences.reduced_motion = reduced
        self.playhead.reduced_motion = self.reduces_motion
        self.update_actions()

    def show_preferences(self) -> None:
        """Open the sheet of what can be chosen."""
        from ui.app.preferences_sheet import PreferencesSheet

        sheet = PreferencesSheet(self)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.show()

    def float_dock(self, name: str) -> None:
        """Give a dock a window of its own, or take it back."""
        dock = self.docks[name][0]
        dock.setFloating(not dock.isFloating())
        dock.show()
        self.update_actions()

    def show_full_screen(self, full: bool) -> None:
        """Take the whole screen, or the window's own place again."""
        state = Qt.WindowState.WindowFullScreen
        self.setWindowState(self.windowState() | state if full else self.windowState() & ~state)
        self.update_actions()

    def show_about(self) -> None:
        """Say what this is and what it models."""
        from ui.app.about import about_box

        about_box(self).open()

    def update_actions(self) -> None:
        """Bring every action up to date with the models."""
        from ui.app.actions import update_action

        for spec, action in self.actions_by_name.values():
            update_action(action, spec, self)

    def _build(self) -> None:
        menus = QMenuBar()
        self._menus = {title: menus.addMenu(tr(title)) for title in MENUS}
        self.top_bar = TopBar(self.document, menus, self.choose_appearance)
        self.setMenuWidget(self.top_bar)
        self.canvas = CanvasView(self.document, self.selection, self.simulation, self.playhead)
        self.hint = Hint(self.canvas)
        self.setCentralWidget(stacked(self.message, self.canvas))
        for corner in (Qt.Corner.BottomLeftCorner, Qt.Corner.BottomRightCorner):
            self.setCorner(corner, BOTTOM)
        self._left = self._dock("left", tr("Palette and outline"), QWidget(), LEFT)
        self._right = self._dock("right", tr("Packet and inspector"), QWidget(), RIGHT)
        self._bottom = self._dock("bottom", tr("Transport"), QWidget(), BOTTOM)
        self._left.setMinimumWidth(184)
        self._right.setMinimumWidth(320)
        self._bottom.setMinimumHeight(200)
        self.docks = {
            "left": (self._left, LEFT),
            "right": (self._right, RIGHT),
            "bottom": (self._bottom, BOTTOM),
        }
        self.resizeDocks([self._left, self._right], [192, 408], Qt.Orientation.Horizontal)

    @cached_property
    def left(self) -> "LeftSide":
        """The column left of the canvas, made when it is first needed: after the first frame."""
        from ui.app.side import LeftSide

        return LeftSide(self.document, self.selection)

    @cached_property
    def right(self) -> "RightSide":
        """The column right of the canvas, made when it is first needed: after the first frame."""
        from ui.app.side import RightSide

        return RightSide(self.document, self.selection, self.simulation, self.playhead)

    @cached_property
    def transport(self) -> "BottomSide":
        """The transport over the views of the walk, made when first needed: after the first frame."""
        from ui.app.bottom import BottomSide

        return BottomSide(self.simulation, self.playhead)

    @cached_property
    def tools(self) -> "Tools":
        """The tool panels, made when they are first needed: after the first frame."""
        from ui.app.tools import Tools

        return Tools(self)

    @cached_property
    def answers(self) -> "Answers":
        """The answers to long questions, a tab below the transport."""
        from ui.app.answering import Answers

        return Answers(self, self.transport.tabs)

    def complete(self) -> None:
        """Make what the first frame does not wait for, and begin the walk."""
        from ui.app.exporting import PanelMenu
        from ui.app.keys import KeyKeeper

        if not self._is_complete:
            self._is_complete = True
            self._fill_menus()
            self._connect_actions()
            self.transport.branches.refused.connect(self.message.say)
            self._left.setWidget(self.left)
            self.left.outline.tree.chosen.connect(self.canvas.reveal)
            self._right.setWidget(self.right)
            self._bottom.setWidget(self.transport)
            KeyKeeper(self)
            PanelMenu(self)
            self._begin_walk()
            self.tools.begin()
            self.answers.begin()
            self.workspaces.begin()
            self.canvas.setFocus()

    def _dock(self, name: str, title: str, widget: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(name)
        dock.setFeatures(Feature.DockWidgetClosable | Feature.DockWidgetMovable | Feature.DockWidgetFloatable)
        dock.setTitleBarWidget(QWidget())
        dock.topLevelChanged.connect(lambda floats: _frame(dock, floats))
        dock.setWidget(widget)
        self.addDockWidget(area, dock)
        return dock

    def _fill_menus(self) -> None:
        """Make what the menus offer of the table of actions."""
        from ui.app.actions import ACTIONS, make_action
        from ui.app.file_menus import list_examples, list_recent

        for spec in ACTIONS:
            menu = self._menu(spec.menu)
            action = make_action(spec, self)
            if spec.starts_group:
                menu.addSeparator()
            menu.addAction(action)
            self.addAction(action)
            self.actions_by_name[spec.name] = (spec, action)
            if spec.name == "open":
                self.recent = menu.addMenu(tr("Open &Recent"))
                self.examples = menu.addMenu(tr("Open &Example"))
        view = self._menu("&View")
        view.addSeparator()
        view.addActions([dock.toggleViewAction() for dock in (self._left, self._right, self._bottom)])
        self.recent.aboutToShow.connect(lambda: list_recent(self.recent, self.preferences, self.files.open))
        self.examples.aboutToShow.connect(lambda: list_examples(self.examples, self.files.open))

    def _connect_actions(self) -> None:
        stack = self.document.undo_stack
        for signal in (
            stack.indexChanged,
            self.selection.changed,
            self.simulation.results_changed,
            self.simulation.session_changed,
            self.playhead.changed,
        ):
            signal.connect(self.update_actions)
        self.update_actions()

    def _menu(self, path: str) -> QMenu:
        if path not in self._menus:
            above, _, title = path.rpartition("/")
            self._menus[path] = self._menu(above).addMenu(tr(title))
        return self._menus[path]

    def _connect(self) -> None:
        document = self.document
        document.file_changed.connect(self._show_title)
        document.opened.connect(self._begin_walk)
        document.problem.connect(self.message.say)
        self.canvas.hint.connect(self.hint.say)
        self.simulation.sent.connect(self._show_walk)
        self.top_bar.workspaces.chosen.connect(self.workspaces.switch)
        self.workspaces.changed.connect(self._show_workspace)
        self.top_bar.workspaces.set_current(self.workspaces.number)
        document.scenario_changed.connect(self.message.hide)

    def _begin_walk(self) -> None:
        """Walk the first flow of a scenario that was opened, or one that is proposed if it states none."""
        if not self._is_complete:
            return
        scenario = self.document.scenario
        self.selection.clear()
        flow = scenario.flows[0] if scenario.flows else _proposed(scenario)
        if flow is not None:
            self.simulation.restart(flow)
        else:
            self.simulation.clear()

    def _show_walk(self) -> None:
        """Show what became of what someone sent, with the transport that steps it."""
        if self._bottom.isHidden():
            self.workspaces.switch(WALK)
        self.right.show_walk()

    def _show_workspace(self) -> None:
        self.top_bar.workspaces.set_current(self.workspaces.number)
        self.update_actions()

    def _show_title(self) -> None:
        self.setWindowTitle(f"{self.document.title}[*] — Natwalk")
        self.setWindowModified(self.document.is_modified)
        self.setWindowFilePath(str(self.document.path or ""))


def _proposed(scenario: Scenario) -> Flow | None:
    """A flow that is worth walking; None if nothing can be sent."""
    from sandbox.analysis.proposals import proposed_flows

    return next(proposed_flows(scenario), None)


def _frame(dock: QDockWidget, floats: bool) -> None:
    """A window of its own has a frame to move it by; a dock in the window shows nothing of the kind."""
    dock.setTitleBarWidget(None if floats else QWidget())  # type: ignore[arg-type]


def _dragged_files(event: QDropEvent) -> tuple[Path, ...]:
    """The local files that are being dragged; none if anything else is among them."""
    urls = event.mimeData().urls()
    return (
        tuple(Path(each.toLocalFile()) for each in urls) if all(each.isLocalFile() for each in urls) else ()
    )
