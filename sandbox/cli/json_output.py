"""Values as JSON for standard output."""

import msgspec


def json_text(value: object) -> str:
    """`value` as indented JSON in ASCII, which every terminal and pipe takes."""
    text = msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
    return text if text.isascii() else _in_ascii(text)


def _in_ascii(text: str) -> str:
    """Other characters stand only in strings, where JSON has an escape for each of their UTF-16 halves."""
    return "".join(each if each.isascii() else _escaped(each) for each in text)


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
