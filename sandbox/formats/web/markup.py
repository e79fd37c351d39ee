"""Text as markup: everything that comes from a scenario goes through here."""

import html

from sandbox.net.words import one_line


def escaped(text: object) -> str:
    """`text` as characters of an element or of a quoted attribute.

    What breaks lines, turns the direction of writing or cannot be seen becomes a space.
    """
    return html.escape(one_line(str(text)))


def element(tag: str, content: str = "", **attributes: object) -> str:
    """An element around `content`, which is markup already. `class_` is the attribute `class`.

    An attribute that is None is left out; underscores in names are hyphens.

    >>> element("text", escaped("a<b"), class_="name", text_anchor="middle")
    '<text class="name" text-anchor="middle">a&lt;b</text>'
    """
    pairs = ((name.rstrip("_").replace("_", "-"), value) for name, value in attributes.items())
    given = "".join(f' {name}="{escaped(value)}"' for name, value in pairs if value is not None)
    return f"<{tag}{given}>{content}</{tag}>"


def number(value: float) -> str:
    """A length as short as it can be written: `12`, `3.5`."""
    return f"{value:.1f}".removesuffix(".0")
