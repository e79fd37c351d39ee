"""File → Export: what other programs read, written from the window as the command line writes it."""

import csv
import json
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from sandbox.analysis.tables import events_table
from sandbox.analysis.texts import table_csv
from sandbox.cli.main import main
from sandbox.formats import loads
from ui.app.data_export import DATA
from ui.app.session import EXAMPLE
from ui.app.window import Window

API_SERVER = """\
apiVersion: v1
kind: Service
metadata: {name: kubernetes}
spec: {clusterIP: 10.0.0.1, ports: [{port: 443}]}
"""


def run(window: Window, name: str) -> None:
    window.actions_by_name[name][1].trigger()


def choose(monkeypatch: pytest.MonkeyPatch, path: Path | None, form: str = "") -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("" if path is None else str(path), form))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "" if path is None else str(path))


def test_packets_are_those_of_the_walk_on_show(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flow = window.simulation.flow
    assert flow is not None
    choose(monkeypatch, tmp_path / "walk")
    run(window, "export_capture")
    written = tmp_path / "walk.pcapng"
    qtbot.waitUntil(written.exists)
    assert main(["capture", str(EXAMPLE), "--flow", flow.metadata.name, "-o", str(tmp_path / "same")]) == 0
    if len(window.simulation.paths) == 1:
        assert written.read_bytes() == (tmp_path / "same").read_bytes()
    assert b"GET / HTTP/1.1" in written.read_bytes()


def test_events_are_the_rows_that_are_listed(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = window.transport.events
    panel.filters[1].setText("6jst")
    choose(monkeypatch, tmp_path / "events.csv")
    run(window, "export_events")
    with (tmp_path / "events.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == panel.kept.rowCount() > 0
    assert all("6jst" in each["device"] for each in rows)
    window.transport.events.filters[1].clear()
    panel.every_rule.setChecked(True)
    timeline, flow = window.playhead.timeline, window.simulation.flow
    assert timeline is not None
    assert flow is not None
    assert panel.rows() == events_table([(flow.metadata.name, 1, timeline.exchange)])


def test_a_name_without_an_ending_gets_that_of_the_form(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.playhead.to_end()
    for name, table in (("export_connections", "conntrack"), ("export_asked", "asked rules")):
        choose(monkeypatch, tmp_path / name, "JSON (*.json)")
        run(window, name)
        found = json.loads((tmp_path / f"{name}.json").read_text())
        assert found["table"] == table
        cursor = window.playhead.cursor
        assert cursor is not None
        assert {each["device"] for each in found["rows"]} <= {cursor.device}


def test_a_panel_s_menu_copies_and_exports_its_table(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.transport.show_view("Events")
    panel = window.transport.events
    menu = panel.menu_of(0)
    trigger(menu, "Copy Table as CSV")
    assert QGuiApplication.clipboard().text() == table_csv(panel.rows())
    choose(monkeypatch, tmp_path / "events.json")
    trigger(menu, "Export Table…")
    assert json.loads((tmp_path / "events.json").read_text())["table"] == "events"


def trigger(menu: QMenu, text: str) -> None:
    next(each for each in menu.actions() if each.text().replace("&", "") == text).trigger()


def test_a_table_that_cannot_be_written_is_told(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, tmp_path / "no" / "such.csv")
    run(window, "export_events")
    (box,) = window.findChildren(QMessageBox)
    assert "cannot be saved" in box.text()
    QTest.keyClick(box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not box.isVisible())


@pytest.mark.parametrize("keep", [False, True])
def test_manifests_for_another_cluster_or_this_one(
    keep: bool, window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = "For this cluster, with what it assigned (*.yaml)" if keep else "For another cluster (*.yaml)"
    choose(monkeypatch, tmp_path / "manifests", form)
    run(window, "export_manifests")
    written = tmp_path / "manifests.yaml"
    qtbot.waitUntil(written.exists)
    scenario = loads(written.read_text(), "manifests").scenario
    assert [each.key for each in scenario.services] == [
        each.key for each in window.document.scenario.services
    ]
    assert not scenario.nodes
    assert ("nodeName:" in written.read_text()) is keep


def test_manifests_of_nothing_are_told(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (server,) = loads(API_SERVER, "api").scenario.services
    window.document.new()
    window.document.apply("Add", lambda now: replace(now, services=(server,)))
    choose(monkeypatch, tmp_path / "manifests.yaml")
    run(window, "export_manifests")
    qtbot.waitUntil(window.message.isVisible)
    assert "has no Service and no pod that could be applied" in window.message.words.text()


def test_rules_of_every_node_go_into_a_folder(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, tmp_path)
    run(window, "export_rules")
    names = {node.metadata.name for node in window.document.scenario.nodes}
    qtbot.waitUntil(lambda: {each.name.partition(".")[0] for each in tmp_path.glob("*.iptables")} == names)


def test_nothing_is_written_if_nobody_chooses_a_file(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, None)
    for name in ("export_capture", "export_events", "export_manifests", "export_rules"):
        run(window, name)
    assert list(tmp_path.glob("*.pcapng")) == []


def test_a_capture_that_cannot_be_written_is_told(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, tmp_path / "no" / "such.pcapng")
    run(window, "export_capture")
    qtbot.waitUntil(window.message.isVisible)
    assert "cannot be saved" in window.message.words.text()


def test_what_is_not_there_is_not_offered(window: Window, qtbot: QtBot) -> None:
    names = [name for name in window.actions_by_name if name in {spec.name for spec in DATA}]
    assert all(window.actions_by_name[name][1].isEnabled() for name in names)
    window.document.new()
    qtbot.waitUntil(lambda: not any(window.actions_by_name[name][1].isEnabled() for name in names))
