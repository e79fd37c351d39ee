"""How fast the canvas paints, pans and takes in objects, against graphics items where that says something.

`python -m tests.benchmarks.canvas` prints absolute numbers, ratios and goals in one run; set QT_QPA_PLATFORM
to `xcb` for a real window, it is `offscreen` by default. Times are on the clock and, in brackets, of the
thread alone: on a busy machine the second is what the canvas costs.
"""

import os
import resource
import sys
import time
from collections.abc import Callable, Sequence

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsLineItem,
    QGraphicsRectItem,
    QGraphicsScene,
    QGraphicsView,
    QStyleOptionGraphicsItem,
    QWidget,
)

from sandbox.geometry.lines import split
from sandbox.scenario import Scenario
from sandbox.scenario.edits import add_node, paste
from tests.benchmarks.large_cluster import large_cluster
from tests.benchmarks.report import print_conditions
from ui.canvas import CanvasView
from ui.canvas.paint.packets import Placed
from ui.models import Document, Selection, Simulation
from ui.models.playhead import Playhead
from ui.theme import theme

WIDTH, HEIGHT = 1280, 800
FRAMES = 60
ZOOMS = (0.02, 0.03, 0.045, 0.061, 0.1, 0.15, 0.21, 0.23, 0.3, 0.4, 0.5, 0.59, 0.68, 0.77, 1.0, 1.5)
STAND_IN = 2.7
"""Seconds that GNS3's canvas took for 1,000 nodes with links on the machine where it was measured."""
Times = tuple[float, float]
"""Milliseconds on the clock and of the thread."""


class Crowded(CanvasView):
    """A canvas with packets under way on real lines."""

    packets = 0

    def other_packets(self) -> list[Placed]:
        """Packets a little further on with every frame."""
        if not self.packets:
            return super().other_packets()
        self.packets += 1
        ways = self._ways_taken
        return [Placed(number, way[self.packets % len(way)]) for number, way in enumerate(ways)]

    def spread(self, count: int) -> None:
        """Put packets on the way to nodes, each with the places of a hundred frames."""
        nodes = self.document.scenario.nodes
        names = [f"node/{nodes[number % len(nodes)].metadata.name}" for number in range(count)]
        lanes = [self._ways.lane("client/laptop", name) for name in names]
        self._ways_taken = [[split(lane, part / 100)[0][-1] for part in range(100)] for lane in lanes]
        self.packets = 1


def canvas_on(scenario: Scenario) -> Crowded:
    """A canvas that shows a scenario, 1280 × 800."""
    document = Document()
    selection, simulation = Selection(document), Simulation(document)
    view = Crowded(document, selection, simulation, Playhead(simulation))
    view.resize(WIDTH, HEIGHT)
    view.show()
    document.show(scenario)
    view.fit_all()
    QApplication.processEvents()
    view.repaint()
    return view


def frames(draw: Callable[[], object], count: int = FRAMES) -> list[Times]:
    """How long each of a number of calls takes."""
    taken = []
    for _ in range(count):
        clock, own = time.perf_counter(), time.thread_time()
        draw()
        taken.append(((time.perf_counter() - clock) * 1000, (time.thread_time() - own) * 1000))
    return taken


def share(taken: Sequence[Times], part: float) -> Times:
    """The value that `part` of the frames keep within, of the clock and of the thread."""
    clock, own = (sorted(each[which] for each in taken) for which in (0, 1))
    last = min(int(len(clock) * part), len(clock) - 1)
    return clock[last], own[last]


def full_repaint(view: CanvasView) -> None:
    """Paint everything, as after an edit."""
    view.picture.revision += 1
    view.repaint()


def pan(view: CanvasView) -> None:
    """Pan a little and paint."""
    view.pan_by(-3, -2)
    view.repaint()


def worst_zoom(view: CanvasView) -> tuple[float, list[Times]]:
    """The dearest zoom, and its frames."""
    middle = view.picture.places.bounds().middle
    costs: dict[float, list[Times]] = {}
    for zoom in ZOOMS:
        view.camera.zoom = zoom
        view.camera.center(middle, view.size())
        costs[zoom] = frames(lambda: full_repaint(view), 12)
    worst = max(costs, key=lambda zoom: share(costs[zoom], 0.5)[1])
    view.camera.zoom = worst
    view.camera.center(middle, view.size())
    return worst, frames(lambda: full_repaint(view))


class Block(QGraphicsRectItem):
    """A node as a graphics item: with levels of detail, as the usual canvas has it."""

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """A plain block from far away, else a round one."""
        level = option.levelOfDetailFromTransform(painter.worldTransform())
        if level < 0.2:
            painter.fillRect(self.rect(), theme.color("node"))
        else:
            painter.setPen(QPen(theme.color("node"), 1.5))
            painter.drawRoundedRect(self.rect(), 14, 14)


