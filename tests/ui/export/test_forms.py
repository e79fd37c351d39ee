"""Pictures of the canvas and of panels: text that stays text, sizes, and scenarios inside."""

import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from sandbox.formats import dumps, load
from sandbox.formats.pictures import scenario_in
from sandbox.geometry.boxes import Box
from sandbox.kube import ObjectMeta
from sandbox.scenario import Note
from sandbox.trace import NatStep
from tests.unit.web.pages import TUTORIAL, timeline_of, tutorial
from ui.export.canvas import folded, picture_of, whole_canvas
from ui.export.forms import FORMS, PictureTooLargeError, encoded, form_of, image_of
from ui.export.subjects import CanvasPart, Panel

pytestmark = pytest.mark.usefixtures("qapp")


def image(content: bytes) -> QImage:
    found = QImage.fromData(content)
    assert not found.isNull()
    return found


def test_an_svg_has_its_text_as_text_and_no_pixels() -> None:
    svg = encoded(FORMS["SVG"], whole_canvas(tutorial())).decode()
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    for expected in ("kubernetes-node-6jst", "10.180.1.136:8080", "externalTrafficPolicy", "laptop"):
        assert expected in [each.strip() for each in texts]
    assert "<image" not in svg


def test_the_packet_is_where_the_step_has_it() -> None:
    scenario = tutorial()
    timeline = timeline_of(scenario, "nodeport-cx31")
    rewriting = next(
        number
        for number, moment in enumerate(timeline.moments)
        if isinstance(moment.step, NatStep) and moment.step.before.source != moment.step.after.source
    )
    plain = encoded(FORMS["SVG"], whole_canvas(scenario)).decode()
    walked = encoded(FORMS["SVG"], whole_canvas(scenario, timeline, rewriting)).decode()
    assert "masquerade" not in plain
    assert "masquerade" in walked
    assert "source rewritten" in walked


@pytest.mark.parametrize("scale", [1, 2, 3, 4])
def test_a_png_is_as_large_as_it_is_said_to_be(scale: int) -> None:
    subject = whole_canvas(tutorial())
    found = image(encoded(FORMS["PNG"], subject, scale))
    assert found.size() == (subject.size * scale).toSize()


def test_a_picture_that_does_not_fit_into_memory_is_refused_in_a_sentence() -> None:
    picture, measure = picture_of(tutorial())
    with pytest.raises(PictureTooLargeError, match="30000 × 30000 pixels is too large"):
        image_of(CanvasPart(picture, measure, Box(0, 0, 30_000, 30_000)), 1)


@pytest.mark.parametrize("form", ["SVG", "PNG"])
def test_a_picture_opens_as_the_scenario_that_it_shows(form: str, tmp_path: Path) -> None:
    file = load(TUTORIAL)
    content = encoded(FORMS[form], whole_canvas(file.scenario), 1, dumps(file.scenario, file))
    path = tmp_path / f"picture{FORMS[form].suffix}"
    path.write_bytes(content)
    assert load(path).scenario == file.scenario
    assert scenario_in(content) == TUTORIAL.read_bytes()
    if form == "PNG":
        assert image(content).size().isValid()


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext")
def test_a_pdf_has_one_page_of_text(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(encoded(FORMS["PDF"], whole_canvas(tutorial())))
    text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    assert "kubernetes-node-6jst" in text
    assert text.count("\f") == 1


def test_a_panel_is_a_picture_too(qtbot: QtBot) -> None:
    label = QLabel("conntrack of node a")
    qtbot.addWidget(label)
    label.resize(200, 40)
    svg = encoded(FORMS["SVG"], Panel(label)).decode()
    assert "conntrack of node a" in svg
    assert image(encoded(FORMS["PNG"], Panel(label), 2)).size() == QSize(400, 80)


def test_a_form_is_known_by_its_suffix() -> None:
    assert form_of(".PNG") is FORMS["PNG"]
    assert form_of(".gif") is None


def test_what_is_folded_is_still_counted() -> None:
    scenario = tutorial()
    few = folded(scenario, {"node/kubernetes-node-6jst"})
    assert [each.metadata.name for each in few.nodes if not each.metadata.collapsed] == [
        "kubernetes-node-6jst"
    ]
    assert few.nodes[0].metadata.name == "kubernetes-node-6jst"
    assert len(few.pods) == len(scenario.pods)
    svg = encoded(FORMS["SVG"], whole_canvas(few)).decode()
    assert "1 pod" in svg
    assert "busybox" not in svg


def test_what_a_note_says_is_text_in_an_svg() -> None:
    note = Note(ObjectMeta("n", position=(0.0, 0.0)), "</text><script>alert(1)</script>&\u0001")
    svg = encoded(FORMS["SVG"], whole_canvas(replace(tutorial(), notes=(note,)))).decode()
    root = ET.fromstring(svg)  # well formed, so that no viewer guesses
    assert not [each for each in root.iter() if each.tag.endswith("script")]
    assert "alert(1)" in "".join(root.itertext())
