import os
import subprocess
import sys
from pathlib import Path

NOT_YET = (
    "numpy",
    "networkx",
    "pyqtgraph",
    "sandbox.analysis",
    "sandbox.conntrack",
    "sandbox.engine",
    "sandbox.explain",
    "sandbox.kubeproxy",
    "sandbox.lab",
    "sandbox.netfilter",
    "sandbox.scenario.check",
    "sandbox.scenario.compile",
    "sandbox.scenario.edits",
    "sandbox.topology",
    "ui.app.actions",
    "ui.app.keys",
    "ui.app.side",
    "ui.canvas.commands",
    "ui.canvas.interactions.beginning",
    "ui.canvas.menu",
    "ui.canvas.paint.walk",
    "ui.charts",
    "ui.panels",
    "ui.transport",
)
"""What a window can be painted without; a package stands for all that is in it."""

PROGRAM = """
import sys
from PySide6.QtCore import QSettings
from ui.app.preferences import Preferences
from ui.app.session import make_application, open_window
from ui.app.window import Window

application = make_application()
window = open_window(None, Preferences(QSettings(sys.argv[1], QSettings.Format.IniFormat)))
Window.complete = lambda window: application.quit()
window.show()
application.exec()
assert window.canvas.picture.places, "nothing was painted"
print(*sys.modules)
"""


def test_the_first_frame_waits_for_nothing_that_it_does_not_show(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, str(tmp_path / "settings.ini")]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60)
    loaded = run.stdout.split()
    early = [name for name in loaded for each in NOT_YET if f"{name}.".startswith(f"{each}.")]
    assert early == []


def test_the_engine_needs_no_qt_to_be_imported_first() -> None:
    program = "import sys; from ui.app.main import import_engine; import_engine(); print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    loaded = run.stdout.split()
    assert "sandbox.formats" in loaded
    assert "PySide6" not in loaded


def test_pyside_reads_no_sources() -> None:
    program = "from ui.app.main import prepare; prepare(); import linecache, ui.app.session"
    run = subprocess.run(
        [sys.executable, "-c", f"{program}; print(*linecache.cache)"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert "session.py" not in run.stdout
    assert "window.py" not in run.stdout
