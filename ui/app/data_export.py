"""The rows of the table of actions that export what programs read: captures, tables, manifests, rules."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from ui.app.exporting import MENU
from ui.app.spec import ActionSpec
from ui.language import mark, tr

if TYPE_CHECKING:
    from sandbox.analysis.texts import Table
    from ui.app.window import Window

ANOTHER, SAME = mark("For another cluster (*.yaml)"), mark("For this cluster, with what it assigned (*.yaml)")


def _walks(window: "Window") -> bool:
    return window.playhead.timeline is not None


def _has_manifests(window: "Window") -> bool:
    return bool(window.document.scenario.services or window.document.scenario.pods)


def _table(name: str, text: str, stem: str, table: "Callable[[Window], Table]") -> ActionSpec:
    def run(window: "Window") -> None:
        from ui.theme.exporting import save_table

        save_table(window, f"{window.document.title}-{stem}", table(window))

    return ActionSpec(name=name, menu=MENU, text=text, run=run, enabled=_walks)


DATA = (
    ActionSpec(
        name="export_capture",
        menu=MENU,
        text=mark("Packets for W&ireshark…"),
        starts_group=True,
        run=lambda w: export_capture(w),
        enabled=_walks,
    ),
    _table("export_events", mark("Table of &Events…"), "events", lambda w: w.transport.events.rows()),
    _table(
        "export_connections",
        mark("Table of &Connections…"),
        "connections",
        lambda w: w.right.conntrack.rows(),
    ),
    _table("export_asked", mark("Table of &Asked Rules…"), "asked-rules", lambda w: w.right.rules.rows()),
    ActionSpec(
        name="export_manifests",
        menu=MENU,
        text=mark("&Kubernetes Manifests…"),
        starts_group=True,
        run=lambda w: export_manifests(w),
        enabled=_has_manifests,
    ),
    ActionSpec(
        name="export_rules",
        menu=MENU,
        text=mark("&Rules of Every Node…"),
        run=lambda w: export_rules(w),
        enabled=lambda w: bool(w.document.scenario.nodes),
    ),
)


def export_capture(window: "Window") -> None:
    """Ask for a file, and write the connection on show there as what crosses each link."""
    path = _asked(window, tr("Save packets"), "pcapng", ("pcapng (*.pcapng)",))[0]
    session, taken = window.simulation.session, window.simulation.exchange
    if path is None or session is None or taken is None:
        return
    scenario, followed = window.document.scenario, window.simulation.followed
    world, sending = session.world, session.sending

    def content() -> bytes:
        from sandbox.capture import capture_bytes, sent_on_show

        return capture_bytes([sent_on_show(world, scenario, sending, taken, followed)])

    _write(window, path, content)


def export_manifests(window: "Window") -> None:
    """Ask for a file and whom it is for, and write what kubectl apply makes."""
    forms = tr(ANOTHER), tr(SAME)
    path, form = _asked(window, tr("Save manifests"), "yaml", forms, "manifests")
    if path is None:
        return
    document = window.document
    scenario, source, title = document.scenario, document.source, document.title

    def content() -> bytes:
        from sandbox.formats import dumps, loads
        from sandbox.formats.manifests import manifests

        file = loads(dumps(scenario, source), title)
        return manifests(file, keep_assigned=form == forms[1]).text.encode()

    _write(window, path, content)


def export_rules(window: "Window") -> None:
    """Ask for a folder, and write a file there for each node and family."""
    folder = QFileDialog.getExistingDirectory(window, tr("Save every node's rules in a folder"))
    if not folder:
        return
    scenario = window.document.scenario

    def work() -> None:
        from sandbox.analysis.node_rules import rules_files, walked_mode
        from sandbox.formats.saving import save

        for each in rules_files(scenario, lambda node: walked_mode(scenario, node)):
            save(Path(folder) / each.name, each.text)

    run_on_worker(window, work)


def _asked(
    window: "Window", title: str, suffix: str, forms: tuple[str, ...], stem: str = ""
) -> tuple[Path | None, str]:
    """The file that someone chooses, and in which form; None if they think better of it."""
    known = "-".join(part for part in (window.document.title, stem) if part)
    name, form = QFileDialog.getSaveFileName(window, title, f"{known}.{suffix}", ";;".join(forms))
    path = Path(name) if name else None
    return path if path is None or path.suffix else path.with_suffix(f".{suffix}"), form


def _write(window: "Window", path: Path, content: Callable[[], bytes]) -> None:
    def work() -> None:
        from sandbox.formats.saving import save_bytes

        save_bytes(path, content())

    run_on_worker(window, work)


def run_on_worker(window: "Window", work: Callable[[], None]) -> None:
    """Do it on the worker; what keeps it from being done is told."""

    def attempt() -> str:
        from sandbox.formats import ScenarioError
        from sandbox.scenario.compile import FlowError

        try:
            work()
        except (ScenarioError, FlowError) as error:
            return str(error)
        return ""

    def done(problem: str) -> None:
        if problem:
            window.message.say(problem)

    window.jobs(attempt, done)
