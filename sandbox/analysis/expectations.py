"""What a flow expects against what came of it."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from sandbox.chance import probability_text
from sandbox.scenario import Expectation
from sandbox.trace import Exchange

PROBABILITY_TOLERANCE = Fraction(1, 200)
"""How far a probability may be from the expected one: `0.33` is written for 1/3."""


def differences(expected: Sequence[Expectation], paths: Sequence[Exchange]) -> Iterator[str]:
    """A sentence for each path that no entry expects, and for each entry that no path fulfils."""
    fulfilled = [_matching(entry, paths) for entry in expected]
    for path in paths:
        if not any(path is found for group in fulfilled for found in group):
            yield f"a path is not expected: {_path_text(path)}"
    for number, (entry, group) in enumerate(zip(expected, fulfilled, strict=True), 1):
        if not group:
            yield f"no path fulfils expect[{number - 1}]: {_expectation_text(entry)}"


def _matching(entry: Expectation, paths: Sequence[Exchange]) -> list[Exchange]:
    """The paths that the entry stands for: each of them, or all together, with its probability."""
    group = [path for path in paths if _looks_like(entry, path)]
    if entry.probability is None or _near(sum(path.probability for path in group), entry.probability):
        return group
    return [path for path in group if _near(path.probability, entry.probability)]


def _near(one: Fraction | int, other: Fraction) -> bool:
    return abs(one - other) <= PROBABILITY_TOLERANCE


def _looks_like(entry: Expectation, path: Exchange) -> bool:
    return (
        entry.verdict in (None, path.verdict.value)
        and _is(entry.client_address, entry.client_address_is_null, path.client_address)
        and _is(entry.endpoint, entry.endpoint_is_null, path.endpoint)
        and entry.headers in (None, path.headers)
    )


def _is(expected: str | None, expected_null: bool, found: object) -> bool:
    if expected_null:
        return found is None
    return expected is None or expected == (None if found is None else str(found))


def _path_text(path: Exchange) -> str:
    """What can be expected of a path, as it came out."""
    fields = {
        "verdict": path.verdict.value,
        "clientAddress": _or_null(path.client_address),
        "endpoint": _or_null(path.endpoint),
        **({"headers": _headers_text(path.headers)} if path.headers else {}),
        "probability": probability_text(path.probability),
    }
    return _fields_text(fields)


def _expectation_text(entry: Expectation) -> str:
    """An entry of `expect`, as it is written."""
    fields = {
        "verdict": entry.verdict,
        "clientAddress": "null" if entry.client_address_is_null else entry.client_address,
        "endpoint": "null" if entry.endpoint_is_null else entry.endpoint,
        "headers": None if entry.headers is None else _headers_text(entry.headers),
        "probability": None if entry.probability is None else probability_text(entry.probability),
    }
    return _fields_text(fields)


def _fields_text(fields: dict[str, str] | dict[str, str | None]) -> str:
    return ", ".join(f"{name} {value}" for name, value in fields.items() if value is not None)


def _headers_text(headers: tuple[tuple[str, str], ...]) -> str:
    return "{" + ", ".join(f"{name}: {value}" for name, value in headers) + "}"


def _or_null(value: object) -> str:
    return "null" if value is None else str(value)
