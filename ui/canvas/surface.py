"""`Surface`: the widget's picture side. It keeps the picture up with the models and paints it."""

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from sandbox.geometry.boxes import around
from sandbox.kube import ObjectKey, Service
from sandbox.scenario import Scenario
from sandbox.scenario.diff import diff
from ui.canvas.backing import pods_behind
from ui.canvas.camera import READABLE_ZOOM, STEP, Camera
from ui.canvas.interactions.gesture import Gesture
from ui.canvas.paint.backdrop import Backdrop
from ui.canvas.paint.ink import FontMeasure
from ui.canvas.paint.marks import paint_backing, paint_handle, paint_hovered, paint_selected, paint_stops
from ui.canvas.paint.minimap import Minimap
from ui.canvas.paint.sight import Sight
from ui.canvas.picture import Picture, key_of
from ui.language import mark, tr
from ui.models import Document, Selection, Simulation
from ui.models.playhead import Playhead
from ui.theme import theme

if TYPE_CHECKING:
    from ui.canvas.paint.packets import Placed, Ways
    from ui.canvas.paint.walk import WalkPainter
    from ui.canvas.walk import Walk

MOST_BACKED = 8
"""Of more Services than this the pods behind them would be a maze."""
CLOSEST = 1.5
"""Zoom at which a selection is shown at most."""
EMPTY = mark(
    "Drag a Node here to begin, or press N; then a Pod onto it.\n"
    "File → Open Example has scenarios that are ready to walk."
)
"""What an empty canvas says."""


