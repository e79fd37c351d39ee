from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from sandbox.kube import ContainerPort, ObjectKey
from sandbox.net import Protocol
from sandbox.scenario import AddressTarget, ServiceTarget
from tests.fixtures.walks import cluster, pod
from ui.app.command_palette import CommandPalette
from ui.app.command_palette.fuzzy import best, match
from ui.app.command_palette.model import shown_places
from ui.app.window import Window
from ui.panels.chain import ChainPanel

CX31 = ObjectKey("Node", "", "kubernetes-node-cx31")


def opened(window: Window, qtbot: QtBot, name: str = "find") -> CommandPalette:
    window.activateWindow()
    window.actions_by_name[name][1].trigger()
    palette = window.tools.palette
    qtbot.waitUntil(palette.line.hasFocus)
    return palette


def titles(palette: CommandPalette) -> list[str]:
    return [entry.title for entry, _ in palette.results.shown]


def test_letters_at_the_starts_of_words_fit_best() -> None:
    names = ["Zoom Out", "Undo", "Find Object", "Fit All", "Profit all"]
    assert next(names[number] for _, number in best("fa", names, 9)) == "Fit All"
    assert next(names[number] for _, number in best("fo", names, 9)) == "Find Object"
    found = match("zo", "Zoom Out")
    assert found is not None
    assert found.places == (0, 1)
    assert match("xyz", "Zoom Out") is None


def test_among_many_texts_a_piece_must_stand_there() -> None:
    names = [f"pod-{number}" for number in range(20000)]
    assert [names[number] for _, number in best("pod-19999", names, 5)] == ["pod-19999"]
    assert best("p19999", names, 5) == []


def test_a_command_is_found_and_done_by_the_keyboard(window: Window, qtbot: QtBot) -> None:
    palette = opened(window, qtbot)
    QTest.keyClicks(palette.line, "add client")
    assert titles(palette)[0] == "Add Client"
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert len(window.document.scenario.clients) == 2


def test_what_was_done_last_comes_first(window: Window, qtbot: QtBot) -> None:
    palette = opened(window, qtbot)
    QTest.keyClicks(palette.line, "reduce")
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    palette = opened(window, qtbot)
    assert titles(palette)[0] == "Reduce Motion"


def test_an_object_is_found_and_selected(window: Window, qtbot: QtBot) -> None:
    palette = opened(window, qtbot, "find_object")
    QTest.keyClicks(palette.line, "cx31")
    assert titles(palette) == ["kubernetes-node-cx31"]
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert window.selection.keys == (CX31,)


def test_a_request_is_sent_and_a_scenario_opened(window: Window, qtbot: QtBot) -> None:
    palette = opened(window, qtbot)
    flow = window.document.scenario.flows[-1]
    QTest.keyClicks(palette.line, f"send {flow.metadata.name}")
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert window.simulation.flow == flow
    palette = opened(window, qtbot)
    QTest.keyClicks(palette.line, "open nodeport local")
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert window.document.title == "nodeport-local"


def test_what_a_node_can_ping_is_offered(window: Window, qtbot: QtBot) -> None:
    window.selection.set([CX31])
    palette = opened(window, qtbot, "send_to")
    QTest.keyClicks(palette.line, "ping clusterip")
    title = titles(palette)[0]
    assert title.startswith("ping clusterip  ClusterIP  ")
    assert ":" not in title
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    flow = window.simulation.flow
    assert flow is not None
    assert (flow.sender, flow.protocol, flow.target) == (
        CX31,
        Protocol.ICMP,
        ServiceTarget("default/clusterip"),
    )


def test_a_pod_is_sent_to_by_the_protocol_of_its_first_port(window: Window, qtbot: QtBot) -> None:
    names = pod(1, on=1, ports=(ContainerPort(53, protocol=Protocol.UDP),))
    window.document.show(cluster([names]))
    window.selection.set([ObjectKey("Node", "", "n1")])
    palette = opened(window, qtbot, "send_to")
    QTest.keyClicks(palette.line, "p1 pod")
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    flow = window.simulation.flow
    assert flow is not None
    assert (flow.protocol, flow.target) == (Protocol.UDP, AddressTarget(names.addresses[0], 53))


def test_a_chain_of_the_selected_node_is_shown(window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.simulation.world is not None)
    window.selection.set([CX31])
    palette = opened(window, qtbot)
    QTest.keyClicks(palette.line, "KUBE-POSTROUTING")
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    panel = window.tools.panel("chain")
    assert isinstance(panel, ChainPanel)
    assert panel.place.text() == "nat / KUBE-POSTROUTING on kubernetes-node-cx31"
    assert panel.tree.model().rowCount() == 3


def test_arrows_move_escape_closes_and_the_keyboard_goes_back(window: Window, qtbot: QtBot) -> None:
    window.activateWindow()
    window.canvas.setFocus()
    palette = opened(window, qtbot)
    QTest.keyClick(palette.line, Qt.Key.Key_Down)
    QTest.keyClick(palette.line, Qt.Key.Key_Down)
    QTest.keyClick(palette.line, Qt.Key.Key_Up)
    assert palette.list.currentIndex().row() == 1
    assert palette.line.accessibleDescription().startswith(titles(palette)[1])
    QTest.keyClicks(palette.line, "zzzz")
    assert palette.nothing.isVisible()
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    QTest.keyClick(palette.line, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert window.focusWidget() is window.canvas


def test_the_box_in_the_bar_opens_it_and_a_click_elsewhere_closes_it(window: Window, qtbot: QtBot) -> None:
    window.activateWindow()
    window.top_bar.finder.click()
    palette = window.tools.palette
    qtbot.waitUntil(palette.line.hasFocus)
    window.canvas.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not palette.isVisible()


def test_found_letters_stay_with_their_letters_where_the_middle_is_cut_out() -> None:
    title, shown = "abcdefghij", "abc…hij"
    found = shown_places((1, 4, 8), title, shown)
    assert [shown[place] for place in found] == ["b", "i"]
    assert shown_places((1, 4, 8), title, title) == [1, 4, 8]
