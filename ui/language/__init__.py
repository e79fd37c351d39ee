"""Text in the reader's language, by Qt Linguist's files: what is written in the code is English.

Knows Qt's core and how the engine tells its sentences. `tr` translates what is shown, `tr_n` what is counted,
`say` a sentence of the engine's; `mark` is for what a table holds until it is shown. `packaging/translate.py`
collects what any of them is given into `resources/translations`.
"""

from ui.language.choice import Language, install
from ui.language.text import capital, mark, number, say, tr, tr_n

__all__ = ["Language", "capital", "install", "mark", "number", "say", "tr", "tr_n"]
