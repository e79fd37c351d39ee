"""The web page's colours are those of the window."""

import re
from itertools import pairwise

import pytest

from ui.theme import TOKENS, ThemeName, resource

STYLE = resource("web", "walk.css").read_text(encoding="utf-8")
DECLARED = re.compile(r"--([a-z-]+): (#[0-9A-F]{6})")


@pytest.mark.parametrize(("theme", "number"), [(ThemeName.LIGHT, 0), (ThemeName.DARK, 1)])
def test_each_colour_is_a_token_of_the_theme(theme: ThemeName, number: int) -> None:
    starts = [each.start() for each in re.finditer(":root {", STYLE)]
    blocks = [STYLE[start:end] for start, end in pairwise((*starts, len(STYLE)))]
    found = dict(DECLARED.findall(blocks[number]))
    assert len(found) > 20
    for name, colour in found.items():
        assert TOKENS[name.replace("-", "_")][theme.value] == colour, name


def test_no_other_colour_is_named() -> None:
    rest = DECLARED.sub("", STYLE)
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b", rest) == []
