"""Answers as text for other programs: CSV for a spreadsheet, JSON for a script."""

import csv
import io
import json
from collections.abc import Iterable, Iterator

from sandbox.analysis.matrix import Cell, Matrix, Row

MATRIX_FIELDS = (
    "sender",
    "externalTrafficPolicy",
    "via",
    "node",
    "verdict",
    "clientAddress",
    "endpoint",
    "headers",
    "probability",
    "exact",
    "reason",
)


def csv_text(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Rows under a header, as RFC 4180 writes them."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def matrix_csv(matrix: Matrix) -> str:
    """A line for each answer of each cell."""
    return csv_text(MATRIX_FIELDS, matrix_lines(matrix))


def matrix_json(matrix: Matrix) -> str:
    """The same as objects; null where no server took the request."""
    answers = [dict(zip(MATRIX_FIELDS, line, strict=True)) for line in matrix_lines(matrix)]
    return json.dumps({"service": matrix.service.path, "answers": answers}, indent=2) + "\n"


def matrix_lines(matrix: Matrix) -> Iterator[tuple[object, ...]]:
    """The fields of MATRIX_FIELDS for each answer; a cell that cannot be asked has its reason alone."""
    for row in matrix.rows:
        for way, cell in zip(matrix.ways, row.cells, strict=True):
            yield from _cell_lines(row, way.via.value, way.node, cell)


def _cell_lines(row: Row, via: str, node: str, cell: Cell) -> Iterator[tuple[object, ...]]:
    where = str(row.sender), row.policy.value, via, node
    if cell.problem:
        yield *where, None, None, None, None, None, None, cell.problem
    for each in cell.answers:
        address = None if each.client_address is None else str(each.client_address)
        headers = "; ".join(f"{name}: {value}" for name, value in each.headers) or None
        number, exact = float(each.probability), str(each.probability)
        yield *where, each.verdict.value, address, each.endpoint, headers, number, exact, each.reason
