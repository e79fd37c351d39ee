"""Every step of every shipped scenario is explained, at every level of detail, in whole sentences."""

from pathlib import Path

import pytest

from sandbox.engine import paths
from sandbox.explain import cause_of, headline, next_sentence, rule_lines, sentence, summary, undone_at
from sandbox.formats import load
from sandbox.playback import Level, Timeline
from sandbox.scenario.compile import compile_world, request_of
from sandbox.trace import Exchange

SHIPPED = sorted(Path("resources/scenarios").glob("*.yaml"))


def exchanges(file: Path) -> list[Exchange]:
    scenario = load(file).scenario
    return [
        exchange
        for flow in scenario.flows
        for exchange in paths(compile_world(scenario, flow.at), request_of(scenario, flow))
    ]


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_every_step_is_explained(file: Path) -> None:
    for exchange in exchanges(file):
        assert summary(exchange)
        for level in Level:
            explain_all(Timeline.of(exchange, level))


def explain_all(timeline: Timeline) -> None:
    last = len(timeline.moments) - 1
    for number in range(last + 1):
        why = sentence(timeline, number)
        assert headline(timeline, number)
        assert why.endswith(".")
        assert "None" not in why
        assert bool(next_sentence(timeline, number)) is (number != last)
        for jump in (cause_of(timeline, number), undone_at(timeline, number)):
            assert jump is None or (jump.label and jump.number != number)
        assert all(line.matched or line.failed for line in rule_lines(timeline, number))


def test_there_is_something_to_explain() -> None:
    assert len(SHIPPED) > 5
