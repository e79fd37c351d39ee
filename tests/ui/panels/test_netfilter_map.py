"""The netfilter map: cells by priority, lit as the packet passes, clicked to go there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from sandbox.trace import NatStep
from tests.fixtures.exchanges import replied
from tests.fixtures.hosting import hosted
from tests.fixtures.walking import walk_of
from tests.ui.panels.walked import walked
from ui.models import Document
from ui.models.playhead import Playhead
from ui.panels.netfilter_map import NetfilterMapPanel
from ui.panels.netfilter_map.geometry import EDGES
from ui.panels.netfilter_map.panel import tip_of
from ui.panels.netfilter_map.stations import crossed
from ui.theme import resource

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
FLOWS = ("clusterip-from-other-node", "nodeport-6jst", "loadbalancer")


def panel_of(qtbot: QtBot, flow: str = "nodeport-6jst") -> tuple[NetfilterMapPanel, Playhead]:
    simulation, playhead = walked(qtbot, flow)
    panel = NetfilterMapPanel(simulation, playhead)
    hosted(qtbot, panel, 1024, 240)
    return panel, playhead


def to_rewrite(playhead: Playhead, at: int) -> None:
    assert playhead.timeline is not None
    numbers = [at for at, each in enumerate(playhead.timeline.moments) if isinstance(each.step, NatStep)]
    playhead.to_step(numbers[at])


def test_cells_stand_by_priority_and_the_current_one_is_known(qtbot: QtBot) -> None:
    panel, playhead = panel_of(qtbot)
    to_rewrite(playhead, 1)
    plan = panel.map.plan
    labels = {hook: [each.label for each in plan.in_station(hook)] for hook in ("PREROUTING", "POSTROUTING")}
    assert labels == {
        "PREROUTING": ["conntrack −200", "nat −100"],
        "POSTROUTING": ["nat 100", "confirm"],
    }
    current = panel.map.current
    assert current is not None
    assert (current.station, current.name, current.sign) == ("POSTROUTING", "nat", "⇄")
    assert panel.told.text() == ("kubernetes-node-6jst: the packet is in POSTROUTING, at nat 100, rewritten")


def test_a_click_goes_to_what_stood_there(qtbot: QtBot) -> None:
    panel, playhead = panel_of(qtbot)
    to_rewrite(playhead, 1)
    nat = next(each for each in panel.map.plan.in_station("PREROUTING") if each.name == "nat")
    place = panel.map.plan.cell_box(nat).center().toPoint()
    QTest.mouseMove(panel.map, place)
    QTest.mouseClick(panel.map, LEFT, NONE, place)
    assert panel.map.current is not None
    assert panel.map.current.name == "nat"
    assert panel.map.current.station == "PREROUTING"
    forward = panel.map.plan.in_station("OUTPUT")[0]
    before = playhead.position
    QTest.mouseClick(panel.map, LEFT, NONE, panel.map.plan.cell_box(forward).center().toPoint())
    assert playhead.position == before


def test_keys_go_along_the_way(qtbot: QtBot) -> None:
    panel, playhead = panel_of(qtbot)
    to_rewrite(playhead, 0)
    QTest.keyClick(panel.map, Qt.Key.Key_Down)
    assert panel.map.current is not None
    assert panel.map.current.station == "route"
    QTest.keyClick(panel.map, Qt.Key.Key_Up)
    QTest.keyClick(panel.map, Qt.Key.Key_Up)
    assert panel.map.current is not None
    assert panel.map.current.name == "conntrack"


@pytest.mark.parametrize("flow", FLOWS)
def test_every_step_has_a_place_and_every_way_is_drawn(qtbot: QtBot, flow: str) -> None:
    panel, playhead = panel_of(qtbot, flow)
    assert playhead.timeline is not None
    for number in range(len(playhead.timeline.moments)):
        playhead.to_exact(number)
        assert panel.map.current is not None
        assert crossed(playhead.timeline, number) <= set(EDGES)
        assert tip_of(panel.map.current)
        box = panel.map.plan.cell_box(panel.map.current)
        assert panel.map.visibleRegion().boundingRect().intersects(box.toAlignedRect())


def test_a_packet_to_its_own_device_goes_round(qtbot: QtBot) -> None:
    scenario = "questions/q-16-does-a-node-port-work-on-localhost.yaml"
    document = Document()
    document.open(resource("scenarios", *scenario.split("/")))
    seen: set[tuple[str, str]] = set()
    for flow in document.scenario.flows:
        simulation, playhead = walked(qtbot, flow.key.name, scenario)
        assert simulation.world is not None
        assert playhead.timeline is not None
        for number in range(len(playhead.timeline.moments)):
            seen |= crossed(playhead.timeline, number)
    assert ("out", "in") in seen
    assert seen - set(EDGES) == {("out", "in")}


def test_nothing_overlaps(qtbot: QtBot) -> None:
    panel, playhead = panel_of(qtbot)
    to_rewrite(playhead, 0)
    plan = panel.map.plan
    boxes = [plan.box(name) for name in ("in", "PREROUTING", "route", "FORWARD", "POSTROUTING", "out")]
    boxes += [plan.box(name) for name in ("INPUT", "local", "OUTPUT")]
    assert not any(a.intersects(b) for a in boxes for b in boxes if a is not b)


def test_without_a_walk_it_teaches(qtbot: QtBot) -> None:
    simulation, playhead = walk_of(replied())
    panel = NetfilterMapPanel(simulation, playhead)
    hosted(qtbot, panel, 1024, 240)
    simulation.give()
    assert panel.told.text().startswith("Send a request")
    assert panel.map.current is None
    panel.grab()
