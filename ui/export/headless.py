"""Pictures and animations without a window and without a screen, for the command line."""

import os

from PySide6.QtGui import QGuiApplication

from sandbox.formats import ScenarioFile, dumps
from sandbox.playback import Timeline
from ui.export.canvas import whole_canvas
from ui.export.forms import Form, encoded
from ui.theme import Appearance, theme


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
