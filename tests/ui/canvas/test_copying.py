"""Cut, copied and pasted: as Kubernetes YAML, within a window and between two."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication

from sandbox.kube import ObjectKey, Pod
from tests.ui.canvas.pointing import LAPTOP, NODES, box_of, service, undo_text
from ui.canvas import CanvasView
from ui.models import Document, Selection, Simulation
from ui.models.playhead import Playhead

YAML = """\
apiVersion: v1
kind: Pod
metadata: {name: web-1, labels: {app: web}}
spec: {nodeName: gone, containers: [{name: c, ports: [{containerPort: 8080}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, clusterIP: 10.0.170.92, ports: [{port: 80, targetPort: 8080}]}
"""


@pytest.fixture
def other(canvas: CanvasView) -> Iterator[CanvasView]:
    """A second window's canvas, empty."""
    document = Document()
    selection, simulation = Selection(document), Simulation(document)
    view = CanvasView(document, selection, simulation, Playhead(simulation))
    yield view
    view.deleteLater()


class TestCopying:
    def test_a_duplicate_stands_beside_and_is_selected(self, canvas: CanvasView) -> None:
        canvas.selection.set((LAPTOP,))
        canvas.commands.duplicate()
        (copy,) = canvas.selection.keys
        assert copy == ObjectKey("Client", "", "laptop-2")
        assert box_of(canvas, copy).x == box_of(canvas, LAPTOP).x + 24
        assert undo_text(canvas) == "Duplicate laptop"
        canvas.document.undo_stack.undo()
        assert copy not in canvas.document.scenario.by_key

    def test_a_node_brings_its_pods(self, canvas: CanvasView) -> None:
        canvas.selection.set((NODES[2],))
        canvas.commands.duplicate()
        (copy,) = canvas.selection.keys
        assert [pod.name for pod in canvas.picture.pods_in(copy)] == ["busybox-2"]

    def test_cut_and_paste_bring_an_object_back_with_its_name(self, canvas: CanvasView) -> None:
        canvas.selection.set((service("nodeport"),))
        canvas.commands.cut()
        assert undo_text(canvas) == "Cut nodeport"
        assert "kind: Service" in QGuiApplication.clipboard().text()
        assert service("nodeport") not in canvas.document.scenario.by_key
        canvas.commands.paste()
        assert canvas.selection.keys == (service("nodeport"),)
        assert undo_text(canvas) == "Paste nodeport"

    def test_what_was_copied_here_is_pasted_in_another_window(
        self, canvas: CanvasView, other: CanvasView
    ) -> None:
        canvas.selection.set((NODES[2], LAPTOP))
        canvas.commands.copy()
        other.commands.paste()
        assert {each.key for each in other.document.scenario.nodes} == {NODES[2]}
        assert [each.metadata.name for each in other.document.scenario.pods] == ["busybox"]
        assert undo_text(other) == "Paste 2 objects"

    def test_yaml_text_from_anywhere_gives_its_objects(self, canvas: CanvasView) -> None:
        QGuiApplication.clipboard().setText(YAML)
        canvas.selection.set((NODES[1],))
        canvas.commands.paste()
        pod = canvas.document.scenario.by_key[ObjectKey("Pod", "default", "web-1")]
        assert isinstance(pod, Pod)
        assert pod.node_name == NODES[1].name
        pasted = canvas.document.scenario.services[-1]
        assert str(pasted.cluster_ips[0]) != "10.0.170.92"
        assert undo_text(canvas) == "Paste 2 objects"

    def test_a_workload_gives_its_pods(self, canvas: CanvasView) -> None:
        QGuiApplication.clipboard().setText(
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: 3\n"
            "  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n"
            "    spec: {containers: [{name: c, ports: [{containerPort: 80}]}]}\n"
        )
        nodes = canvas.document.scenario.nodes
        canvas.selection.set((NODES[1],))
        canvas.commands.paste()
        scenario = canvas.document.scenario
        made = [each for each in scenario.pods if dict(each.metadata.labels).get("app") == "web"]
        assert [each.node_name for each in made] == [NODES[1].name] * 3
        assert len({each.addresses for each in made}) == 3
        assert scenario.nodes == nodes
        assert undo_text(canvas) == "Paste 3 pods"

    @pytest.mark.parametrize("text", ["", "not: [yaml", "just words", "kind: ConfigMap\napiVersion: v1\n"])
    def test_text_that_is_none_says_so(self, text: str, canvas: CanvasView) -> None:
        said: list[str] = []
        canvas.document.problem.connect(said.append)
        QGuiApplication.clipboard().setText(text)
        before = canvas.document.scenario
        canvas.commands.paste()
        assert canvas.document.scenario is before
        assert len(said) == 1
