"""Animations: the frames of a film as GIF, APNG or WebM.

Pillow writes the first two; WebM needs the ffmpeg of the machine. All of it runs on any thread.
"""

import itertools
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from sandbox.playback.frames import Frame
from sandbox.progress import SILENT, Progress
from ui.export.film import Film
from ui.language import tr

if TYPE_CHECKING:
    from PIL.Image import Image
    from PySide6.QtGui import QImage

MOST_BYTES = 1_500_000_000
"""Of all frames together before they are packed, which Pillow holds in memory."""
SAMPLES = 8
"""Frames of each kind from which the size is estimated, and from which the colours of a GIF are taken."""
VIDEO_RATE = 20
"""Frames of a WebM in a second; each shows the frame of its time."""


class AnimationError(ValueError):
    """The animation cannot be made; `str()` is one sentence."""


class Motion(msgspec.Struct, frozen=True):
    """A film with the frames to show of it, and whether it begins again at its end."""

    film: Film
    frames: tuple[Frame, ...]
    loops: bool = True

    @property
    def duration(self) -> float:
        """Seconds from start to end."""
        return sum(each.duration for each in self.frames)


class AnimationForm(msgspec.Struct, frozen=True):
    """A form: its file name's end, what makes its bytes, bytes of a pixel meanwhile, and why it cannot be."""

    suffix: str
    encode: Callable[[Motion, Progress], bytes]
    depth: int
    lack: Callable[[], str] = lambda: ""


def encoded(form: AnimationForm, motion: Motion, progress: Progress = SILENT) -> bytes:
    """The animation's bytes; `progress` hears of each frame. Raises AnimationError, and what it raises."""
    lack = form.lack()
    if lack:
        raise AnimationError(lack)
    film = motion.film
    if film.width * film.height * len(motion.frames) * form.depth > MOST_BYTES:
        raise AnimationError(
            tr("The animation is too large; choose a smaller width or fewer frames in a second")
        )
    return form.encode(motion, progress)


def estimated_size(form: AnimationForm, motion: Motion, progress: Progress = SILENT) -> int:
    """About how many bytes it will have, by a few frames that stand and a few that move."""
    first, *_ = motion.frames
    alone = len(encoded(form, msgspec.structs.replace(motion, frames=(first,)), progress))
    total = float(alone)
    for moves in (False, True):
        kind = [each for each in motion.frames if each.moves is moves]
        sample = kind[:SAMPLES] if moves else spread(kind, SAMPLES)
        if sample:
            chosen = msgspec.structs.replace(motion, frames=(first, *sample))
            total += max(len(encoded(form, chosen, progress)) - alone, 0) / len(sample) * len(kind)
    return round(total)


