"""Several requests at once: a token each, none hiding another."""

from itertools import combinations

import pytest
from msgspec.structs import replace

from sandbox.geometry.boxes import Point
from ui.canvas import CanvasView
from ui.canvas.paint.packets import MOST_NUMBERED, Placed, apart


@pytest.fixture
def several(canvas: CanvasView) -> CanvasView:
    """A canvas with six requests on their way."""
    flow = next(each for each in canvas.document.scenario.flows if each.metadata.name == "nodeport-cx31")
    canvas.simulation.send(replace(flow, requests=6))
    canvas.simulation._compute()
    for _ in range(9):
        canvas.playhead.step_forward()
    return canvas


def test_the_others_are_beside_the_walked_one(several: CanvasView) -> None:
    others = several.other_packets()
    assert others
    assert 1 not in [each.number for each in others]
    walk = several.walk()
    assert walk is not None
    assert walk.number == 1
    several.grab()


def test_only_mine_shows_no_other(several: CanvasView) -> None:
    several.playhead.only_mine = True
    assert several.other_packets() == []


def test_no_token_hides_another_or_the_walked_one() -> None:
    walked = Point(0, 0)
    found = apart([Placed(number, Point(1, 0)) for number in range(2, 7)], 20, walked)
    points = [walked, *(each.point for each in found)]
    assert all(abs(a.x - b.x) + abs(a.y - b.y) >= 20 for a, b in combinations(points, 2))


def test_a_crowd_is_dots(canvas: CanvasView, monkeypatch: pytest.MonkeyPatch) -> None:
    crowd = [Placed(number, Point(number * 3.0, 100.0)) for number in range(MOST_NUMBERED + 60)]
    before = canvas.grab().toImage()
    monkeypatch.setattr(canvas, "other_packets", lambda: crowd)
    assert canvas.grab().toImage() != before
