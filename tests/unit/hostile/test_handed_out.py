"""Text from a file is text in everything that Natwalk writes: pages, pictures, reports, tables."""

import csv
import io
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sandbox.cli.main import main
from tests.fixtures.limited import natwalk
from tests.fixtures.markup import MARKED, NAME, TEXT

EXPECTING = TEXT.replace('"spec": {"from"', '"spec": {"expect": [{"verdict": "dropped"}], "from"')
FORMULA = TEXT.replace(f'"flow{NAME}"', '"=cmd|x"')


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / f"{NAME}.json"
    path.write_text(TEXT)
    return path


class Tags(HTMLParser):
    """The elements of a page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_page(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    assert main(["html", str(path), "-o", str(out)]) == 0
    page = Tags(out.read_text())
    assert NAME in page.text
    assert not page.tags & {"b", "img", "iframe", "object", "link"}
    assert not {each for each in page.attributes if each.startswith("on")} | page.attributes & {"src"}


@pytest.mark.parametrize("form", ["svg", "png", "pdf"])
def test_a_picture(form: str, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    out = tmp_path / f"out.{form}"
    found = natwalk(tmp_path, "picture", str(path), "-o", str(out))
    assert found.status == 0, found.errors
    if form == "svg":
        picture = ElementTree.fromstring(out.read_text())
        assert NAME in "".join(picture.itertext())
        assert not [each for each in picture.iter() if each.tag.endswith(("}b", "}image", "}script", "}a"))]


def test_a_report(tmp_path: Path) -> None:
    path, out = tmp_path / "a.json", tmp_path / "out.xml"
    path.write_text(EXPECTING)
    assert EXPECTING != TEXT
    assert main(["run", str(path), "--junit", str(out)]) in (0, 1)
    report = ElementTree.fromstring(out.read_text())
    assert {each.get("name") for each in report.iter("testcase")} == {f"flow{NAME}"}


def test_a_table_without_formulas(tmp_path: Path) -> None:
    path, out = tmp_path / "a.json", tmp_path / "out.csv"
    path.write_text(FORMULA)
    assert main(["export", str(path), "--table", "events", "-o", str(out)]) == 0
    rows = list(csv.reader(io.StringIO(out.read_text())))
    assert any("=cmd|x" in cell for row in rows for cell in row)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]


def test_a_capture(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.pcapng"
    assert main(["capture", str(path), "-o", str(out)]) == 0
    assert NAME.encode() in out.read_bytes()


def test_a_note_does_not_turn_what_is_around_it(tmp_path: Path) -> None:
    """What people write on a note may hold isolates; no sentence of a page is turned by them."""
    path, out = tmp_path / "a.json", tmp_path / "out.html"
    path.write_text(TEXT.replace(f'"text": "{MARKED}"', '"text": "a\\u202eb\\u2066c"'))
    assert main(["html", str(path), "-o", str(out)]) == 0
    assert not set(out.read_text()) & set("\u202e\u2066")
