"""A list that opens, for fields with many values or long ones."""

from PySide6.QtWidgets import QComboBox

from sandbox.scenario import KubeObject, Scenario
from ui.language import tr
from ui.models import Document
from ui.panels.inspector.fields import Choice
from ui.panels.inspector.rows import FieldRow
from ui.theme import fonts
from ui.theme.choice_box import ChoiceBox


class ChoiceRow(FieldRow):
    """One of many values."""

    def __init__(self, document: Document, field: Choice) -> None:
        super().__init__(document, field)
        self._choice = field
        self._offered: list[tuple[str, object]] = []
        self.choice: QComboBox = ChoiceBox(tr(field.name))
        self.choice.setFont(fonts.words())
        self.choice.activated.connect(self._choose)
        self.caption.setBuddy(self.choice)
        self.box.addWidget(self.choice)

    def refresh(self, value: KubeObject, scenario: Scenario) -> None:
        """Offer the values and show the one it has, even if that is not among them."""
        offered = list(self._choice.offered(value, scenario))
        current = self._choice.read(value, scenario)
        if all(each != current for _, each in offered):
            offered.insert(
                0, (tr("{current} (not there)", current=current) if current else tr("choose one"), current)
            )
        if offered != self._offered:
            self._offered = offered
            self.choice.clear()
            self.choice.addItems([label for label, _ in offered])
        self.choice.setCurrentIndex(next(n for n, (_, each) in enumerate(offered) if each == current))

    def _choose(self, number: int) -> None:
        label, value = self._offered[number]
        self.apply(label, lambda scenario, key: self._choice.edit(scenario, key, value))
