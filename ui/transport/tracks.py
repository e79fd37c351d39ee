"""The tracks of packets beside the walked one: thin lines in their colours, their numbers where they are."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from sandbox.playback import GAP, Lane
from ui.models.playhead import Playhead
from ui.theme import fonts, theme
from ui.theme.tokens import packet_token
from ui.transport.geometry import LanesGeometry

THIN = 2.0
BELOW, APART = 6.0, 3.0
"""How far below the walked packet's line the first track is, and each after it."""
MOST = 3
"""Tracks beside each other; more share places in turn."""
RADIUS = 7.0


@dataclass(frozen=True)
class Track:
    """Another packet's stays, in seconds of the walked packet's timeline, and whether it is under way."""

    number: int
    lanes: tuple[Lane, ...]
    shift: float
    now: tuple[str, float] | None


def tracks_of(playhead: Playhead, followed: int | None) -> tuple[Track, ...]:
    """The tracks of all packets but the followed one; none where only that one is wanted."""
    if followed is None or playhead.only_mine:
        return ()
    return tuple(_tracks(playhead, followed))


def other_lanes(playhead: Playhead, lanes: Sequence[Lane]) -> tuple[Lane, ...]:
    """Empty lanes for the devices that only other packets come to."""
    known = {lane.device for lane in lanes}
    devices = (lane.device for each in playhead.convoy.lanes for lane in each)
    return tuple(Lane(device, ()) for device in dict.fromkeys(devices) if device not in known)


def _tracks(playhead: Playhead, followed: int) -> Iterator[Track]:
    under_way = {each.number: each.cursor for each in playhead.tokens()}
    for index, lanes in enumerate(playhead.convoy.lanes):
        if index != followed:
            shift = (index - followed) * GAP
            cursor = under_way.get(index + 1)
            now = None if cursor is None else (cursor.device, playhead.position)
            yield Track(index + 1, lanes, shift, now)


@dataclass(frozen=True)
class TrackPainter:
    """Paints tracks into lanes of `devices`; times are cut to the walked packet's timeline."""

    painter: QPainter
    geometry: LanesGeometry
    devices: Sequence[str]
    duration: float

    def paint_lines(self, tracks: Sequence[Track]) -> None:
        """Where the packets were and will be."""
        for track in tracks:
            for lane in track.lanes:
                self._paint_line(track, lane)

    def paint_numbers(self, tracks: Sequence[Track]) -> None:
        """Where they are now: beside the playhead, one after another in each lane."""
        taken: Counter[str] = Counter()
        for track in tracks:
            if track.now is not None:
                device, time = track.now
                taken[device] += 1
                self._paint_number(track.number, device, self._x_of(time) + taken[device] * (2 * RADIUS + 2))

    def _y_of(self, number: int, device: str) -> float:
        return self.geometry.y_of(self.devices.index(device)) + BELOW + number % MOST * APART

    def _paint_line(self, track: Track, lane: Lane) -> None:
        y = self._y_of(track.number, lane.device)
        self.painter.setPen(QPen(theme.color(packet_token(track.number)), THIN))
        for span in lane.spans:
            start = max(span.start + track.shift, 0.0)
            end = min(span.end + track.shift, self.duration)
            if start < end:
                self.painter.drawLine(QPointF(self._x_of(start), y), QPointF(self._x_of(end), y))

    def _paint_number(self, number: int, device: str, x: float) -> None:
        painter = self.painter
        center = QPointF(x, self.geometry.y_of(self.devices.index(device)) + BELOW)
        painter.setPen(QPen(theme.color("surface"), 1))
        painter.setBrush(theme.color(packet_token(number)))
        painter.drawEllipse(center, RADIUS, RADIUS)
        painter.setPen(theme.color("on_solid"))
        painter.setFont(fonts.words(10, bold=True))
        side = 2 * RADIUS
        area = QRectF(center.x() - RADIUS, center.y() - RADIUS, side, side)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(number))

    def _x_of(self, time: float) -> float:
        return self.geometry.x_of(time, self.duration)
