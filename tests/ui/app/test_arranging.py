"""Keys of the window that copy, arrange and fold what is selected on the canvas."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from sandbox.kube import ObjectKey
from ui.app.window import Window

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
LAPTOP = ObjectKey("Client", "", "laptop")
CLOUD = ObjectKey("LoadBalancer", "", "cloud")


def press(window: Window, key: Qt.Key, modifiers: Qt.KeyboardModifier = CTRL) -> None:
    window.canvas.setFocus()
    QTest.keyClick(window.canvas, key, modifiers)


def undo_text(window: Window) -> str:
    return window.document.undo_stack.undoText()


def test_copy_and_paste_by_their_usual_keys(window: Window) -> None:
    window.selection.set([LAPTOP])
    press(window, Qt.Key.Key_C)
    assert "kind: Client" in QGuiApplication.clipboard().text()
    press(window, Qt.Key.Key_V)
    assert undo_text(window) == "Paste laptop"
    press(window, Qt.Key.Key_X)
    assert undo_text(window) == "Cut laptop-2"


def test_duplicating_selecting_and_folding(window: Window) -> None:
    window.selection.set([LAPTOP])
    press(window, Qt.Key.Key_D)
    assert undo_text(window) == "Duplicate laptop"
    press(window, Qt.Key.Key_A, CTRL | SHIFT)
    assert [key.kind for key in window.selection.keys] == ["Client", "Client"]
    node = window.document.scenario.nodes[0].key
    window.selection.set([node])
    press(window, Qt.Key.Key_G)
    assert window.document.scenario.nodes[0].metadata.collapsed
    assert window.actions_by_name["collapse"][1].text() == "Expand"


def test_lining_up_asks_for_several_things(window: Window) -> None:
    action = window.actions_by_name["align_left"][1]
    window.selection.set([LAPTOP])
    assert not action.isEnabled()
    window.selection.set([LAPTOP, CLOUD])
    assert action.isEnabled()
    action.trigger()
    assert undo_text(window) == "Align 2 objects left"


def test_a_letter_adds_at_the_pointer_while_the_canvas_has_the_focus(window: Window) -> None:
    window.canvas.setFocus()
    wanted = window.canvas.place_to_add()
    press(window, Qt.Key.Key_C, NONE)
    (key,) = window.selection.keys
    assert key.kind == "Client"
    box = window.canvas.picture.places.box(key)
    assert box.x <= wanted.x <= box.x + box.width
    assert box.y + box.height >= wanted.y, "at the pointer, or below what stands there"
    press(window, Qt.Key.Key_T, NONE)
    assert window.selection.keys[0].kind == "Note"


def test_the_camera_goes_to_the_selection(window: Window) -> None:
    window.selection.set([CLOUD])
    press(window, Qt.Key.Key_2)
    assert window.canvas.camera.seen(window.canvas.size()).contains(window.canvas.picture.places.box(CLOUD))
