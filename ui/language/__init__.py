"""Text in the reader's language, by Qt Linguist's files: what is written in the code is English.

Knows Qt's core alone. `tr` translates what is shown, `mark` what a table holds until it is shown.
`packaging/translate.py` collects what either is given into `resources/translations`.
"""

from ui.language.choice import Language, install
from ui.language.text import capital, mark, tr, tr_n

__all__ = ["Language", "capital", "install", "mark", "tr", "tr_n"]
