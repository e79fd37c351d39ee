"""What a real node printed: attached to a node of the scenario, or as a trace log beside the walk."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from sandbox.kube import ObjectKey
from ui.app.spec import ActionSpec
from ui.language import mark, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sandbox.scenario import NodeState
    from ui.app.window import Window
    from ui.models.question import Question
    from ui.theme.progress import ProgressRow

FILTER = mark("What commands printed (*.txt *.json *.log *.nft *.rules);;All files (*)")
SMALL = 1 << 18
"""Characters that are read at once: in less time than anyone notices."""
LARGEST = 1 << 26
"""Bytes of a file that is looked into when it is dropped."""
SCENARIOS = frozenset({".yaml", ".yml", ".svg", ".png"})
"""Files that are never asked whether they are a node's."""


def take_dropped(window: "Window", paths: "Sequence[Path]", at: QPointF) -> bool:
    """Take files that are all a node's state, or one that is a trace log; false if they are neither."""
    if not all(map(_may_be_real, paths)):
        return False
    from sandbox.formats import ScenarioError
    from sandbox.formats.node_state import fields_of
    from sandbox.formats.scenario_file import text_of_file
    from sandbox.netfilter.trace_log import is_trace_log

    try:
        texts = [(path.name, text_of_file(str(path))) for path in paths]
    except ScenarioError as error:
        window.message.say(str(error))
        return True
    if len(texts) == 1 and is_trace_log(texts[0][1]):
        show_log(window, *texts[0])
        return True
    if not all(fields_of(text) for _, text in texts):
        return False
    _attach_texts(window, texts, _node_under(window, at))
    return True


def _may_be_real(path: Path) -> bool:
    """Whether a file is worth a look: none that is named as a scenario, or larger than a node's state is."""
    try:
        return path.suffix.lower() not in SCENARIOS and path.is_file() and path.stat().st_size <= LARGEST
    except OSError:
        return False


def choose_state(window: "Window") -> None:
    """Ask for the files with what a node printed, and attach them."""
    from sandbox.formats import ScenarioError
    from sandbox.formats.scenario_file import text_of_file

    paths = _asked_for(window, tr("Attach node state"))
    try:
        texts = [(path.name, text_of_file(str(path))) for path in paths]
    except ScenarioError as error:
        window.message.say(str(error))
        return
    if texts:
        _attach_texts(window, texts, _selected_node(window))


def choose_log(window: "Window") -> None:
    """Ask for a trace log, and show it beside the walk."""
    from sandbox.formats import ScenarioError
    from sandbox.formats.scenario_file import text_of_file

    for path in _asked_for(window, tr("Open trace log"))[:1]:
        try:
            show_log(window, path.name, text_of_file(str(path)))
        except ScenarioError as error:
            window.message.say(str(error))


def show_log(window: "Window", name: str, text: str) -> None:
    """Show a trace log beside the walk."""
    from ui.panels.answer.panel import TRACE_LOG
    from ui.panels.real_rules.log_panel import TraceLogPanel

    panel = window.answers.open(TRACE_LOG)
    assert isinstance(panel, TraceLogPanel), "the tab of that name"
    panel.show_log(name, text)


def detach(window: "Window") -> None:
    """Take off the selected node what was attached to it."""
    from sandbox.scenario.edits import detach_state

    key = _selected_node(window)
    if key is not None:
        label = tr("Detach the state of {name}", name=key.name)
        window.document.apply(label, partial(detach_state, key=key))


def _attach_texts(window: "Window", texts: "Sequence[tuple[str, str]]", node: ObjectKey | None) -> None:
    """Attach texts to a node, or to one that is asked for."""
    from sandbox.formats import ScenarioError
    from sandbox.formats.node_state import joined

    try:
        state = joined(texts)
    except ScenarioError as error:
        window.message.say(str(error))
        return
    key = node or ask_for_node(window)
    if key is not None:
        attach(window, key, state)


