"""The two faces: a sans serif one for words and a monospaced one for addresses, ports and rules."""

from functools import cache

from PySide6.QtGui import QFont

SMALL = 12
NORMAL = 13
LARGE = 15
"""Sizes in device-independent pixels."""

WORDS = ["DejaVu Sans", "Verdana", "Segoe UI", "Helvetica Neue", "sans-serif"]
CODE = ["DejaVu Sans Mono", "Menlo", "Consolas", "monospace"]


@cache
def words(size: int = NORMAL, *, bold: bool = False) -> QFont:
    """The face for words. Shared: copy it before you change it."""
    return _font(WORDS, QFont.StyleHint.SansSerif, size, bold)


@cache
def code(size: int = SMALL, *, bold: bool = False) -> QFont:
    """The monospaced face. Shared: copy it before you change it."""
    return _font(CODE, QFont.StyleHint.Monospace, size, bold)


def _font(families: list[str], hint: QFont.StyleHint, size: int, bold: bool) -> QFont:
    font = QFont(families)
    font.setStyleHint(hint)
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font
