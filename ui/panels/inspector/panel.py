"""`Inspector`: shows the selected object's fields and sends edits to the document."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from sandbox.kube import ObjectKey
from sandbox.scenario import KubeObject, Scenario
from ui.language import mark, tr
from ui.models import Document, Selection
from ui.panels.inspector.choices import ChoiceRow
from ui.panels.inspector.cluster import ClusterList
from ui.panels.inspector.fields import AnyField, Choice, Facts, Lens, Members, OnOff, Options, Ports, Text
from ui.panels.inspector.lens import LensRow
from ui.panels.inspector.ports import PortsRow
from ui.panels.inspector.rows import FactsRow, FieldRow, MembersRow, OnOffRow, OptionsRow, TextRow
from ui.panels.inspector.tables import TABLES
from ui.theme import fonts, theme
from ui.theme.controls import styled_label
from ui.theme.kinds import KIND_STYLES, kind_icon

ROWS: dict[type[Any], Callable[[Document, Any], FieldRow]] = {
    Facts: FactsRow,
    Text: TextRow,
    Options: OptionsRow,
    Choice: ChoiceRow,
    OnOff: OnOffRow,
    Lens: LensRow,
    Ports: PortsRow,
    Members: MembersRow,
}
"""The widget of each sort of field."""

OTHER_TITLES = {"KubeProxyConfiguration": "kube-proxy", "Flow": mark("Request")}
"""What kinds that do not stand on the canvas are called, where it is not their name."""
NOTHING = mark("Select an object on the canvas or in the outline to see and change its fields.")


class Inspector(QScrollArea):
    """The fields of the one selected object, or a word about how many are selected."""

    def __init__(self, document: Document, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._selection = document, selection
        self.forms: dict[type[Any], Form] = {}
        self.message = styled_label(tr(NOTHING), "muted", fonts.words())
        self.message.setWordWrap(True)
        self._body = QWidget()
        self._box = QVBoxLayout(self._body)
        self._box.setContentsMargins(18, 14, 18, 14)
        self._box.addWidget(self.message)
        self.cluster = ClusterList(document, selection)
        self._box.addWidget(self.cluster)
        self._box.addStretch()
        self.setWidget(self._body)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Inspector"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        selection.changed.connect(self.refresh)
        document.scenario_changed.connect(self.refresh)
        self.refresh()

    @property
    def form(self) -> "Form | None":
        """The form that is shown, if one object is selected."""
        return next((form for form in self.forms.values() if not form.isHidden()), None)

    def refresh(self) -> None:
        """Show the selected object as it is now."""
        scenario = self._document.scenario
        objects = [scenario.by_key[key] for key in self._selection.keys if key in scenario.by_key]
        shown = objects[0] if len(objects) == 1 and type(objects[0]) in TABLES else None
        self.message.setVisible(shown is None)
        self.message.setText(tr(NOTHING) if not objects else _counted(each.key for each in objects))
        self.cluster.setVisible(not objects)
        if not objects:
            self.cluster.refresh()
        if shown is not None:
            self._form_of(type(shown)).show_object(shown, scenario)
        for kind, form in self.forms.items():
            form.setVisible(kind is type(shown))

    def _form_of(self, kind: type[Any]) -> "Form":
        if kind not in self.forms:
            self.forms[kind] = Form(self._document, TABLES[kind])
            self._box.insertWidget(0, self.forms[kind])
        return self.forms[kind]


class Form(QWidget):
    """The kind and name of an object, and a row for each field of its table."""

    def __init__(self, document: Document, fields: Iterable[AnyField]) -> None:
        super().__init__()
        self.rows = {field.name: ROWS[type(field)](document, field) for field in fields}
        self._icon = QLabel()
        self._title = styled_label("", "title", fonts.words(fonts.LARGE, bold=True))
        self._kind = ""
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addLayout(head)
        for row in self.rows.values():
            box.addWidget(row)
        theme.changed.connect(self._paint_icon)

    def show_object(self, value: KubeObject, scenario: Scenario) -> None:
        """Show an object's fields."""
        self._kind = value.key.kind
        self._title.setText(title_of(self._kind))
        self._icon.setVisible(self._kind in KIND_STYLES)
        self._paint_icon()
        for row in self.rows.values():
            row.show_object(value, scenario)

    def _paint_icon(self) -> None:
        if self._kind in KIND_STYLES:
            self._icon.setPixmap(kind_icon(self._kind).pixmap(QSize(18, 18), self.devicePixelRatioF()))


def title_of(kind: str) -> str:
    """A kind in words."""
    return KIND_STYLES[kind].title if kind in KIND_STYLES else tr(OTHER_TITLES.get(kind, kind))


def _counted(keys: Iterable[ObjectKey]) -> str:
    """`3 objects are selected: 2 × Pod, 1 × Node.`"""
    counts = Counter(title_of(key.kind) for key in keys)
    kinds = ", ".join(f"{count} × {title}" for title, count in counts.items())
    return tr(
        "{total} objects are selected: {kinds}. Select one to change its fields.",
        total=counts.total(),
        kinds=kinds,
    )