def attach(window: "Window", key: ObjectKey, state: "NodeState") -> None:
    """Attach a state; one that takes a while to read is read on the worker first, which can be stopped."""
    if sum(len(getattr(state, field)) for field in state.__struct_fields__) <= SMALL:
        _apply(window, key, state)
        return
    from ui.models.question import Question
    from ui.theme.controls import put_above
    from ui.theme.progress import ProgressRow

    row = ProgressRow(tr("Reading the state of {name}…", name=key.name))
    question = Question(window.jobs, row)
    row.cancelled.connect(question.cancel)
    question.changed.connect(lambda: _follow(row, question))
    put_above(window.canvas, row)
    question.ask(lambda progress: _read_ahead(key, state), lambda _: _apply(window, key, state))


def _follow(row: "ProgressRow", question: "Question") -> None:
    """Show how far it is; the row goes when it is over."""
    row.show_progress(question.is_running, question.progress)
    if not question.is_running:
        row.deleteLater()


def _read_ahead(key: ObjectKey, state: "NodeState") -> None:
    """Read the texts, so that what they say is known when they are attached. For the worker."""
    from sandbox.kube import ObjectMeta
    from sandbox.scenario import HostDocument
    from sandbox.scenario.compile.attached_texts import mistakes

    for _ in mistakes(HostDocument(ObjectMeta(key.name), state=state)):
        pass


def _apply(window: "Window", key: ObjectKey, state: "NodeState") -> None:
    """Make it an edit of the scenario, then show how the node's rules differ if it has any."""
    from sandbox.scenario.edits import attach_state
    from ui.panels.answer.panel import REAL_RULES
    from ui.panels.real_rules.rules_panel import RealRulesPanel

    label = tr("Attach the state of {name}", name=key.name)
    if not window.document.apply(label, partial(attach_state, key=key, state=state)):
        return
    if state.iptables or state.ip6tables or state.nftables:
        panel = window.answers.open(REAL_RULES)
        assert isinstance(panel, RealRulesPanel), "the tab of that name"
        panel.show_node(key.name)


def ask_for_node(window: "Window") -> ObjectKey | None:
    """The node that someone chooses; the only one without asking; None if there is none or nobody chose."""
    from PySide6.QtWidgets import QInputDialog

    names = [each.metadata.name for each in window.document.scenario.nodes]
    if not names:
        window.message.say(tr("there is no node to attach it to; add one with the name that it has"))
        return None
    name, chosen = names[0], True
    if len(names) > 1:
        question = tr("Which node printed this?")
        name, chosen = QInputDialog.getItem(window, tr("Attach node state"), question, names, 0, False)
    return ObjectKey("Node", "", name) if chosen else None


def _asked_for(window: "Window", title: str) -> list[Path]:
    from PySide6.QtWidgets import QFileDialog

    path = window.document.path
    names, _ = QFileDialog.getOpenFileNames(window, title, str(path.parent) if path else "", tr(FILTER))
    return [Path(name) for name in names]


def _node_under(window: "Window", at: QPointF) -> ObjectKey | None:
    """The node at a point of the window, if the canvas shows one there."""
    canvas = window.canvas
    pixel = QPointF(canvas.mapFrom(window, at.toPoint()))
    if not canvas.isVisible() or not canvas.rect().contains(pixel.toPoint()):
        return None
    return canvas.stage.node_at(canvas.camera.to_scene(pixel))


def _selected_node(window: "Window") -> ObjectKey | None:
    keys = window.selection.keys
    return keys[0] if len(keys) == 1 and keys[0].kind == "Node" else None


def _has_state(window: "Window") -> bool:
    """Whether the selected node has something attached."""
    from sandbox.scenario.objects import NO_STATE

    key = _selected_node(window)
    return key is not None and window.document.scenario.attached_state(key.name) != NO_STATE


REAL_STATE = (
    ActionSpec(
        name="attach_state",
        menu="&File",
        text=mark("Attach &Node State…"),
        starts_group=True,
        run=choose_state,
    ),
    ActionSpec(
        name="detach_state",
        menu="&File",
        text=mark("&Detach Node State"),
        run=detach,
        enabled=_has_state,
    ),
    ActionSpec(
        name="open_trace_log",
        menu="&File",
        text=mark("Compare with a &Trace Log…"),
        run=choose_log,
    ),
)
