"""The tutorial by keyboard alone, and a name for everything that takes the keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from sandbox.kube import Service, ServiceType, TrafficPolicy
from ui.app.keys import KeyKeeper
from ui.app.tools import TOOLS
from ui.app.window import Window
from ui.models.outline import KEY_ROLE
from ui.panels.table_twin.model import COLUMNS

Key = Qt.Key
Modifier = Qt.KeyboardModifier


class Keyboard:
    """Presses keys wherever the keyboard is."""

    def __init__(self, window: Window, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        window.activateWindow()
        window.canvas.setFocus()
        qtbot.waitUntil(window.canvas.hasFocus)

    @property
    def place(self) -> QWidget:
        found = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert found is not None
        return found

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
        for key in keys:
            QTest.keyClick(self.place, key, modifier)

    def type(self, text: str) -> None:
        QTest.keyClicks(self.place, text)

    def do(self, command: str) -> None:
        """Find a command by its name and do it."""
        self.press(Key.Key_K, modifier=Modifier.ControlModifier)
        self.type(command)
        self.press(Key.Key_Return)

    def tab_to(self, name: str) -> None:
        """Tab until something of that name has the keyboard."""
        met: list[str] = []
        for _ in range(120):
            if self.place.accessibleName() == name:
                return
            met.append(self.place.accessibleName() or type(self.place).__name__)
            self.press(Key.Key_Tab)
        raise AssertionError(f"Tab does not come to {name}: {met}")


def service(window: Window) -> Service:
    return window.document.scenario.services[0]


def test_the_tutorial_by_keyboard_alone(window: Window, qtbot: QtBot) -> None:
    keeper = KeyKeeper(window)
    keyboard = Keyboard(window, qtbot)
    keyboard.press(Key.Key_N, modifier=Modifier.ControlModifier)
    keyboard.press(Key.Key_W, modifier=Modifier.ShiftModifier)
    tree = window.tools.twin.tree
    qtbot.waitUntil(tree.hasFocus)
    for kind in ("Node", "Node", "Node", "Pod", "Service", "Client"):
        keyboard.do(f"Add {kind}")
        assert tree.hasFocus()
    assert len(window.document.scenario.nodes) == 3

    keyboard.press(Key.Key_End, Key.Key_Return)
    keyboard.tab_to("type: ClusterIP")
    keyboard.press(Key.Key_Right)
    assert service(window).type is ServiceType.NODE_PORT
    _send_and_walk(window, keyboard, qtbot)
    exchange = window.simulation.exchange
    assert exchange is not None
    assert str(exchange.client_address) != str(window.document.scenario.clients[0].addresses[0])

    keyboard.press(Key.Key_I, modifier=Modifier.ControlModifier)
    window.selection.set([service(window).key])
    keyboard.tab_to("externalTrafficPolicy: Cluster")
    keyboard.press(Key.Key_Right)
    assert service(window).external_traffic_policy is TrafficPolicy.LOCAL
    keeper.deleteLater()


def _send_and_walk(window: Window, keyboard: Keyboard, qtbot: QtBot) -> None:
    """Send from the client to the node port of a node without the pod, and step to the end."""
    keyboard.press(Key.Key_W, modifier=Modifier.ShiftModifier)
    keyboard.press(Key.Key_W, modifier=Modifier.ShiftModifier)
    qtbot.waitUntil(window.tools.twin.tree.hasFocus)
    keyboard.type("clie")
    keyboard.press(Key.Key_L, modifier=Modifier.ControlModifier)
    pod = window.document.scenario.pods[0]
    other = next(each for each in window.document.scenario.nodes if each.metadata.name != pod.node_name)
    keyboard.type(f"NodePort {other.addresses[0]}")
    keyboard.press(Key.Key_Return)
    qtbot.waitUntil(lambda: window.playhead.timeline is not None and window.simulation.is_current)
    for _ in range(200):
        if window.playhead.stop[0] == window.playhead.stop[1]:
            break
        keyboard.press(Key.Key_F10)
    assert window.playhead.stop[0] == window.playhead.stop[1]


def test_the_tables_say_what_the_canvas_shows(window: Window) -> None:
    window.actions_by_name["table_twin"][1].trigger()
    model = window.tools.twin.tree.topology
    assert [model.headerData(each, Qt.Orientation.Horizontal) for each in range(5)] == list(COLUMNS)
    rows = {}
    for row in range(model.rowCount()):
        cells = [model.index(row, column).data() for column in range(len(COLUMNS))]
        rows[cells[0]] = cells[1:]
    assert rows["laptop"] == ["Client", "198.51.100.79", "outside", ""]
    assert rows["nodeport"][2:] == [
        "1 endpoint",
        "NodePort, external Cluster, internal Cluster, 80 → nodePort 31380 → 8080",
    ]
    assert window.canvas.isHidden()
    window.actions_by_name["table_twin"][1].trigger()
    assert not window.canvas.isHidden()


def test_selection_goes_both_ways_and_enter_opens_the_fields(window: Window, qtbot: QtBot) -> None:
    keyboard = Keyboard(window, qtbot)
    window.selection.set([window.document.scenario.services[1].key])
    keyboard.press(Key.Key_W, modifier=Modifier.ShiftModifier)
    tree = window.tools.twin.tree
    assert [index.data(KEY_ROLE) for index in tree.selectionModel().selectedRows()] == list(
        window.selection.keys
    )
    keyboard.press(Key.Key_Down)
    assert window.selection.keys == (window.document.scenario.services[2].key,)
    keyboard.press(Key.Key_Return)
    assert window.right.inspector.isAncestorOf(keyboard.place)
    assert window.right.is_inspecting


def test_insert_offers_what_can_be_added(window: Window, qtbot: QtBot) -> None:
    keyboard = Keyboard(window, qtbot)
    keyboard.press(Key.Key_W, modifier=Modifier.ShiftModifier)
    twin = window.tools.twin
    titles = [action.text() for action in twin.add_button.menu().actions()]
    assert titles[:2] == ["&Node", "&Pod"]
    twin.add_button.menu().actions()[0].trigger()
    assert len(window.document.scenario.nodes) == 4
    assert twin.tree.hasFocus()


def unnamed(root: QWidget) -> list[str]:
    """What takes the keyboard and tells nobody what it is."""
    found = []
    for widget in (root, *root.findChildren(QWidget)):
        if widget.focusPolicy() is Qt.FocusPolicy.NoFocus or widget.objectName().startswith("qt_"):
            continue
        if isinstance(widget, QLabel):  # its words are its name
            continue
        name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        if not name and not is_in_list(widget) and not widget.isHidden():
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


def is_in_list(widget: QWidget) -> bool:
    """Whether it is the list that a combo box opens, which Qt speaks for."""
    owner = widget.parentWidget()
    return owner is not None and (owner.inherits("QComboBoxPrivateContainer") or is_in_list(owner))


def test_everything_that_takes_the_keyboard_has_a_name(window: Window, qtbot: QtBot) -> None:
    for name in TOOLS:
        window.tools.show(name)
    window.actions_by_name["table_twin"][1].trigger()
    window.tools.palette.open()
    window.tools.show_shortcuts()
    for kind in {each.key.kind: each.key for each in window.document.scenario}.values():
        window.selection.set([kind])
    assert "; ".join(unnamed(window)) == ""
