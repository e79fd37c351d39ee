"""Makes the README's pictures from the app itself: `python packaging/screenshots.py`.

Opens the shipped example without a screen, walks one flow to the step named in `PICTURES`, and saves the
window.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "images"
PICTURES = (
    ("walk-light.png", "light", "nodeport-cx31", 8, "Why"),
    ("walk-dark.png", "dark", "nodeport-cx31", 8, "Why"),
    ("reply-light.png", "light", "nodeport-cx31", 37, "Packet"),
)
"""File name, theme, flow, how many steps forward at the level Hook, and the panel that is in front."""
SIZE = (1600, 1000)


def main() -> None:
    """Make each picture in a process of its own."""
    if len(sys.argv) == 1:
        for index in range(len(PICTURES)):
            os.spawnl(os.P_WAIT, sys.executable, sys.executable, __file__, str(index))
        return
    take(*PICTURES[int(sys.argv[1])])


def take(name: str, theme: str, flow_name: str, steps: int, panel: str) -> None:
    """Open the window, send the flow, step, and save what is seen."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.path.insert(0, str(ROOT))
    from PySide6.QtCore import QSettings

    from ui.app.preferences import Preferences
    from ui.app.session import make_application, open_window

    _application = make_application()  # kept: the window lives by it
    preferences = Preferences(QSettings(str(FOLDER / "none.ini"), QSettings.Format.IniFormat))
    preferences.appearance = type(preferences.appearance)(theme)
    window = open_window(None, preferences)
    window.resize(*SIZE)
    window.show()
    wait(1000)
    flows = {flow.metadata.name: flow for flow in window.document.scenario.flows}
    window.simulation.send(flows[flow_name])
    wait(1000)
    for _ in range(steps):
        window.playhead.step_forward()
    window.tools.show_walk(panel)
    wait(1000)
    window.grab().save(str(FOLDER / name))
    (FOLDER / "none.ini").unlink(missing_ok=True)
    os._exit(0)  # nothing is to be saved, and no question about it asked


def wait(milliseconds: int) -> None:
    """Let the window and its worker go on for a while."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    main()
