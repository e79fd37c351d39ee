from pytestqt.qtbot import QtBot

from sandbox.kube import ObjectKey
from sandbox.scenario import edits
from ui.models import Document, Selection

CLIENT = ObjectKey("Client", "", "laptop")
SERVICE = ObjectKey("Service", "default", "nodeport")


def test_it_holds_what_is_there(selection: Selection, qtbot: QtBot) -> None:
    with qtbot.waitSignal(selection.changed):
        selection.set([CLIENT, ObjectKey("Client", "", "nobody"), CLIENT])
    assert selection.keys == (CLIENT,)
    with qtbot.assertNotEmitted(selection.changed):
        selection.set([CLIENT])


def test_toggling_adds_and_takes_away(selection: Selection) -> None:
    selection.toggle(CLIENT)
    selection.toggle(SERVICE)
    assert [*selection.keys] == [CLIENT, SERVICE]
    selection.toggle(CLIENT)
    assert [*selection.keys] == [SERVICE]
    selection.clear()
    assert [*selection.keys] == []


def test_what_is_removed_is_no_longer_selected(document: Document, selection: Selection) -> None:
    selection.set([CLIENT, SERVICE])
    document.apply("Delete", lambda scenario: edits.remove(scenario, [CLIENT]))
    assert selection.keys == (SERVICE,)


def test_what_is_renamed_stays_selected(document: Document, selection: Selection) -> None:
    selection.set([SERVICE])
    document.apply("Rename", lambda scenario: edits.rename(scenario, SERVICE, "web"))
    assert selection.keys == (ObjectKey("Service", "default", "web"),)
    document.undo_stack.undo()
    assert selection.keys == (SERVICE,)
