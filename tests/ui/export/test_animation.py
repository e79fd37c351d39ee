"""Animations: their frames depend on the time alone, and the files on the frames."""

import subprocess
import threading
from io import BytesIO

import pytest
from msgspec.structs import replace
from PIL import Image
from PySide6.QtGui import QImage

from sandbox.playback.frames import frames_of
from sandbox.progress import Cancelled
from tests.unit.web.pages import timeline_of, tutorial
from ui.export import animation
from ui.export.animation import (
    FORMS,
    VIDEO_RATE,
    AnimationError,
    Motion,
    encoded,
    estimated_size,
    form_of,
    spread,
)
from ui.export.film import CAPTION, LEAST_SCALE, MOST_UPRIGHT, Film

pytestmark = pytest.mark.usefixtures("qapp")
TIMELINE = timeline_of(tutorial(), "nodeport-cx31")


@pytest.fixture
def film() -> Film:
    return Film(tutorial(), TIMELINE, 320)


@pytest.fixture
def motion(film: Film) -> Motion:
    return Motion(film, frames_of(TIMELINE, 4, 4.0)[:20])


def test_a_frame_is_the_same_whoever_paints_it(film: Film) -> None:
    here = film.image_at(3.2)
    made: list[QImage] = []
    other = Film(tutorial(), TIMELINE, 320)
    thread = threading.Thread(target=lambda: made.append(other.image_at(3.2)))
    thread.start()
    thread.join()
    assert made[0] == here
    assert film.image_at(9.5) != here


def test_of_a_large_scenario_the_devices_on_the_way_are_seen() -> None:
    scenario = tutorial()
    (far,) = (each for each in scenario.nodes if each.metadata.name == "kubernetes-node-jj1t")
    moved = replace(far, metadata=replace(far.metadata, position=(9000.0, 9000.0)))
    others = (each for each in scenario.nodes if each is not far)
    film = Film(replace(scenario, nodes=(*others, moved)), TIMELINE, 640)
    assert film.scale > LEAST_SCALE
    assert film.height < 640 * MOST_UPRIGHT + CAPTION + 2


def test_its_sides_are_even_as_videos_want_them(film: Film) -> None:
    image = film.image_at(0)
    assert (image.width(), image.height()) == (320, film.height)
    assert film.height % 2 == 0


@pytest.mark.parametrize(("form", "loop"), [("GIF", 0), ("APNG", 0)])
def test_every_frame_is_in_the_file_for_its_time(motion: Motion, form: str, loop: int) -> None:
    with Image.open(BytesIO(encoded(FORMS[form], motion))) as image:
        assert getattr(image, "n_frames", 1) == len(motion.frames)
        assert image.size == (320, motion.film.height)
        assert image.info["loop"] == loop
        shown = 0.0
        for index in range(len(motion.frames)):
            image.seek(index)
            shown += image.info["duration"]
    assert shown / 1000 == pytest.approx(motion.duration, abs=0.02)


def test_what_does_not_loop_says_so(film: Film) -> None:
    once = Motion(film, frames_of(TIMELINE, 4)[:3], loops=False)
    with Image.open(BytesIO(encoded(FORMS["GIF"], once))) as image:
        assert "loop" not in image.info
    with Image.open(BytesIO(encoded(FORMS["APNG"], once))) as image:
        assert image.info["loop"] == 1


def test_a_video_has_the_length_of_the_walk(motion: Motion) -> None:
    if animation.no_video():
        pytest.skip("needs ffmpeg")
    content = encoded(FORMS["WebM"], motion)
    command = ["ffprobe", "-v", "error", "-count_frames", "-show_entries", "stream=codec_name,nb_read_frames"]
    told = subprocess.run([*command, "-of", "csv=p=0", "-"], input=content, capture_output=True, check=True)
    codec, frames = told.stdout.decode().strip().split(",")
    assert codec == "vp9"
    assert abs(int(frames) - motion.duration * VIDEO_RATE) <= 1


def test_without_ffmpeg_a_video_is_refused_in_a_sentence(
    motion: Motion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(AnimationError, match="needs the program ffmpeg"):
        encoded(FORMS["WebM"], motion)


@pytest.mark.parametrize("form", ["GIF", "APNG"])
def test_the_estimate_is_near(motion: Motion, form: str) -> None:
    size = len(encoded(FORMS[form], motion))
    assert size / 2 < estimated_size(FORMS[form], motion) < size * 2


@pytest.mark.parametrize("form", ["GIF", "APNG", "WebM"])
def test_it_can_be_cancelled(motion: Motion, form: str) -> None:
    if FORMS[form].lack():
        pytest.skip(FORMS[form].lack())
    heard: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        heard.append((done, total))
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        encoded(FORMS[form], motion, progress)
    assert heard == [(0, 20), (1, 20), (2, 20)]


def test_what_would_fill_the_memory_is_refused_in_a_sentence(film: Film) -> None:
    long = Motion(Film(film.scenario, TIMELINE, 1920), frames_of(TIMELINE, 30, 0.1))
    with pytest.raises(AnimationError, match="choose a smaller width or fewer frames"):
        encoded(FORMS["APNG"], long)


def test_samples_come_from_all_over(motion: Motion) -> None:
    assert spread(motion.frames, 100) == list(motion.frames)
    assert [motion.frames.index(each) for each in spread(motion.frames, 4)] == [0, 5, 10, 15]


def test_a_form_is_known_by_its_suffix() -> None:
    assert form_of(".APNG") is form_of(".png") is FORMS["APNG"]
    assert form_of(".mp4") is None
