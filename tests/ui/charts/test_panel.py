"""The charts: computed elsewhere, drawn in the theme's colours, told in words, and saved."""

import csv
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from sandbox.kube import ObjectKey, TrafficPolicy
from sandbox.scenario import edits
from tests.fixtures.desk import Desk, wait_until
from tests.fixtures.hosting import hosted
from ui.charts.panel import CHARTS, ChartsPanel
from ui.charts.series import Bars, Lines
from ui.theme import Appearance, theme

NODEPORT, LOCAL = ObjectKey("Service", "default", "nodeport"), TrafficPolicy.LOCAL


def panel_on(desk: Desk, qtbot: QtBot, width: int = 1024) -> ChartsPanel:
    panel = ChartsPanel(desk.document, desk.simulation, desk.jobs)
    hosted(qtbot, panel, width, 400)
    wait_until(lambda: panel.plot is not None)
    return panel


def choose(panel: ChartsPanel, number: int) -> None:
    panel.kinds.button(number).click()
    wait_until(lambda: not panel.question.is_running)


def longest_busy(run: Callable[[], bool]) -> float:
    """The longest time in seconds that the window's thread worked at a stretch until `run()` was true.

    Its own time: how long it waits for a processor that others want says nothing about this program.
    """
    timer, ticks = QTimer(interval=1), [time.thread_time()]
    timer.timeout.connect(lambda: ticks.append(time.thread_time()))
    timer.start()
    wait_until(run)
    timer.stop()
    return max(later - earlier for earlier, later in pairwise(ticks))


def test_the_first_chart_is_of_shares(desk: Desk, qtbot: QtBot) -> None:
    panel = panel_on(desk, qtbot)
    assert isinstance(panel.chart, Bars)
    assert panel.title.text() == "Who answers 1,000 × “loadbalancer”"
    assert panel.plot is not None
    assert panel.plot.accessibleName() == panel.title.text()
    assert panel.plot.accessibleDescription() == panel.words.text()
    assert "predicted 100.0 %, drawn 100.0 %" in panel.words.text()


def test_each_chart_has_its_own_settings(desk: Desk, qtbot: QtBot) -> None:
    panel = panel_on(desk, qtbot)
    for number in range(len(CHARTS)):
        choose(panel, number)
        shown = [[each.isVisible() for each in settings] for settings in panel.settings]
        assert [all(each) for each in shown] == [index == number for index in range(len(CHARTS))]
        assert panel.again.isVisible() is (number == 0)
        assert panel.chart is not None
    assert isinstance(panel.chart, Lines)
    assert "seconds" in panel.chart.csv


def test_a_setting_computes_again_and_so_does_another_flow(desk: Desk, qtbot: QtBot) -> None:
    panel = panel_on(desk, qtbot)
    panel.settings[0][0].button(1).click()
    wait_until(lambda: "100,000" in panel.title.text())
    desk.simulation.send(desk.document.scenario.flows[1])
    wait_until(lambda: "nodeport-6jst" in panel.title.text())
    before = panel.chart
    panel.again.click()
    wait_until(lambda: panel.chart is not before)


def test_it_goes_on_in_the_theme(desk: Desk, qtbot: QtBot) -> None:
    panel = panel_on(desk, qtbot)
    assert panel.plot is not None
    panel.plot.grab()
    light = panel.plot.image().pixelColor(2, 2)
    theme.choose(Appearance.DARK)
    try:
        assert panel.plot.image().pixelColor(2, 2) != light
    finally:
        theme.choose(Appearance.LIGHT)


def test_without_a_flow_it_says_what_to_do(desk: Desk, qtbot: QtBot) -> None:
    panel = panel_on(desk, qtbot)
    desk.simulation.clear()
    wait_until(lambda: panel.chart is None)
    assert panel.words.text().startswith("Send a request")
    assert not panel.export.isEnabled()
    assert not panel.area.isVisible()


def test_what_has_nothing_to_draw_is_told_in_words_alone(desk: Desk, qtbot: QtBot) -> None:
    desk.document.apply(
        "Local", lambda scenario: edits.set_external_traffic_policy(scenario, NODEPORT, LOCAL)
    )
    desk.simulation.send(desk.document.scenario.flows[2])
    wait_until(lambda: desk.simulation.is_current)
    panel = panel_on(desk, qtbot)
    choose(panel, 2)
    assert panel.words.text().endswith("No node keeps an entry.")
    assert not panel.area.isVisible()
    choose(panel, 1)
    assert panel.area.isVisible()


def test_it_saves_pictures_and_numbers(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = panel_on(desk, qtbot)
    menu = panel.export.menu()
    assert menu is not None
    for action in menu.actions():
        path = tmp_path / f"chart.{action.text().rstrip('…').lower()}"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, path=path: (str(path), ""))
        action.trigger()
    image = QImage(str(tmp_path / "chart.png"))
    assert panel.plot is not None
    assert image.width() == 2 * panel.plot.view.width()
    assert "<svg" in (tmp_path / "chart.svg").read_text(encoding="utf-8")
    with (tmp_path / "chart.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == ["name", "predicted", "drawn"]


def test_the_window_is_never_blocked(desk: Desk, qtbot: QtBot) -> None:
    panel = panel_on(desk, qtbot)
    panel.settings[0][0].button(2).click()
    assert longest_busy(lambda: "1,000,000" in panel.title.text()) < 0.1
    choose(panel, 2)
    panel.settings[2][0].button(2).click()
    assert longest_busy(lambda: not panel.question.is_running) < 0.1


def test_a_long_one_shows_progress_and_can_be_cancelled(desk: Desk, qtbot: QtBot) -> None:
    panel = panel_on(desk, qtbot)
    choose(panel, 2)
    panel.settings[2][0].button(2).click()
    wait_until(lambda: panel.progress.isVisible() and panel.progress.bar.maximum() > 0)
    panel.progress.button.click()
    assert not panel.question.is_running
    assert panel.words.text().startswith("Cancelled")
    choose(panel, 0)
    assert isinstance(panel.chart, Bars)


@pytest.mark.parametrize("width", [900, 1024, 1600])
def test_every_option_can_be_read(desk: Desk, qtbot: QtBot, width: int) -> None:
    panel = panel_on(desk, qtbot, width)
    for number in range(len(CHARTS)):
        choose(panel, number)
        assert panel.minimumSizeHint().width() <= width
        for row in (panel.kinds, *panel.settings[number]):
            index = 0
            while (button := row.button(index)) is not None:
                assert button.width() >= button.fontMetrics().horizontalAdvance(button.text()) + 8
                index += 1
    assert "pyqtgraph" in sys.modules


def test_the_worker_does_not_load_the_plot() -> None:
    code = """if True:
        import sys
        from sandbox.progress import SILENT
        from sandbox.formats import load
        from ui.charts.panel import compute
        from ui.theme import resource

        scenario = load(resource("scenarios/loadbalancer-cluster.yaml")).scenario
        chart = compute(0, (0,), scenario, scenario.flows[0], 1, SILENT)
        sys.exit(isinstance(chart, str) or "pyqtgraph" in sys.modules)
    """
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
