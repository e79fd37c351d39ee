"""`ImportBar`: what an import took in, and on request all that it made and left out."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from sandbox.imports.report import ImportReport
from ui.app.offer_bar import OfferBar
from ui.language import tr, tr_n
from ui.theme import fonts

if TYPE_CHECKING:
    from ui.app.window import Window


class ImportBar(OfferBar):
    """The first sentence of an import's report, a button for the others, and one that puts it away."""

    def __init__(self, report: ImportReport, window: "Window") -> None:
        super().__init__("about", tr("What was left out…"), tr("Close"))
        self._report, self._window = report, window
        self.first_button.clicked.connect(self.show_report)
        self.second_button.clicked.connect(self.end)
        first, *_ = report.sentences
        problems = len(report.problems)
        more = tr_n("{count} problem was met.", "{count} problems were met.", problems) if problems else ""
        self.say(
            " ".join(filter(None, (first, more))),
            tr("What was made and left out in the import"),
            tr("Close the report of the import"),
        )

    def show_report(self) -> None:
        """Show all sentences in a window of their own."""
        sheet = ReportSheet(self._report, self._window)
        sheet.show()


class PrivateBar(OfferBar):
    """Offers to open what is called `name` without what has nothing to do with networking."""

    def __init__(self, name: str, import_it: Callable[[], object]) -> None:
        super().__init__("warning", tr("Open without them"), tr("Keep them"))
        self.first_button.clicked.connect(self.end)
        self.first_button.clicked.connect(import_it)
        self.second_button.clicked.connect(self.end)
        self.say(
            tr("{name} holds environment variables or tools’ own notes, and keeps them.", name=name),
            tr("Open {name} with its networking fields alone", name=name),
            tr("Keep all that {name} holds", name=name),
        )


class ReportSheet(QDialog):
    """All that an import says, as text that can be selected and copied."""

    def __init__(self, report: ImportReport, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("What was imported"))
        self.text = QPlainTextEdit("\n\n".join(report.sentences))
        self.text.setReadOnly(True)
        self.text.setFont(fonts.words())
        self.text.setAccessibleName(tr("What was imported, made and left out"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.text)
        column.addWidget(buttons)

    def sizeHint(self) -> QSize:
        """Room for some ten sentences."""
        return QSize(640, 420)