def graphics_view(view: CanvasView) -> QGraphicsView:
    """A QGraphicsView with an item for each block and line that the canvas shows at fit."""
    scene = QGraphicsScene()
    places = view.picture.places
    for index in places.meeting(places.bounds(), with_pods=False):
        scene.addItem(Block(QRectF(*places.box_at(index))))
    for path in view.picture.wiring.paths:
        scene.addItem(QGraphicsLineItem(QLineF(*path[0], *path[-1])))
    shown = QGraphicsView(scene)
    shown.resize(WIDTH, HEIGHT)
    shown.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    shown.show()
    scene.setParent(shown)
    shown.scale(view.camera.zoom, view.camera.zoom)
    shown.centerOn(*places.bounds().middle)
    QApplication.processEvents()
    return shown


def say(what: str, times: Times, goal: str) -> None:
    """One line of the report."""
    print(f"{what:58} {times[0]:8.1f} ms ({times[1]:.1f})   goal: {goal}", flush=True)


def measure_painting(view: Crowded, small: Crowded) -> None:
    """Full repaints at the worst zoom and at fit, and panning with packets."""
    zoom, taken = worst_zoom(view)
    say(f"worst zoom ({zoom:g}), full repaint, 95th percentile", share(taken, 0.95), "16.6 ms")
    _, few = worst_zoom(small)
    ratio = share(taken, 0.5)[1] / share(few, 0.5)[1]
    say("the same with 50 nodes + 1,000 pods", share(few, 0.95), f"3 ×; ratio of medians {ratio:.1f}")
    view.fit_all()
    fit = share(frames(lambda: full_repaint(view)), 0.5)
    say("at fit, full repaint, median", fit, "1/8 of the next")
    items = graphics_view(view)
    shown = share(frames(items.viewport().repaint, 20), 0.5)
    say("QGraphicsView with as many blocks and lines, median", shown, f"1/{shown[1] / fit[1]:.0f} reached")
    items.close()
    for zoom in (0.02, 0.1, 1.0):
        view.camera.zoom = zoom
        view.camera.center(view.picture.places.bounds().middle, view.size())
        view.spread(1000)
        panned = frames(lambda: pan(view))
        say(f"1,000 packets while panning at {zoom:g}, 95th percentile", share(panned, 0.95), "8.3 ms")
        view.packets = 0


def measure_adding() -> None:
    """Adding 1,000 nodes with their lines through document, undo and picture."""
    view = canvas_on(Scenario())
    nodes = large_cluster(1000, 1, 0).nodes
    goal = f"{STAND_IN * 100:.0f} ms (0.1 × GNS3's {STAND_IN} s)"

    def at_once() -> None:
        view.document.apply("Paste 1000 objects", lambda scenario: paste(scenario, nodes))
        assert view.picture.wiring.paths
        view.repaint()

    def one_by_one() -> None:
        for _ in range(1000):
            view.document.apply("Add Node", add_node)
        assert view.picture.wiring.paths
        view.repaint()

    say("1,000 nodes with lines, pasted as one step", frames(at_once, 1)[0], goal)
    say("taking them back", frames(view.document.undo_stack.undo, 1)[0], goal)
    say("1,000 nodes with lines, one undo step each", frames(one_by_one, 1)[0], "none: 1,000 edits")


def main() -> None:
    """Measure everything and print it."""
    application = QApplication([])
    theme.install(application)
    cluster = large_cluster(5000, 200, 100_000)
    start = time.perf_counter(), time.thread_time()
    view = canvas_on(cluster)
    opened = (time.perf_counter() - start[0]) * 1000, (time.thread_time() - start[1]) * 1000
    say("5,000 nodes + 100,000 pods into the picture", opened, "as little as can be")
    measure_painting(view, canvas_on(large_cluster(50, 20, 1000)))
    key = cluster.nodes[2500].key
    from sandbox.scenario.edits import move

    moved = frames(lambda: view.document.preview(lambda scenario: move(scenario, {key: (0.0, 0.0)})), 10)
    say("one frame of dragging a node of that cluster", share(moved, 0.5), "100 ms")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'peak memory with 100,000 pods open':58} {memory:8.0f} MB          goal: 700 MB")
    measure_adding()
    print(f"platform {QApplication.platformName()}; {sys.implementation.name}")
    print_conditions("PySide6-Essentials", "numpy")
    os._exit(0)


if __name__ == "__main__":
    main()
