"""Pictures and animations without a window and without a screen, for the command line."""

import os

import msgspec
from PySide6.QtGui import QGuiApplication

from sandbox.formats import ScenarioFile, dumps
from sandbox.playback import Timeline
from sandbox.playback.frames import frames_of
from ui.export.animation import AnimationForm, Motion
from ui.export.animation import encoded as animated
from ui.export.canvas import whole_canvas
from ui.export.film import Film
from ui.export.forms import Form, encoded
from ui.theme import Appearance, theme


class FilmLook(msgspec.Struct, frozen=True):
    """Width in pixels, frames in a second while the packet moves, speed, and whether it begins again."""

    width: int
    rate: int
    speed: float
    loops: bool


def begin(appearance: str) -> QGuiApplication:
    """What fonts need to be there, dressed in `light`, `dark` or `high contrast`. Keep what is returned."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication.instance()
    theme.choose(Appearance(appearance))
    return application if isinstance(application, QGuiApplication) else QGuiApplication(["natwalk"])


def picture(
    file: ScenarioFile, form: Form, scale: float, timeline: Timeline | None = None, number: int = 0
) -> bytes:
    """The whole canvas in a form that carries the scenario where it can.

    Raises PictureTooLargeError.
    """
    subject = whole_canvas(file.scenario, timeline, number)
    return encoded(form, subject, scale, dumps(file.scenario, file))


def animation(file: ScenarioFile, form: AnimationForm, timeline: Timeline, look: FilmLook) -> bytes:
    """A walk as an animation. Raises AnimationError."""
    frames = frames_of(timeline, look.rate, look.speed)
    return animated(form, Motion(Film(file.scenario, timeline, look.width), frames, look.loops))
