"""What is read the fast way is what is read in full, and what is wrong is said in the same words."""

import random
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.formats import ScenarioError, loads
from sandbox.formats.documents import cut
from sandbox.formats.object_reader import ObjectReader
from sandbox.formats.shapes import UNREAD, Shapes, UnreadError, wanted
from sandbox.formats.yaml_text import read_yaml_part
from sandbox.formats.yaml_writing import write_yaml
from tests.benchmarks.kubectl_dump import dump
from tests.unit.formats.test_mutations import scratched
from tests.unit.formats.texts import COMPLETE

Outcome = tuple[object, ...]

ODD_SCALARS = [
    "-",
    "--",
    "---",
    "-x",
    "- x",
    "--x",
    "a: b",
    "a:",
    "a :b",
    ":a",
    "x #y",
    "x#y",
    "#x",
    "@x",
    "*x",
    "&x y",
    "!x y",
    "%x",
    "`x`",
    "| x",
    "|",
    "a,b",
    "{}",
    "[]",
    "{a: b}",
    "x  y",
    "x ",
    "x y: z",
    "(x) y",
    "~",
    "null",
    "Null",
    "yes",
    "True",
    "0o17",
    "017",
    "0x1f",
    "1_000",
    "-5",
    "+5",
    ".5",
    "1e3",
    "12:30",
    "2026-01-01",
    "9" * 500,
    "x" * 1100,
    "",
    '"a: b #c"',
    '"10.0.0.9"',
    '"\\x41"',
    '"a\\"',
    '"x" y',
    '""',
    "''",
    "'it''s'",
    "'a: \"b\" {}'",
    "'\\'",
    "'x",
    "é",
    "'é'",
    "natwalkhole1x",
]
ODD_LINES = [
    "    name: &anchor x",
    "    labels: &a {app: x}",
    "    name: *a",
    "    labels: *anchor",
    "    <<: {app: x}",
    "    app: !!str 5",
    "    app: !!python/name:os.system x",
    "    app: {a: b, a: c}",
    "    app: [a, {b: c",
    "\tapp: b",
    "    app:\tb",
    "    app: |",
    "    app: >-",
    "      text: of a block",
    "     app: b",
    "   app: b",
    "  app: b",
    "app: b",
    "    app: b: c",
    "    app: b #c",
    "    # app: b",
    "# app: b",
    "",
    "   ",
    "    app: 'b",
    '    app: "b',
    '    app: "b\\n"',
    "    app: ''",
    "    ? app",
    "    - app",
    "- app",
    "- apiVersion: v1",
    "    app",
    "    app: -",
    "    app: ~",
    "    app: 0x1f",
    "    app: 1e3",
    "    app: 12:30",
    "    app: é",
    "    app: b\x85",
    "    app: b\u2028c: d",
    "    app: \x00",
    '    k:{"ip":"10.0.0.1"}: {}',
    '    k:{"ip":"10.0.0.2"}: {}',
    "    name: natwalkhole1x",
    "    app: b\r",
    "---",
    "...",
    "%YAML 1.1",
    "items:",
    "status: {}",
    "  status: {}",
    "  spec:",
    "kind: List",
]


def outcome(text: str) -> Outcome:
    """What comes of a text: its objects, or the sentence that says what is wrong."""
    try:
        file = loads(text, "x")
    except ScenarioError as error:
        return (type(error), str(error))
    assert file.text == text
    return (file.scenario, file.passed_over, [each.is_list for each in file.documents])


def outcome_in_full(text: str) -> Outcome:
    """What comes of it when nothing is cut and no shape is used."""
    with (
        patch("sandbox.formats.scenario_file.cut_at_items", cut),
        patch.object(ObjectReader, "quick", lambda *_: None),
    ):
        return outcome(text)


def same(text: str) -> Outcome:
    """The outcome, which is the same both ways."""
    found = outcome(text)
    assert found == outcome_in_full(text)
    return found


DUMP = dump(6)
AS_JSON = dump(6, "json")
EVERY_KIND = write_yaml(
    {"apiVersion": "v1", "kind": "List", "items": [each.tree() for each in cut(COMPLETE)]}
)
LINES = DUMP.split("\n")


@pytest.mark.parametrize("text", [DUMP, AS_JSON, dump(6, is_odd=True), COMPLETE, EVERY_KIND])
def test_whole_texts(text: str) -> None:
    assert len(same(text)) == 3


