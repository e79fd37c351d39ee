"""Text from strangers in a sentence for people."""


def one_line(text: str) -> str:
    """`text` with everything that would break the line or drive a terminal replaced by spaces."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else " " for character in text)
