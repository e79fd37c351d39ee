"""What came of the request: the verdict in a sign and words, and what the server printed."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sandbox.explain import outcome
from sandbox.trace import Exchange, Verdict
from ui.language import capital, mark, say, tr
from ui.panels.boxes import Box, colored, rich, text_label
from ui.theme import fonts

SIGNS: dict[Verdict, tuple[str, str]] = {
    Verdict.REPLIED: ("✓", "replied"),
    Verdict.DELIVERED: ("!", "dropped"),
    Verdict.DROPPED: ("✕", "dropped"),
    Verdict.REJECTED: ("✕", "dropped"),
    Verdict.UNROUTABLE: ("✕", "dropped"),
}
"""The sign of each verdict and the token of its colour."""
COMING = mark(
    "An edit that changes this walk begins a new lane. To edit between two packets, choose “Next packet” "
    "first."
)
"""What edits do after the walk."""


class OutcomeBox(Box):
    """A box with the verdict, what the sender experiences, and the lines that the server printed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.verdict = rich(text_label(fonts.words(fonts.LARGE, bold=True)))
        self.told = text_label(fonts.words(fonts.NORMAL))
        self.printed_by = rich(text_label(fonts.words(fonts.SMALL)))
        self.printed = text_label(fonts.code(fonts.NORMAL, bold=True))
        self.printed.setAccessibleName(tr("Printed by the server"))
        self.coming = rich(text_label(fonts.words(fonts.SMALL)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(4)
        for label in (self.verdict, self.told, self.printed_by, self.printed, self.coming):
            layout.addWidget(label)

    def show_exchange(self, exchange: Exchange, *, printed_only: bool) -> None:
        """Show the outcome, or only what the server printed when it took the request."""
        came = outcome(exchange)
        sign, token = SIGNS[came.verdict]
        self.set_tokens("window", "border" if printed_only else token)
        self.verdict.setText(colored(f"{sign} {capital(tr(came.verdict.value))}", token, bold=True))
        self.told.setText(say(came.sentence))
        self.printed_by.setText(colored(tr("The server prints"), "muted"))
        self.printed.setText("\n".join(came.printed))
        self.coming.setText(colored(tr(COMING), "muted"))
        for label in (self.verdict, self.told, self.coming):
            label.setVisible(not printed_only)
        for label in (self.printed_by, self.printed):
            label.setVisible(bool(came.printed))
