"""The route panel: the chosen route is marked and says why; the others say why not."""

from pytestqt.qtbot import QtBot

from sandbox.trace import RouteStep
from tests.fixtures.exchanges import replied
from tests.fixtures.hosting import hosted
from tests.fixtures.walking import walk_of
from tests.ui.panels.walked import lines_of, walked
from ui.panels.route import RoutePanel


def test_the_chosen_route_is_marked_and_says_why(qtbot: QtBot) -> None:
    simulation, playhead = walked(qtbot)
    panel = RoutePanel(simulation, playhead)
    hosted(qtbot, panel, 400, 500)
    assert "has not looked for a route" in panel.told.text()
    assert any("would be chosen: the longest prefix" in line.said for line in lines_of(panel.tree))
    playhead.run_until(lambda each: isinstance(each.step, RouteStep) and each.device.startswith("node/"))
    lines = lines_of(panel.tree)
    chosen = [line for line in lines if line.fill == "packet_fill"]
    assert [line.text for line in chosen] == ["10.180.1.0/24 dev cni0 src 10.180.1.1"]
    why = chosen[0].children
    assert not callable(why)
    assert "longest prefix that holds 10.180.1.136" in why[0].text
    assert "on the link of cni0" in why[0].text
    assert "on the link of cni0" in panel.told.text()
    assert any(line.said.startswith("fits, but another prefix is longer") for line in lines)
    assert any(line.text.startswith("This device's own addresses") for line in lines)


def test_without_a_world_the_taken_route_alone_is_shown(qtbot: QtBot) -> None:
    simulation, playhead = walk_of(replied())
    panel = RoutePanel(simulation, playhead)
    hosted(qtbot, panel, 400, 500)
    playhead.run_until(lambda each: isinstance(each.step, RouteStep))
    assert sum(line.fill == "packet_fill" for line in lines_of(panel.tree)) == 1
    simulation.give()
    assert panel.told.text().startswith("Send a request")
