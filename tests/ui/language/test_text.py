from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from pytestqt.qtbot import QtBot

from sandbox.telling import as_sentence, together, told, told_n
from ui.language import Language, install, mark, number, say, tr, tr_n
from ui.language.choice import first_known
from ui.language.text import CONTEXT, forget
from ui.theme import resource


class Backwards(QTranslator):
    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        if context != CONTEXT:
            return ""
        return f"{text}!" if n < 0 else f"{text}?"


@pytest.fixture
def backwards(qtbot: QtBot) -> Iterator[None]:
    translator = Backwards()
    application = QCoreApplication.instance()
    assert application is not None
    application.installTranslator(translator)
    forget()
    yield
    application.removeTranslator(translator)
    forget()


def test_english_is_what_the_code_says(qtbot: QtBot) -> None:
    assert tr("Rule {number} of {chain}", number=2, chain="NAT") == "Rule 2 of NAT"
    assert tr("braces {stay}") == "braces {stay}"
    assert tr_n("{count} pod", "{count} pods", 1) == "1 pod"
    assert tr_n("{count} pod on {node}", "{count} pods on {node}", 0, node="a") == "0 pods on a"


@pytest.mark.usefixtures("backwards")
def test_a_translator_is_asked() -> None:
    assert tr("Rule {number}", number=2) == "Rule 2!"
    assert tr(mark("Table")) == "Table!"
    assert tr_n("{count} pod", "{count} pods", 1) == "1 pods?"
    assert tr("") == ""


@pytest.mark.usefixtures("backwards")
def test_a_sentence_of_the_engine_s_is_said_part_by_part() -> None:
    inner = told("rule {number}", number=2)
    assert say(told("{rule} of {chain}", rule=inner, chain="A")) == "rule 2! of A!"
    assert say(told_n("{count} rule", "{count} rules", 1)) == "1 rules?"
    assert say(together(told("one"), "plain", told("two"))) == "one! plain two!"
    assert say(as_sentence(told("nobody answers"))) == "Nobody answers!"
    assert say("a name") == "a name"


def test_numbers_are_written_as_the_language_does(qtbot: QtBot) -> None:
    assert number(12345.678, ",.1f") == "12,345.7"
    install(Language.GERMAN, resource("translations"))
    try:
        assert number(12345.678, ",.1f") == "12.345,7"
        assert tr("{x:g} of {port}", x=0.5, port=8080) == "0,5 of 8080"
    finally:
        install(Language.ENGLISH, resource("translations"))


def test_the_system_s_first_known_language_is_taken() -> None:
    assert first_known(["de-AT", "en"]) == "de"
    assert first_known(["fr_FR", "de_DE"]) == "de"
    assert first_known(["pt-BR"]) == "en"
    assert first_known([]) == "en"


def test_installing_english_takes_the_other_language_away(qtbot: QtBot, tmp_path: Path) -> None:
    application = QCoreApplication.instance()
    assert application is not None
    install(Language.GERMAN, tmp_path)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"
    install(Language.ENGLISH, tmp_path)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
    assert not application.findChildren(QTranslator)
