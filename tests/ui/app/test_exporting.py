"""Pictures and pages out of the window: what is offered, and what comes of it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDockWidget
from pytestqt.qtbot import QtBot

from sandbox.formats import load
from sandbox.geometry.boxes import Point
from sandbox.kube import ObjectKey
from tests.fixtures.desk import wait_until
from ui.app.exporting import PanelMenu, export_animation, export_picture, focused_panel, write_page
from ui.app.session import EXAMPLE
from ui.app.window import Window
from ui.canvas.menu import context_menu
from ui.export.animation_dialog import AnimationDialog
from ui.export.picture_dialog import PictureDialog

PRIVATE_POD = """apiVersion: v1
kind: Pod
metadata: {name: private}
spec:
  containers:
  - name: c
    "env": [{name: TOKEN, value: secret}]
"""


@pytest.fixture
def dialog(window: Window, qtbot: QtBot) -> PictureDialog:
    window.selection.set([ObjectKey("Node", "", "kubernetes-node-6jst")])
    found = export_picture(window)
    found.open()
    qtbot.waitUntil(lambda: "pixels" in found.size_label.text())
    return found


def choose(qtbot: QtBot, dialog: PictureDialog, what: str, form: str, scale: str) -> None:
    dialog.what.setCurrentText(what)
    dialog.form.setCurrentText(form)
    dialog.scale.setCurrentText(scale)
    qtbot.waitUntil(lambda: "pixels" in dialog.size_label.text())


def test_the_canvas_its_parts_and_every_panel_that_is_seen_are_offered(dialog: PictureDialog) -> None:
    offered = [dialog.what.itemText(index) for index in range(dialog.what.count())]
    assert offered[:3] == ["The whole canvas", "The selection", "The visible part"]
    assert {"Palette and outline", "Packet and inspector", "Transport", "Inspector panel"} <= set(offered)


def test_the_size_is_told_before_it_is_made_and_is_the_size(
    dialog: PictureDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    choose(qtbot, dialog, "The selection", "PNG", "3 ×")
    told = dialog.size_label.text()
    dialog.save_to(tmp_path / "a.png")
    qtbot.waitUntil(lambda: (tmp_path / "a.png").exists())
    size = QImage(str(tmp_path / "a.png")).size()
    assert told == f"{size.width()} × {size.height()} pixels"


@pytest.mark.parametrize("form", ["SVG", "PNG"])
def test_a_picture_of_the_canvas_opens_again_as_a_copy(
    dialog: PictureDialog, window: Window, qtbot: QtBot, tmp_path: Path, form: str
) -> None:
    path = tmp_path / f"a.{form.lower()}"
    choose(qtbot, dialog, "The whole canvas", form, "1 ×")
    dialog.save_to(path)
    qtbot.waitUntil(path.exists)
    before = window.document.scenario
    window.document.undo_stack.setClean()
    window.files.new()
    assert window.files.open(path)
    assert window.document.scenario == before
    assert window.document.path is None
    assert window.document.title == "a"


def test_a_picture_need_not_carry_the_scenario(dialog: PictureDialog, qtbot: QtBot, tmp_path: Path) -> None:
    choose(qtbot, dialog, "The whole canvas", "PNG", "1 ×")
    dialog.carry.setChecked(False)
    dialog.save_to(tmp_path / "a.png")
    qtbot.waitUntil(lambda: (tmp_path / "a.png").exists())
    assert b"natwalk-scenario" not in (tmp_path / "a.png").read_bytes()


def test_a_picture_carries_no_environment_variables_unless_someone_says_so(
    window: Window, tmp_path: Path
) -> None:
    path = tmp_path / "private.yaml"
    path.write_text(PRIVATE_POD)
    assert window.files.open(path)
    dialog = export_picture(window)
    assert dialog.carry.isEnabled()
    assert not dialog.carry.isChecked()
    assert "environment variables" in dialog.carry.toolTip()
    dialog.reject()


def test_a_panel_is_saved_and_carries_nothing(dialog: PictureDialog, qtbot: QtBot, tmp_path: Path) -> None:
    choose(qtbot, dialog, "Palette and outline", "SVG", "1 ×")
    assert not dialog.carry.isEnabled()
    dialog.save_to(tmp_path / "a.svg")
    svg = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert "Load balancer" in svg
    assert "natwalk:scenario" not in svg


def test_a_picture_that_cannot_be_saved_is_told_and_the_dialog_stays(
    dialog: PictureDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    choose(qtbot, dialog, "The whole canvas", "SVG", "1 ×")
    dialog.save_to(tmp_path / "none" / "a.svg")
    qtbot.waitUntil(lambda: not dialog.problem.isHidden())
    assert "cannot be saved" in dialog.problem.text()
    assert dialog.isVisible()
    assert dialog.buttons.isEnabled()


def test_a_picture_is_copied(dialog: PictureDialog, qtbot: QtBot) -> None:
    choose(qtbot, dialog, "The visible part", "PNG", "1 ×")
    with qtbot.waitSignal(dialog.accepted):
        QTest.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    clipboard = QGuiApplication.clipboard()
    assert clipboard.mimeData().hasImage()
    assert clipboard.image().size().isValid()
    assert b"<text" in clipboard.mimeData().data("image/svg+xml").data()


def test_a_panels_menu_offers_its_picture(window: Window, qtbot: QtBot) -> None:
    (dock,) = window.findChildren(QDockWidget, "left")
    menu = PanelMenu(window).menu(dock.windowTitle())
    assert menu.actions()[0].text() == "Export picture…"
    menu.actions()[0].trigger()
    (dialog,) = window.findChildren(PictureDialog)
    assert dialog.what.currentText() == "Palette and outline"
    dialog.close()
    menu.close()


@pytest.mark.parametrize("key", [None, ObjectKey("Node", "", "kubernetes-node-6jst")])
def test_the_canvas_menu_offers_its_picture(window: Window, key: ObjectKey | None) -> None:
    menu = context_menu(window, window.canvas, key, Point(0, 0))
    menu.actions()[-1].trigger()
    (dialog,) = window.findChildren(PictureDialog)
    assert dialog.what.currentText() == "The whole canvas"
    dialog.close()
    menu.close()


@pytest.fixture
def animation(window: Window) -> AnimationDialog:
    found = export_animation(window)
    found.width_box.setCurrentIndex(0)
    found.rate.setCurrentIndex(0)
    found.speed.setCurrentText("4 ×")
    found.open()
    return found


def test_the_picture_is_of_the_panel_that_has_the_keyboard(window: Window) -> None:
    assert focused_panel(window) == ""
    window.left.outline.setFocus()
    assert focused_panel(window) == "Palette and outline"
    window.transport.show_view("Events")
    menu = window.transport.events.menu_of(0)
    assert menu.actions()[-1].text() == "Export picture…"
    window.transport.events.table.setFocus()
    menu.actions()[-1].trigger()
    (dialog,) = window.findChildren(PictureDialog)
    assert dialog.what.currentText() == "Events panel"
    dialog.close()


def test_an_animations_length_and_size_are_told_before_it_is_made(
    animation: AnimationDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    qtbot.waitUntil(lambda: animation.size_label.text().startswith("about "), timeout=20_000)
    assert "frames" in animation.length.text()
    with qtbot.waitSignal(animation.accepted, timeout=60_000):
        animation.save_to(tmp_path / "a.gif")
    assert (tmp_path / "a.gif").read_bytes().startswith(b"GIF89a")


def test_an_animation_is_cancelled(animation: AnimationDialog, tmp_path: Path) -> None:
    for box in (animation.width_box, animation.rate):
        box.setCurrentIndex(box.count() - 1)
    animation.speed.setCurrentIndex(0)  # long enough that nobody is late
    animation.save_to(tmp_path / "a.gif")
    wait_until(lambda: animation.progress.isVisible() and animation.making.progress[0] > 1)
    assert not animation.save_button.isEnabled()
    QTest.mouseClick(animation.progress.button, Qt.MouseButton.LeftButton)
    assert animation.save_button.isEnabled()
    assert not (tmp_path / "a.gif").exists()
    animation.close()


def test_closing_the_dialog_drops_what_it_makes(
    animation: AnimationDialog, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    animation.save_to(tmp_path / "a.gif")
    animation.reject()
    qtbot.waitUntil(lambda: not window.findChildren(AnimationDialog))
    assert not (tmp_path / "a.gif").exists()


def test_a_form_that_the_machine_lacks_is_greyed_with_a_sentence(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    dialog = export_animation(window)
    dialog.open()
    model = dialog.form.model()
    index = model.index(dialog.form.findText("WebM"), 0)
    assert not model.flags(index) & Qt.ItemFlag.ItemIsEnabled
    assert "needs the program ffmpeg" in dialog.lack.text()
    assert dialog.lack.isVisible()
    dialog.close()


def test_the_walk_becomes_a_page(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    write_page(window, tmp_path / "walk.html")
    qtbot.waitUntil((tmp_path / "walk.html").exists)
    page = (tmp_path / "walk.html").read_text(encoding="utf-8")
    assert f"<h1>{load(EXAMPLE).scenario.flows[0].metadata.name}</h1>" in page


def test_a_page_that_cannot_be_saved_is_told(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    write_page(window, tmp_path / "none" / "walk.html")
    qtbot.waitUntil(lambda: "cannot be saved" in window.message.words.text())
