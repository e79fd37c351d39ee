from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from sandbox.formats import ScenarioError
from sandbox.kube import ObjectKey, Service, ServiceType
from sandbox.scenario import Scenario, edits
from ui.models import Document
from ui.theme import resource

EXAMPLE = resource("scenarios", "using-source-ip.yaml")
CLUSTERIP = ObjectKey("Service", "default", "clusterip")


def as_node_port(scenario: Scenario) -> Scenario:
    return edits.set_service_type(scenario, CLUSTERIP, ServiceType.NODE_PORT)


def service_of(document: Document) -> Service:
    found = document.scenario.by_key[CLUSTERIP]
    assert isinstance(found, Service)
    return found


def test_an_edit_is_one_undo_step_with_its_label(document: Document, qtbot: QtBot) -> None:
    before = document.scenario
    with qtbot.waitSignal(document.scenario_changed) as changed:
        assert document.apply("Set type to NodePort", as_node_port)
    assert changed.args == [before, document.scenario]
    assert service_of(document).ports[0].node_port
    assert document.is_modified
    assert document.undo_stack.undoText() == "Set type to NodePort"
    document.undo_stack.undo()
    assert document.scenario is before
    assert [document.is_modified, document.undo_stack.redoText()] == [False, "Set type to NodePort"]
    document.undo_stack.redo()
    assert service_of(document).type is ServiceType.NODE_PORT


def test_an_edit_that_changes_nothing_is_no_step(document: Document) -> None:
    assert document.apply("Set type to ClusterIP", lambda scenario: scenario)
    assert document.undo_stack.count() == 0


def test_a_refused_edit_says_so_and_changes_nothing(document: Document, qtbot: QtBot) -> None:
    before = document.scenario
    with qtbot.waitSignal(document.problem) as problem:
        done = document.apply("Rename", lambda scenario: edits.rename(scenario, CLUSTERIP, "No Name"))
    assert not done
    assert "no Kubernetes name" in problem.args[0]
    assert document.scenario is before
    assert document.undo_stack.count() == 0


def test_checking_an_edit_changes_nothing(document: Document, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(document.scenario_changed), qtbot.assertNotEmitted(document.problem):
        assert document.check(as_node_port) == ""
        wrong = document.check(lambda scenario: edits.rename(scenario, CLUSTERIP, "nodeport"))
    assert "already" in wrong


def test_a_drag_is_one_step_from_where_it_began(document: Document) -> None:
    before = document.scenario
    for x in (10.0, 20.0, 30.0):
        document.preview(lambda scenario, x=x: edits.move(scenario, {CLUSTERIP: (x, 0)}))  # type: ignore[misc]
    assert service_of(document).metadata.position == (30, 0)
    assert document.undo_stack.count() == 0
    document.commit("Move clusterip")
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.scenario is before


def test_a_cancelled_drag_leaves_nothing(document: Document) -> None:
    before = document.scenario
    document.preview(lambda scenario: edits.move(scenario, {CLUSTERIP: (5, 5)}))
    document.cancel()
    assert document.scenario is before
    assert not document.is_modified


def test_a_shipped_example_opens_without_a_path(document: Document) -> None:
    assert document.path is None
    assert document.title == "using-source-ip"
    assert not document.is_modified


def test_saving_an_unedited_document_keeps_every_byte(document: Document, tmp_path: Path) -> None:
    path = tmp_path / "walk.yaml"
    document.save_as(path)
    assert path.read_bytes() == EXAMPLE.read_bytes()
    assert document.path == path
    assert document.title == "walk"


def test_what_was_saved_comes_back(document: Document, tmp_path: Path, qtbot: QtBot) -> None:
    document.apply("Set type to NodePort", as_node_port)
    document.save_as(tmp_path / "walk.yaml")
    assert not document.is_modified
    other = Document()
    with qtbot.waitSignal(other.opened):
        other.open(tmp_path / "walk.yaml")
    assert other.scenario == document.scenario
    assert other.path == tmp_path / "walk.yaml"


def test_a_second_save_writes_what_changed_since(document: Document, tmp_path: Path) -> None:
    path = tmp_path / "walk.yaml"
    document.save_as(path)
    document.apply("Set type to NodePort", as_node_port)
    document.save_as(path)
    assert "NodePort" in path.read_text()
    document.undo_stack.undo()
    assert document.is_modified


def test_a_file_that_cannot_be_read_leaves_the_document(document: Document, tmp_path: Path) -> None:
    before = document.scenario
    path = tmp_path / "broken.yaml"
    path.write_text("kind: [")
    with pytest.raises(ScenarioError):
        document.open(path)
    assert document.scenario is before


def test_new_is_empty(document: Document) -> None:
    document.new()
    assert document.scenario == Scenario()
    assert document.path is None
    assert not document.is_modified
