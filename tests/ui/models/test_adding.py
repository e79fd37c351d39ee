import pytest
from pytestqt.qtbot import QtBot

from ui.models import Document, Selection
from ui.models.adding import add_one
from ui.theme.kinds import KIND_STYLES


@pytest.mark.parametrize("kind", KIND_STYLES)
def test_one_of_each_kind_is_added_and_selected(kind: str, document: Document, selection: Selection) -> None:
    before = set(document.scenario.by_key)
    add_one(document, selection, kind)
    added = set(document.scenario.by_key) - before
    assert selection.keys == tuple(added)
    assert [key.kind for key in added] == [kind]
    assert document.undo_stack.undoText() == f"Add {KIND_STYLES[kind].title}"


def test_a_pod_goes_to_the_selected_node_or_the_emptiest(document: Document, selection: Selection) -> None:
    wanted = document.scenario.nodes[-1]
    selection.set([wanted.key])
    add_one(document, selection, "Pod")
    assert document.scenario.pods[-1].node_name == wanted.key.name
    selection.clear()
    add_one(document, selection, "Pod")
    others = {pod.node_name for pod in document.scenario.pods[:-1]}
    assert document.scenario.pods[-1].node_name not in others


def test_a_pod_needs_a_node(document: Document, selection: Selection, qtbot: QtBot) -> None:
    document.new()
    with qtbot.waitSignal(document.problem) as problem:
        add_one(document, selection, "Pod")
    assert problem.args == ["there is no node for a pod to run on; add a Node first"]