class Surface(QWidget):
    """The picture as the camera sees it, the walk over it, and over that what is selected and the gesture."""

    def __init__(
        self,
        document: Document,
        selection: Selection,
        simulation: Simulation,
        playhead: Playhead,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.document, self.selection, self.simulation = document, selection, simulation
        self.playhead = playhead
        self.camera = Camera()
        self.measure = FontMeasure()
        self.picture = Picture(self.measure)
        self.minimap = Minimap(self.picture)
        self.hovered: ObjectKey | None = None
        self.gesture: Gesture | None = None
        self._backdrop = Backdrop(self.picture, self.measure)
        self._behind: tuple[int, dict[ObjectKey, tuple[ObjectKey, ...]]] = 0, {}
        self._ahead: Picture | None = None
        self._fits = True
        self._opens = True
        self._followed: tuple[object, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._connect()
        self._sync(Scenario(), document.scenario)

    def _connect(self) -> None:
        self.document.scenario_changed.connect(self._sync)
        self.document.opened.connect(self._open)
        self.selection.changed.connect(self.update)
        self.simulation.results_changed.connect(self.update)
        self.playhead.moved.connect(self._follow)
        self.playhead.breakpoints.changed.connect(self.update)
        theme.changed.connect(self._repaint)

    def expect(self, ahead: Picture) -> None:
        """Draw what was laid out ahead when its scenario is shown next."""
        self._ahead = ahead

    def zoom_in(self) -> None:
        """Show it larger; the middle stays."""
        self.zoom_by(STEP)

    def zoom_out(self) -> None:
        """Show it smaller; the middle stays."""
        self.zoom_by(1 / STEP)

    def zoom_reset(self) -> None:
        """Show it at 100 %; the middle stays."""
        self.zoom_by(1 / self.camera.zoom)

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom; what is under the pixel `at`, the middle by default, stays there."""
        self._hold()
        self.camera.zoom_at(factor, QPointF(self.width() / 2, self.height() / 2) if at is None else at)
        self.update()

    def pan_by(self, dx: float, dy: float) -> None:
        """Move the picture by pixels."""
        self._hold()
        self.camera.pan(round(dx), round(dy))
        self.update()

    def fit_all(self) -> None:
        """Show everything, and go on doing so when the canvas gets another size."""
        self._opens, self._fits = False, True
        self.camera.fit(self.picture.places.bounds(), self.size())
        self.update()

    def fit_selection(self) -> None:
        """Show what is selected, as large as it can be read best; everything if nothing is."""
        shown = [each for key in self.selection.keys if (each := self.picture.shown(key)) is not None]
        if not shown:
            self.fit_all()
            return
        self._hold()
        self.camera.fit(around(map(self.picture.places.box, shown)), self.size(), most=CLOSEST)
        self.update()

    def reveal(self, key: ObjectKey) -> None:
        """Bring an object into view, panning as little as that takes."""
        shown = self.picture.shown(key)
        if shown is not None:
            self.camera.reveal(self.picture.places.box(shown), self.size())
            self.update()

    def look_at(self, key: ObjectKey) -> None:
        """Bring an object into view, large enough to be read."""
        shown = self.picture.shown(key)
        if shown is not None and self.camera.zoom < READABLE_ZOOM:
            self._hold()
            self.camera.zoom = READABLE_ZOOM
            self.camera.center(self.picture.places.box(shown).middle, self.size())
        self.reveal(key)

    def go_to_map(self, pixel: QPointF) -> None:
        """Bring what is under a pixel of the small map to the middle."""
        self._hold()
        self.camera.center(self.minimap.point_at(pixel, self.camera, self.size()), self.size())
        self.update()

    def walk(self) -> "Walk | None":
        """What the playhead's moment asks to show; None where nothing has been sent."""
        timeline, cursor = self.playhead.timeline, self.playhead.shown
        if timeline is None or cursor is None:
            return None
        from ui.canvas.walk import walk_at

        walk = walk_at(timeline.exchange, cursor)
        followed = self.simulation.followed
        return walk if followed is None else replace(walk, number=followed + 1)

    def walk_painter(self) -> "WalkPainter | None":
        """What paints the walk of the moment."""
        walk = self.walk()
        if walk is None:
            return None
        from ui.canvas.paint.walk import WalkPainter

        return WalkPainter(self.picture, walk, self.measure, self.camera.zoom)

    @cached_property
    def _ways(self) -> "Ways":
        from ui.canvas.paint.packets import Ways

        return Ways(self.picture)

    def other_packets(self) -> "list[Placed]":
        """Where the packets are that are under way beside the walked one."""
        followed = (self.simulation.followed or 0) + 1
        others = [each for each in self.playhead.tokens() if each.number != followed]
        return self._ways.placed(others) if others else []

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything in view until someone moves the camera, and the packet where there is no room."""
        super().resizeEvent(event)
        if self._opens:
            self._open()
            self._followed = ()
            self._follow()
        elif self._fits:
            self.fit_all()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The still picture from its pixmap, then what moves."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._backdrop.pixmap(self.camera, self.size(), self.devicePixelRatioF()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        painter.scale(self.camera.zoom, self.camera.zoom)
        painter.translate(-self.camera.origin.x, -self.camera.origin.y)
        self._paint_scene_marks(painter)
        painter.restore()
        self.minimap.paint(painter, self.camera, self.size())
        if not len(self.picture.places):
            self._paint_empty(painter)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_scene_marks(self, painter: QPainter) -> None:
        """In scene units: the walk, what is selected and hovered, the gesture."""
        zoom = self.camera.zoom
        walk_painter = self.walk_painter()
        if walk_painter is not None:
            walk_painter.paint(painter)
        self._paint_packets(painter, walk_painter)
        for key in self.selection.keys[:MOST_BACKED]:
            service = self.picture.scenario.by_key.get(key)
            if isinstance(service, Service):
                hidden = walk_painter.opened_node if walk_painter is not None else None
                pods = self._pods_behind(service)
                seen = [pod for pod in pods if self.picture.node_of(pod) != hidden or hidden is None]
                paint_backing(painter, self.picture, seen, zoom)
        paint_stops(painter, self.picture, self._stops(), zoom)
        paint_selected(painter, self.picture, self.selection.keys, self.camera.seen(self.size()), zoom)
        if [key.kind for key in self.selection.keys] == ["Note"]:
            paint_handle(painter, self.picture.places.box(self.selection.keys[0]), zoom)
        if self.hovered is not None and self.hovered in self.picture.places and self.gesture is None:
            paint_hovered(painter, self.picture, self.hovered, zoom)
        if self.gesture is not None:
            self.gesture.paint(painter)

    def _stops(self) -> list[ObjectKey]:
        """The devices that have a breakpoint; one of a rule is not theirs."""
        places = self.playhead.breakpoints.places
        return [key_of(each.device) for each in places if each.rule is None]

    def _paint_packets(self, painter: QPainter, walk_painter: "WalkPainter | None") -> None:
        """The walked packet over those that are under way beside it."""
        others = self.other_packets()
        if others:
            from ui.canvas.paint.packets import paint_packets

            walked = None if walk_painter is None else walk_painter.token_place()
            sight = Sight(self.camera.origin, self.camera.zoom, self.devicePixelRatioF())
            paint_packets(painter, sight, others, walked)
        if walk_painter is not None:
            walk_painter.paint_token(painter)

    def _pods_behind(self, service: Service) -> tuple[ObjectKey, ...]:
        """Looked up once for each change of the picture."""
        if self._behind[0] != self.picture.revision:
            self._behind = self.picture.revision, {}
        found = self._behind[1]
        if service.key not in found:
            found[service.key] = pods_behind(self.picture.scenario, service)
        return found[service.key]

    def _paint_empty(self, painter: QPainter) -> None:
        painter.setPen(theme.color("muted"))
        painter.setFont(self.font())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, tr(EMPTY))

    def _hold(self) -> None:
        """Someone moved the camera: leave it there when the canvas gets another size."""
        self._opens = self._fits = False

    def _open(self) -> None:
        """Show the scenario so that it can be read."""
        self._opens = True
        self.camera.open_on(self.picture.places.bounds(), self.size())
        self.update()

    def _follow(self) -> None:
        """Keep the packet in view, and all of a device, as far as there is room, when it comes to one."""
        painter = self.walk_painter()
        if painter is not None and self.gesture is None:
            box = painter.device_box() if painter.subject != self._followed else None
            for target in (box, painter.token_box()):
                if target is not None:
                    self.camera.reveal(target, self.size())
            self._followed = painter.subject
        self.update()

    def _sync(self, before: Scenario, after: Scenario) -> None:
        ahead, self._ahead = self._ahead, None
        if ahead is not None and ahead.scenario is after:
            self.picture.take(ahead)
        else:
            change = diff(before, after)
            self.picture.sync(change, after)
            self._bring_in(change.added)
        self.update()

    def _bring_in(self, added: Iterable[ObjectKey]) -> None:
        """Show what was added: with everything else while nobody has moved the camera, else by panning."""
        places = self.picture.places
        area = around(places.box(key) for key in added if key in places)
        size = self.size()
        if not area.width or not self.isVisible() or self.camera.seen(size).contains(area):
            return
        if self._opens or self._fits:
            self.camera.open_on(places.bounds(), size)
        if not self.camera.seen(size).contains(area):
            self.camera.reveal(area, size)

    def _repaint(self) -> None:
        self._backdrop.forget()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for three nodes and a card."""
        return QSize(1000, 700)
