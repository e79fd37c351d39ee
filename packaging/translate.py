"""Brings the translations up to date: `python packaging/translate.py`, with `--check` to only look.

Collects every text that `tr`, `told`, `mark` and their like are given into `resources/translations/*.ts`,
which Qt Linguist opens, keeps what is translated, and makes the `.qm` files that the window loads. It lists
what is not translated yet, and what a translation has lost: a `{value}`, or the letter that opens a menu.
"""

import ast
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
PACKAGES = ("ui", "sandbox")
FUNCTIONS = {"tr": 0, "mark": 0, "told": 0, "tr_n": 1, "told_n": 1}
"""Which argument of each function is the text that is looked up."""
VALUE = re.compile(r"\{(\w*)[^}]*\}")
HEADER = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'


class Message(NamedTuple):
    """One text: where it first stands, and its English singular if it has one for each number."""

    source: str
    file: str
    one: str | None


def main() -> int:
    """Update or check every language; the exit status says whether all is well."""
    messages = list(collect())
    faults = []
    for path in sorted(FOLDER.glob("*.ts")):
        faults += check(path, messages) if "--check" in sys.argv else update(path, messages)
    sys.stdout.writelines(f"{fault}\n" for fault in faults)
    return int(bool(faults))


def collect() -> Iterator[Message]:
    """Every text in the code, once, in the order of the files."""
    seen = set()
    for path in sorted(file for package in PACKAGES for file in (ROOT / package).rglob("*.py")):
        for message in _in_file(path):
            if message.source not in seen:
                seen.add(message.source)
                yield message


def _in_file(path: Path) -> Iterator[Message]:
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        place = FUNCTIONS.get(name, len(call.args))
        texts = [each.value for each in call.args if isinstance(each, ast.Constant)]
        if place < len(texts) and all(isinstance(each, str) for each in texts):
            one = texts[0] if name.endswith("_n") else None
            yield Message(texts[place], path.relative_to(ROOT).as_posix(), one)


def update(path: Path, messages: list[Message]) -> list[str]:
    """Write the file of a language anew, and its `.qm`; returns what is still to be done."""
    path.write_text(_written(path, messages), "utf-8")
    _release(path, path.with_suffix(".qm"))
    return _faults(path)


def check(path: Path, messages: list[Message]) -> list[str]:
    """Say what is out of date or not done."""
    faults = _faults(path)
    if _texts(ET.parse(path).getroot()) != {(each.source, each.one is not None) for each in messages}:
        faults.append(f"{path.name}: not up to date; run python packaging/translate.py")
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "fresh.qm"
        _release(path, fresh)
        if fresh.read_bytes() != path.with_suffix(".qm").read_bytes():
            faults.append(f"{path.with_suffix('.qm').name}: made of another {path.name}")
    return faults


def _texts(root: ET.Element) -> set[tuple[str, bool]]:
    """The texts of a file, and which of them are counted; where they stand in the code may have changed."""
    return {(each.findtext("source", ""), each.get("numerus") == "yes") for each in root.iter("message")}


def _written(path: Path, messages: list[Message]) -> str:
    """The text of the file: today's messages with the translations that it has."""
    old = ET.parse(path).getroot()
    known = {each.findtext("source", ""): each for each in old.iter("message")}
    new = ET.Element("TS", {"version": "2.1", "language": old.get("language", ""), "sourcelanguage": "en"})
    context = ET.SubElement(new, "context")
    ET.SubElement(context, "name").text = "Natwalk"
    for message in messages:
        context.append(_element(message, known.get(message.source)))
    ET.indent(new, "    ")
    return f"{HEADER}{ET.tostring(new, 'unicode')}\n"


def _element(message: Message, known: ET.Element | None) -> ET.Element:
    element = ET.Element("message", {} if message.one is None else {"numerus": "yes"})
    ET.SubElement(element, "location", {"filename": f"../../{message.file}"})
    ET.SubElement(element, "source").text = message.source
    if message.one is not None:
        ET.SubElement(element, "extracomment").text = f"For one: {message.one}"
    old = (
        None if known is None or known.get("numerus") != element.get("numerus") else known.find("translation")
    )
    element.append(_unfinished(message) if old is None else old)
    return element


def _unfinished(message: Message) -> ET.Element:
    translation = ET.Element("translation", {"type": "unfinished"})
    for _ in range(0 if message.one is None else 2):
        ET.SubElement(translation, "numerusform")
    return translation


def _faults(path: Path) -> list[str]:
    """What a language lacks, a line each."""
    return [f"{path.name}: {fault}: {source}" for source, fault in _look(path)]


def _look(path: Path) -> Iterator[tuple[str, str]]:
    for message in ET.parse(path).getroot().iter("message"):
        source, translation = message.findtext("source", ""), message.find("translation")
        forms = (
            []
            if translation is None
            else [each.text or "" for each in translation] or [translation.text or ""]
        )
        if translation is None or translation.get("type") or not all(forms):
            yield source, "not translated"
        elif any(_values(form) - _values(source) for form in forms) or _values(forms[-1]) != _values(source):
            yield source, "has other values"
        elif any(("&" in source) != ("&" in form) for form in forms):
            yield source, "has a letter to open it, or none, unlike its translation"


def _values(text: str) -> set[str]:
    return set(VALUE.findall(text))


def _release(source: Path, target: Path) -> None:
    tool = Path(sys.executable).with_name("pyside6-lrelease")
    subprocess.run([tool, "-silent", source, "-qm", target], check=True)


if __name__ == "__main__":
    sys.exit(main())
