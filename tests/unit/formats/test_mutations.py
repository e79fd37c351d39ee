"""Whatever a file holds, it is a scenario or it is said what is wrong: there is no third way."""

import random

import pytest

from sandbox.formats import ScenarioError, dumps, loads
from sandbox.formats.documents import cut
from sandbox.formats.json_text import write_json
from sandbox.formats.yaml_writing import write_yaml
from tests.unit.formats.texts import COMPLETE

VALUES: list[object] = [
    None, True, 0, -1, 1.5, "", "x", "a\nb", [], {}, [1], {"a": 1}, 10**50, "Local", 70000, "10.0.0.1",
    [None], [[]], {"b": None}, float("inf"), "\x00", "1/0",
]  # fmt: skip
CHARACTERS = "\0\t\n\r \"'&*!%-:[]{}#|>?,@`\x85\u2028\ufeff\U0001f600\ud800"
TREES = [document.tree() for document in cut(COMPLETE)]
ROUNDS = 100


def mutated(tree: object, dice: random.Random) -> object:
    """The tree with one value somewhere in it removed or replaced."""
    if dice.random() < 0.15 or not isinstance(tree, dict | list) or not tree:
        return dice.choice(VALUES)
    if isinstance(tree, list):
        at = dice.randrange(len(tree))
        return [*tree[:at], mutated(tree[at], dice), *tree[at + 1 :]]
    key = dice.choice(list(tree))
    if dice.random() < 0.1:
        return {name: value for name, value in tree.items() if name != key}
    return {**tree, key: mutated(tree[key], dice)}


def scratched(text: str, dice: random.Random) -> str:
    """The text with some characters replaced, cut out or repeated."""
    for _ in range(dice.choice((1, 1, 2, 5))):
        at, length = dice.randrange(len(text)), dice.choice((1, 5, 40))
        text = dice.choice(
            (
                text[:at] + dice.choice(CHARACTERS) + text[at + 1 :],
                text[:at] + text[at + length :],
                text[: at + length] + text[at:],
            )
        )
    return text


def survive(text: str) -> bool:
    """Whether the text is a scenario, which then has to come back as it was."""
    try:
        source = loads(text, "x.yaml")
    except ScenarioError as error:
        message = str(error)
    else:
        assert dumps(source.scenario, source) == text
        assert loads(dumps(source.scenario), "y.yaml").scenario == source.scenario
        return True
    assert message.isprintable(), text
    return False


@pytest.mark.parametrize("seed", range(4))
def test_wrong_values(seed: int) -> None:
    dice = random.Random(seed)
    survivors = 0
    for _ in range(ROUNDS):
        trees = list(TREES)
        at = dice.randrange(len(trees))
        trees[at] = mutated(trees[at], dice)
        yaml = "---\n".join(map(write_yaml, trees))
        survivors += survive(yaml)
    assert 0 < survivors < ROUNDS


@pytest.mark.parametrize("seed", range(4))
def test_wrong_text(seed: int) -> None:
    dice = random.Random(seed)
    survivors = sum(survive(scratched(COMPLETE, dice)) for _ in range(ROUNDS))
    assert 0 < survivors < ROUNDS


def test_wrong_json() -> None:
    dice = random.Random(0)
    text = write_json({"apiVersion": "v1", "kind": "List", "items": TREES})
    survivors = sum(survive(scratched(text, dice)) for _ in range(ROUNDS))
    assert 0 < survivors < ROUNDS
