"""The outcome matrix, an answer a row."""

from collections.abc import Iterable, Iterator

from sandbox.analysis.matrix import Cell, Matrix, Row
from sandbox.analysis.texts import Table
from sandbox.scenario import ServiceTarget

FIELDS = (
    "service",
    "port",
    "sender",
    "external_traffic_policy",
    "via",
    "node",
    "verdict",
    "client_address",
    "endpoint",
    "headers",
    "probability",
    "exact",
    "reason",
)


def matrix_table(matrices: Iterable[Matrix]) -> Table:
    """Every answer of every cell; a cell that cannot be asked has its reason alone."""
    return Table("matrix", FIELDS, tuple(row for each in matrices for row in _rows(each)))


def _rows(matrix: Matrix) -> Iterator[tuple[object, ...]]:
    for row in matrix.rows:
        for way, cell in zip(matrix.ways, row.cells, strict=True):
            yield from _answers(row, way, cell)


def _answers(row: Row, way: ServiceTarget, cell: Cell) -> Iterator[tuple[object, ...]]:
    where = way.service, way.port, str(row.sender), row.policy.value, way.via.value, way.node
    if cell.problem:
        yield *where, None, None, None, None, None, None, cell.problem
    for each in cell.answers:
        address = None if each.client_address is None else str(each.client_address)
        headers = "; ".join(f"{name}: {value}" for name, value in each.headers) or None
        number, exact = float(each.probability), str(each.probability)
        yield *where, each.verdict.value, address, each.endpoint, headers, number, exact, each.reason
