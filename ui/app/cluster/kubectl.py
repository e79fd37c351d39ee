"""`Kubectl`: one run of kubectl at a time, off the window's thread, whose output is collected."""

import shutil
from collections.abc import Sequence

from PySide6.QtCore import QObject, QProcess, Signal

from sandbox.formats.scenario_file import MAX_FILE_BYTES
from sandbox.net.words import one_line
from ui.language import tr

CONTEXTS = ("config", "get-contexts", "--output=name")
CURRENT = ("config", "current-context")
KINDS = "nodes,pods,services,endpointslices"
"""What is read of a cluster."""


def get_arguments(context: str) -> tuple[str, ...]:
    """What reads everything that a walk needs from the cluster of a context, and changes nothing."""
    return (f"--context={context}", "get", KINDS, "-A", "-o", "json")


def settings_arguments(context: str) -> tuple[str, ...]:
    """What reads kube-proxy's settings where kubeadm keeps them, and prints nothing if there are none."""
    return (
        f"--context={context}",
        "--namespace=kube-system",
        "get",
        "configmap/kube-proxy",
        "--ignore-not-found",
        "-o",
        "json",
    )


class Kubectl(QObject):
    """Runs kubectl. Nothing is heard any more of a run that was cancelled."""

    finished = Signal(str)
    """What it printed."""
    failed = Signal(str)
    """Why it printed nothing useful: its own words, on one line."""
    received = Signal(int)
    """How many bytes it has printed by now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._output = bytearray()

    @staticmethod
    def is_there() -> bool:
        """Whether there is a kubectl to run."""
        return shutil.which("kubectl") is not None

    @property
    def is_running(self) -> bool:
        """Whether it runs."""
        return self._process is not None

    def run(self, arguments: Sequence[str]) -> None:
        """Begin a run, in the place of one that is going on."""
        self.cancel()
        self._output.clear()
        process = self._process = QProcess(self)
        process.readyReadStandardOutput.connect(self._collect)
        process.finished.connect(self._end)
        process.errorOccurred.connect(self._fail_to_start)
        process.setStandardInputFile(QProcess.nullDevice())
        process.start("kubectl", list(arguments))

    def cancel(self) -> None:
        """End a run that is going on, and hear nothing of it any more."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.waitForFinished()
            process.deleteLater()

    def _collect(self) -> None:
        if self._process is not None:
            self._output += self._process.readAllStandardOutput().data()
            self.received.emit(len(self._output))
            if len(self._output) > MAX_FILE_BYTES:
                self.cancel()
                self.failed.emit(tr("the cluster is larger than {size} MiB", size=MAX_FILE_BYTES >> 20))

    def _end(self, status: int, how: QProcess.ExitStatus) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        self._output += process.readAllStandardOutput().data()
        said = bytes(process.readAllStandardError().data()).decode("utf-8", "replace").strip()
        process.deleteLater()
        if status != 0 or how is QProcess.ExitStatus.CrashExit:
            self.failed.emit(_last_line(said) or tr("kubectl ended with status {status}", status=status))
        else:
            self.finished.emit(self._output.decode("utf-8", "replace"))

    def _fail_to_start(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and self._process is not None:
            process, self._process = self._process, None
            process.deleteLater()
            self.failed.emit(tr("kubectl could not be started"))


def _last_line(said: str) -> str:
    """What went wrong: kubectl says it last."""
    return one_line(said.splitlines()[-1].strip()) if said else ""
