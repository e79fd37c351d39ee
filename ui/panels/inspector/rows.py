"""The inspector's widgets, one for each sort of field: each shows a value and sends edits to the document."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from sandbox.kube import ObjectKey
from sandbox.scenario import KubeObject, Scenario
from ui.language import capital, say, tr
from ui.models import Document
from ui.models.document import Edit
from ui.panels.inspector.fields import Facts, Field, Members, OnOff, Options, Text, set_label
from ui.theme import fonts
from ui.theme.controls import Segmented, WrappedSwitch, styled_label


class FieldRow(QWidget):
    """A field's name and below it what shows its value."""

    def __init__(self, document: Document, field: Field) -> None:
        super().__init__()
        self._document = document
        self._field = field
        self._key: ObjectKey | None = None
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(4)
        self.caption = styled_label(tr(field.name), "muted")
        self.box.addWidget(self.caption)

    def show_object(self, value: KubeObject, scenario: Scenario) -> None:
        """Show the field of an object."""
        self._key = value.key
        shown = self._field.shown(value, scenario)
        self.setVisible(shown)
        if shown:
            self.refresh(value, scenario)

    def refresh(self, value: KubeObject, scenario: Scenario) -> None:
        """Bring the widgets up to date with the value."""
        raise NotImplementedError

    def apply(self, text: str, change: Callable[[Scenario, ObjectKey], Scenario]) -> bool:
        """Make an edit of the object one undo step, named after the field and its new value."""
        key = self._key
        assert key is not None, "an edit comes from a row that shows an object"
        return self._document.apply(set_label(self._field, text), lambda scenario: change(scenario, key))


class FactsRow(FieldRow):
    """Lines to read and copy."""

    def __init__(self, document: Document, field: Facts) -> None:
        super().__init__(document, field)
        self._facts = field
        self.lines = QLabel()
        self.lines.setFont(fonts.code())
        self.lines.setWordWrap(True)
        self.lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.lines.setAccessibleName(tr(field.name))
        self.box.addWidget(self.lines)

    def refresh(self, value: KubeObject, scenario: Scenario) -> None:
        """Show the lines."""
        self.lines.setText("\n".join(self._facts.read(value, scenario)))


