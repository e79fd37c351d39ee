"""Makes the README's pictures from the app itself: `python packaging/screenshots.py [NAME...]`.

Each scene of `SCENES` opens the shipped example without a screen, does what a person would do, and saves the
window. The web page is shown by Chromium, where there is one.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ui.app.window import Window

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "images"
SIZE = (1600, 1000)
FLOW = "nodeport-cx31"
PATIENCE = 1500
"""Milliseconds in which the worker computes what a scene asks for."""


def build(window: "Window") -> None:
    """The workspace in which one builds, a Service chosen."""
    from sandbox.kube import ObjectKey

    window.workspaces.switch(0)
    window.selection.set([ObjectKey("Service", "default", "nodeport")])
    window.right.show_inspector()


def rewritten(window: "Window") -> None:
    """The packet at the rule that rewrites its source, with the reasons."""
    _walk(window, 8)
    window.tools.show_walk("Why")


def asked_rules(window: "Window") -> None:
    """The same at the level of rules, each question ticked or crossed."""
    _walk(window, 8)
    window.tools.show_walk("Rules")


def replied(window: "Window") -> None:
    """The end of the walk: what the server saw."""
    _walk(window, 37)
    window.tools.show_walk("Packet")


def branched(window: "Window") -> None:
    """Two lanes: the walk as it was, and with the policy switched on the way."""
    from sandbox.kube import ObjectKey, TrafficPolicy
    from sandbox.scenario import edits

    _walk(window, 8)
    key = ObjectKey("Service", "default", "nodeport")
    window.document.apply(
        "Set externalTrafficPolicy to Local",
        lambda scenario: edits.set_external_traffic_policy(scenario, key, TrafficPolicy.LOCAL),
    )
    _wait(PATIENCE)
    window.playhead.to_end()


def answered(window: "Window") -> None:
    """The matrix of every sender, node and endpoint."""
    _walk(window, 0)
    window.workspaces.switch(2)
    _wait(PATIENCE)


class Scene(NamedTuple):
    """A picture's theme, and what is done before it is taken."""

    theme: str
    act: Callable[["Window"], None]


SCENES = {
    "build.png": Scene("light", build),
    "walk-light.png": Scene("light", rewritten),
    "walk-dark.png": Scene("dark", rewritten),
    "rules.png": Scene("light", asked_rules),
    "reply-light.png": Scene("light", replied),
    "lanes.png": Scene("light", branched),
    "answer.png": Scene("light", answered),
}
"""The scenes by the names of their pictures."""


PAGE = "page.png"
"""The picture of a walk's web page."""
PAGE_SIZE = "1280,860"


def main() -> None:
    """Make each picture in a process of its own."""
    if sys.argv[1:2] == ["--one"]:
        take(sys.argv[2])
        return
    for name in sys.argv[1:] or (*SCENES, PAGE):
        if name == PAGE:
            show_page()
            continue
        os.spawnl(os.P_WAIT, sys.executable, sys.executable, __file__, "--one", name)


def take(name: str) -> None:
    """Open the window, play the scene, and save what is seen."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.path.insert(0, str(ROOT))
    from PySide6.QtCore import QSettings

    from ui.app.preferences import Preferences
    from ui.app.session import make_application, open_window

    scene = SCENES[name]
    _application = make_application()  # kept: the window lives by it
    with tempfile.TemporaryDirectory() as folder:
        preferences = Preferences(QSettings(f"{folder}/settings.ini", QSettings.Format.IniFormat))
        preferences.appearance = type(preferences.appearance)(scene.theme)
        window = open_window(None, preferences)
        window.resize(*SIZE)
        window.show()
        _wait(PATIENCE)
        scene.act(window)
        _wait(PATIENCE)
        window.grab().save(str(FOLDER / name))
    os._exit(0)  # nothing is to be saved, and no question about it asked


def show_page() -> None:
    """Write a walk's web page, and let Chromium show its first step."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.stderr.write(f"{PAGE} is left as it is: there is no chromium to show the page\n")
        return
    scenario = ROOT / "resources" / "scenarios" / "nodeport-cluster.yaml"
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "walk.html"
        command = [
            sys.executable,
            "-m",
            "sandbox.cli",
            "html",
            str(scenario),
            "--flow",
            FLOW,
            "-o",
            str(page),
        ]
        subprocess.run(command, cwd=ROOT, check=True)
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        picture = [f"--window-size={PAGE_SIZE}", f"--screenshot={FOLDER / PAGE}", f"file://{page}"]
        subprocess.run([chromium, *options, *picture], check=True, stderr=subprocess.DEVNULL)


def _walk(window: "Window", steps: int) -> None:
    """Send the flow, and step forward at the level Hook."""
    flows = {flow.metadata.name: flow for flow in window.document.scenario.flows}
    window.simulation.send(flows[FLOW])
    _wait(PATIENCE)
    for _ in range(steps):
        window.playhead.step_forward()


def _wait(milliseconds: int) -> None:
    """Let the window and its worker go on for a while."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    main()
