from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from sandbox.kube import KubeProxyConfiguration, ObjectKey, ObjectMeta
from sandbox.net import parse_network
from sandbox.scenario import Scenario
from ui.app.preferences import Preferences
from ui.app.window import Window
from ui.canvas.camera import READABLE_ZOOM
from ui.panels.history import HistoryPanel
from ui.panels.problems.panel import ProblemsPanel


def run(window: Window, name: str) -> None:
    window.actions_by_name[name][1].trigger()


def with_wrong_range(scenario: Scenario) -> Scenario:
    from msgspec.structs import replace

    wrong = KubeProxyConfiguration(
        ObjectMeta(name="kube-proxy"), cluster_cidrs=(parse_network("10.9.0.0/16"),)
    )
    return replace(scenario, proxy_configurations=(wrong,))


def problems_of(window: Window, qtbot: QtBot) -> ProblemsPanel:
    window.document.apply("Set clusterCIDR", with_wrong_range)
    qtbot.waitUntil(lambda: any(each.field == "clusterCIDR" for each in window.tools.problems.found))
    run(window, "problems")
    panel = window.tools.panel("problems")
    assert isinstance(panel, ProblemsPanel)
    return panel


def test_the_count_stands_in_the_bar_and_opens_the_list(window: Window, qtbot: QtBot) -> None:
    window.document.apply("Set clusterCIDR", with_wrong_range)
    button = window.top_bar.problems
    qtbot.waitUntil(lambda: button.isVisible() and button.text() == "3")
    assert button.accessibleName() == "Problems: 3 warnings"
    button.click()
    assert window.tools.is_shown("problems")
    button.click()
    assert not window.tools.is_shown("problems")


def test_a_fix_is_one_undo_step(window: Window, qtbot: QtBot) -> None:
    panel = problems_of(window, qtbot)
    fix = panel.cards[0].fix_button
    assert fix is not None
    fix.click()
    assert window.document.undo_stack.undoText().startswith("Set clusterCIDR to 10.")
    qtbot.waitUntil(lambda: not window.top_bar.problems.isVisible())
    assert "No problem" in panel.summary.text()


def test_a_problem_leads_to_its_object(window: Window, qtbot: QtBot) -> None:
    panel = problems_of(window, qtbot)
    panel.cards[0].jump_button.click()
    assert window.selection.keys == (ObjectKey("KubeProxyConfiguration", "", "kube-proxy"),)
    assert window.right.inspector.form is not None
    assert not window.tools.is_shown("problems")


def in_sight(window: Window, key: ObjectKey) -> bool:
    canvas = window.canvas
    return canvas.camera.seen(canvas.size()).contains(canvas.picture.places.box(key))


def test_what_is_chosen_in_the_outline_comes_into_sight(window: Window) -> None:
    key, tree = window.document.scenario.nodes[-1].key, window.left.outline.tree
    window.canvas.pan_by(5000, 5000)
    assert not in_sight(window, key)
    QTest.mouseClick(
        tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualRect(tree.outline.index_of(key)).center()
    )
    assert window.selection.keys == (key,)
    assert in_sight(window, key)


def test_what_was_found_from_far_away_can_be_read(window: Window) -> None:
    key = window.document.scenario.services[-1].key
    window.canvas.zoom_by(0.1)
    window.tools.show_object(key)
    assert window.canvas.camera.zoom == READABLE_ZOOM
    assert in_sight(window, key)


def test_no_card_is_wider_than_the_narrowest_column(window: Window, qtbot: QtBot) -> None:
    window.resize(1024, 768)
    panel = problems_of(window, qtbot)
    qtbot.waitUntil(panel.isVisible)
    body = panel.widget()
    assert body is not None
    assert body.minimumSizeHint().width() <= panel.viewport().width()


def test_the_history_goes_back_to_a_step(window: Window) -> None:
    run(window, "add_client")
    run(window, "add_node")
    run(window, "history")
    panel = window.tools.panel("history")
    assert isinstance(panel, HistoryPanel)
    model = panel.view.model()
    assert [model.index(row, 0).data() for row in range(3)] == [
        "Open using-source-ip",
        "Add Client",
        "Add Node",
    ]
    panel.view.setCurrentIndex(model.index(1, 0))
    assert window.document.undo_stack.index() == 1
    assert len(window.document.scenario.nodes) == 3
    panel.view.setCurrentIndex(model.index(0, 0))
    assert not window.document.is_modified


def test_a_tool_is_closed_by_its_button(window: Window) -> None:
    run(window, "history")
    dock = window.tools.dock("history")
    close = dock.titleBarWidget().findChild(QToolButton)
    assert close is not None
    close.click()
    assert not dock.isVisible()


def test_open_tools_are_open_again_at_the_next_start(
    window: Window, preferences: Preferences, qtbot: QtBot
) -> None:
    run(window, "history")
    window.close()
    other = Window(preferences)
    qtbot.addWidget(other)
    other.workspaces.prepare()
    other.show()
    qtbot.waitUntil(lambda: "history" in other.tools.docks)
    qtbot.waitUntil(lambda: other.tools.is_shown("history"))
    assert other.focusWidget() is other.canvas
