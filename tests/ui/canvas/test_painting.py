"""The widget paints: in every theme, at every zoom, and by scrolling the same as anew."""

from functools import partial

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from sandbox.scenario.edits import remove
from tests.ui.canvas.pointing import BUSYBOX, LAPTOP, Hand, node
from ui.canvas import CanvasView
from ui.canvas.describe import tooltip
from ui.canvas.paint.scene import Detail, detail_at
from ui.theme import Appearance, theme


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK, Appearance.HIGH_CONTRAST])
@pytest.mark.parametrize("factor", [0.05, 0.2, 0.5, 1.0, 3.0])
def test_every_theme_at_every_zoom(canvas: CanvasView, appearance: Appearance, factor: float) -> None:
    canvas.send(LAPTOP, node("cx31"))
    QApplication.processEvents()
    canvas.selection.set(canvas.document.scenario.by_key)
    canvas.playhead.to_step(20)
    theme.choose(appearance)
    try:
        canvas.zoom_by(factor)
        image = canvas.grab().toImage()
        seen = {image.pixelColor(x, y).name() for x in range(0, 1280, 2) for y in range(0, 960, 2)}
        assert {theme.color(token).name() for token in ("canvas", "packet", "accent", "surface")} <= seen
    finally:
        theme.choose(Appearance.SYSTEM)


def test_details_come_with_zoom() -> None:
    assert [detail_at(zoom) for zoom in (0.03, 0.1, 0.4, 1.0)] == list(Detail)


def test_scrolling_paints_what_painting_anew_does(canvas: CanvasView) -> None:
    canvas.zoom_reset()
    canvas.grab()
    for step in ((7, 0), (0, -31), (-40, 12), (500, 300)):
        canvas.pan_by(*step)
        scrolled = canvas.grab().toImage()
        theme.changed.emit()
        assert canvas.grab().toImage() == scrolled


def test_an_empty_canvas_says_how_to_begin(canvas: CanvasView) -> None:
    everything = tuple(canvas.document.scenario.by_key)
    canvas.document.apply("Delete everything", partial(remove, keys=everything))
    assert len(canvas.picture.places) == 0
    empty = canvas.grab().toImage()
    colors = {empty.pixel(x, y) for x in range(480, 800, 2) for y in range(470, 490)}
    assert len(colors) > 1


def test_a_tooltip_has_the_full_name(canvas: CanvasView) -> None:
    words = tooltip(canvas.document.scenario, BUSYBOX)
    assert words == "Pod default/busybox\n10.180.3.8\non kubernetes-node-jj1t"


def test_what_is_under_the_pointer_is_lit(canvas: CanvasView, hand: Hand) -> None:
    hand.move(LAPTOP)
    assert canvas.hovered == LAPTOP
    hand.move(QPoint(2, 2))
    assert canvas.hovered is None


def test_it_has_a_name_and_takes_the_focus(canvas: CanvasView) -> None:
    assert canvas.accessibleName() == "Canvas"
    canvas.setFocus()
    assert canvas.hasFocus()
    assert canvas.grab().toImage().pixelColor(1, 400) == theme.color("accent")
    canvas.clearFocus()
    assert canvas.grab().toImage().pixelColor(1, 400) == theme.color("canvas")