@pytest.mark.parametrize("line", ODD_LINES)
def test_an_odd_line_anywhere(line: str) -> None:
    for at in random.Random(line).sample(range(len(LINES)), 6):
        same("\n".join((*LINES[:at], line, *LINES[at:])))
        same("\n".join((*LINES[:at], line, *LINES[at + 1 :])))


@settings(deadline=None, max_examples=60)
@given(st.integers(0, LINES.index("  kind: Service")), st.sampled_from(ODD_SCALARS))
def test_an_odd_scalar_anywhere(at: int, scalar: str) -> None:
    head, mark, _ = LINES[at].partition(": " if ": " in LINES[at] else "- ")
    same("\n".join((*LINES[:at], head + mark + scalar, *LINES[at + 1 :])))


@settings(deadline=None, max_examples=40)
@given(st.randoms(use_true_random=False))
def test_scratches(dice: random.Random) -> None:
    same(scratched(DUMP, dice))
    same(scratched(AS_JSON, dice))


def shaped(*texts: str) -> list[object]:
    """What one and the same memory of shapes reads of each text."""
    shapes = Shapes(wanted([("a",), ("list", "*", "b"), ("metadata", "name")]))
    return [_copied(shapes.read(text, 0, 0)) for text in texts]


def _copied(value: Any) -> object:
    if isinstance(value, dict):
        return {key: _copied(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_copied(each) for each in value]
    return "unread" if value is UNREAD else value


def test_a_second_text_of_a_shape_is_not_parsed() -> None:
    with patch("sandbox.formats.shapes.read_yaml_part", wraps=read_yaml_part) as full:
        found = shaped("a: 1\nlist:\n- b: x\n", "a: '1'\nlist:\n- b: yes\n", "a: y z\nlist:\n- b: -x\n")
    assert found[:2] == [{"a": 1, "list": [{"b": "x"}]}, {"a": "1", "list": [{"b": True}]}]
    assert found[2] == {"a": "y z", "list": [{"b": "-x"}]}
    assert full.call_count == 1


def test_what_is_not_wanted_cannot_be_mistaken() -> None:
    tree = Shapes(wanted([("a",)])).read("a: 1\nb: 2\nc: {d: e}\n", 0, 0)
    assert tree is not None
    assert tree["b"] is tree["c"] is UNREAD
    looks: list[Callable[[], object]] = [
        lambda: UNREAD == 2,
        lambda: UNREAD != 2,
        lambda: UNREAD in (None, 2),
        lambda: bool(UNREAD),
        lambda: {UNREAD},
    ]
    for look in looks:
        with pytest.raises(UnreadError):
            look()


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\na: 2\n",
        "a: &x 1\n",
        "a: &x 1\nb: *x\n",
        "a: !!set 1\n",
        "- a\n",
        "a\n",
        "a: [\n",
        "metadata: {}\nmetadata: {}\n",
        "natwalkhole1x: 1\n",
        "a:\n" + "".join(" " * depth + "- \n" for depth in range(1, 110)),
        "a: 1\nb: " + "x" * (1 << 18) + "\n",
    ],
)
def test_what_is_left_to_the_full_reader(text: str) -> None:
    assert shaped(text, text) == [None, None]


def test_equal_keys_are_found_in_a_known_shape() -> None:
    distinct = 'a: 1\nb:\n  k:{"ip":"::1"}: {}\n  k:{"ip":"::2"}: {}\n'
    equal, other = distinct.replace("::2", "::1"), distinct.replace("::2", "::3")
    assert shaped(distinct, equal, other) == [{"a": 1, "b": "unread"}, None, {"a": 1, "b": "unread"}]


def test_keys_that_are_wanted_are_kept() -> None:
    text = 'a:\n  k:{"ip":"::1"}: {}\n'
    assert shaped(text, text.replace("::1", "::2")) == [
        {"a": {'k:{"ip":"::1"}': {}}},
        {"a": {'k:{"ip":"::2"}': {}}},
    ]


def test_text_of_several_lines_belongs_to_the_skeleton() -> None:
    block = "a: |\n  x: 1\n  y: 2\n"
    assert shaped(block, block.replace("1", "3"), "list:\n- b: 'x: 1\n    y: 2'\na: 1 # c\n") == [
        {"a": "x: 1\ny: 2\n"},
        {"a": "x: 3\ny: 2\n"},
        {"a": 1, "list": [{"b": "x: 1 y: 2"}]},
    ]
