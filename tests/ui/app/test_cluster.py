"""A cluster is opened by the user's own kubectl: a stand-in for it says what it was asked."""

import json
import os
import stat
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from sandbox.kube import ProxyMode
from ui.app.cluster import ClusterDialog
from ui.app.cluster.kubectl import get_arguments
from ui.app.import_bar import ImportBar
from ui.app.window import Window

KUBECTL = """#!/bin/sh
echo "$*" >>"{log}"
case "$*" in
*get-contexts*) printf 'staging\\nprod\\n' ;;
*current-context*) {current} ;;
*configmap*) {settings} ;;
*) {get} ;;
esac
"""
CLUSTER = (
    '{"kind": "List", "apiVersion": "v1", "items": ['
    '{"kind": "Node", "apiVersion": "v1", "metadata": {"name": "worker"},'
    ' "spec": {"podCIDR": "10.1.0.0/24"}}]}'
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


def put_kubectl(folder: Path, get: str, current: str = "echo prod", settings: str = "exit 1") -> Path:
    """A kubectl that knows two contexts and answers `get` by a shell command; the log of its calls."""
    log = folder / "log"
    program = folder / "kubectl"
    program.write_text(KUBECTL.format(log=log, get=get, current=current, settings=settings))
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    return log


def node_names(window: Window) -> list[str]:
    return [each.metadata.name for each in window.document.scenario.nodes]


def opened(window: Window, qtbot: QtBot) -> ClusterDialog:
    dialog = window.files.open_cluster()
    qtbot.waitUntil(dialog.open_button.isEnabled)
    return dialog


def test_the_cluster_of_the_current_context_opens(window: Window, folder: Path, qtbot: QtBot) -> None:
    log = put_kubectl(folder, f"echo '{CLUSTER}'")
    dialog = opened(window, qtbot)
    qtbot.waitUntil(lambda: dialog.context.currentText() == "prod")
    assert dialog.command.text().splitlines()[0] == "kubectl " + " ".join(get_arguments("prod"))
    dialog.open_button.click()
    qtbot.waitUntil(lambda: node_names(window) == ["worker"])
    assert window.document.path is None
    assert window.findChild(ImportBar) is not None
    asked = [line.split() for line in log.read_text().splitlines()]
    verbs = [next(word for word in words if not word.startswith("--")) for words in asked]
    assert verbs == ["config", "config", "get", "get"], "nothing else was asked of the cluster"


def test_kube_proxys_own_settings_are_taken(window: Window, folder: Path, qtbot: QtBot) -> None:
    put_kubectl(folder, f"echo '{CLUSTER}'", settings=f"cat {folder / 'settings.json'}")
    settings = "apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\nmode: nftables\n"
    config_map = {
        "kind": "ConfigMap",
        "apiVersion": "v1",
        "metadata": {"name": "kube-proxy", "namespace": "kube-system"},
        "data": {"config.conf": settings},
    }
    (folder / "settings.json").write_text(json.dumps(config_map))
    opened(window, qtbot).open_button.click()
    qtbot.waitUntil(lambda: node_names(window) == ["worker"])
    assert [each.mode for each in window.document.scenario.proxy_configurations] == [ProxyMode.NFTABLES]


def test_another_context_can_be_chosen(window: Window, folder: Path, qtbot: QtBot) -> None:
    log = put_kubectl(folder, f"echo '{CLUSTER}'", current="exit 1")
    dialog = opened(window, qtbot)
    dialog.context.setCurrentText("staging")
    dialog.open_button.click()
    qtbot.waitUntil(lambda: node_names(window) == ["worker"])
    assert "--context=staging get" in log.read_text()


def test_what_kubectl_says_is_said_and_another_try_is_open(
    window: Window, folder: Path, qtbot: QtBot
) -> None:
    put_kubectl(folder, "echo 'error: You must be logged in to the server' >&2; exit 1")
    before = window.document.scenario
    dialog = opened(window, qtbot)
    dialog.open_button.click()
    qtbot.waitUntil(lambda: "You must be logged in" in dialog.problem.text())
    assert dialog.isVisible()
    assert dialog.open_button.isEnabled()
    assert window.document.scenario is before
    dialog.reject()


def test_a_cluster_that_does_not_answer_can_be_left(window: Window, folder: Path, qtbot: QtBot) -> None:
    put_kubectl(folder, "exec sleep 60")
    dialog = opened(window, qtbot)
    dialog.open_button.click()
    qtbot.waitUntil(lambda: dialog.kubectl.is_running and dialog.bar.isVisible())
    dialog.reject()
    assert window.findChild(ClusterDialog) is None or not dialog.isVisible()


def test_where_there_is_no_kubectl_it_is_said_what_to_do(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    dialog = window.files.open_cluster()
    assert "kubectl get nodes,pods,services,endpointslices -A -o yaml" in dialog.problem.text()
    assert not dialog.open_button.isEnabled()
    dialog.reject()
