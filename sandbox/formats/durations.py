"""Lengths of time as Kubernetes writes them: `24h0m0s`."""

import re

from sandbox.formats import codec as c
from sandbox.formats.codec import Codec

_UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 1e-3, "us": 1e-6, "µs": 1e-6, "ns": 1e-9}
_PART = re.compile(r"(\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h)", re.ASCII)
_WHOLE = re.compile(rf"\+?(?:(?:{_PART.pattern})+|0)", re.ASCII)
_LONGEST = 2.0**63 / 1e9
"""Seconds. Go: time.Duration is a 64 bit number of nanoseconds."""


def _read(value: object) -> float:
    seconds = _seconds(c.text(value))
    if seconds is None:
        raise c.refuse(value, "a length of time such as 24h0m0s, 90s or 0s")
    return seconds


def _seconds(value: str) -> float | None:
    """Go: time.ParseDuration, without the negative ones, which no setting takes."""
    if not _WHOLE.fullmatch(value):
        return None
    total = sum(float(number) * _UNITS[unit] for number, unit in _PART.findall(value))
    return total if total < _LONGEST else None


def _write(seconds: float) -> str:
    """Go: time.Duration.String."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    text = f"{rest:.9f}".rstrip("0").rstrip(".") + "s"
    if hours:
        return f"{hours:.0f}h{minutes:.0f}m{text}"
    return f"{minutes:.0f}m{text}" if minutes else text


DURATION = Codec(_read, _write)
"""A length of time, in seconds."""
