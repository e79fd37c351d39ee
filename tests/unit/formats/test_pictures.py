"""Pictures that carry a scenario, and those that carry none, or something else."""

import base64
import re
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.formats import UnreadableFileError, load
from sandbox.formats.pictures import (
    KEYWORD,
    MAX_TEXT,
    PNG_SIGNATURE,
    PictureError,
    png_with,
    scenario_in,
    svg_with,
)
from tests.unit.formats.texts import COMPLETE

PLAIN_SVG = '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><text>a</text></svg>'
NOT_ONE = "is a picture without a scenario in it; open one that Natwalk has exported"
DAMAGED = "is a damaged picture; export it again"


def chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)


PLAIN_PNG = PNG_SIGNATURE + chunk(b"IHDR", bytes(13)) + chunk(b"tEXt", b"a\0b") + chunk(b"IEND", b"")


def png_of(text: bytes) -> bytes:
    """A PNG with these bytes where the compressed text should be."""
    return PLAIN_PNG[:-12] + chunk(b"iTXt", KEYWORD + b"\0\1\0\0\0" + text) + PLAIN_PNG[-12:]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_a_picture_carries_comes_out_as_it_went_in(text: str) -> None:
    assert scenario_in(png_with(PLAIN_PNG, text)) == text.encode()
    assert scenario_in(svg_with(PLAIN_SVG, text).encode()) == text.encode()


def test_a_picture_opens_as_its_scenario(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png_with(PLAIN_PNG, COMPLETE))
    (tmp_path / "a.svg").write_text(svg_with(PLAIN_SVG, COMPLETE), encoding="utf-8")
    for name in ("a.png", "a.svg"):
        assert load(tmp_path / name).text == COMPLETE


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (PLAIN_PNG, NOT_ONE),
        (PNG_SIGNATURE, NOT_ONE),
        (PNG_SIGNATURE + b"\xff\xff\xff\xffiTXt", NOT_ONE),
        (png_with(PLAIN_PNG, COMPLETE)[:60], NOT_ONE),
        (png_with(PLAIN_PNG, COMPLETE).replace(KEYWORD, KEYWORD[::-1]), DAMAGED),
        (png_of(b"no zlib"), DAMAGED),
        (png_of(zlib.compress(bytes(MAX_TEXT + 1))), f"carries a scenario of more than {MAX_TEXT >> 20} MiB"),
        (PLAIN_SVG.encode(), NOT_ONE),
        (b"<svg><!ENTITY a '&b;'>", NOT_ONE),
        (b"<svg ><metadata><natwalk:scenario>ab=c</natwalk:scenario>", DAMAGED),
    ],
)
def test_a_picture_without_a_whole_scenario_is_told_in_a_sentence(
    tmp_path: Path, content: bytes, problem: str
) -> None:
    path = tmp_path / "picture"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError, match=re.escape(f"{path}: {problem}")):
        load(path)


def test_a_text_that_another_program_wrote_anew_is_read() -> None:
    plain = chunk(b"iTXt", KEYWORD + b"\0\0\0en\0\0" + COMPLETE.encode())
    assert scenario_in(PLAIN_PNG[:-12] + plain + PLAIN_PNG[-12:]) == COMPLETE.encode()


def test_an_empty_text_is_an_empty_text() -> None:
    assert scenario_in(png_of(zlib.compress(b""))) == b""


@given(st.binary(max_size=200))
def test_whatever_follows_a_signature_is_a_text_or_a_sentence(rest: bytes) -> None:
    for start in (PNG_SIGNATURE, PLAIN_PNG[:33], b"<svg ", b"<svg ><natwalk:scenario>"):
        with suppress(PictureError):
            assert isinstance(scenario_in(start + rest), bytes)


def test_other_files_are_no_pictures() -> None:
    assert scenario_in(COMPLETE.encode()) is None
    assert scenario_in(b"<html>") is None
    assert scenario_in(base64.b64encode(PLAIN_PNG)) is None
