"""The page in a browser: stepped through by key and by button, announced, quiet, and printed."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.formats.web.stills import stills_of
from tests.fixtures.browser import CHROMIUM, Browser, browser
from tests.unit.web.pages import timeline_of, tutorial, tutorial_page

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="needs chromium")

SHOWN = "document.querySelector('.still.current h3').textContent"
SAID = "document.getElementById('said').textContent"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    folder = tmp_path_factory.mktemp("web")
    path = folder / "walk.html"
    path.write_text(tutorial_page(), encoding="utf-8")
    with browser(folder / "profile") as found:
        found.resize(1280, 800, prefers_reduced_motion="reduce")
        found.open(path)
        yield found


@pytest.fixture(autouse=True)
def at_the_start(page: Browser) -> None:
    page.press("Home")


def number_of(page: Browser) -> int:
    found = re.search(r"Step (\d+) of", page.value(SHOWN))
    assert found is not None
    return int(found[1])


def test_it_loads_quietly_and_asks_for_nothing_else(page: Browser) -> None:
    page.press("End")
    assert page.noise == []
    (address,) = page.requests
    assert address.startswith("file://")
    assert address.endswith("walk.html")


def test_arrows_step_forward_and_back_and_the_step_is_announced(page: Browser) -> None:
    first = page.value(SHOWN)
    page.press("ArrowRight")
    second, said = page.value(SHOWN), page.value(SAID)
    assert second != first
    assert said.startswith("Step 2 of ")
    page.press("ArrowLeft")
    assert page.value(SHOWN) == first
    assert page.value(SAID).startswith("Step 1 of ")


def test_home_and_end_go_to_the_ends_and_no_further(page: Browser) -> None:
    page.press("End")
    last = number_of(page)
    page.press("ArrowRight")
    assert number_of(page) == last == len(stills_of(timeline_of(tutorial(), "nodeport-6jst")))
    page.press("Home")
    page.press("ArrowLeft")
    assert number_of(page) == 1


def test_space_plays_and_any_step_pauses(page: Browser) -> None:
    label = "document.querySelector('[data-go=play]').textContent"
    page.press(" ")
    assert page.value(label) == "Pause"
    page.press("ArrowRight")
    assert page.value(label) == "Play"
    assert number_of(page) == 2


def test_buttons_and_the_slider_step_too(page: Browser) -> None:
    page.value("document.querySelector('[data-go=forward]').click()")
    assert number_of(page) == 2
    page.value(
        "{const s = document.querySelector('input'); s.value = 5; s.dispatchEvent(new Event('input'))}"
    )
    assert number_of(page) == 5
    page.value("document.querySelector('input').focus()")
    page.press("ArrowRight")
    assert number_of(page) == 6
    page.value("document.activeElement.blur()")


def test_one_still_is_seen_and_its_address_leads_to_it(page: Browser) -> None:
    seen = "Array.from(document.querySelectorAll('.still')).filter(e => e.checkVisibility()).length"
    assert page.value(seen) == 1
    page.value("location.hash = '#step-7'; new Promise(done => setTimeout(done))")
    assert number_of(page) == 7


def test_everything_to_press_has_a_name_and_the_page_its_landmarks(page: Browser) -> None:
    names = "Array.from(document.querySelectorAll('button,input')).map(e => e.ariaLabel || e.textContent)"
    assert page.value(names) == ["First", "Back", "Play", "Forward", "Last", "Step"]
    for selector in ("main", "header", "footer", "nav[aria-label]", "h1", "[role=status][aria-live=polite]"):
        assert page.value(f"document.querySelectorAll('{selector}').length") >= 1
    unnamed = "Array.from(document.querySelectorAll('svg[role=img]')).filter(e => !e.ariaLabel).length"
    assert page.value(unnamed) == 0
    skipped = """{ let last = 0, bad = 0;
      for (const h of document.querySelectorAll('h1,h2,h3,h4')) {
        if (+h.tagName[1] > last + 1) bad++; last = +h.tagName[1]; } bad }"""
    assert page.value(skipped) == 0


def test_focus_is_seen(page: Browser) -> None:
    page.value("document.activeElement.blur()")
    page.press("Tab")
    ring = page.value("getComputedStyle(document.activeElement).outlineWidth")
    assert ring == "3px"


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_nothing_is_wider_than_the_screen(page: Browser, width: int) -> None:
    page.resize(width, 800, prefers_reduced_motion="reduce")
    assert page.value("document.documentElement.scrollWidth") <= width
    page.resize(1280, 800, prefers_reduced_motion="reduce")


def test_the_packet_is_brought_into_view_on_a_narrow_screen(page: Browser) -> None:
    page.resize(390, 800, prefers_reduced_motion="reduce")
    page.press("End")
    page.press("ArrowLeft")
    inside = """{ const still = document.querySelector('.still.current');
      const at = still.querySelector('.token').getBoundingClientRect();
      const box = still.querySelector('.picture').getBoundingClientRect();
      at.left >= box.left && at.right <= box.right }"""
    for _ in range(12):
        assert page.value(inside), page.value(SHOWN)
        page.press("ArrowLeft")
    page.resize(1280, 800, prefers_reduced_motion="reduce")


def test_texts_fit_their_shapes(page: Browser) -> None:
    wide = """Array.from(document.querySelectorAll('#stage g')).flatMap(g => {
      const box = g.querySelector('.shape').getBBox();
      return Array.from(g.querySelectorAll(':scope > text')).filter(t => {
        const own = t.getBBox();
        return own.x < box.x + 2 || own.x + own.width > box.x + box.width - 2;
      }).map(t => t.textContent); })"""
    assert page.value(wide) == []


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext")
def test_it_prints_as_numbered_stills(page: Browser, tmp_path: Path) -> None:
    paper = tmp_path / "walk.pdf"
    paper.write_bytes(page.print_to_pdf())
    text = subprocess.run(
        ["pdftotext", "-layout", paper, "-"], capture_output=True, text=True, check=True
    ).stdout
    stills = stills_of(timeline_of(tutorial(), "nodeport-6jst"))
    figures = [each for each in stills if each.figure]
    assert [int(each) for each in re.findall(r"Figure (\d+) \(step", text)] == [
        each.figure for each in figures
    ]
    for each in figures:
        assert each.headline in text
    assert "Play" not in text
    assert "Step 2 of" not in text
