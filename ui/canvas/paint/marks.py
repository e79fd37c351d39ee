"""What is selected, under the pointer, or behind the selected Service: outlines over the still picture."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPen

from sandbox.kube import EndpointIndex, ObjectKey, Service
from sandbox.scenario import Scenario
from ui.canvas.paint.shapes import outline
from ui.canvas.picture import Picture
from ui.canvas.places import KINDS
from ui.theme import theme


def paint_selected(painter: QPainter, picture: Picture, keys: Iterable[ObjectKey], zoom: float) -> None:
    """A ring around each selected object, clear of its own edge."""
    painter.setPen(QPen(theme.color("accent"), max(2.0, 1.5 / zoom)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for key in keys:
        if key in picture.places:
            painter.drawPath(outline(KINDS[key.kind], picture.places.box(key).grown(3)))


def paint_hovered(painter: QPainter, picture: Picture, key: ObjectKey, zoom: float) -> None:
    """A thin line on the edge of what is under the pointer."""
    painter.setPen(QPen(theme.color("accent"), max(1.5, 1.0 / zoom)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(outline(KINDS[key.kind], picture.places.box(key)))


def paint_backing(painter: QPainter, picture: Picture, pods: Iterable[ObjectKey], zoom: float) -> None:
    """A broken ring in the Service's colour around the pods behind it."""
    pen = QPen(theme.color("service"), max(2.0, 1.5 / zoom), Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for key in pods:
        if key in picture.places:
            painter.drawPath(outline(KINDS[key.kind], picture.places.box(key).grown(4)))


def pods_behind(scenario: Scenario, service: Service) -> tuple[ObjectKey, ...]:
    """The pods that a Service sends to, by its slices if it has any, else by its selector."""
    index = EndpointIndex(scenario.pods, scenario.endpoint_slices, scenario.nodes)
    slices = index.slices_of(service)
    if not slices:
        return tuple(pod.key for pod in index.pods_selected_by(service))
    paths = (endpoint.target.rpartition("/") for each in slices for endpoint in each.endpoints)
    return tuple(ObjectKey("Pod", namespace, name) for namespace, _, name in paths)
