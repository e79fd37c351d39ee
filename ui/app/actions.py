"""The table of actions: everything the menus offer, with its keys. One reader makes Qt's actions of it."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from ui.app.answering import ANSWERS
from ui.app.arranging import ARRANGE, COPY, FIT, SHAPES
from ui.app.data_export import DATA
from ui.app.exporting import EXPORT
from ui.app.real_state import REAL_STATE
from ui.app.spec import ActionSpec, Key
from ui.app.walking import PANELS, WALK
from ui.app.workspaces import WORKSPACES
from ui.language import mark, tr
from ui.models.adding import add_one
from ui.theme import Appearance, icon
from ui.theme.kinds import KIND_STYLES
from ui.theme.menus import literal

if TYPE_CHECKING:
    from ui.app.window import Window


def _has_selection(window: "Window") -> bool:
    return bool(window.selection.keys)


def _undo(edit: str) -> str:
    return tr("&Undo {edit}", edit=literal(edit)) if edit else tr("&Undo")


def _redo(edit: str) -> str:
    return tr("&Redo {edit}", edit=literal(edit)) if edit else tr("&Redo")


FILE = (
    ActionSpec(
        name="new",
        menu="&File",
        text=mark("&New"),
        keys=Key.New,
        icon="new",
        run=lambda w: w.files.new(),
    ),
    ActionSpec(
        name="open",
        menu="&File",
        text=mark("&Open…"),
        keys=Key.Open,
        icon="open",
        run=lambda w: w.files.choose(),
    ),
    ActionSpec(
        name="open_folder",
        menu="&File",
        text=mark("Open &Folder…"),
        run=lambda w: w.files.choose_folder(),
    ),
    ActionSpec(
        name="open_cluster",
        menu="&File",
        text=mark("Open from &Cluster…"),
        run=lambda w: w.files.open_cluster(),
    ),
    ActionSpec(
        name="save",
        menu="&File",
        text=mark("&Save"),
        keys=Key.Save,
        icon="save",
        starts_group=True,
        run=lambda w: w.files.save(),
    ),
    ActionSpec(
        name="save_as",
        menu="&File",
        text=mark("Save &As…"),
        keys="Ctrl+Shift+S",
        run=lambda w: w.files.save_as(),
    ),
    *REAL_STATE,
    *EXPORT,
    *DATA,
    ActionSpec(
        name="quit",
        menu="&File",
        text=mark("&Quit"),
        keys=("Ctrl+Q", "Ctrl+W"),
        starts_group=True,
        run=lambda w: w.close(),
    ),
)

EDIT = (
    ActionSpec(
        name="undo",
        menu="&Edit",
        text=mark("&Undo"),
        keys=Key.Undo,
        icon="undo",
        run=lambda w: w.document.undo_stack.undo(),
        words=lambda w: _undo(w.document.undo_stack.undoText()),
        enabled=lambda w: w.document.undo_stack.canUndo(),
    ),
    ActionSpec(
        name="redo",
        menu="&Edit",
        text=mark("&Redo"),
        keys=("Ctrl+Shift+Z", "Ctrl+Y"),
        icon="redo",
        run=lambda w: w.document.undo_stack.redo(),
        words=lambda w: _redo(w.document.undo_stack.redoText()),
        enabled=lambda w: w.document.undo_stack.canRedo(),
    ),
    *COPY,
    ActionSpec(
        name="delete",
        menu="&Edit",
        text=mark("&Delete"),
        keys=Key.Delete,
        icon="delete",
        run=lambda w: w.canvas.commands.delete(),
        enabled=_has_selection,
    ),
    ActionSpec(
        name="select_all",
        menu="&Edit",
        text=mark("Select &All"),
        keys=Key.SelectAll,
        run=lambda w: w.canvas.commands.select_all(),
    ),
    *ARRANGE,
    ActionSpec(
        name="preferences",
        menu="&Edit",
        text=mark("Prefere&nces…"),
        keys=Key.Preferences,
        starts_group=True,
        run=lambda w: w.show_preferences(),
    ),
)


FIND = (
    ActionSpec(
        name="send_to",
        menu="&Walk",
        text=mark("Send from the Selection &to…"),
        keys=("L", "Ctrl+L"),
        icon="send",
        starts_group=True,
        run=lambda w: w.tools.palette.send(),
    ),
    ActionSpec(
        name="find",
        menu="&Edit",
        text=mark("&Find or Do Anything…"),
        keys=("Ctrl+K", "Ctrl+Shift+P"),
        icon="find",
        starts_group=True,
        run=lambda w: w.tools.palette.open(),
    ),
    ActionSpec(
        name="find_object",
        menu="&Edit",
        text=mark("Find &Object…"),
        keys=Key.Find,
        run=lambda w: w.tools.palette.find_object(),
    ),
)


def _add(window: "Window", kind: str) -> None:
    """Add at the pointer or in the middle of the canvas if that has the focus, else at a sensible place."""
    if window.canvas.hasFocus():
        window.canvas.commands.add(kind, window.canvas.place_to_add())
    else:
        add_one(window.document, window.selection, kind)


def _adding(kind: str) -> ActionSpec:
    style = KIND_STYLES[kind]
    return ActionSpec(
        name=f"add_{style.token}",
        menu="&Add",
        text=style.word,
        keys=style.letter,
        run=lambda w: _add(w, kind),
    )


ADD = (*map(_adding, KIND_STYLES), *SHAPES)


def _theme(appearance: Appearance, text: str) -> ActionSpec:
    return ActionSpec(
        name=f"theme_{appearance.name.lower()}",
        menu="&View/&Theme",
        text=text,
        run=lambda w: w.choose_appearance(appearance),
        checked=lambda w: w.preferences.appearance is appearance,
    )


def _workspace(number: int) -> ActionSpec:
    spec = WORKSPACES[number]
    return ActionSpec(
        name=f"workspace_{spec.name}",
        menu="&View/&Workspace",
        text=spec.title,
        keys=f"Ctrl+Alt+{number + 1}",
        run=lambda w: w.workspaces.switch(number),
        checked=lambda w: w.workspaces.number == number,
    )


FLOATING = {
    "left": mark("&Palette and Outline"),
    "right": mark("Packet and &Inspector"),
    "bottom": mark("&Transport"),
}
"""The docks that can have a window of their own, beside the tools, which are dragged out by their heading."""


def _floating(name: str) -> ActionSpec:
    return ActionSpec(
        name=f"float_{name}",
        menu="&View/In a Window of Its &Own",
        text=FLOATING[name],
        run=lambda w: w.float_dock(name),
        checked=lambda w: w.docks[name][0].isFloating(),
    )


VIEW = (
    ActionSpec(
        name="zoom_in",
        menu="&View",
        text=mark("Zoom &In"),
        keys=("Ctrl++", "Ctrl+="),
        icon="zoom_in",
        run=lambda w: w.canvas.zoom_in(),
    ),
    ActionSpec(
        name="zoom_out",
        menu="&View",
        text=mark("Zoom &Out"),
        keys=Key.ZoomOut,
        icon="zoom_out",
        run=lambda w: w.canvas.zoom_out(),
    ),
    ActionSpec(
        name="zoom_reset",
        menu="&View",
        text="&100 %",
        keys="Ctrl+0",
        run=lambda w: w.canvas.zoom_reset(),
    ),
    ActionSpec(
        name="fit",
        menu="&View",
        text=mark("&Fit All"),
        keys="Ctrl+1",
        icon="fit",
        run=lambda w: w.canvas.fit_all(),
    ),
    *FIT,
    ActionSpec(
        name="table_twin",
        menu="&View",
        text=mark("&Tables Instead of the Canvas"),
        keys="Shift+W",
        starts_group=True,
        run=lambda w: w.tools.switch_twin(),
    ),
    ActionSpec(
        name="inspect",
        menu="&View",
        text=mark("Fields of the Selected &Object"),
        keys="Ctrl+I",
        run=lambda w: w.tools.inspect(),
    ),
    ActionSpec(
        name="problems",
        menu="&View",
        text=mark("&Problems"),
        keys="Ctrl+Shift+M",
        icon="warning",
        starts_group=True,
        run=lambda w: w.tools.toggle("problems"),
    ),
    ActionSpec(
        name="yaml",
        menu="&View",
        text=mark("&YAML"),
        keys="Ctrl+Shift+Y",
        run=lambda w: w.tools.toggle("yaml"),
    ),
    ActionSpec(
        name="history",
        menu="&View",
        text=mark("&History"),
        keys="Ctrl+H",
        icon="undo",
        run=lambda w: w.tools.toggle("history"),
    ),
    *map(_workspace, range(len(WORKSPACES))),
    ActionSpec(
        name="reset_layout",
        menu="&View",
        text=mark("&Reset Layout"),
        run=lambda w: w.workspaces.reset(),
    ),
    ActionSpec(
        name="full_screen",
        menu="&View",
        text=mark("F&ull Screen"),
        keys="Ctrl+Shift+F",
        run=lambda w: w.show_full_screen(not w.isFullScreen()),
        checked=lambda w: w.isFullScreen(),
    ),
    *map(_floating, ("left", "right", "bottom")),
    _theme(Appearance.SYSTEM, mark("As the &System")),
    _theme(Appearance.LIGHT, mark("&Light")),
    _theme(Appearance.DARK, mark("&Dark")),
    _theme(Appearance.HIGH_CONTRAST, mark("&High Contrast")),
    ActionSpec(
        name="reduced_motion",
        menu="&View",
        text=mark("&Reduce Motion"),
        run=lambda w: w.reduce_motion(not w.reduces_motion),
        checked=lambda w: w.reduces_motion,
    ),
)

HELP = (
    ActionSpec(
        name="shortcuts",
        menu="&Help",
        text=mark("&Keyboard Shortcuts…"),
        keys=("?", "F1"),
        run=lambda w: w.tools.show_shortcuts(),
    ),
    ActionSpec(
        name="about",
        menu="&Help",
        text=mark("&About Natwalk"),
        icon="about",
        run=lambda w: w.show_about(),
    ),
)

ACTIONS: tuple[ActionSpec, ...] = (*FILE, *EDIT, *FIND, *ADD, *WALK, *VIEW, *PANELS, *ANSWERS, *HELP)


def make_action(spec: ActionSpec, window: "Window") -> QAction:
    """The action of a row of the table."""
    action = QAction(spec.label, window)
    action.setObjectName(spec.name)
    if isinstance(spec.keys, tuple):
        action.setShortcuts([QKeySequence(each) for each in spec.keys])
    elif spec.keys:
        action.setShortcuts([QKeySequence(spec.keys)])
    if spec.icon:
        action.setIcon(icon(spec.icon))
    action.setCheckable(spec.checked is not None)
    action.triggered.connect(lambda: spec.run(window))
    return action


def update_action(action: QAction, spec: ActionSpec, window: "Window") -> None:
    """Bring text, mark and availability up to date with the models."""
    if spec.words is not None:
        action.setText(spec.words(window).rstrip())
    if spec.enabled is not None:
        action.setEnabled(spec.enabled(window))
    if spec.checked is not None:
        action.setChecked(spec.checked(window))
