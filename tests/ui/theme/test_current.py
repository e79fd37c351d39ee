import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.theme import TOKENS, Appearance, Theme, ThemeName, icon, is_resource, resource, theme
from ui.theme.icons import ICONS


@pytest.fixture
def plain(qapp: QApplication) -> Theme:
    return Theme()


def test_a_chosen_theme_changes_every_colour(plain: Theme, qtbot: QtBot) -> None:
    with qtbot.waitSignal(plain.changed):
        plain.choose(Appearance.DARK)
    assert plain.name is ThemeName.DARK
    assert plain.is_dark
    assert all(plain.color(token) == QColor(row[1]) for token, row in TOKENS.items())


def test_the_same_theme_again_changes_nothing(plain: Theme, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(plain.changed):
        plain.choose(Appearance.LIGHT)


def test_an_unknown_token_is_an_error(plain: Theme) -> None:
    with pytest.raises(KeyError):
        plain.color("orange")


def test_the_palette_takes_the_tokens(plain: Theme) -> None:
    plain.choose(Appearance.HIGH_CONTRAST)
    assert plain.palette().color(QPalette.ColorRole.Text) == plain.color("text")


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_paints_something_and_follows_the_theme(name: str, qapp: QApplication) -> None:
    theme.choose(Appearance.LIGHT)
    light = icon(name).pixmap(QSize(24, 24)).toImage()
    theme.choose(Appearance.DARK)
    dark = icon(name).pixmap(QSize(24, 24)).toImage()
    theme.choose(Appearance.SYSTEM)
    assert light != dark


def test_the_shipped_example_is_found() -> None:
    path = resource("scenarios", "using-source-ip.yaml")
    assert path.exists()
    assert is_resource(path)
    assert not is_resource(path.parent.parent.parent / "README.md")
