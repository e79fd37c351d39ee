from collections.abc import Iterator

import msgspec
import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from sandbox.kube import ObjectKey
from sandbox.scenario import edits
from ui.models import Document
from ui.models.outline import KEY_ROLE, OutlineModel, outline_keys


@pytest.fixture
def model(document: Document) -> Iterator[OutlineModel]:
    model = OutlineModel(document)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield model
    tester.deleteLater()


def names(model: OutlineModel, parent: QModelIndex | None = None) -> list[str]:
    above = parent or QModelIndex()
    return [str(model.index(row, 0, above).data()) for row in range(model.rowCount(above))]


def test_pods_stand_under_their_nodes(document: Document, model: OutlineModel) -> None:
    scenario = document.scenario
    kinds = (scenario.clients, scenario.load_balancers, scenario.nodes, scenario.services)
    assert names(model) == [each.metadata.name for kind in kinds for each in kind]
    for node in scenario.nodes:
        here = [pod.key.name for pod in scenario.pods if pod.node_name == node.key.name]
        assert names(model, model.index_of(node.key)) == here


def test_rows_say_what_they_are(document: Document, model: OutlineModel) -> None:
    client = document.scenario.clients[0]
    index = model.index_of(client.key)
    assert index.data(KEY_ROLE) == client.key
    described = f"Client {client.key.name} {client.addresses[0]}"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == described
    assert not model.index_of(ObjectKey("Client", "", "nobody")).isValid()


def test_a_pod_is_found_before_anyone_has_opened_its_node(document: Document, model: OutlineModel) -> None:
    pod = document.scenario.pods[-1]
    index = model.index_of(pod.key)
    assert index.data(KEY_ROLE) == pod.key
    assert index.parent().data(KEY_ROLE) == ObjectKey("Node", "", pod.node_name)
    assert model.size == len(tuple(outline_keys(document.scenario)))


def test_pods_without_their_node_stand_at_the_top(document: Document, model: OutlineModel) -> None:
    node, *_ = document.scenario.nodes
    pods = [pod.key for pod in document.scenario.pods if pod.node_name == node.metadata.name]
    assert pods
    document.show(msgspec.structs.replace(document.scenario, nodes=document.scenario.nodes[1:]))
    assert [model.index_of(pod).parent().isValid() for pod in pods] == [False] * len(pods)
    assert model.size == len(tuple(outline_keys(document.scenario)))


def test_it_follows_every_edit(document: Document, model: OutlineModel) -> None:
    document.apply("Add Node", edits.add_node)
    assert "node-1" in names(model)
    document.apply("Add Pod", lambda scenario: edits.add_pod(scenario, "node-1"))
    node = ObjectKey("Node", "", "node-1")
    assert model.rowCount(model.index_of(node)) == 1
    document.apply("Rename", lambda scenario: edits.rename(scenario, node, "worker"))
    assert model.rowCount(model.index_of(ObjectKey("Node", "", "worker"))) == 1
    document.apply("Delete", lambda scenario: edits.remove(scenario, list(scenario.by_key)))
    assert model.rowCount() == 0
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert "laptop" in names(model)


def test_a_change_of_values_resets_nothing(document: Document, model: OutlineModel) -> None:
    resets: list[None] = []
    model.modelReset.connect(lambda: resets.append(None))
    node = document.scenario.nodes[0].key
    document.apply("Set Ready to false", lambda scenario: edits.set_node_ready(scenario, node, False))
    assert resets == []


def test_a_pod_that_moves_stands_under_its_new_node(document: Document, model: OutlineModel) -> None:
    pod, target = document.scenario.pods[0].key, document.scenario.nodes[-1].key
    document.apply("Move", lambda scenario: edits.move_pod_to_node(scenario, pod, target.name))
    assert model.parent(model.index_of(pod)) == model.index_of(target)
