"""The rows of the table of actions that export what is seen, and what they offer."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QDockWidget, QMenu, QTabWidget, QWidget

from ui.app.spec import ActionSpec
from ui.language import mark, tr
from ui.theme.menus import PICTURE

if TYPE_CHECKING:
    from ui.app.window import Window
    from ui.export.animation_dialog import AnimationDialog
    from ui.export.picture_dialog import Offer, PictureDialog

MENU = "&File/&Export"


def _walks(window: "Window") -> bool:
    return window.playhead.timeline is not None


EXPORT = (
    ActionSpec(
        name=PICTURE,
        menu=MENU,
        text=mark("&Picture…"),
        keys="Ctrl+Shift+E",
        run=lambda w: export_picture(w).open(),
    ),
    ActionSpec(
        name="export_animation",
        menu=MENU,
        text=mark("Walk as A&nimation…"),
        run=lambda w: export_animation(w).open(),
        enabled=_walks,
    ),
    ActionSpec(
        name="export_page",
        menu=MENU,
        text=mark("Walk as &Web Page…"),
        run=lambda w: export_page(w),
        enabled=_walks,
    ),
)


def export_picture(window: "Window", title: str = "") -> "PictureDialog":
    """The dialog for pictures; a title, else the panel that has the keyboard, says which offer is chosen."""
    from PySide6.QtCore import Qt

    from ui.export.picture_dialog import PictureDialog

    dialog = PictureDialog([*_canvas_offers(window), *_panel_offers(window)], window.document.title, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.choose(title or focused_panel(window))
    return dialog


def focused_panel(window: "Window") -> str:
    """The title of the innermost panel that has the keyboard; empty where the canvas has it."""
    focus = window.focusWidget()
    holding = [title for title, widget in panels(window) if widget.isAncestorOf(focus)]
    return holding[-1] if holding else ""


def _canvas_offers(window: "Window") -> "Iterator[Offer]":
    """Everything, what is selected, and what is seen; painted anew on the worker."""
    from sandbox.geometry.boxes import around
    from ui.canvas.paint.whole import MARGIN
    from ui.export.canvas import canvas_part
    from ui.export.picture_dialog import Offer

    canvas, scenario = window.canvas, window.document.scenario
    part = partial(canvas_part, scenario, canvas.walk())
    text, jobs = window.document.text, window.jobs
    yield Offer(tr("The whole canvas"), part, text, jobs)
    shown = [key for key in map(canvas.picture.shown, window.selection.keys) if key is not None]
    if shown:
        area = around(map(canvas.picture.places.box, shown)).grown(MARGIN)
        yield Offer(tr("The selection"), partial(part, area), text, jobs)
    seen = canvas.camera.seen(canvas.size())
    yield Offer(tr("The visible part"), partial(part, seen), text, jobs)


def _panel_offers(window: "Window") -> "Iterator[Offer]":
    from ui.export.picture_dialog import Offer
    from ui.export.subjects import Panel

    for title, widget in panels(window):
        yield Offer(title, partial(Panel, widget))


def panels(window: "Window") -> Iterator[tuple[str, QWidget]]:
    """Every panel that is seen, by its title: the docks, and the tab that is in front in each."""
    for dock in window.findChildren(QDockWidget):
        if dock.isVisible():
            yield dock.windowTitle(), dock.widget()
            for tabs in dock.findChildren(QTabWidget):
                if tabs.isVisible():
                    yield tr("{title} panel", title=tabs.tabText(tabs.currentIndex())), tabs.currentWidget()


class PanelMenu(QObject):
    """Offers a picture where a panel leaves the asking for a menu to the window."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the menu of the panel that is under the pointer."""
        if not isinstance(event, QContextMenuEvent):
            return False
        inside: QWidget | None = self._window.childAt(event.pos())
        while inside is not None and not isinstance(inside, QDockWidget):
            inside = inside.parentWidget()
        if inside is None:
            return False
        self.menu(inside.windowTitle()).popup(event.globalPos())
        return True

    def menu(self, title: str) -> QMenu:
        """The menu of a panel: its picture, then which panels are shown."""
        menu = self._window.createPopupMenu() or QMenu(self._window)
        menu.aboutToHide.connect(menu.deleteLater)
        first = menu.actions()[0] if menu.actions() else None
        export = QAction(tr("Export picture…"), menu)
        export.triggered.connect(lambda: export_picture(self._window, title).open())
        if first is None:
            menu.addAction(export)
        else:
            menu.insertAction(first, export)
            menu.insertSeparator(first)
        return menu


def export_animation(window: "Window") -> "AnimationDialog":
    """The dialog for the animation of the walk that is seen."""
    from PySide6.QtCore import Qt

    from ui.export.animation_dialog import AnimationDialog

    document, timeline = window.document, window.playhead.timeline
    assert timeline is not None, "offered only where there is a walk"
    stem = f"{document.title}-{_flow_name(window)}"
    dialog = AnimationDialog(document.scenario, timeline, stem, window.jobs, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog


def export_page(window: "Window") -> None:
    """Ask for a file, and write the walk as a web page."""
    from PySide6.QtWidgets import QFileDialog

    stem = f"{window.document.title}-{_flow_name(window)}.html"
    name, _ = QFileDialog.getSaveFileName(window, tr("Save web page"), stem, "HTML (*.html)")
    if name:
        path = Path(name)
        write_page(window, path if path.suffix else path.with_suffix(".html"))


def write_page(window: "Window", path: Path) -> None:
    """Write the walk that is seen as a web page, on the worker."""
    from ui.app.data_export import run_on_worker

    timeline = window.playhead.timeline
    if timeline is None:
        return
    scenario, title, name = window.document.scenario, window.document.title, _flow_name(window)

    def work() -> None:
        from sandbox.formats import save
        from sandbox.formats.web import walk_page

        save(path, walk_page(scenario, timeline, title, name))

    run_on_worker(window, work)


def _flow_name(window: "Window") -> str:
    flow = window.simulation.flow
    return "walk" if flow is None else flow.metadata.name
