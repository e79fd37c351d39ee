"""Lengths of time as Go parses and prints them."""

import pytest

from sandbox.formats.durations import DURATION
from sandbox.formats.errors import FieldError


@pytest.mark.parametrize(
    ("text", "seconds", "printed"),
    [
        ("24h0m0s", 86400.0, "24h0m0s"),
        ("1h", 3600.0, "1h0m0s"),
        ("90s", 90.0, "1m30s"),
        ("0", 0.0, "0s"),
        ("+1.5s", 1.5, "1.5s"),
        (".5m", 30.0, "30s"),
        ("250ms", 0.25, "0.25s"),
    ],
)
def test_a_length_of_time_is_read_and_written(text: str, seconds: float, printed: str) -> None:
    assert DURATION.read(text) == seconds
    assert DURATION.write(seconds) == printed
    assert DURATION.read(printed) == seconds


@pytest.mark.parametrize("value", ["", "5", "-1s", "1d", "1 s", "s", "9999999999h", 5, True, "1h1"])
def test_what_is_none_is_refused(value: object) -> None:
    with pytest.raises(FieldError):
        DURATION.read(value)
