"""A node that a packet is in: a row of hooks under the rail that it rides on, and what changed."""

from collections.abc import Sequence

from sandbox.explain.header import Rewriting
from sandbox.geometry.boxes import Box, Point
from sandbox.geometry.lines import Path
from ui.canvas.geometry.face import (
    PAD,
    Align,
    Face,
    Label,
    Measure,
    Plate,
    PlateKind,
    Role,
    Tone,
    Wire,
    broken,
    cut,
    elided,
    line,
)
from ui.canvas.geometry.node import Head, header
from ui.canvas.hops import Cell
from ui.canvas.walk import Walk
from ui.language import say

RAIL = 46.0
"""Height of the line over the hooks: the token on it covers no text."""
CELL_TOP = 60.0
CELL_HEIGHT = 72.0
CELL_GAP = 12.0
LEAST_CELL = 126.0
"""Room for the sixteen letters of KUBE-POSTROUTING, and of what tells chains of one kind apart."""
MOST_CELL = 152.0
LOOSE = (7.0, 27.0, 49.0)
"""Where in a cell the hook, the word and the detail begin."""
TIGHT = (4.0, 21.0, 39.0)
"""The same where a detail takes two lines."""
EDGE = 8.0
"""Where the packet's way goes up to the rail."""
STRIP_TOP = 140.0
STRIP_HEIGHT = 44.0


def opened_face(head: Head, walk: Walk, width: float, height: float, measure: Measure) -> Face:
    """The node's hooks as far as the packet has come; at least as large as the closed node."""
    boxes = cell_boxes(len(walk.cells), width)
    right = boxes[-1].right + PAD if boxes else 0.0
    width = max(width, right)
    labels = header(head, width, measure)
    plates = []
    details = [
        _detail_lines(cell.detail, box.width - 8, measure)
        for cell, box in zip(walk.cells, boxes, strict=True)
    ]
    tight = any(len(lines) > 1 for lines in details)
    for index, (cell, box) in enumerate(zip(walk.cells, boxes, strict=True)):
        kind = _state(walk, index)
        plates.append(Plate(box, kind))
        labels += _cell_labels(cell, box, kind, details[index], TIGHT if tight else LOOSE, measure)
    strip = Box(PAD, STRIP_TOP, width - 2 * PAD, STRIP_HEIGHT)
    if walk.reason:
        plates.append(Plate(strip, PlateKind.ENDED))
        labels += _reason_labels(walk.reason, strip, measure)
    elif walk.rewriting is not None:
        plates.append(Plate(strip, PlateKind.CHANGE))
        labels += strip_labels(walk.rewriting, strip, measure)
    return Face(width, height, tuple(labels), tuple(plates), wires=tuple(_arrows(walk, boxes)))


def cell_boxes(count: int, width: float) -> list[Box]:
    """Places for that many cells side by side, wide enough for the names of hooks."""
    if not count:
        return []
    free = (width - 2 * PAD - (count - 1) * CELL_GAP) / count
    across = min(max(free, LEAST_CELL), MOST_CELL)
    return [Box(PAD + index * (across + CELL_GAP), CELL_TOP, across, CELL_HEIGHT) for index in range(count)]


def _state(walk: Walk, index: int) -> PlateKind:
    if index == walk.cell:
        return PlateKind.CURRENT
    return PlateKind.PASSED if walk.cells[index].last < walk.step else PlateKind.AHEAD


def _detail_lines(detail: str, room: float, measure: Measure) -> list[str]:
    """The chain or address on a line, or on two: `KUBE-SEP-` over what tells it apart."""
    if measure.width(detail, Role.CODE) <= room or "-" not in detail:
        return [cut(detail, Role.CODE, room, measure)]
    first = max((detail[: index + 1] for index, letter in enumerate(detail) if letter == "-"), key=len)
    while measure.width(first, Role.CODE) > room and "-" in first[:-1]:
        first = first[: first[:-1].rindex("-") + 1]
    rest = cut(detail[len(first) :], Role.CODE, room, measure)
    return [cut(first, Role.CODE, room, measure), *([rest] if rest else [])]


