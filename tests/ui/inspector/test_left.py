"""Palette and outline, which stand left of the canvas."""

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from sandbox.kube import ObjectKey
from ui.models import Document, Selection
from ui.models.adding import KIND_MIME_TYPE
from ui.panels.outline import OutlineTree
from ui.panels.palette import Palette
from ui.theme.kinds import KIND_STYLES

NODEPORT = ObjectKey("Service", "default", "nodeport")


@pytest.fixture
def palette(document: Document, selection: Selection, qtbot: QtBot) -> Palette:
    palette = Palette(document, selection)
    qtbot.addWidget(palette)
    palette.show()
    return palette


@pytest.fixture
def tree(document: Document, selection: Selection, qtbot: QtBot) -> OutlineTree:
    tree = OutlineTree(document, selection)
    qtbot.addWidget(tree)
    tree.show()
    return tree


@pytest.mark.parametrize("kind", KIND_STYLES)
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_key_adds_one(kind: str, key: Qt.Key, palette: Palette, document: Document) -> None:
    before = len([key for key in document.scenario.by_key if key.kind == kind])
    QTest.keyClick(palette.items[kind], key)
    assert len([key for key in document.scenario.by_key if key.kind == kind]) == before + 1


def test_a_click_adds_one_and_its_double_no_second(palette: Palette, document: Document) -> None:
    item = palette.items["Client"]
    before = len(document.scenario.clients)
    QTest.mouseClick(item, Qt.MouseButton.LeftButton)
    assert len(document.scenario.clients) == before + 1
    QTest.mouseDClick(item, Qt.MouseButton.LeftButton)
    assert len(document.scenario.clients) == before + 1


@pytest.mark.parametrize("kind", KIND_STYLES)
def test_a_drag_carries_the_kind(kind: str, palette: Palette) -> None:
    drag = palette.items[kind].drag()
    assert drag.mimeData().data(KIND_MIME_TYPE).toStdString() == kind
    assert not drag.pixmap().isNull()
    drag.deleteLater()


def test_moving_far_enough_begins_a_drag(palette: Palette, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[str] = []
    item = palette.items["Node"]

    class Drag:
        def exec(self, action: Qt.DropAction) -> None:
            begun.append(str(action.name))

    monkeypatch.setattr(item, "drag", Drag)
    QTest.mousePress(item, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    QTest.mouseMove(item, QPoint(21, 20))
    assert begun == []
    QTest.mouseMove(item, QPoint(60, 30))
    assert begun == ["CopyAction"]


def test_selecting_a_row_selects_the_object(tree: OutlineTree, selection: Selection) -> None:
    index = tree.outline.index_of(NODEPORT)
    tree.selectionModel().select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    assert selection.keys == (NODEPORT,)
    tree.selectionModel().clearSelection()
    assert [*selection.keys] == []


def test_a_selected_object_selects_its_row(
    tree: OutlineTree, selection: Selection, document: Document
) -> None:
    pod = document.scenario.pods[0].key
    selection.set([NODEPORT, pod])
    assert {tree.outline.key_at(each) for each in tree.selectedIndexes()} == {NODEPORT, pod}
    assert tree.outline.key_at(tree.currentIndex()) == pod
    selection.clear()
    assert tree.selectedIndexes() == []


def test_rows_stay_selected_and_open_when_others_come(
    tree: OutlineTree, palette: Palette, selection: Selection, document: Document
) -> None:
    palette.items["Node"].wanted.emit("Node")
    assert [tree.outline.key_at(each) for each in tree.selectedIndexes()] == [*selection.keys]
    palette.items["Pod"].wanted.emit("Pod")
    node = ObjectKey("Node", "", document.scenario.pods[-1].node_name)
    assert tree.isExpanded(tree.outline.index_of(node))


def test_rows_have_room_for_a_finger(tree: OutlineTree) -> None:
    assert tree.visualRect(tree.outline.index_of(NODEPORT)).height() >= 24
