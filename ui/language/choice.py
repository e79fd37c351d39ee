"""Which language the interface speaks."""

from collections.abc import Iterable
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from ui.language.text import forget


class Language(Enum):
    """The languages that there are, by their codes."""

    SYSTEM = "system"
    ENGLISH = "en"
    GERMAN = "de"


def install(language: Language, folder: Path) -> None:
    """Translate by the files in `folder`, and Qt's own words by Qt's; English needs none.

    To be called before any text is shown: what is shown already stays as it is.
    """
    application = QCoreApplication.instance()
    assert application is not None, "the application comes before its language"
    for old in application.children():
        if isinstance(old, QTranslator):
            application.removeTranslator(old)
            old.setParent(None)
    code = code_of(language)
    if code != Language.ENGLISH.value:
        of_qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        for path in (of_qt / f"qtbase_{code}.qm", folder / f"natwalk_{code}.qm"):
            translator = QTranslator(application)
            if translator.load(str(path)):
                application.installTranslator(translator)
    forget()


def code_of(language: Language) -> str:
    """The code of the chosen language, or of the first of the system's that there is."""
    if language is not Language.SYSTEM:
        return str(language.value)
    return first_known(QLocale.system().uiLanguages())


def first_known(wished: Iterable[str]) -> str:
    """The first of the wished locales whose language there is, as in `de-AT`; else English."""
    known = {each.value for each in Language}
    languages = (each.replace("_", "-").partition("-")[0] for each in wished)
    return next((each for each in languages if each in known), Language.ENGLISH.value)
