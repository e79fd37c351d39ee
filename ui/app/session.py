"""One application, one window, and nothing that ends it but closing it."""

import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from ui.app.collector import Collector
from ui.app.preferences import Preferences
from ui.app.wanted import wanted_text
from ui.app.window import Window
from ui.language import install, tr
from ui.theme import resource, theme

EXAMPLE = resource("scenarios", "using-source-ip.yaml")
"""What opens when no file is named: a walk that is ready, not a blank canvas."""


def run(path: Path | None, text: str | None = None) -> int:
    """Open the window on a file, on text or on the example, and run until it is closed.

    Returns the exit status.
    """
    name_application()
    preferences = Preferences(QSettings())
    enlarge(preferences.text_size)
    application = make_application()
    collector = Collector()
    window = open_window(path, preferences, text)
    sys.excepthook = report_to(window.message.say)
    window.show()
    try:
        return application.exec()
    finally:
        sys.excepthook = sys.__excepthook__
        collector.close()


def name_application() -> None:
    """Say whose settings are meant."""
    QApplication.setApplicationName("Natwalk")
    QApplication.setOrganizationName("Natwalk")


def enlarge(text_size: int) -> None:
    """Show everything in this size, in per cent of the desktop's; to be said before the application is made.

    Text and what is drawn around it grow together, so that nothing is cut off.
    """
    if text_size != 100:
        factor = float(os.environ.get("QT_SCALE_FACTOR", "1")) * text_size / 100
        os.environ["QT_SCALE_FACTOR"] = f"{factor:g}"


def make_application() -> QApplication:
    """The application, dressed in the chosen theme."""
    name_application()
    application = QApplication([*sys.argv[:1], "-style", "fusion"])
    QApplication.setApplicationDisplayName("")
    theme.install(application)
    return application


def open_window(path: Path | None, preferences: Preferences, text: str | None = None) -> Window:
    """The window on a file or folder, on text that came by standard input, or on the example."""
    install(preferences.language, resource("translations"))
    theme.choose(preferences.appearance)
    window = Window(preferences)
    window.workspaces.prepare()
    if text is None:
        window.files.open(EXAMPLE if path is None else path)
    else:
        window.files.open_wanted(wanted_text(text, tr("standard input")))
    return window


Hook = Callable[[type[BaseException], BaseException, TracebackType | None], object]


def report_to(say: Callable[[str], None]) -> Hook:
    """An exception hook that tells people one sentence and standard error the rest."""

    def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        traceback.print_exception(kind, error, trace)
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        say(
            tr(
                "Natwalk met an error of its own ({kind}: {error}); your work is kept, save it",
                kind=kind.__name__,
                error=error,
            )
        )

    return report
