"""A cluster without positions: nothing overlaps, zones stand together, and the whole has a screen's shape."""

from itertools import combinations, product

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

from sandbox.geometry.boxes import Box, around
from sandbox.imports.importing import import_path, import_text
from sandbox.kube import ObjectKey
from sandbox.scenario import Scenario
from sandbox.scenario.diff import diff
from tests.benchmarks.large_cluster import large_cluster
from tests.unit.imports.texts import KUBECTL
from ui.canvas.geometry.auto_layout import laid_out
from ui.canvas.geometry.zoned import whole_cluster
from ui.canvas.paint.ink import FontMeasure
from ui.canvas.picture import Picture
from ui.canvas.zones import zones_of

SIZES = {
    "Node": (520.0, 300.0),
    "Service": (288.0, 136.0),
    "Client": (120.0, 80.0),
    "LoadBalancer": (152.0, 80.0),
}
LETTERS = "cab"


def cluster(
    nodes: int, services: int, zones: int
) -> tuple[list[tuple[ObjectKey, float, float]], dict[ObjectKey, str]]:
    counts = {"Service": services, "Node": nodes, "LoadBalancer": 2, "Client": 1}
    unplaced = [
        (ObjectKey(kind, "", f"{kind}-{number}"), *SIZES[kind])
        for kind, count in counts.items()
        for number in range(count)
    ]
    named = {
        key: LETTERS[number % zones] if zones else ""
        for number, key in enumerate(key for key, _, _ in unplaced if key.kind == "Node")
    }
    return unplaced, named


@pytest.mark.parametrize(
    ("nodes", "services", "zones"), list(product((1, 3, 5, 12, 60, 300), (0, 4, 40), (0, 1, 3)))
)
def test_nothing_overlaps_and_zones_stand_together(nodes: int, services: int, zones: int) -> None:
    unplaced, named = cluster(nodes, services, zones)
    places = whole_cluster(unplaced, named)
    boxes = {key: Box(*places[key], width, height) for key, width, height in unplaced}
    assert not any(one.meets(other) for one, other in combinations(boxes.values(), 2))
    blocks = [
        around(boxes[key] for key in named if named[key] == zone) for zone in sorted(set(named.values()))
    ]
    assert not any(one.meets(other) for one, other in combinations(blocks, 2))
    assert sorted(blocks, key=lambda box: (box.x, box.y)) == blocks, "zones by name"
    left = [box.right for key, box in boxes.items() if key.kind != "Node"]
    assert max(left) < min(box.x for key, box in boxes.items() if key.kind == "Node")


@pytest.mark.parametrize("nodes", [12, 60, 300, 2000])
def test_the_whole_is_about_as_wide_as_a_screen(nodes: int) -> None:
    unplaced, named = cluster(nodes, nodes // 3, 3)
    places = whole_cluster(unplaced, named)
    whole = around(Box(*places[key], width, height) for key, width, height in unplaced)
    assert 0.9 < whole.width / whole.height < 2.6


def picture_of(scenario: Scenario, measure: FontMeasure) -> Picture:
    picture = Picture(measure)
    picture.sync(diff(Scenario(), scenario), scenario)
    return picture


def test_a_dump_is_laid_out_by_zones_that_are_named(qapp: QApplication) -> None:
    scenario = import_path(KUBECTL / "eks.json").scenario
    picture = picture_of(scenario, FontMeasure())
    found = zones_of(scenario, picture.places)
    assert [each.name for each in found] == ["eu-west-1a", "eu-west-1b"]
    crossed = replace(
        scenario,
        nodes=tuple(
            replace(node, metadata=replace(node.metadata, position=(100, y)))
            for node, y in zip(scenario.nodes, (0, 50), strict=True)
        ),
    )
    assert zones_of(crossed, picture_of(crossed, FontMeasure()).places) == ()


def test_zones_are_not_named_where_there_is_one(qapp: QApplication) -> None:
    scenario = large_cluster(6, 3, 12)
    assert zones_of(scenario, picture_of(scenario, FontMeasure()).places) == ()


def test_what_is_pending_stands_below(qapp: QApplication) -> None:
    text = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nstatus: {phase: Pending}\n---\n"
    scenario = import_text(f"{text}apiVersion: v1\nkind: Node\nmetadata: {{name: n}}\n", "x").scenario
    places = picture_of(scenario, FontMeasure()).places
    pod, node = places.box(ObjectKey("Pod", "default", "p")), places.box(ObjectKey("Node", "", "n"))
    assert pod.y > node.bottom


def test_auto_layout_keeps_zones_together() -> None:
    base = large_cluster(6, 2, 12)
    label = "topology.kubernetes.io/zone"
    nodes = tuple(
        replace(node, metadata=replace(node.metadata, labels=((label, LETTERS[number % 2]),)))
        for number, node in enumerate(base.nodes)
    )
    scenario = replace(base, nodes=nodes)
    found = laid_out(scenario, {node.key: Box(0, 0, 520, 300) for node in nodes}, [])
    order = sorted(
        range(len(nodes)), key=lambda number: (found[nodes[number].key].x, found[nodes[number].key].y)
    )
    assert [LETTERS[number % 2] for number in order] == ["a", "a", "a", "c", "c", "c"]
