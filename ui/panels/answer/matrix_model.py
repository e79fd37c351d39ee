"""The outcome matrix as item models: its cells, and the answers of one of them."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

import msgspec
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from sandbox.analysis.matrix import Answer, Cell, Matrix, Row
from sandbox.chance import probability_text
from sandbox.explain import label_of
from sandbox.scenario import Flow
from sandbox.trace import Verdict
from ui.language import mark, say, tr, tr_n
from ui.panels.answer.walking import same_question
from ui.panels.packet.outcome import SIGNS

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NOWHERE = QModelIndex()
LINES_ROLE = Role.UserRole
"""The role that gives a cell's `CellLine`s."""
BY_ROLE = Role.UserRole + 3
"""The role that gives a cell's last line: who answers, or why nobody does."""
CURRENT_ROLE = Role.UserRole + 1
"""The role that says whether a cell's policy is the one in force."""


WALKED_ROLE = Role.UserRole + 2
"""The role that says whether a cell is what is walked."""


class CellLine(msgspec.Struct, frozen=True):
    """What a cell says of the answers that look the same to the server: a sign, words, and how likely."""

    sign: str
    token: str
    words: str
    probability: str
    by: str


def cell_lines(cell: Cell) -> tuple[CellLine, ...]:
    """A cell in lines: one for each verdict and client address."""
    if cell.problem:
        return (CellLine("–", "muted", tr("cannot be sent"), "", cell.problem),)
    groups: dict[tuple[Verdict, str], list[Answer]] = {}
    for each in cell.answers:
        words = tr(each.verdict.value) if each.client_address is None else str(each.client_address)
        groups.setdefault((each.verdict, words), []).append(each)
    return tuple(_line(verdict, words, group) for (verdict, words), group in groups.items())


def _line(verdict: Verdict, words: str, group: list[Answer]) -> CellLine:
    sign, token = SIGNS[verdict]
    probability = sum((each.probability for each in group), Fraction(0))
    return CellLine(sign, token, words, "" if probability == 1 else probability_text(probability), _by(group))


def _by(answers: Sequence[Answer]) -> str:
    """The pod that answers, or how many do, or why none does."""
    pods = list(dict.fromkeys(label_of("pod/" + each.endpoint) for each in answers if each.endpoint))
    if not pods:
        return say(answers[0].reason)
    headers = dict.fromkeys(f"{name}: {value}" for each in answers for name, value in each.headers)
    who = pods[0] if len(pods) == 1 else tr_n("{count} pod", "{count} pods", len(pods))
    return " · ".join((*headers, who))


def spoken(lines: tuple[CellLine, ...], cell: Cell) -> str:
    """A cell for a screen reader and a tool tip."""
    verdicts = {SIGNS[each.verdict][0]: tr(each.verdict.value) for each in cell.answers}
    return "\n".join(
        " · ".join(
            part
            for part in (
                f"{line.sign} {verdicts.get(line.sign, '')}".strip(),
                "" if line.words in verdicts.values() else tr("the server sees {words}", words=line.words),
                line.by,
                tr("probability {chance}", chance=line.probability or 1),
            )
            if part
        )
        for line in lines
    )


