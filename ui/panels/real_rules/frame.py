"""What both comparisons look like: a sentence and what can be done above, both sides below."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.panels.boxes import Box
from ui.panels.real_rules.side_view import SideView
from ui.theme.progress import ProgressRow


def lay_out(
    panel: QWidget,
    before: Sequence[QWidget],
    sentence: tuple[Box, QWidget],
    after: QWidget,
    progress: ProgressRow,
    tree: SideView,
) -> None:
    """Lay a panel out: what stands before the sentence, which is in its box, and after it; then the rest."""
    frame, told = sentence
    inner = QVBoxLayout(frame)
    inner.setContentsMargins(10, 6, 10, 6)
    inner.addWidget(told)
    row = QHBoxLayout()
    row.setContentsMargins(16, 8, 16, 8)
    row.setSpacing(12)
    for widget in before:
        row.addWidget(widget)
    row.addWidget(frame, 1)
    row.addWidget(after)
    column = QVBoxLayout(panel)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addLayout(row)
    column.addWidget(progress)
    column.addWidget(tree, 1)
    column.addStretch()
