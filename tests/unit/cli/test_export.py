"""`natwalk export`: its tables against the trace and the rules, and its forms."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from sandbox.analysis.flows import flow_requests
from sandbox.analysis.tables import asked_rules_table
from sandbox.analysis.texts import Table, table_csv, table_json
from sandbox.cli.main import main
from sandbox.explain.rules import rule_text
from sandbox.formats import loads
from sandbox.playback import Timeline
from sandbox.trace import RuleStep
from tests.unit.cli.scenario import DEMO

PAGE = (Path(__file__).parents[3] / "resources" / "docs" / "tables.md").read_text()
TABLES = ("events", "matrix", "conntrack", "rules")


@pytest.fixture
def demo(tmp_path: Path) -> str:
    path = tmp_path / "demo.yaml"
    path.write_text(DEMO)
    return str(path)


def text(capsys: pytest.CaptureFixture[str], demo: str, *options: str) -> str:
    assert main(["export", demo, *options]) == 0
    return capsys.readouterr().out


def rows(capsys: pytest.CaptureFixture[str], demo: str, table: str, *options: str) -> list[dict[str, Any]]:
    found = json.loads(text(capsys, demo, "--table", table, "--format", "json", *options))
    assert found["table"] == table
    listed: list[dict[str, Any]] = found["rows"]
    return listed


def documented(table: str) -> list[str]:
    section = PAGE[PAGE.index(f"## `{table}`") :].partition("\n## ")[0]
    return re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.*?) \| ", section, re.MULTILINE)))


@pytest.mark.parametrize("table", TABLES)
def test_both_forms_have_the_documented_fields(
    table: str, demo: str, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = rows(capsys, demo, table)
    assert listed
    assert {tuple(each) for each in listed} == {tuple(documented(table))}
    written = list(csv.DictReader(io.StringIO(text(capsys, demo, "--table", table), newline="")))
    assert [{name: as_csv(each) for name, each in row.items()} for row in listed] == written


def as_csv(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def test_events_are_the_steps_of_the_trace(demo: str, capsys: pytest.CaptureFixture[str]) -> None:
    listed = rows(capsys, demo, "events", "--flow", "outside", "--seed", "3")
    assert main(["trace", demo, "--flow", "outside", "--seed", "3", "--json"]) == 0
    steps = json.loads(capsys.readouterr().out)["paths"][0]["steps"]
    assert [each["step"] for each in listed] == list(range(1, len(steps) + 1))
    for row, step in zip(listed, steps, strict=True):
        assert (row["device"], row["leg"], row["connection"]) == (
            step["device"],
            step["leg"],
            step["connection"],
        )
        assert [row[name] for name in ("source", "source_port", "ttl", "mark")] == [
            step["after"][name] for name in ("source", "source_port", "ttl", "mark")
        ]


def test_connections_have_both_directions(demo: str, capsys: pytest.CaptureFixture[str]) -> None:
    (entry,) = (
        each
        for each in rows(capsys, demo, "conntrack", "--flow", "outside")
        if each["device"] == "node/node2"
    )
    assert (entry["source"], entry["destination"], entry["destination_port"]) == (
        "198.51.100.79",
        "10.240.0.4",
        31380,
    )
    assert entry["reply_source_port"] == 8080
    assert entry["replied"] is True


def test_the_rules_are_those_that_are_printed(demo: str, capsys: pytest.CaptureFixture[str]) -> None:
    listed = rows(capsys, demo, "rules", "--node", "node1")
    assert main(["rules", demo, "--node", "node1"]) == 0
    printed = [line for line in capsys.readouterr().out.splitlines() if line.startswith("-A")]
    commands = [each["command"] for each in listed if each["family"] == "ipv4"]
    assert sorted(command.partition(" -t ")[2].partition(" ")[2] for command in commands) == sorted(printed)
    assert {each["hook"] for each in listed if each["chain"] == "PREROUTING"} == {"PREROUTING"}


def test_one_service_or_node_that_is_there(demo: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert rows(capsys, demo, "matrix", "--service", "web") == rows(capsys, demo, "matrix")
    assert main(["export", demo, "--table", "matrix", "--service", "other"]) == 2
    assert capsys.readouterr().err == f'{demo}: has no Service "other"; its Services are: default/web\n'
    assert main(["export", demo, "--table", "rules", "--node", "n"]) == 2
    assert capsys.readouterr().err == f'{demo}: has no node "n"; its nodes are: node1, node2\n'


def test_no_text_is_a_formula() -> None:
    table = Table("t", ("a", "b"), (("=1+1", -1), ("@x", True), ("-A CHAIN", None), ('say "a,b"', "c\nd")))
    assert table_csv(table) == 'a,b\r\n\'=1+1,-1\r\n\'@x,true\r\n\'-A CHAIN,\r\n"say ""a,b""","c\nd"\r\n'
    assert json.loads(table_json(table))["rows"][0] == {"a": "=1+1", "b": -1}


def test_the_rules_that_were_asked() -> None:
    scenario = loads(DEMO, "demo").scenario
    timeline = Timeline.of(next(flow_requests(scenario, scenario.flows[0])))
    asked = [number for number, each in enumerate(timeline.moments) if isinstance(each.step, RuleStep)]
    table = asked_rules_table(timeline, asked[5])
    assert list(table.fields) == documented("asked rules")
    device = timeline.moments[asked[5]].device
    last = dict(zip(table.fields, table.rows[-1], strict=True))
    step = timeline.moments[asked[5]].step
    assert isinstance(step, RuleStep)
    assert (last["step"], last["device"], last["matched"]) == (asked[5] + 1, device, step.matched)
    assert str(last["command"]).endswith(rule_text(step))
