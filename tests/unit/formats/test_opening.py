"""Opening says how far it is, can be cancelled, and holds hostile texts off with a sentence."""

import gc
from contextlib import suppress
from pathlib import Path

import pytest

from sandbox.formats import ScenarioError, load, loads
from sandbox.progress import Cancelled
from tests.benchmarks.kubectl_dump import dump

TEXTS = {"yaml": dump(300), "json": dump(300, "json"), "flow": "{a: [" + "x, " * 30_000 + "]}\n"}
ITEMS = "apiVersion: v1\nkind: List\nitems:\n"


class Listener:
    """Hears how far the work is; cancels it at the report with the number `at`."""

    def __init__(self, at: int = -1) -> None:
        self.heard: list[tuple[int, int]] = []
        self._at = at

    def __call__(self, done: int, total: int) -> None:
        self.heard.append((done, total))
        if len(self.heard) == self._at:
            raise Cancelled


@pytest.mark.parametrize("syntax", ["yaml", "json"])
def test_progress_rises_to_the_size_of_the_text(tmp_path: Path, syntax: str) -> None:
    path = tmp_path / "dump"
    path.write_text(TEXTS[syntax])
    listener = Listener()
    load(path, listener)
    done = [done for done, total in listener.heard if total == len(TEXTS[syntax])]
    assert done == sorted(done)
    assert len(TEXTS[syntax]) / 2 < done[-1] <= len(TEXTS[syntax])


@pytest.mark.parametrize("text", TEXTS.values(), ids=list(TEXTS))
def test_any_report_can_cancel(text: str) -> None:
    listener = Listener()
    with suppress(ScenarioError):
        loads(text, "x", listener)
    assert len(listener.heard) > 3
    for at in range(1, len(listener.heard) + 1):
        with pytest.raises(Cancelled):
            loads(text, "x", Listener(at))
        assert gc.isenabled()


MISSING = "is missing; give the object one such as v1"
TOO_DEEP = "more than 100 lists and mappings are inside one another"
HOSTILE = [
    ("---\na: b\n" * 300_002, "x: more than 300000 documents are in one file"),
    (ITEMS + "- a\n" * 300_001, "x: more than 300000 items are in one list"),
    ('{"items": [' + "{}," * 300_001 + "{}]}", "x: more than 300000 items are in one list"),
    (ITEMS + "- a\n" * 1000, 'x: document 1, line 4, items[0]: "a" is not a mapping'),
    (ITEMS + "- a: &a [x]\n- b: *a\n", f"x: document 1, line 4, items[0].apiVersion: {MISSING}"),
    (ITEMS + "- " + "[" * 99 + "\n", f"x: document 1, line 4: {TOO_DEEP}"),
    ("\n" * 1_000_000, "x: is empty; a scenario holds Kubernetes objects in YAML or JSON"),
    ("#\n" * 1_000_000, "x: is empty; a scenario holds Kubernetes objects in YAML or JSON"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sentence"), HOSTILE, ids=[sentence for _, sentence in HOSTILE])
def test_a_hostile_text_is_answered_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        loads(text, "x")
    assert str(caught.value) == sentence


def test_large_texts_in_one_piece_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandbox.formats.yaml_text.MAX_VALUES", 10_000)
    monkeypatch.setattr("sandbox.formats.json_text.MAX_VALUES", 10_000)
    for text in ("a: [" + "1," * 20_000 + "1]\n", '{"a": [' + "1," * 20_000 + "1]}"):
        with pytest.raises(ScenarioError, match=r"more than 10000 values are in one piece of text$"):
            loads(text, "x")
