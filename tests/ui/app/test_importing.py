"""A cluster in the window: a folder of manifests and a dump without flows walk at once."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.unit.imports.texts import KUBECTL, NODES, workload
from ui.app.window import Window

SERVICE = """\
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, targetPort: http}]}
"""


def test_a_folder_of_manifests_walks_at_once(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "nodes.yaml").write_text(NODES)
    (folder / "web.yaml").write_text(workload("Deployment", "replicas: 2") + SERVICE)
    window.files.open(folder)
    qtbot.waitUntil(lambda: len(window.document.scenario.pods) == 2, timeout=20_000)
    qtbot.waitUntil(lambda: bool(window.simulation.paths), timeout=20_000)
    flow = window.simulation.flow
    assert flow is not None
    assert flow.sender.kind == "Client"
    assert (window.document.title, window.document.path) == ("shop", None)


def test_a_dump_without_flows_begins_with_one_that_is_worth_walking(window: Window, qtbot: QtBot) -> None:
    window.files.open(KUBECTL / "eks.json")
    qtbot.waitUntil(lambda: window.document.title == "eks", timeout=20_000)
    qtbot.waitUntil(lambda: bool(window.simulation.paths), timeout=20_000)
    flow = window.simulation.flow
    assert flow is not None
    assert flow.sender.kind == "Pod", "it is opened as it is: nothing outside is added"
    assert window.document.path == KUBECTL / "eks.json"
    assert not window.document.is_modified
