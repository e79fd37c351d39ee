"""A cluster in the window: a folder of manifests and a dump without flows walk at once."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from sandbox.scenario import Flow, ServiceTarget
from tests.unit.imports.texts import KUBECTL, NODES, workload
from ui.app.window import Window

SERVICE = """\
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, targetPort: http}]}
"""


def walked_to(service: str, window: Window, qtbot: QtBot) -> Flow:
    """The flow to a Service that is walked without anybody having asked for it."""

    def is_walked() -> bool:
        flow = window.simulation.flow
        target = None if flow is None else flow.target
        known = isinstance(target, ServiceTarget) and target.service == service
        return known and window.simulation.is_current and bool(window.simulation.paths)

    qtbot.waitUntil(is_walked, timeout=20_000)
    assert window.simulation.flow is not None
    return window.simulation.flow


def test_a_folder_of_manifests_walks_at_once(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "nodes.yaml").write_text(NODES)
    (folder / "web.yaml").write_text(workload("Deployment", "replicas: 2") + SERVICE)
    window.files.open(folder)
    flow = walked_to("shop/web", window, qtbot)
    assert len(window.document.scenario.pods) == 2
    assert flow.sender.kind == "Client"
    assert (window.document.title, window.document.path) == ("shop", None)


def test_a_dump_without_flows_begins_with_one_that_is_worth_walking(window: Window, qtbot: QtBot) -> None:
    window.files.open(KUBECTL / "eks.json")
    flow = walked_to("prod/api", window, qtbot)
    assert flow.sender.kind == "Pod", "it is opened as it is: nothing outside is added"
    assert window.document.path == KUBECTL / "eks.json"
    assert not window.document.is_modified
