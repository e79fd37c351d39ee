"""The trace output: the fields of each step are those that its documentation lists, no more and no less."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from sandbox.analysis import flow_paths
from sandbox.cli.main import main
from sandbox.cli.rule_text import rule_text_of
from sandbox.formats import load
from sandbox.formats.trace_json import VERSION, steps_as_json
from sandbox.net import Protocol
from sandbox.scenario import AddressTarget, Flow, Scenario

RESOURCES = Path(__file__).parents[3] / "resources"
PAGE = (RESOURCES / "docs" / "trace-steps.md").read_text()
SHIPPED = sorted((RESOURCES / "scenarios").rglob("*.yaml"))
ALL = "Every step"
OBJECTS = {
    "before": "header",
    "after": "header",
    "answer": "header",
    "about": "header",
    "icmp": "icmp",
    "echo": "echo",
    "entry": "entry",
    "earlier": "entry",
    "original": "tuple",
    "reply": "tuple",
    "fired": "place",
    "cause": "place",
    "application": "application",
}
"""The documented object that each field holds."""


def documented() -> dict[str, list[str]]:
    """The fields of each heading of the page."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in PAGE.splitlines():
        if line.startswith("#"):
            heading = line.strip("#` ")
        elif match := re.match(r"\| `(\w+)` \| ", line):
            found.setdefault(heading, []).append(match[1])
    return found


@cache
def emitted() -> dict[str, set[str]]:
    """The fields of each kind of step and object in all paths of all shipped scenarios, and of SCTP."""
    found: dict[str, set[str]] = {}
    for step in all_steps():
        found.setdefault(step["step"], set()).update(step)
        for name, fields in objects_in(step):
            found.setdefault(name, set()).update(fields)
    return found


@cache
def all_steps() -> tuple[dict[str, Any], ...]:
    scenarios = [load(file).scenario for file in SHIPPED]
    flows = [(scenario, flow) for scenario in scenarios for flow in (*scenario.flows, *sctp(scenario))]
    paths = [path for scenario, flow in flows for path in flow_paths(scenario, flow)]
    return tuple(step for path in paths for step in steps_as_json(path, rule_text_of(path)))


def sctp(scenario: Scenario) -> tuple[Flow, ...]:
    """A flow of SCTP, of which no shipped scenario has one: the first to an address, if there is one."""
    to_address = [each for each in scenario.flows if isinstance(each.target, AddressTarget)]
    return tuple(replace(each, protocol=Protocol.SCTP) for each in to_address[:1])


def objects_in(value: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, field in value.items():
        if isinstance(field, dict):
            yield OBJECTS[name], field
            yield from objects_in(field)


def test_every_kind_and_object_is_documented_with_its_fields() -> None:
    tables = documented()
    common = set(tables.pop(ALL))
    kinds = re.findall(r"^### `(\w+)`$", PAGE, re.MULTILINE)
    expected = {name: set(fields) | (common if name in kinds else set()) for name, fields in tables.items()}
    assert emitted() == {"send": common, **expected}


def test_no_field_is_documented_twice() -> None:
    for fields in documented().values():
        assert len(fields) == len(set(fields))


def test_a_kind_has_the_same_fields_every_time() -> None:
    for step in all_steps():
        assert set(step) == emitted()[step["step"]]


def test_the_example_is_what_the_tool_prints(capsys: pytest.CaptureFixture[str]) -> None:
    (command,) = re.findall(r"^    natwalk (trace .*)$", PAGE, re.MULTILINE)
    file = str(RESOURCES.parent / "resources/scenarios/nodeport-cluster.yaml")
    assert main([file if word.startswith("resources") else word for word in command.split()]) == 0
    trace = json.loads(capsys.readouterr().out)
    (example,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    steps = iter(trace["paths"][0]["steps"])
    assert all(each in steps for each in json.loads(example))
    assert list(trace) == ["flow", "steps_version", "paths"]
    assert f"It is {VERSION}." in PAGE
    assert trace["steps_version"] == VERSION


def test_a_rule_that_does_not_match_says_what_decided_it() -> None:
    for step in all_steps():
        if step["step"] == "rule":
            assert (step["failed"] is None) is step["matched"]
            assert step["matched"] or (step["failed"] in step["rule"] and step["value"])


def test_steps_are_linked() -> None:
    """Only the hop count, and a mark that stays behind, change between two steps."""
    last: dict[str, Any] | None = None
    for step in all_steps():
        if last is not None and step["step"] not in ("send", "receive", "table"):
            before, after = dict(step["before"]), dict(last["after"])
            for name in ("ttl", "mark"):
                del before[name], after[name]
            assert before == after
        last = step


def test_nat_shows_the_entry_before_and_after() -> None:
    balancers = 0
    for step in all_steps():
        if step["step"] == "nat" and not step["undone"]:
            is_first = step["entry"] != step["earlier"]
            assert is_first is (step["entry"]["reply"] != step["earlier"]["reply"])
            assert is_first or step["cause"] is None
            balancers += is_first and step["device"].startswith("lb/")
    assert balancers
