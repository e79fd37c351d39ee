"""The sheet of preferences with real keys, and what each choice does."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from ui.app.preferences import TEXT_SIZES, Preferences
from ui.app.preferences_sheet import PreferencesSheet
from ui.app.session import enlarge
from ui.app.window import Window
from ui.language import Language
from ui.theme import Appearance, ThemeName, theme
from ui.theme import current as theme_in_force


@pytest.fixture
def sheet(window: Window, qtbot: QtBot) -> Iterator[PreferencesSheet]:
    window.actions_by_name["preferences"][1].trigger()
    (sheet,) = window.findChildren(PreferencesSheet)
    yield sheet
    sheet.close()
    window.choose_appearance(Appearance.SYSTEM)


def down(choice: QComboBox, times: int = 1) -> None:
    """Choose one of the next with the keyboard alone."""
    choice.setFocus()
    for _ in range(times):
        QTest.keyClick(choice, Qt.Key.Key_Down)


def test_each_choice_is_taken_at_once(sheet: PreferencesSheet, preferences: Preferences) -> None:
    down(sheet.language, 2)
    assert preferences.language is Language.GERMAN
    down(sheet.theme, 2)
    assert preferences.appearance is Appearance.DARK
    assert theme.name is ThemeName.DARK
    down(sheet.size_of_text)
    assert preferences.text_size == 110


def test_motion_follows_the_system_until_someone_chooses(
    sheet: PreferencesSheet, window: Window, preferences: Preferences
) -> None:
    assert sheet.motion.currentText() == "As the system"
    down(sheet.motion, 2)
    chosen = [preferences.reduced_motion]
    assert window.playhead.reduced_motion
    window.actions_by_name["reduced_motion"][1].trigger()
    assert [*chosen, preferences.reduced_motion] == [True, False]


def test_every_choice_has_a_name_and_a_letter(sheet: PreferencesSheet) -> None:
    choices = sheet.findChildren(QComboBox)
    assert len(choices) == 4
    assert all(each.accessibleName() for each in choices)


def test_the_size_grows_on_what_the_desktop_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QT_SCALE_FACTOR", raising=False)
    enlarge(100)
    assert "QT_SCALE_FACTOR" not in os.environ
    monkeypatch.setenv("QT_SCALE_FACTOR", "2")
    enlarge(125)
    assert os.environ["QT_SCALE_FACTOR"] == "2.5"


def test_a_size_that_is_none_is_the_usual_one(tmp_path: Path) -> None:
    settings = QSettings(str(tmp_path / "odd.ini"), QSettings.Format.IniFormat)
    for odd in ("7000", "large", ""):
        settings.setValue("text_size", odd)
        assert Preferences(settings).text_size == 100
    settings.setValue("text_size", "200")
    assert Preferences(settings).text_size == max(TEXT_SIZES)


def test_the_system_s_wish_for_contrast_is_met(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(theme_in_force, "wants_contrast", lambda: True)
    names = []
    for each in (Appearance.SYSTEM, Appearance.LIGHT):
        theme.choose(each)
        names.append(theme.name)
    assert names == [ThemeName.HIGH_CONTRAST, ThemeName.LIGHT]
