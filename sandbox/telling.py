"""Sentences that remember how they were made, so that a window can say them in another language.

`told` fills a template as `str.format` does, and what it returns is that text. Whoever has translations of
the templates asks for its parts; for everybody else it is a string like any other. Knows no language.
"""

from collections.abc import Mapping


class Told(str):
    """A text with what it was made of. What is made of it by a string's own methods is a plain string.

    `one` is the template for a `count` of 1, where there are two. A text that `together` joined has `parts`;
    one that `as_sentence` made has the part that it made it of.
    """

    template: str = ""
    one: str = ""
    values: Mapping[str, object] = {}
    number: int = 0
    parts: tuple[str, ...] = ()
    separator: str = ""
    is_sentence: bool = False


def told(template: str, /, **values: object) -> str:
    """The template with its `{named}` values, which may be told themselves."""
    found = Told(template.format(**values) if values else template)
    found.template, found.values = template, values
    return found


def told_n(one: str, many: str, /, count: int, **values: object) -> str:
    """The template for so many, `{count}` put in."""
    found = Told((one if count == 1 else many).format(count=count, **values))
    found.template, found.one, found.values, found.number = many, one, values, count
    return found


def together(*parts: str, by: str = " ") -> str:
    """The parts that are not empty, one after another."""
    kept = tuple(filter(None, parts))
    found = Told(by.join(kept))
    found.parts, found.separator = kept, by
    return found


def as_sentence(reason: str) -> str:
    """The reason with a full stop, and a capital letter unless it begins with a name (`default/web`)."""
    if not reason:
        return ""
    first = reason.split()[0]
    begun = reason[0].upper() + reason[1:] if first.isalpha() else reason
    found = Told(begun if begun.endswith((".", "!", "?")) else f"{begun}.")
    found.parts, found.is_sentence = (reason,), True
    return found


def mark(text: str) -> str:
    """The text as it is: one of several that a table holds, to be told or translated where it is used."""
    return text
