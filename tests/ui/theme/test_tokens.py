"""Contrast is computed from the table, so that no theme can be changed into one that people cannot read."""

import re

import pytest
from PySide6.QtCore import QRectF

from ui.theme import GRAPHIC_PAIRS, TEXT_PAIRS, TOKENS, ThemeName
from ui.theme.icons import GRID, ICONS, outline
from ui.theme.kinds import KIND_STYLES
from ui.theme.style import RULES, style_sheet


def luminance(color: str) -> float:
    """WCAG's relative luminance."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """WCAG's contrast ratio."""
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def pair_in(name: ThemeName, pair: tuple[str, str]) -> tuple[str, str]:
    return TOKENS[pair[0]][name.value], TOKENS[pair[1]][name.value]


def test_contrast_of_black_and_white_is_the_standards() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)


@pytest.mark.parametrize("name", ThemeName)
def test_words_can_be_read(name: ThemeName) -> None:
    faint = {pair: contrast(*pair_in(name, pair)) for pair in TEXT_PAIRS}
    assert {pair: ratio for pair, ratio in faint.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("name", ThemeName)
def test_lines_and_shapes_can_be_seen(name: ThemeName) -> None:
    faint = {pair: contrast(*pair_in(name, pair)) for pair in GRAPHIC_PAIRS}
    assert {pair: ratio for pair, ratio in faint.items() if ratio < 3} == {}


@pytest.mark.parametrize("name", ThemeName)
def test_nothing_but_the_packet_has_the_packets_colour(name: ThemeName) -> None:
    packet = TOKENS["packet"][name.value]
    assert [token for token, row in TOKENS.items() if row[name.value] == packet] == ["packet"]


def test_every_kind_has_its_tokens() -> None:
    assert all(style.token in TOKENS and style.fill in TOKENS for style in KIND_STYLES.values())


@pytest.mark.parametrize("name", ThemeName)
def test_the_style_sheet_names_tokens_only(name: ThemeName) -> None:
    assert re.findall(r":[^;{]*#[0-9A-Fa-f]{3,8}", RULES) == [], "a colour outside the table"
    assert "@" not in style_sheet(name)


@pytest.mark.parametrize("name", ICONS)
def test_icons_stay_on_their_grid(name: str) -> None:
    assert QRectF(0, 0, GRID, GRID).contains(outline(name).boundingRect().adjusted(-1, -1, 1, 1))
