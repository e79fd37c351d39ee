"""`Document`: the scenario that is edited, its file and its undo stack."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from sandbox.kube import AllocationError, ObjectKey
from sandbox.net.words import one_line
from sandbox.scenario import EditError, Scenario, UnreadField
from ui.language import mark, say, tr
from ui.theme import is_resource

if TYPE_CHECKING:
    from sandbox.formats import ScenarioFile
    from sandbox.imports.importing import Imported

Edit: TypeAlias = Callable[[Scenario], Scenario]
"""A pure function from one scenario to the next; it raises EditError where it makes no sense."""

UNTITLED = mark("Untitled")


class EditCommand(QUndoCommand):
    """One undo step: the values before and after it."""

    def __init__(self, label: str, document: "Document", before: Scenario, after: Scenario) -> None:
        super().__init__(label)
        self._document, self._before, self._after = document, before, after

    @property
    def before(self) -> Scenario:
        """The value before it."""
        return self._before

    def undo(self) -> None:
        """Show the value before."""
        self._document.show(self._before)

    def redo(self) -> None:
        """Show the value after; the stack calls it for the first time, too."""
        self._document.show(self._after)


class TextCommand(EditCommand):
    """An edit of the text itself: what is written around the objects goes back and forth with them."""

    def __init__(self, label: str, document: "Document", after: "ScenarioFile") -> None:
        super().__init__(label, document, document.scenario, after.scenario)
        self._files = (document.source, after)

    def undo(self) -> None:
        """Show the value before, as it was written."""
        self._document.source = self._files[0]
        super().undo()

    def redo(self) -> None:
        """Show the value after, as it is written."""
        self._document.source = self._files[1]
        super().redo()


class Document(QObject):
    """One scenario, changed only through `apply`, or through `preview` and `commit` in a drag."""

    scenario_changed = Signal(object, object)
    """The scenario before and after."""
    committed = Signal()
    """What was previewed is an edit now; comes after `scenario_changed` for the last preview."""
    file_changed = Signal()
    """Another path, title or modified mark."""
    opened = Signal()
    """Another scenario altogether; comes after `scenario_changed`."""
    problem = Signal(str)
    """One sentence about an edit that was refused."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self.undo_stack.cleanChanged.connect(self.file_changed)
        self.path: Path | None = None
        self.title = tr(UNTITLED)
        self._scenario = Scenario()
        self.source: ScenarioFile | None = None
        self._passed_over: tuple[ObjectKey, ...] = ()
        self._unread: tuple[UnreadField, ...] = ()
        self._before_preview: Scenario | None = None

    @property
    def scenario(self) -> Scenario:
        """The scenario as it is now, a preview included."""
        return self._scenario

    @property
    def is_modified(self) -> bool:
        """Whether it differs from what was opened or saved."""
        return not self.undo_stack.isClean()

    @property
    def is_previewing(self) -> bool:
        """Whether the scenario is one that may yet be dropped."""
        return self._before_preview is not None

    @property
    def passed_over(self) -> tuple[ObjectKey, ...]:
        """The objects of its file that are of no kind that is read."""
        return self._passed_over if self.source is None else self.source.passed_over

    @property
    def unread(self) -> tuple[UnreadField, ...]:
        """The fields that objects of its file set, that matter and that are not modelled."""
        return self._unread if self.source is None else self.source.unread

    @property
    def before_last_edit(self) -> Scenario | None:
        """The scenario as it was before the edit that can be undone; None if there is none."""
        command = self.undo_stack.command(self.undo_stack.index() - 1)
        return command.before if isinstance(command, EditCommand) else None

    def apply(self, label: str, edit: Edit) -> bool:
        """Make an edit one undo step named `label`; if it is refused, `problem` says so, false returns."""
        self.cancel()
        try:
            after = edit(self._scenario)
        except (EditError, AllocationError) as error:
            self.problem.emit(say(str(error)))
            return False
        self._push(label, self._scenario, after)
        return True

    @property
    def text(self) -> str:
        """The scenario as its file would be written now."""
        from sandbox.formats import dumps

        return dumps(self._scenario, self.source)

    def apply_text(self, label: str, file: "ScenarioFile") -> None:
        """Make what was read from an edited text the document, as one undo step."""
        self.cancel()
        if file.scenario != self._scenario or file.text != self.text:
            self.undo_stack.push(TextCommand(label, self, file))

    def check(self, edit: Edit) -> str:
        """What is wrong with an edit, in one sentence; empty if nothing. Changes nothing."""
        try:
            edit(self._before_preview or self._scenario)
        except (EditError, AllocationError) as error:
            return say(str(error))
        return ""

    def preview(self, edit: Edit) -> bool:
        """Show an edit of the scenario as it was before the first preview; false if it is refused."""
        base = self._scenario if self._before_preview is None else self._before_preview
        try:
            after = edit(base)
        except (EditError, AllocationError):
            return False
        self._before_preview = base
        self.show(after)
        return True

    def commit(self, label: str) -> None:
        """Make what is previewed one undo step."""
        if self._before_preview is not None:
            before, self._before_preview = self._before_preview, None
            self._push(label, before, self._scenario)
            self.committed.emit()

    def cancel(self) -> None:
        """Drop what is previewed."""
        if self._before_preview is not None:
            before, self._before_preview = self._before_preview, None
            self.show(before)

    def new(self) -> None:
        """Begin an empty scenario."""
        self._take(None, Scenario(), None, tr(UNTITLED))

    def open(self, path: Path) -> None:
        """Open a file; a shipped one opens as an example and a picture as a copy, both without a path.

        Raises ScenarioError, and then what was open stays open.
        """
        from sandbox.formats import load

        self.take(load(path), path, path.stem)

    def take(self, file: "ScenarioFile", path: Path | None, title: str) -> None:
        """Open what was read from `path`, or from somewhere that nothing can be saved to."""
        from sandbox.formats.pictures import PICTURE_SUFFIXES

        is_copy = path is None or is_resource(path) or path.suffix.lower() in PICTURE_SUFFIXES
        self._take(file, file.scenario, None if is_copy else path, title if path is None else path.stem)

    def take_import(self, imported: "Imported") -> None:
        """Open what was imported: it has no file yet."""
        self._take(None, imported.scenario, None, imported.title)
        self._passed_over, self._unread = imported.passed_over, imported.unread

    def reload(self, file: "ScenarioFile") -> None:
        """Take what its file holds by now, as an undo step: what was here can be had back."""
        self.cancel()
        self.undo_stack.push(TextCommand(tr("Load {name} from disk", name=self.title), self, file))
        self.undo_stack.setClean()
        self.file_changed.emit()

    def recover(self, file: "ScenarioFile", path: Path | None, title: str) -> None:
        """Take what was rescued; it counts as modified until it is saved."""
        self._take(file, file.scenario, path, title)
        self.undo_stack.resetClean()

    def save_as(self, path: Path) -> None:
        """Save to another path, which becomes the document's. Raises ScenarioError."""
        from sandbox.formats import dumps, save

        self.cancel()
        save(path, dumps(self._scenario, self.source))
        self.saved(path, self._scenario)

    def saved(self, path: Path, scenario: Scenario) -> None:
        """Know that `scenario` stands in `path`, which is the document's file from now on."""
        self.path, self.title = path, one_line(path.stem)
        if scenario is self._scenario:
            self.undo_stack.setClean()
        self.file_changed.emit()

    def show(self, scenario: Scenario) -> None:
        """Make `scenario` the one that is seen. For undo commands: everyone else calls `apply`."""
        before, self._scenario = self._scenario, scenario
        if before is not scenario:
            self.scenario_changed.emit(before, scenario)

    def _push(self, label: str, before: Scenario, after: Scenario) -> None:
        if after != before:
            self.undo_stack.push(EditCommand(label, self, before, after))

    def _take(self, file: "ScenarioFile | None", scenario: Scenario, path: Path | None, title: str) -> None:
        self._before_preview, self._passed_over, self._unread = None, (), ()
        self.source, self.path, self.title = file, path, one_line(title)
        self.undo_stack.clear()
        self.show(scenario)
        self.opened.emit()
        self.file_changed.emit()