def spread(frames: Sequence[Frame], count: int) -> list[Frame]:
    """`count` of the frames, from all over."""
    if len(frames) <= count:
        return list(frames)
    return [frames[index * len(frames) // count] for index in range(count)]


def _images(motion: Motion, progress: Progress) -> "Iterator[Image]":
    """Each frame as Pillow has it; painted when it is asked for."""
    for done, frame in enumerate(motion.frames):
        progress(done, len(motion.frames))
        yield _as_pillow(motion.film.image_at(frame.time))


def _as_pillow(image: "QImage") -> "Image":
    from PIL import Image

    size = image.width(), image.height()
    return Image.frombuffer("RGB", size, bytes(image.constBits()), "raw", "RGB", image.bytesPerLine(), 1)


def _milliseconds(motion: Motion) -> list[int]:
    """How long each frame stays. A GIF counts in hundredths, so what is cut off is made up for later."""
    ends = itertools.accumulate(each.duration for each in motion.frames)
    hundredths = [round(end * 100) for end in ends]
    return [10 * max(end - start, 2) for start, end in itertools.pairwise((0, *hundredths))]


def _gif(motion: Motion, progress: Progress) -> bytes:
    from PIL.Image import Dither, Quantize

    film = motion.film
    sample = _stacked([_as_pillow(film.image_at(each.time)) for each in spread(motion.frames, SAMPLES)])
    palette = sample.quantize(256, Quantize.MEDIANCUT)
    frames = (each.quantize(palette=palette, dither=Dither.NONE) for each in _images(motion, progress))
    loop = {"loop": 0} if motion.loops else {}  # without the word, a GIF is shown once
    return _saved("GIF", frames, motion, {"optimize": False, **loop})


def _stacked(images: "Sequence[Image]") -> "Image":
    """The images under each other as one, whose colours are those of all."""
    from PIL import Image

    width, height = images[0].size
    found = Image.new("RGB", (width, height * len(images)))
    for index, each in enumerate(images):
        found.paste(each, (0, index * height))
    return found


def _apng(motion: Motion, progress: Progress) -> bytes:
    return _saved("PNG", _images(motion, progress), motion, {"loop": 0 if motion.loops else 1})


def _saved(form: str, images: "Iterator[Image]", motion: Motion, options: Mapping[str, object]) -> bytes:
    """All images as one file."""
    stream, times = BytesIO(), _milliseconds(motion)
    first, others = next(images), images if form == "GIF" else list(images)  # a PNG's are looked at twice
    duration = times if len(times) > 1 else times[0]
    first.save(stream, form, save_all=True, append_images=others, duration=duration, **options)
    return stream.getvalue()


def _webm(motion: Motion, progress: Progress) -> bytes:
    film = motion.film
    with tempfile.TemporaryDirectory(prefix="natwalk-") as folder:
        path = Path(folder, "walk.webm")
        command = ["ffmpeg", "-loglevel", "error", "-f", "rawvideo", "-pix_fmt", "rgb24"]
        command += ["-s", f"{film.width}x{film.height}", "-r", str(VIDEO_RATE), "-i", "-"]
        command += ["-c:v", "libvpx-vp9", "-b:v", "0", "-crf", "30", "-pix_fmt", "yuv420p"]
        command += ["-deadline", "realtime", "-cpu-used", "8", "-row-mt", "1", str(path)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            return _recorded(process, motion, progress, path)
        finally:
            _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Leave nothing behind of it, whether it has done its work or not."""
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stderr):
        if stream is not None:
            with suppress(BrokenPipeError):
                stream.close()


def _recorded(process: "subprocess.Popen[bytes]", motion: Motion, progress: Progress, path: Path) -> bytes:
    """Feed every frame for as long as it stays, and read what was made of them."""
    assert process.stdin is not None
    shown, end = 0, 0.0
    try:
        for frame, image in zip(motion.frames, _images(motion, progress), strict=True):
            end += frame.duration
            count = round(end * VIDEO_RATE) - shown
            shown += count
            for _ in range(count):
                process.stdin.write(image.tobytes())
        process.stdin.close()
    except BrokenPipeError:
        pass  # it says below what is wrong
    problem = b"" if process.stderr is None else process.stderr.read()
    if process.wait() != 0:
        said = problem.decode(errors="replace").strip().partition("\n")[0]
        raise AnimationError(tr("ffmpeg could not make the video: {problem}", problem=said))
    return path.read_bytes()


def no_video() -> str:
    """Why no WebM can be made here; empty if it can."""
    if shutil.which("ffmpeg"):
        return ""
    return tr("WebM needs the program ffmpeg, which is not on this machine; choose GIF or APNG")


FORMS: Mapping[str, AnimationForm] = MappingProxyType(
    {
        "GIF": AnimationForm(".gif", _gif, 1),
        "APNG": AnimationForm(".png", _apng, 6),
        "WebM": AnimationForm(".webm", _webm, 0, no_video),
    }
)
"""Every form by its name."""


def form_of(suffix: str) -> AnimationForm | None:
    """The form with that end of its file names; `.apng` is one of APNG's too."""
    wanted = {".apng": ".png"}.get(suffix.lower(), suffix.lower())
    return next((form for form in FORMS.values() if form.suffix == wanted), None)
