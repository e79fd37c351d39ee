"""The page on scenario files: its example runs, its tables name what there is."""

import json
import re
from pathlib import Path

import pytest

from sandbox.analysis.flows import MOST_PATHS
from sandbox.cli.arguments import parse
from sandbox.cli.flows import MOST_REQUESTS
from sandbox.cli.main import main
from sandbox.formats.documents import MAX_DOCUMENTS
from sandbox.formats.kinds import KINDS
from sandbox.formats.listing import MAX_ITEMS
from sandbox.formats.scenario_file import MAX_FILE_BYTES
from sandbox.formats.yaml_text import MAX_ALIASED_VALUES, MAX_DEPTH, MAX_VALUES
from sandbox.kube import ObjectMeta
from sandbox.scenario import Delivery, HealthCheck, LoadBalancer, LoadBalancerMode
from sandbox.trace import Verdict

PAGE = (Path(__file__).parents[3] / "resources" / "docs" / "scenario-files.md").read_text()
(EXAMPLE,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def example(tmp_path: Path) -> str:
    path = tmp_path / "example.yaml"
    path.write_text(EXAMPLE)
    return str(path)


@pytest.mark.parametrize(
    "most",
    [
        MAX_FILE_BYTES >> 20,
        MAX_DOCUMENTS,
        MAX_ITEMS,
        MAX_VALUES,
        MAX_DEPTH,
        MAX_ALIASED_VALUES,
        MOST_REQUESTS,
        MOST_PATHS,
    ],
)
def test_the_limits_are_those_of_the_readers(most: int) -> None:
    assert re.search(rf"^\| {most}( MiB)? \|", PAGE, re.MULTILINE)


def test_the_example_is_sound_and_comes_true(example: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", example]) == 0
    assert main(["run", example]) == 0
    assert capsys.readouterr().out == f"{example}: nothing to remark\n{example}: 1 flow as expected\n"


def test_the_policy_does_what_the_page_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "local.yaml"
    path.write_text(
        EXAMPLE.replace("  type: NodePort\n", "  type: NodePort\n  externalTrafficPolicy: Local\n")
    )
    assert main(["trace", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["paths"][0]["verdict"] == "dropped"


def test_every_kind_is_in_the_table_with_its_version() -> None:
    for kind in KINDS:
        assert f"| {kind.name} | {kind.api_versions[0]} |" in PAGE


def test_every_verdict_is_explained() -> None:
    for verdict in Verdict:
        assert f"| `{verdict.value}` | " in PAGE


def test_the_fields_of_a_path_are_those_that_are_printed(
    example: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["trace", example, "--json"]) == 0
    path = json.loads(capsys.readouterr().out)["paths"][0]
    section = PAGE[PAGE.index("A path has:") : PAGE.index("| verdict |")]
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == [*path, "status", "body", "between"]
    crossing = PAGE[PAGE.index("A crossing has:") :]
    fields = re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.*?) \| ", crossing, re.MULTILINE)))
    assert fields == [*path["wire"][0], "reset", "echo"]


def test_defaults_are_those_of_the_program() -> None:
    usual, health = LoadBalancer(ObjectMeta("lb")), HealthCheck()
    assert usual.mode is LoadBalancerMode.PACKET_FORWARDER
    assert usual.delivery is Delivery.VIP
    numbers = f"`intervalSeconds` ({health.interval_seconds}), `unhealthyThreshold` "
    assert f"{numbers}({health.unhealthy_threshold}), `healthyThreshold` ({health.healthy_threshold})" in PAGE


@pytest.mark.parametrize(
    "command",
    ["check", "trace", "rules", "attach", "run", "capture", "export", "manifests", "lab"],
)
def test_every_command_is_there(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert f"| `natwalk {command} FILE" in PAGE
    with pytest.raises(SystemExit):
        parse([command, "--help"])
    options = set(re.findall(r"--[a-z]+", capsys.readouterr().out)) - {"--help"}
    assert [option for option in sorted(options) if option not in PAGE] == []