def _cell_labels(
    cell: Cell,
    box: Box,
    kind: PlateKind,
    details: Sequence[str],
    tops: tuple[float, float, float],
    measure: Measure,
) -> list[Label]:
    """The hook, what it did, and by what; of what is ahead only the name."""
    x, room = box.x + 4, box.width - 8
    ahead = kind is PlateKind.AHEAD
    tone = Tone.PACKET if kind is PlateKind.CURRENT else Tone.MUTED
    top = box.y + (box.height - 15) / 2 if ahead else box.y + tops[0]
    title = cut(cell.title, Role.SMALL_BOLD, room, measure)
    labels = [Label(line(x, top, room, Role.SMALL_BOLD), title, Role.SMALL_BOLD, tone, Align.MIDDLE)]
    if ahead:
        return labels
    word = elided(cell.word, Role.NAME, room, measure)
    labels.append(Label(line(x, box.y + tops[1], room, Role.NAME), word, Role.NAME, align=Align.MIDDLE))
    for number, detail in enumerate(details):
        below = line(x, box.y + tops[2] + 15 * number, room, Role.CODE)
        labels.append(Label(below, detail, Role.CODE, Tone.MUTED, Align.MIDDLE))
    return labels


def _arrows(walk: Walk, boxes: Sequence[Box]) -> list[Wire]:
    """Between cells, pointing on; in the packet's colour where it has gone."""
    wires = []
    for index in range(len(boxes) - 1):
        y, start, end = boxes[index].middle.y, boxes[index].right + 3, boxes[index + 1].x - 3
        passed = walk.cells[index + 1].first <= walk.step
        wires.append(Wire((Point(start, y), Point(end, y)), passed))
        wires.append(Wire((Point(end - 4, y - 4), Point(end, y)), passed))
        wires.append(Wire((Point(end - 4, y + 4), Point(end, y)), passed))
    return wires


def _reason_labels(reason: str, strip: Box, measure: Measure) -> list[Label]:
    """Why the packet ended here, on two lines at most."""
    x, room = strip.x + 12, strip.width - 24
    first, rest = broken(reason, Role.SMALL, room, measure)
    top = strip.y + (5 if rest else (strip.height - 15) / 2)
    labels = [Label(line(x, top, room, Role.SMALL), first, Role.SMALL)]
    if rest:
        labels.append(Label(line(x, top + 18, room, Role.SMALL), rest, Role.SMALL))
    return labels


def strip_labels(change: Rewriting, strip: Box, measure: Measure) -> list[Label]:
    """`source rewritten ⇄` over the old value, struck through, and the new one."""
    title = say(change.title)
    x, room = strip.x + 12, measure.width(title, Role.SMALL_BOLD) + 1
    labels = [Label(line(x, strip.y + 5, room, Role.SMALL_BOLD), title, Role.SMALL_BOLD, Tone.CHANGED)]
    y, old = strip.y + 23, measure.width(change.before, Role.CODE) + 1
    arrow = measure.width("→", Role.CODE_BOLD) + 1
    new = Box(x + old + 8 + arrow + 8, y, measure.width(change.after, Role.CODE_BOLD) + 1, 16)
    labels.append(Label(line(x, y, old, Role.CODE), change.before, Role.CODE, Tone.CHANGED, struck=True))
    labels.append(Label(Box(x + old + 8, y, arrow, 16), "→", Role.CODE_BOLD, Tone.CHANGED))
    labels.append(Label(new, change.after, Role.CODE_BOLD, Tone.CHANGED))
    return labels


def rail_ways(walk: Walk, boxes: Sequence[Box], attach_y: float) -> tuple[Point, Path, Path]:
    """Inside an opened node: where the token is, the way that it came, and the way that it will go.

    A way to a pod of the node ends over the last hook, and one from a pod begins over the first.
    """
    gate = (Point(0, attach_y), Point(EDGE, attach_y), Point(EDGE, RAIL))
    from_pod, to_pod = walk.arrived_from.startswith("pod/"), walk.leaves_for.startswith("pod/")
    index = walk.nearest_cell
    if index is None:
        x = boxes[0].x if from_pod and boxes else 0.0
        token = Point(x, RAIL) if from_pod else gate[0]
    elif walk.is_leaving and not to_pod:
        token = gate[0]
    else:
        token = Point(boxes[index].middle.x, RAIL)
    far = boxes[-1].middle.x if boxes else EDGE
    begin: Path = (Point(boxes[0].x, RAIL),) if from_pod and boxes else gate
    last = Point(boxes[index].middle.x, RAIL) if index is not None else token
    came = (*begin, last) if walk.arrived_from and index is not None else ()
    goes = (token, Point(far, RAIL)) if to_pod or not walk.leaves_for else (last, *reversed(gate))
    return token, came, () if walk.is_leaving else goes
