"""Bytes made wrong: a little, so that a reader gets far, and with what is known to hurt readers."""

import random

PIECES = (
    b"\0", b"\t", b"\n", b"\r", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", "\u202e\u2028\x85".encode(),
    b"'", b'"', b"\\", b"&a ", b"*a", b"!!python/object:os.system ", b"<<: *a", b"%YAML 9.9", b"---\n",
    b"...\n", b"{", b"}", b"[", b"]", b"[" * 300, b"{a: " * 300, b"- " * 300, b"?", b": ", b"|\n", b">-\n",
    b"#", b"-1", b"0", b"65536", b"99999999999999999999", b"1e999", b"NaN", b"0x", b"/33", b"/129", b"::",
    b"fe80::1%eth0", b"256.1.1.1", b"0.0.0.0/0", b"null", b"true", b"~", b"-j ", b"! ", b"-m ", b"-A ",
    b"COMMIT\n", b"*nat\n", b"jump ", b"table ip x {\n", b"}\n", b"elements = {", b"src=", b"dport=",
    b"[UNREPLIED]", b"A" * 70_000,
)  # fmt: skip
"""Put in or put in the place of something."""


def mutated(data: bytes, dice: random.Random) -> bytes:
    """The data with up to five pieces cut out, repeated, moved or replaced."""
    for _ in range(dice.choice((1, 1, 1, 2, 5))):
        data = _once(data, dice)
    return data


def _once(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data) + 1)
    end = min(len(data), at + dice.choice((1, 1, 4, 40, 400)))
    match dice.randrange(5):
        case 0:
            return data[:at] + data[end:]
        case 1:
            return data[:end] + data[at:]
        case 2:
            return data[:at] + dice.choice(PIECES) + data[at:]
        case 3:
            return data[:at] + dice.choice(PIECES) + data[end:]
        case _:
            other = dice.randrange(len(data) + 1)
            return data[:other] + data[at:end] + data[other:]
