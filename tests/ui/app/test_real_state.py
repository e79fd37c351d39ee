"""What a real node printed, dropped on the window or chosen from the menu."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog

from sandbox.kube import ObjectKey
from sandbox.scenario import NodeState
from tests.fixtures.desk import wait_until
from tests.fixtures.node_state import FOLDER
from ui.app import real_state
from ui.app.window import Window
from ui.panels.answer.panel import REAL_RULES, TRACE_LOG
from ui.panels.real_rules.log_panel import TraceLogPanel
from ui.panels.real_rules.rules_panel import RealRulesPanel
from ui.theme import resource
from ui.theme.progress import ProgressRow

NODE = ObjectKey("Node", "", "kubernetes-node-6jst")
SAVED = FOLDER / "iptables" / "iptables-save.txt"
ADDRESSES = FOLDER / "iptables" / "addr.json"
LOG = FOLDER / "iptables" / "nft-trace.log"


@pytest.fixture
def window(window: Window) -> Window:
    """The window on the cluster whose node the recordings are of."""
    window.files.open(Path(resource("scenarios/nodeport-cluster.yaml")))
    wait_until(lambda: window.simulation.is_current and window.playhead.timeline is not None)
    return window


class Asked:
    """What someone answers when a dialog asks for files or for a node."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.files: list[Path] = []
        self.node = ""
        self.offered: list[str] = []
        monkeypatch.setattr(
            QFileDialog, "getOpenFileNames", lambda *_: ([str(each) for each in self.files], "")
        )
        monkeypatch.setattr(QInputDialog, "getItem", self._choose)

    def _choose(self, *arguments: object) -> tuple[str, bool]:
        names = arguments[3]
        assert isinstance(names, list)
        self.offered = names
        return self.node, bool(self.node)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    return Asked(monkeypatch)


def drop(window: Window, at: QPoint, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(at, *how)
    QApplication.sendEvent(window, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(at), *how))


def on_node(window: Window) -> QPoint:
    canvas = window.canvas
    middle = canvas.picture.places.box(NODE).middle
    return canvas.mapTo(window, canvas.camera.to_widget(middle).toPoint())


def rows_of(window: Window) -> list[ProgressRow]:
    return window.findChildren(ProgressRow)


def state(window: Window) -> NodeState:
    (document,) = window.document.scenario.hosts
    return document.state


def trigger(window: Window, name: str) -> None:
    window.actions_by_name[name][1].trigger()


def test_files_dropped_on_a_node_are_attached_to_it(window: Window, asked: Asked) -> None:
    drop(window, on_node(window), SAVED, ADDRESSES)
    assert asked.offered == []
    assert state(window).iptables == SAVED.read_text()
    assert state(window).addresses == ADDRESSES.read_text()
    assert window.document.undo_stack.undoText() == "Attach the state of kubernetes-node-6jst"
    panel = window.answers.panel.views[REAL_RULES]
    assert isinstance(panel, RealRulesPanel)
    assert window.answers.is_shown(REAL_RULES)
    wait_until(lambda: panel.told.text() == "= kube-proxy’s 22 chains and sets are the same")
    window.document.undo_stack.undo()
    assert window.document.scenario.hosts == ()


def test_what_is_large_is_read_on_the_worker(
    window: Window, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(real_state, "SMALL", 0)
    drop(window, on_node(window), SAVED)
    assert window.document.scenario.hosts == ()
    wait_until(lambda: window.document.scenario.hosts != ())
    assert state(window).iptables
    wait_until(lambda: not any("Reading" in each.bar.accessibleName() for each in rows_of(window)))


def test_dropped_elsewhere_it_asks_for_the_node(window: Window, asked: Asked) -> None:
    asked.node = NODE.name
    drop(window, QPoint(5, 5), SAVED)
    assert asked.offered == [node.metadata.name for node in window.document.scenario.nodes]
    assert state(window).iptables


def test_nobody_need_answer(window: Window, asked: Asked) -> None:
    drop(window, QPoint(5, 5), SAVED)
    assert asked.offered
    assert window.document.scenario.hosts == ()


def test_the_menu_attaches_to_the_selected_node_and_detaches(window: Window, asked: Asked) -> None:
    detach = window.actions_by_name["detach_state"][1]
    window.selection.set((NODE,))
    assert not detach.isEnabled()
    asked.files = [ADDRESSES]
    trigger(window, "attach_state")
    assert asked.offered == []
    assert state(window).addresses
    assert detach.isEnabled()
    trigger(window, "detach_state")
    assert window.document.scenario.hosts == ()


def test_a_dropped_log_is_shown_beside_the_walk(window: Window) -> None:
    drop(window, on_node(window), LOG)
    panel = window.answers.panel.views[TRACE_LOG]
    assert isinstance(panel, TraceLogPanel)
    wait_until(lambda: panel.told.text() == "= Walk and log agree on kubernetes-node-6jst.")


def test_the_menu_opens_a_log(window: Window, asked: Asked) -> None:
    asked.files = [LOG]
    trigger(window, "open_trace_log")
    assert window.answers.is_shown(TRACE_LOG)


def test_mistakes_are_one_sentence(window: Window, asked: Asked, tmp_path: Path) -> None:
    broken = tmp_path / "broken.txt"
    broken.write_text("*nat\n-A NOWHERE -j ACCEPT\nCOMMIT\n")
    drop(window, on_node(window), broken)
    assert "has a mistake in iptables: line 2: " in window.message.words.text()
    drop(window, on_node(window), SAVED, SAVED)
    assert "is iptables-save again" in window.message.words.text()
    asked.files = [tmp_path / "nowhere"]
    trigger(window, "attach_state")
    assert "cannot be read" in window.message.words.text()
    trigger(window, "open_trace_log")
    assert "cannot be read" in window.message.words.text()
    other = tmp_path / "other.txt"
    other.write_text("hello")
    asked.files = [other]
    trigger(window, "attach_state")
    assert "is not what one of these prints" in window.message.words.text()
    assert window.document.scenario.hosts == ()


def test_without_a_node_it_says_what_to_add(window: Window, asked: Asked) -> None:
    window.document.undo_stack.setClean()
    window.files.new()
    asked.files = [SAVED]
    trigger(window, "attach_state")
    assert (
        window.message.words.text() == "There is no node to attach it to; add one with the name that it has."
    )


def test_the_panels_ask_for_files_too(window: Window, asked: Asked) -> None:
    asked.files, asked.node = [SAVED], NODE.name
    panel = window.answers.open(REAL_RULES)
    assert isinstance(panel, RealRulesPanel)
    panel.attach.click()
    assert state(window).iptables
    asked.files = [LOG]
    log = window.answers.open(TRACE_LOG)
    assert isinstance(log, TraceLogPanel)
    log.open_button.click()
    wait_until(lambda: log.tree.isVisible())
