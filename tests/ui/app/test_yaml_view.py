from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from sandbox.kube import ObjectKey, Service, TrafficPolicy
from ui.app.window import Window
from ui.panels.yaml_view import YamlPanel

NODEPORT = ObjectKey("Service", "default", "nodeport")
LAPTOP = ObjectKey("Client", "", "laptop")


def opened(window: Window, key: ObjectKey | None = NODEPORT) -> YamlPanel:
    window.selection.set([] if key is None else [key])
    window.tools.show("yaml")
    panel = window.tools.panel("yaml")
    assert isinstance(panel, YamlPanel)
    if key is None:
        panel.what.button(1).click()
    return panel


def swap(panel: YamlPanel, old: str, new: str) -> None:
    """Select `old` and type `new` over it."""
    assert panel.editor.find(old) or panel.editor.textCursor().atStart()
    QTest.keyClicks(panel.editor, new)


def at_start(panel: YamlPanel) -> None:
    QTest.keyClick(panel.editor, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)


def service(window: Window, key: ObjectKey = NODEPORT) -> Service:
    found = window.document.scenario.by_key[key]
    assert isinstance(found, Service)
    return found


def test_an_objects_text_is_edited_and_applied_as_one_step(window: Window, qtbot: QtBot) -> None:
    panel = opened(window)
    assert panel.about.text() == "Service default/nodeport"
    at_start(panel)
    swap(panel, "type: NodePort", "type: NodePort\n  externalTrafficPolicy: Local".replace("\n  ", " # "))
    QTest.keyClick(panel.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.document.undo_stack.undoText() == "Edit the YAML of nodeport"
    assert "type: NodePort # externalTrafficPolicy: Local" in window.document.text
    assert not panel.is_edited
    window.document.undo_stack.undo()
    assert "# externalTrafficPolicy" not in window.document.text
    assert not window.document.is_modified
    qtbot.waitUntil(lambda: "# externalTrafficPolicy" not in panel.editor.toPlainText())


def test_a_new_line_keeps_its_indentation_and_counts(window: Window) -> None:
    panel = opened(window)
    at_start(panel)
    swap(panel, "TrafficPolicy: Cluster", "TrafficPolicy: Local")
    QTest.keyClick(panel.editor, Qt.Key.Key_End)
    QTest.keyClick(panel.editor, Qt.Key.Key_Return)
    QTest.keyClicks(panel.editor, "internalTrafficPolicy: Local")
    panel.apply()
    assert service(window).external_traffic_policy is TrafficPolicy.LOCAL
    assert service(window).internal_traffic_policy is TrafficPolicy.LOCAL


def test_what_is_wrong_is_told_with_its_line_and_nothing_is_lost(window: Window, qtbot: QtBot) -> None:
    panel = opened(window)
    at_start(panel)
    swap(panel, "port: 80", "port: eighty")
    qtbot.waitUntil(lambda: panel.told.text().startswith("✕ Line "))
    line = int(panel.told.text().split("Line ")[1].split(":")[0])
    assert "eighty" in panel.editor.document().findBlockByNumber(line - 1).text()
    assert not panel.apply_button.isEnabled()
    before = window.document.scenario
    QTest.keyClick(panel.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.document.scenario is before
    window.selection.set([LAPTOP])
    window.actions_by_name["add_client"][1].trigger()
    assert "eighty" in panel.editor.toPlainText()
    panel.what.button(1).click()
    assert "eighty" in panel.editor.toPlainText()
    panel.revert_button.click()
    assert panel.about.text() == "Client client-1"
    assert panel.told.text() == ""


def test_the_scenario_keeps_its_comments_and_what_is_not_modelled(window: Window) -> None:
    panel = opened(window, None)
    assert panel.editor.toPlainText() == window.document.text
    at_start(panel)
    QTest.keyClicks(panel.editor, "# for the class on Monday")
    QTest.keyClick(panel.editor, Qt.Key.Key_Return)
    panel.apply()
    assert window.document.text.startswith("# for the class on Monday\n")
    window.document.undo_stack.undo()
    assert not window.document.text.startswith("# for")
    window.document.undo_stack.redo()
    assert window.document.text.startswith("# for")


def test_text_follows_the_other_views(window: Window) -> None:
    panel = opened(window)
    window.selection.set([LAPTOP])
    assert "198.51.100.79" in panel.editor.toPlainText()
    window.actions_by_name["add_service"][1].trigger()
    assert panel.about.text().startswith("Service default/")
    assert "kind: Service" in panel.editor.toPlainText()
    window.selection.clear()
    assert panel.editor.isReadOnly()


def test_an_object_that_is_new_can_be_edited_as_text(window: Window) -> None:
    window.actions_by_name["add_client"][1].trigger()
    panel = opened(window, window.selection.keys[0])
    at_start(panel)
    swap(panel, "client-1", "workstation")
    panel.apply()
    assert window.selection.keys == (ObjectKey("Client", "", "workstation"),)
    assert ObjectKey("Client", "", "client-1") not in window.document.scenario.by_key
