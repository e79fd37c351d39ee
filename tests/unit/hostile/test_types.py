"""Every field that is modelled, with every type of value that it does not have."""

import random
from collections.abc import Iterator

import pytest

from sandbox.analysis.flows import drawn_requests
from sandbox.cli.rule_text import rule_text_of
from sandbox.formats import ScenarioError, dumps, loads
from sandbox.formats.documents import cut
from sandbox.formats.json_text import write_json
from sandbox.formats.kinds import KINDS
from sandbox.formats.table import EACH
from sandbox.formats.trace_json import exchange_as_json
from sandbox.imports.importing import import_text
from sandbox.scenario import Scenario
from sandbox.scenario.check import check
from sandbox.scenario.compile import FlowError, compile_world, request_of
from tests.fixtures.thorough import THOROUGH
from tests.unit.formats.texts import COMPLETE

WRONG: tuple[object, ...] = (
    None, True, 0, -1, 1.5, 1e300, 10**30, "", "x", "a\nb", "\0", "70000", "256.1.1.1", "::ffff:1.2.3.4",
    "fe80::1%eth0", "0.0.0.0", "10.0.0.0/33", [], [None], [[]], ["x"], [{}], {}, {"x": None}, {"": ""},
    "x" * 100_000,
)  # fmt: skip
SOME = 5
Path = tuple[str | int, ...]
TREES = [tree for each in cut(COMPLETE) if isinstance(tree := each.tree(), dict)]


def places(tree: object, path: Path = ()) -> Iterator[Path]:
    """Every place in a tree that has a value."""
    pairs: list[tuple[str | int, object]] = []
    if isinstance(tree, dict):
        pairs = list(tree.items())
    elif isinstance(tree, list):
        pairs = list(enumerate(tree))
    for key, value in pairs:
        yield (*path, key)
        yield from places(value, (*path, key))


def put(tree: object, path: Path, value: object) -> object:
    """A copy of the tree with a value put at a path; what is missing on the way is made."""
    if not path:
        return value
    step, *rest = path
    if isinstance(step, int):
        entries = list(tree) if isinstance(tree, list) else []
        entries += [{}] * (step + 1 - len(entries))
        entries[step] = put(entries[step], tuple(rest), value)
        return entries
    mapping = tree if isinstance(tree, dict) else {}
    return {**mapping, step: put(mapping.get(step), tuple(rest), value)}


def fields() -> Iterator[tuple[int, Path]]:
    """Each tree's number with every place in it, and with every place that its kind's table reads."""
    for number, tree in enumerate(TREES):
        read = {path for kind in KINDS if kind.name == tree["kind"] for path in kind.table.reads}
        known = {tuple(0 if step == EACH else step for step in path) for path in read}
        yield from ((number, path) for path in sorted({*places(tree), *known}, key=str))


def survives(text: str) -> None:
    """It is a scenario that can be checked, written and walked, or it is refused in one sentence."""
    said = ""
    try:
        file = loads(text, "a.json")
        check(file.scenario, file.passed_over, file.unread)
        assert loads(dumps(file.scenario), "b.yaml").scenario == file.scenario
        walk(file.scenario)
    except ScenarioError as error:
        said = str(error)
    assert said.isprintable()
    try:
        import_text(text, "a.json")
    except ScenarioError as error:
        said = str(error)
    assert said.isprintable()


def walk(scenario: Scenario) -> None:
    """Each flow is walked, or it is said why it cannot be sent."""
    for flow in scenario.flows:
        said = ""
        try:
            world, request = compile_world(scenario, flow.at), request_of(scenario, flow)
            (exchange,) = drawn_requests(world, request, 1, 1)
            assert exchange_as_json(exchange, rule_text_of(exchange))
        except FlowError as error:
            said = str(error)
        assert said.isprintable()


@pytest.mark.timeout(600)
@pytest.mark.parametrize("number", range(len(TREES)), ids=lambda number: str(TREES[number]["kind"]))
def test_every_field_with_wrong_values(number: int) -> None:
    """Some of them for each field, all of them in a thorough run."""
    dice = random.Random(number)
    for path in [path for at, path in fields() if at == number]:
        for value in WRONG if THOROUGH else dice.sample(WRONG, SOME):
            items = [*TREES[:number], put(TREES[number], path, value), *TREES[number + 1 :]]
            survives(write_json({"apiVersion": "v1", "kind": "List", "items": items}))


def test_every_kind_is_tried() -> None:
    assert {kind.name for kind in KINDS} <= {str(tree["kind"]) for tree in TREES}


@pytest.mark.parametrize("place", ["1e300,0", "0,-1e300", "nan,0", "inf,0", "1e7,0", "1,2,3"])
def test_no_place_is_beyond_the_canvas(place: str) -> None:
    """Where a step to the side changes nothing, looking for a free place has no end."""
    text = (
        f'apiVersion: v1\nkind: Node\nmetadata:\n  name: a\n  annotations: {{natwalk/position: "{place}"}}\n'
    )
    with pytest.raises(ScenarioError, match="is not a place such as"):
        loads(text, "a.yaml")
