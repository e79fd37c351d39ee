"""The whole window in a made-up, longer language: nothing is cut off, and nothing is left in English."""

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QTabBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from sandbox.geometry.boxes import Point
from sandbox.kube import ObjectKey
from tests.fixtures.pseudo import pseudo_language
from ui.app.exporting import export_animation, export_picture
from ui.app.preferences import Preferences
from ui.app.session import EXAMPLE
from ui.app.window import Window
from ui.canvas.menu import context_menu
from ui.language import tr, tr_n
from ui.theme import theme
from ui.theme.controls import WrappedSwitch

SIZES = ((1024, 768), (1280, 800))
SAID = re.compile(r"⟦[^⟦⟧]*⟧")
TAG = re.compile(r"<[^>]*>")
WORD = re.compile(r"[A-Za-z]{3,}")
SETTLING = 4
"""Rounds of events in which layouts within layouts come to rest."""
ROOM = 2
"""Pixels by which a text may be wider than its place before a letter is lost."""

WORDS = """
kube-proxy iptables nftables ipvs YAML JSON CSV PNG SVG PDF GIF APNG WebM kernel:
TCP UDP SCTP SYN ACK FIN RST ICMP TTL NAT DNAT SNAT VIP tcp udp
Cluster Local ClusterIP NodePort LoadBalancer ExternalName ClientIP None PodIP InternalIP ExternalIP Bridge
PacketForwarder Proxy PROXY Ready Running Pending Succeeded Failed Unknown
English Deutsch Natwalk Netfilter conntrack client_address
type ports port selector labels name names mode delivery services addresses shape protocol
phase requests from endpoints overlay routes unschedulable ingress expect cni text dns Del
"""
"""What Kubernetes, its files and the kernel call their own things is the same in every language."""
SAME = frozenset(WORDS.split())
NAMES = re.compile(
    r"^[a-z]+([A-Z]\w*)+$"  # fields as YAML writes them
    r"|^[\w./]*[-./_:=]\S*$"  # names, addresses, paths, labels
    r"|^Prefer\w+$|^(Ctrl|Shift|Alt)\+\S+$"  # values of fields, keys
)
"""What is the same in every language by its form."""


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def window(
    request: pytest.FixtureRequest, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> Iterator[Window]:
    """The window on the example in the made-up language."""
    theme.install(qapp)
    with pseudo_language():
        preferences = Preferences(QSettings(str(tmp_path / "a.ini"), QSettings.Format.IniFormat))
        window = Window(preferences)
        qtbot.addWidget(window, before_close_func=lambda _: window.document.undo_stack.setClean())
        window.resize(*request.param)
        window.workspaces.prepare()
        window.files.open(EXAMPLE)
        window.show()
        qtbot.waitUntil(lambda: window.playhead.timeline is not None)
        yield window


def shown(root: QWidget) -> list[QWidget]:
    """Everything that is seen, the root first."""
    return [root, *(each for each in root.findChildren(QWidget) if each.isVisibleTo(root))]


def cut_off(root: QWidget) -> list[str]:
    """The texts that have no room, and of which no tool tip says the whole."""
    return [f"{type(each).__name__} {text!r}" for each in shown(root) for text in _cut(each)]


def _cut(widget: QWidget) -> Iterator[str]:
    if widget.toolTip() and (not isinstance(widget, QToolButton) or widget.text() in widget.toolTip()):
        return
    match widget:
        case QTabBar():
            yield from _cut_tabs(widget)
        case QMenuBar() if widget.width() < widget.sizeHint().width() and not _has_arrow(widget):
            yield widget.actions()[-1].text()
        case QLabel() if not widget.wordWrap() and widget.text() and "<" not in widget.text():
            if _width(widget, widget.text().replace("&", "")) > widget.contentsRect().width() + ROOM:
                yield widget.text()
        case WrappedSwitch():
            word = _width(widget, widget.text().replace(" ", "\n")) + widget.TRACK.width() + widget.GAP
            if widget.height() < widget.heightForWidth(widget.width()) or word > widget.width() + ROOM:
                yield widget.text()
        case QAbstractButton() if widget.text() and _shows_text(widget):
            if _width(widget, widget.text().replace("&", "")) > widget.width() + ROOM:
                yield widget.text()
        case _:
            pass


def _has_arrow(bar: QMenuBar) -> bool:
    """Whether a bar offers the menus that have no room behind an arrow."""
    return any(each.isVisible() for each in bar.findChildren(QToolButton))


def _width(widget: QWidget, text: str) -> int:
    return max(widget.fontMetrics().horizontalAdvance(line) for line in text.split("\n"))


def _shows_text(button: QAbstractButton) -> bool:
    style = button.toolButtonStyle() if isinstance(button, QToolButton) else None
    return style is not Qt.ToolButtonStyle.ToolButtonIconOnly


def _cut_tabs(bar: QTabBar) -> Iterator[str]:
    """A tab is whole, or its bar can be scrolled to it."""
    for number in range(bar.count()):
        text = bar.tabText(number)
        tight = _width(bar, text) > bar.tabRect(number).width() + ROOM
        beyond = bar.tabRect(number).right() > bar.width() and not bar.usesScrollButtons()
        if text and bar.isTabVisible(number) and (tight or beyond) and not bar.tabToolTip(number):
            yield text


def overlapping(root: QWidget) -> list[str]:
    """Controls beside each other that lie over each other."""
    return [
        f"{_called(one)} over {_called(other)}"
        for each in shown(root)
        for one, other in combinations(_beside(each), 2)
        if one.geometry().adjusted(1, 1, -1, -1).intersects(other.geometry().adjusted(1, 1, -1, -1))
    ]


def _beside(widget: QWidget) -> list[QWidget]:
    layout = widget.layout()
    inside = [each for each in widget.children() if isinstance(each, QWidget) and each.isVisible()]
    return [] if layout is None else [each for each in inside if layout.indexOf(each) >= 0]


def _called(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName() or getattr(widget, 'text', str)()!r}"


def english(root: QWidget, names: frozenset[str]) -> set[str]:
    """The texts of the interface that are in no other language than English."""
    return {
        f"{type(each).__name__} {kind}: {text}"
        for each in shown(root)
        if not _is_named_by_qt(each)
        for kind, text in _texts(each)
        if _is_english(text, names)
    }


def _is_named_by_qt(widget: QWidget) -> bool:
    """Whether Qt's own translations name it: a tab bar's arrows, and a sheet's usual buttons."""
    parent = widget.parent()
    if isinstance(parent, QDialogButtonBox) and isinstance(widget, QAbstractButton):
        return parent.standardButton(widget) is not QDialogButtonBox.StandardButton.NoButton
    return isinstance(parent, QTabBar)


def _texts(widget: QWidget) -> Iterator[tuple[str, str]]:
    yield "name", widget.accessibleName()
    yield "tool tip", widget.toolTip()
    if isinstance(widget, QAbstractButton | QLabel):
        yield "text", widget.text()
    if isinstance(widget, QLineEdit) and not isinstance(widget.parent(), QKeySequenceEdit):  # Qt's own words
        yield "placeholder", widget.placeholderText()
    if isinstance(widget, QTabBar):
        yield from (("tab", widget.tabText(number)) for number in range(widget.count()))
    if isinstance(widget, QComboBox):
        yield from (("option", widget.itemText(number)) for number in range(widget.count()))
    if isinstance(widget, QMenu):
        yield from (("action", action.text()) for action in widget.actions())


def _is_english(text: str, names: frozenset[str]) -> bool:
    rest = TAG.sub("", text)
    while SAID.search(rest):
        rest = SAID.sub("", rest)
    words = (word.strip("()[],;“”\"'") for word in rest.replace("&nbsp;", " ").split())
    return any(
        WORD.search(word)
        for word in words
        if word not in SAME and word not in names and not NAMES.match(word)
    )


def names_in(window: Window) -> frozenset[str]:
    """What the scenario's objects are called, and the file."""
    found = {
        part for each in window.document.scenario for part in (each.metadata.name, each.metadata.namespace)
    }
    return frozenset({*found, window.document.title, *(f"{name}…" for name in found)})


def check(window: Window, root: QWidget | None = None) -> None:
    root = root or window
    for _ in range(SETTLING):
        QApplication.processEvents()
    assert cut_off(root) == []
    assert overlapping(root) == []
    assert english(root, names_in(window)) == set()


def menus_of(menu: QMenu | QMenuBar) -> Iterator[QMenu]:
    for action in menu.actions():
        below = action.menu()
        if isinstance(below, QMenu):
            yield below
            yield from menus_of(below)


def test_every_workspace(window: Window) -> None:
    for number in (0, 2, 1):
        window.workspaces.switch(number)
        check(window)


def test_every_view_of_the_walk(window: Window) -> None:
    for _ in range(9):
        window.playhead.step_forward()
    for title in window.right.walk:
        window.right.show_panel(title)
        check(window)
    for title in window.transport.views:
        window.transport.show_view(title)
        check(window)
    window.playhead.to_end()
    window.right.show_panel("Packet")
    check(window)


def test_another_request_and_an_empty_scenario(window: Window) -> None:
    window.right.send.new_request()
    check(window)
    window.files.new()
    for title in window.right.walk:
        window.right.show_panel(title)
        check(window)


def test_every_answer(window: Window, qtbot: QtBot) -> None:
    window.workspaces.switch(2)
    for title in ("Matrix", "Paths", "Twin", "Charts"):
        window.answers.panel.show_view(title)
        qtbot.wait(50)
        check(window)


def test_every_tool(window: Window) -> None:
    for name in ("problems", "yaml", "history"):
        window.tools.show(name)
        check(window)
    window.tools.switch_twin()
    check(window)


def test_the_inspector_of_every_kind(window: Window) -> None:
    scenario = window.document.scenario
    objects = (scenario.services[0], scenario.nodes[0], scenario.pods[0], scenario.clients[0])
    keys: list[ObjectKey] = [each.key for each in (*objects, scenario.load_balancers[0], scenario.flows[0])]
    for key in keys:
        window.selection.set([key])
        check(window)


def test_every_menu(window: Window) -> None:
    (bar,) = window.findChildren(QMenuBar)
    for menu in menus_of(bar):
        menu.aboutToShow.emit()
        files = menu in (window.recent, window.examples) or menu.parent() is window.examples
        assert files or english(menu, names_in(window)) == set()
        assert menu.sizeHint().width() <= window.width() * 0.6


def test_every_sheet(window: Window) -> None:
    window.tools.show_shortcuts()
    window.show_preferences()
    export_picture(window).show()
    export_animation(window).show()
    for sheet in window.findChildren(QDialog):
        check(window, sheet)
        sheet.close()
    window.tools.palette.open()
    check(window)


def test_every_menu_of_the_canvas(window: Window) -> None:
    canvas = window.canvas
    scenario = window.document.scenario
    kinds = (scenario.services, scenario.nodes, scenario.pods, scenario.clients, scenario.load_balancers)
    for key in (None, *(objects[0].key for objects in kinds)):
        window.selection.set([] if key is None else [key])
        menu = context_menu(window, canvas, key, Point(0, 0))
        for each in (menu, *menus_of(menu)):
            assert english(each, names_in(window)) == set()
        menu.deleteLater()


def test_every_bar(window: Window) -> None:
    window.message.say(tr("Nothing was pasted. {error}", error=tr("no address")))
    window.top_bar.show_problems(3, tr_n("{count} warning", "{count} warnings", 3))
    check(window)
    assert window.message.isVisible()
    assert window.top_bar.problems.isVisible()
