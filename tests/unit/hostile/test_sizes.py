"""Texts made to take all memory or time: each is a scenario, or is refused in one sentence, within limits.

The limits are those of `tests.fixtures.limited`: address space, processor time, and a time to give up.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fixtures.limited import PATIENCE, natwalk
from tests.fixtures.thorough import THOROUGH

MILLION = 1_000_000
UNIT = MILLION if THOROUGH else MILLION // 10
"""A hundredth of the largest files."""
MADE = MILLION if THOROUGH else 310_000
"""More than may be in a file."""
LEVELS = 100_000
HEAD = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n"
LIST = "apiVersion: v1\nkind: List\nitems:\n"
JSON_LIST = '{"apiVersion":"v1","kind":"List","items":['
JSON_POD = '{{"apiVersion":"v1","kind":"Pod","metadata":{{"name":"p{}"}}}}'
YAML_POD = "- apiVersion: v1\n  kind: Pod\n  metadata:\n    name: p{}\n"
POD_DOCUMENT = "---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: p{}\n"
Case = tuple[Callable[[], str], str]


def bomb(level: str, first: str = "[x]", width: int = 9, levels: int = 30) -> str:
    """Each level is `level` with so many aliases of the one before: `width ** levels` values."""
    lines = [f"  a0: &a0 {first}\n"]
    for number in range(1, levels):
        lines.append(f"  a{number}: &a{number} {level.format(', '.join([f'*a{number - 1}'] * width))}\n")
    return HEAD + "".join(lines)


def many(pattern: str, count: int = MADE, between: str = "") -> str:
    """The pattern with each number, joined."""
    return between.join(map(pattern.format, range(count)))


ALIASES = "aliases stand for more than"
DEEP = "lists and mappings are inside one another"
BOMBS: dict[str, Case] = {
    "aliases in flow lists": (lambda: bomb("[{}]"), ALIASES),
    "aliases in block lists": (
        lambda: (
            HEAD
            + "  a0: &a0 [x]\n"
            + "".join(f"  a{n}: &a{n}\n" + f"  - *a{n - 1}\n" * 9 for n in range(1, 30))
        ),
        ALIASES,
    ),
    "aliases in mappings": (
        lambda: (
            HEAD
            + "  a0: &a0 {k: x}\n"
            + "".join(
                f"  a{n}: &a{n} {{{', '.join(f'k{k}: *a{n - 1}' for k in range(9))}}}\n" for n in range(1, 30)
            )
        ),
        ALIASES,
    ),
    "aliases as keys": (lambda: HEAD + "  a0: &a0 [x]\n  *a0 : x\n", "a key must be plain text"),
    "merge keys": (lambda: bomb("{{<<: [{}], k: {{<<: *a0}}}}", "{k0: x}"), ALIASES),
    "a tag that would run something": (
        lambda: HEAD + "  a: !!python/object/apply:os.system [touch /tmp/x]\n",
        "is not allowed",
    ),
    "an alias of itself": (lambda: HEAD + "  a: &a [*a]\n", "no finished anchor"),
    "aliases between items": (
        lambda: (
            LIST
            + "- &a0 {apiVersion: v1, kind: Pod, metadata: {name: a}}\n"
            + "".join(f"- &a{n} {{x: [{', '.join([f'*a{n - 1}'] * 9)}]}}\n" for n in range(1, 30))
        ),
        "alias",
    ),
}
DEPTHS: dict[str, Case] = {
    "flow lists": (lambda: HEAD + "  a: " + "[" * LEVELS, "nesting depth"),
    "flow lists that are closed": (lambda: HEAD + "  a: " + "[" * LEVELS + "]" * LEVELS, "nesting depth"),
    "flow mappings": (lambda: HEAD + "  a: " + "{a: " * LEVELS, DEEP),
    "block lists": (lambda: HEAD + "  " + "- " * LEVELS + "x\n", DEEP),
    "block mappings": (lambda: "".join(f"{' ' * n}a:\n" for n in range(3000)), DEEP),
    "complex keys": (lambda: "? " * LEVELS, "a key must be plain text"),
    "JSON mappings": (lambda: '{"a":' * LEVELS, DEEP),
    "JSON lists": (lambda: JSON_LIST + "[" * LEVELS + "]" * LEVELS + "]}", DEEP),
}
LARGE: dict[str, Case] = {
    "one plain scalar": (lambda: HEAD + "  a: " + "x" * 100 * UNIT + "\n", ""),
    "one block scalar": (lambda: HEAD + "  a: |\n" + "    " + "x" * 96 * UNIT + "\n", ""),
    "one JSON string": (lambda: JSON_POD.format("x" * 100 * UNIT), "is not a name"),
    "one name": (lambda: POD_DOCUMENT.format("x" * 100 * UNIT), "is not a name"),
    "one line": (lambda: "x" * 100 * UNIT, "is no Kubernetes object"),
    "NULs": (lambda: "\0" * 100 * UNIT, "is not YAML"),
    "dashes": (lambda: "- " * 50 * UNIT, DEEP),
    "one key again": (lambda: "a: b\n" * 20 * UNIT, 'the key "a" is there twice'),
    "documents": (lambda: "---\nx\n" * 16 * MILLION, "more than 300000 documents"),
    "brackets": (lambda: "[]" * 50 * UNIT, "is not YAML"),
    "braces": (lambda: "{}" * 50 * MILLION, "more than 300000 documents"),
    "blanks": (lambda: " " * 20 * MILLION, "is empty"),
    "line breaks": (lambda: "\n" * 20 * MILLION, "is empty"),
    "comments": (lambda: "# comment\n" * 2 * MILLION, "is empty"),
    "JSON values": (lambda: JSON_LIST + "1," * 4 * MILLION + "1]}", "values are in one piece of text"),
    "empty items": (lambda: "- \n" * 4 * MILLION, "values are in one piece of text"),
}
"""100 MB each in a thorough run, but for the last five, of which 20 MB take the time of 100."""
PODS: dict[str, Case] = {
    "JSON": (lambda: JSON_LIST + many(JSON_POD, between=",") + "]}", "more than"),
    "JSON in lines": (
        lambda: (
            '{\n"apiVersion":"v1","kind":"List","items": [\n'
            + many(
                '  {{\n    "apiVersion":"v1","kind":"Pod","metadata":{{"name":"p{}"}}\n  }}', between=",\n"
            )
            + "\n]}"
        ),
        "more than 300000 items",
    ),
    "YAML": (lambda: LIST + many(YAML_POD), "more than 300000 items"),
    "YAML documents": (lambda: many(POD_DOCUMENT), "more than 300000 documents"),
}


def refused(tmp_path: Path, case: Case, name: str) -> None:
    """What is refused says why in one sentence, and nothing but the file itself was looked at."""
    make, why = case
    path = tmp_path / name
    path.write_text(make())
    found = natwalk(tmp_path, "check", str(path))
    assert found.files == (str(path),)
    assert found.started == ()
    if why:
        assert why in found.sentence()
    else:
        assert found.status < 2, found.errors[:2000]


@pytest.mark.parametrize("name", BOMBS)
def test_aliases_that_stand_for_more_than_there_is_memory(name: str, tmp_path: Path) -> None:
    refused(tmp_path, BOMBS[name], "a.yaml")


@pytest.mark.parametrize("name", DEPTHS)
def test_a_hundred_thousand_levels(name: str, tmp_path: Path) -> None:
    refused(tmp_path, DEPTHS[name], "a.yaml")


@pytest.mark.timeout(PATIENCE)
@pytest.mark.parametrize("name", LARGE)
def test_a_very_large_file(name: str, tmp_path: Path) -> None:
    refused(tmp_path, LARGE[name], "a.yaml")


@pytest.mark.timeout(PATIENCE)
@pytest.mark.parametrize("name", PODS)
def test_more_pods_than_may_be(name: str, tmp_path: Path) -> None:
    refused(tmp_path, PODS[name], "a.yaml")
