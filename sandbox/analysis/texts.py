"""Tables as text for other programs: CSV for a spreadsheet, JSON for a script.

`resources/docs/tables.md` describes every field of those that are written to files, and a test compares.
"""

import csv
import io
import json
from collections.abc import Iterable

import msgspec

_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a text for a formula. OWASP: CSV Injection."""


class Table(msgspec.Struct, frozen=True):
    """Rows of values, each a text, a number, true, false or None, under the names of their fields."""

    name: str
    fields: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


def table_csv(table: Table) -> str:
    """The table as a spreadsheet reads it."""
    return csv_text(table.fields, table.rows)


def table_json(table: Table) -> str:
    """The table as one object, `table` being its name and `rows` an object for each row."""
    rows = [dict(zip(table.fields, row, strict=True)) for row in table.rows]
    return json.dumps({"table": table.name, "rows": rows}, indent=2) + "\n"


def csv_text(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Rows under a header, as RFC 4180 writes them; no text is a formula, whatever it begins with."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(map(_cell, row) for row in rows)
    return text.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULAS) else value
