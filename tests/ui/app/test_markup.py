"""Text from files is never taken for markup, for a key or for something to fetch, wherever it is shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QMenu,
    QMessageBox,
    QToolTip,
    QWidget,
)

from sandbox.kube import ObjectKey
from tests.fixtures.desk import wait_until
from tests.fixtures.markup import MARKED, NAME, TEXT
from ui.app.tools import TOOLS
from ui.app.window import Window
from ui.canvas.menu import fill, object_entries
from ui.models.choices import choices_at
from ui.panels.answer.panel import CHARTS, MATRIX, PATHS, REAL_RULES, TRACE_LOG, TWIN
from ui.theme.menus import add_choices
from ui.transport.until import until_menu

NOTHING = QModelIndex()
ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)


@pytest.fixture
def window(window: Window, tmp_path: Path) -> Window:
    """The window on a file whose every text is markup."""
    path = tmp_path / f"{NAME}.json"
    path.write_text(TEXT)
    window.files.open(path)
    assert window.message.isHidden(), window.message.words.text()
    window.simulation.send(window.document.scenario.flows[0])
    wait_until(lambda: window.simulation.is_current and window.playhead.timeline is not None)
    return window


def widgets() -> Iterator[QWidget]:
    """Everything there is, dressed as when it is shown."""
    for widget in QApplication.allWidgets():
        widget.ensurePolished()
        yield widget


def wrong_labels() -> list[str]:
    """Labels that would show a file's text as markup."""
    found = [each for each in widgets() if isinstance(each, QLabel)]
    guessing = [each for each in found if each.textFormat() is Qt.TextFormat.AutoText]
    marked = [each for each in found if each.textFormat() is not Qt.TextFormat.PlainText]
    wrong = guessing + [each for each in marked if "<b>" in each.text() or "<img" in each.text()]
    return [f"{type(each.parent()).__name__}: {each.text()}" for each in wrong]


def wrong_keys() -> list[str]:
    """Buttons and actions in which the `&` of a name would make a letter a key."""
    texts = [each.text() for each in widgets() if isinstance(each, QAbstractButton)]
    texts += [
        action.text() for each in widgets() for action in (*each.actions(), *each.findChildren(QAction))
    ]
    texts += [each.title() for each in widgets() if isinstance(each, QMenu)]
    return [each for each in texts if "amp;" in each and "&&amp;" not in each]


def look(window: Window) -> None:
    """Let everything take its place, then look at all labels and keys."""
    QApplication.processEvents()
    assert wrong_labels() == []
    assert wrong_keys() == []
    assert not window.message.isVisible(), window.message.words.text()


def test_a_walk_step_by_step(window: Window) -> None:
    timeline = window.playhead.timeline
    assert timeline is not None
    shown = False
    for view in range(window.right.tabs.count()):
        window.right.tabs.setCurrentIndex(view)
        window.playhead.to_exact(0)
        for number in range(len(timeline.moments)):
            window.playhead.to_exact(number)
            look(window)
            texts = [each.text() for each in window.findChildren(QLabel)]
            shown = shown or any(NAME in text for text in texts)
    assert shown, "the client's name is in some label"


def test_every_panel_and_every_object(window: Window) -> None:
    for tab in range(window.transport.tabs.count()):
        window.transport.tabs.setCurrentIndex(tab)
        look(window)
    for name in TOOLS:
        window.tools.show(name)
        look(window)
    for title in (MATRIX, PATHS, TWIN, CHARTS, REAL_RULES, TRACE_LOG):
        window.answers.open(title)
        look(window)
    for each in window.document.scenario.by_key:
        window.selection.set([each])
        look(window)


def test_menus(window: Window) -> None:
    timeline = window.playhead.timeline
    assert timeline is not None
    window.document.apply(f"Rename {MARKED}", lambda scenario: scenario)
    menus = [until_menu(window.playhead, window)]
    for key in window.document.scenario.by_key:
        if key in window.canvas.picture.places:
            menus.append(fill(QMenu(window), object_entries(window.canvas, key)))
    for number in range(len(timeline.moments)):
        menus.append(add_choices(QMenu(window), choices_at(window.playhead, number)))
    for menu in [*menus, *window.findChildren(QMenu)]:
        menu.aboutToShow.emit()
    assert any("&&amp;" in action.text() for menu in menus for action in menu.actions())
    look(window)


def test_tool_tips_and_message_boxes(window: Window) -> None:
    QToolTip.showText(QPoint(20, 20), MARKED, window)
    QToolTip.showText(QPoint(20, 20), f"{MARKED} again", window)
    box = QMessageBox(QMessageBox.Icon.Warning, "Natwalk", MARKED, parent=window)
    box.setInformativeText(MARKED)
    box.open()
    look(window)
    box.close()
    QToolTip.hideText()


def test_text_of_models_is_text(window: Window) -> None:
    """Item views show text as it is; only a model's own rich text could be markup, and none has any."""
    views = [each for each in widgets() if isinstance(each, QAbstractItemView) and each.model() is not None]
    texts = [text for view in views for text in _texts(view.model(), NOTHING)]
    assert any(NAME in text for text in texts)
    assert not [text for text in texts if "&lt;" in text]


def _texts(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    for row in range(model.rowCount(parent)):
        for column in range(model.columnCount(parent)):
            index = model.index(row, column, parent)
            for role in ROLES:
                yield str(index.data(role) or "")
        yield from _texts(model, model.index(row, 0, parent))


def test_the_title_is_the_name(window: Window) -> None:
    assert NAME in window.windowTitle()
    assert ObjectKey("Client", "", NAME) in window.document.scenario.by_key


def test_what_is_our_own_markup_is_shown_as_such(window: Window) -> None:
    window.show_about()
    QApplication.processEvents()
    (box,) = window.findChildren(QMessageBox)
    (label,) = (each for each in box.findChildren(QLabel) if "Natwalk" in each.text())
    assert label.textFormat() is Qt.TextFormat.RichText
    box.close()