class CheckedLine(QWidget):
    """A line of text that says what is wrong while one types. Enter takes it, Escape restores it.

    `errors` is where to say it, by default below the line.
    """

    def __init__(
        self,
        name: str,
        wrong: Callable[[str], str],
        take: Callable[[str], bool],
        hint: str = "",
        errors: QBoxLayout | None = None,
    ) -> None:
        super().__init__()
        self._wrong, self._take = wrong, take
        self._value = ""
        self.line = QLineEdit()
        self.line.setFont(fonts.code())
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(hint)
        self.error = styled_label("", "error")
        self.error.setWordWrap(True)
        self.error.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(self.line)
        (errors or box).addWidget(self.error)
        self.line.textEdited.connect(self._check)
        self.line.editingFinished.connect(self._finish)

    def show_value(self, text: str, *, again: bool) -> None:
        """Show a value; `again` says it is still the same field, so that what is being typed stays."""
        typed = again and self.line.text() != self._value and self.line.hasFocus()
        self._value = text
        if not typed and self.line.text() != text:
            self.line.setText(text)
            self.line.setCursorPosition(0)
        if not typed:
            self._say("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape restores the value."""
        if event.key() == Qt.Key.Key_Escape and self.line.text() != self._value:
            self.line.setText(self._value)
            self._say("")
        else:
            super().keyPressEvent(event)

    def _check(self, text: str) -> None:
        self._say("" if text == self._value else self._wrong(text))

    def _finish(self) -> None:
        text = self.line.text()
        if text == self._value:
            return
        problem = self._wrong(text)
        self._say(problem)
        if not problem:
            self._value = text
            self._take(text)

    def _say(self, problem: str) -> None:
        self.error.setText(capital(problem))
        self.error.setVisible(bool(problem))
        if self.line.property("invalid") != bool(problem):
            self.line.setProperty("invalid", bool(problem))
            self.line.style().polish(self.line)
        self.line.setAccessibleDescription(problem)


class TextRow(FieldRow):
    """A line of text, checked while one types."""

    def __init__(self, document: Document, field: Text) -> None:
        super().__init__(document, field)
        self._text = field
        self.input = CheckedLine(tr(field.name), self._wrong, self._take, tr(field.hint))
        self.caption.setBuddy(self.input.line)
        self.box.addWidget(self.input)
        self._shown_key: ObjectKey | None = None

    def refresh(self, value: KubeObject, scenario: Scenario) -> None:
        """Show the value as text."""
        self.input.show_value(self._text.read(value, scenario), again=self._shown_key == value.key)
        self._shown_key = value.key

    def _edit(self, text: str) -> Edit:
        """The edit that the text means; raises ValueError."""
        value, key = self._text.parse(text), self._key
        assert key is not None, "an edit comes from a row that shows an object"
        return lambda scenario: self._text.edit(scenario, key, value)

    def _wrong(self, text: str) -> str:
        try:
            return self._document.check(self._edit(text))
        except ValueError as error:
            return say(str(error))

    def _take(self, text: str) -> bool:
        return self._document.apply(set_label(self._text, text), self._edit(text))


class OptionsRow(FieldRow):
    """Segments, one of them chosen."""

    def __init__(self, document: Document, field: Options) -> None:
        super().__init__(document, field)
        self.field = field
        self.segments = Segmented(tr(field.name), [str(each.value) for each in field.offered])
        self.segments.chosen.connect(self._choose)
        self.box.addWidget(self.segments)

    def refresh(self, value: KubeObject, scenario: Scenario) -> None:
        """Show the chosen option, and which others may be chosen."""
        for number, option in enumerate(self.field.offered):
            why = self.field.refused(value, option)
            self.segments.set_enabled(number, not why, why)
        current = self.field.read(value, scenario)
        if current in self.field.offered:
            self.segments.set_current(self.field.offered.index(current))

    def _choose(self, number: int) -> None:
        option = self.field.offered[number]
        self.apply(str(option.value), lambda scenario, key: self.field.edit(scenario, key, option))


class OnOffRow(FieldRow):
    """A switch."""

    def __init__(self, document: Document, field: OnOff) -> None:
        super().__init__(document, field)
        self._on_off = field
        self.caption.hide()
        self.switch = WrappedSwitch(tr(field.words))
        self.switch.setAccessibleName(tr(field.words))
        self.switch.clicked.connect(self._set)
        self.box.addWidget(self.switch)

    def refresh(self, value: KubeObject, scenario: Scenario) -> None:
        """Show whether it is on."""
        self.switch.setChecked(self._on_off.read(value, scenario))

    def _set(self, on: bool) -> None:
        done = self.apply(str(on).lower(), lambda scenario, key: self._on_off.edit(scenario, key, on))
        if not done:
            self.switch.setChecked(not on)


class MembersRow(FieldRow):
    """A switch for each name."""

    def __init__(self, document: Document, field: Members) -> None:
        super().__init__(document, field)
        self._members = field
        self._chosen: tuple[str, ...] = ()
        self.switches: dict[str, QCheckBox] = {}
        self._nothing = styled_label(tr("No Service has type LoadBalancer"), "muted")
        self.box.addWidget(self._nothing)

    def refresh(self, value: KubeObject, scenario: Scenario) -> None:
        """Show a switch for each name that is offered."""
        offered = self._members.offered(value, scenario)
        self._chosen = self._members.read(value, scenario)
        self._nothing.setVisible(not offered)
        if tuple(self.switches) != offered:
            self._make(offered)
        for name, switch in self.switches.items():
            switch.setChecked(name in self._chosen)

    def _make(self, names: tuple[str, ...]) -> None:
        for switch in self.switches.values():
            self.box.removeWidget(switch)
            switch.deleteLater()
        self.switches = {name: WrappedSwitch(name) for name in names}
        for name, switch in self.switches.items():
            switch.setAccessibleName(f"{self._members.name}: {name}")
            switch.clicked.connect(partial(self._set, name))
            self.box.addWidget(switch)

    def _set(self, name: str) -> None:
        others = tuple(each for each in self._chosen if each != name)
        wanted = (*others, name) if self.switches[name].isChecked() else others
        self.apply(", ".join(wanted), lambda scenario, key: self._members.edit(scenario, key, wanted))
