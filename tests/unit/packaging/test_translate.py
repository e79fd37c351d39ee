"""The translations against the code: complete, with the same values, and made into what the window loads."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = ROOT / "packaging" / "translate.py"
TRANSLATION = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en"><context><name>Natwalk</name>
<message><source>kept</source><translation>behalten</translation></message>
<message><source>gone</source><translation>fort</translation></message>
</context></TS>
"""
CODE = """
from ui.language import mark, tr, tr_n
TITLE = mark("kept")
def f(count: int) -> str:
    return tr("new {value} "
              "of two lines", value=1) + tr_n("{count} pod", "{count} pods", count) + tr(TITLE)
"""


def test_every_text_is_translated_and_the_window_s_files_are_made_of_it() -> None:
    run = subprocess.run([sys.executable, SCRIPT, "--check"], capture_output=True, text=True, check=False)
    assert run.stdout.splitlines() == []
    assert run.returncode == 0, run.stderr


def copy_to(folder: Path) -> Path:
    """The script in a tree of its own, with one file of code and one language."""
    for path, text in {
        "packaging/translate.py": SCRIPT.read_text("utf-8"),
        "ui/a.py": CODE,
        "resources/translations/natwalk_xx.ts": TRANSLATION,
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder / "resources" / "translations" / "natwalk_xx.ts"


def run_in(folder: Path, *words: str) -> list[str]:
    command = [sys.executable, str(folder / "packaging" / "translate.py"), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()


def test_it_keeps_what_is_translated_and_asks_for_what_is_new(tmp_path: Path) -> None:
    path = copy_to(tmp_path)
    assert run_in(tmp_path) == [
        "natwalk_xx.ts: not translated: new {value} of two lines",
        "natwalk_xx.ts: not translated: {count} pods",
    ]
    text = path.read_text("utf-8")
    assert "behalten" in text
    assert "gone" not in text
    assert text.count("<numerusform") == 2


def test_it_says_what_a_translation_has_lost(tmp_path: Path) -> None:
    path = copy_to(tmp_path)
    run_in(tmp_path)
    text = path.read_text("utf-8").replace(
        '<translation type="unfinished" />', "<translation>x</translation>"
    )
    path.write_text(text, "utf-8")
    assert "natwalk_xx.ts: has other values: new {value} of two lines" in run_in(tmp_path)
    assert any("made of another" in line or "not translated" in line for line in run_in(tmp_path, "--check"))