class MatrixModel(QAbstractTableModel):
    """A row for each sender and policy, a column for each way in."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._matrix: Matrix | None = None
        self._places: tuple[str, ...] = ()
        self._rows: tuple[Row, ...] = ()
        self._lines: tuple[tuple[tuple[CellLine, ...], ...], ...] = ()
        self._walked: Flow | None = None

    def show_matrix(self, matrix: Matrix | None, places: tuple[str, ...] = ()) -> None:
        """Show another matrix; `places` says where each way leads."""
        self.beginResetModel()
        self._matrix, self._places = matrix, places
        self._rows = () if matrix is None else matrix.rows
        self._lines = tuple(tuple(map(cell_lines, row.cells)) for row in self._rows)
        self.endResetModel()

    def mark(self, walked: Flow | None) -> None:
        """Mark the cell that asks what `walked` does."""
        self._walked = walked
        if self._rows and self._rows[0].cells:
            last = self.index(len(self._rows) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last, [WALKED_ROLE])

    def walked(self) -> QModelIndex:
        """The cell that asks what is walked, else the first one."""
        cells = (
            self.index(row, column) for row in range(self.rowCount()) for column in range(self.columnCount())
        )
        return next((each for each in cells if each.data(WALKED_ROLE)), self.index(0, 0))

    @property
    def matrix(self) -> Matrix | None:
        """What is shown."""
        return self._matrix

    def row_at(self, index: Index) -> Row | None:
        """The sender and policy of an index."""
        return self._rows[index.row()] if index.isValid() else None

    def cell_at(self, index: Index) -> Cell | None:
        """The cell of an index."""
        row = self.row_at(index)
        return None if row is None else row.cells[index.column()]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many senders there are, times their policies."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """How many ways there are."""
        return 0 if parent.isValid() or self._matrix is None else len(self._matrix.ways)

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """What a cell says."""
        row, cell = self.row_at(index), self.cell_at(index)
        if row is None or cell is None:
            return None
        if role == LINES_ROLE:
            return self._lines[index.row()][index.column()]
        if role == BY_ROLE:
            return cell.problem or _by(cell.answers)
        if role == CURRENT_ROLE:
            return row.is_current
        if role == WALKED_ROLE:
            walked = self._walked
            return walked is not None and row.is_current and same_question(walked, cell.flow)
        if role in (Role.DisplayRole, Role.ToolTipRole, Role.AccessibleTextRole):
            words = spoken(self._lines[index.row()][index.column()], cell)
            walks = tr(
                "Walking it sets externalTrafficPolicy to {policy}; Undo takes it back.",
                policy=row.policy.value,
            )
            return f"{words}\n\n{walks}" if role == Role.ToolTipRole and not row.is_current else words
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        """Where a column leads; who asks in a row."""
        if role not in (Role.DisplayRole, Role.ToolTipRole, Role.AccessibleTextRole) or self._matrix is None:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return f"{self._matrix.ways[section].via.value}\n{self._places[section]}"
        row = self._rows[section]
        policy = tr("{policy}, in force", policy=row.policy.value) if row.is_current else row.policy.value
        return f"{short_name(row)}\n{tr(row.sender.kind.lower())} · {policy}"


def short_name(row: Row) -> str:
    """A sender's name, without the namespace `default`."""
    return row.sender.path.removeprefix("default/")


ANSWER_COLUMNS = (mark("Client"), mark("Server sees"), mark("Probability"), mark("Pod"))


class AnswersModel(QAbstractTableModel):
    """The answers of one cell, a row each."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._answers: tuple[Answer, ...] = ()

    def show_cell(self, cell: Cell | None) -> None:
        """Show another cell's answers."""
        self.beginResetModel()
        self._answers = () if cell is None else cell.answers
        self.endResetModel()

    def answer_at(self, index: Index) -> Answer:
        """The answer of a row."""
        return self._answers[index.row()]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many answers there are."""
        return 0 if parent.isValid() else len(self._answers)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """What is said of each."""
        return 0 if parent.isValid() else len(ANSWER_COLUMNS)

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """A field of an answer."""
        if not index.isValid():
            return None
        answer = self._answers[index.row()]
        if role == Role.DisplayRole:
            return list(_fields(answer))[index.column()]
        if role == Role.ToolTipRole:
            return say(answer.reason) or tr(
                "probability {probability}; pod {endpoint}",
                probability=answer.probability,
                endpoint=answer.endpoint,
            )
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        """A field's name."""
        if role == Role.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return tr(ANSWER_COLUMNS[section])
        return None


def _fields(answer: Answer) -> Iterator[str]:
    yield f"{SIGNS[answer.verdict][0]} {tr(answer.verdict.value)}"
    yield "–" if answer.client_address is None else str(answer.client_address)
    yield probability_text(answer.probability)
    yield "–" if answer.endpoint is None else label_of("pod/" + answer.endpoint)
