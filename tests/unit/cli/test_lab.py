"""`natwalk lab` where there is no kernel to ask; tests/kernel asks it."""

from pathlib import Path

import pytest

from sandbox.cli.main import main
from sandbox.lab import FlowReport, LabError, LabReport
from tests.unit.cli.scenario import DEMO


@pytest.fixture
def demo(tmp_path: Path) -> str:
    path = tmp_path / "demo.yaml"
    path.write_text(DEMO)
    return str(path)


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    status = main(argv)
    output = capsys.readouterr()
    return status, output.out, output.err


def use_lab(monkeypatch: pytest.MonkeyPatch, *, lack: str = "", error: str = "") -> list[tuple[object, ...]]:
    """A lab that lacks something, or fails, or agrees; it notes what it is asked."""
    asked: list[tuple[object, ...]] = []

    def run_lab(_: object, flow: str | None, *, attempts: int) -> LabReport:
        asked.append((flow, attempts))
        if error:
            raise LabError(error)
        return LabReport((FlowReport("inside", None, skipped="for a reason"),))

    monkeypatch.setattr("sandbox.cli.commands.lab.missing", lambda: lack)
    monkeypatch.setattr("sandbox.cli.commands.lab.run_lab", run_lab)
    return asked


def test_what_is_missing_is_said_in_one_sentence(
    demo: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = use_lab(monkeypatch, lack="The lab needs root.")
    assert run(capsys, "lab", demo) == (2, "", "The lab needs root.\n")
    assert asked == []


def test_a_lab_that_fails_says_why(
    demo: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    use_lab(monkeypatch, error="In node1: no.")
    assert run(capsys, "lab", demo) == (2, "", "In node1: no.\n")


def test_rules_that_cannot_be_read_are_named_by_their_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sandbox.cli.commands.lab.missing", lambda: "")
    path = tmp_path / "a.yaml"
    path.write_text(
        "apiVersion: v1\nkind: Node\nmetadata: {name: n}\n"
        "status: {addresses: [{type: InternalIP, address: 10.0.0.1}]}\n---\n"
        "apiVersion: natwalk/v1alpha1\nkind: Host\nmetadata: {name: n}\nspec: {iptables: nonsense}\n---\n"
        "apiVersion: natwalk/v1alpha1\nkind: Flow\nmetadata: {name: f}\n"
        "spec: {from: {node: n}, to: {address: 10.0.0.1, port: 80}}\n"
    )
    status, _, said = run(capsys, "lab", str(path))
    assert status == 2
    assert said.startswith(f"{path}: document 2, line 9, spec.iptables: the rules of Host n have a mistake")
    assert said.count("\n") == 1


def test_a_flow_and_how_often(
    demo: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = use_lab(monkeypatch)
    status, out, _ = run(capsys, "lab", demo, "--flow", "inside", "--requests", "7")
    assert (status, asked) == (0, [("inside", 7)])
    assert out.startswith("inside: not sent, for a reason\n")


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (("--flow", "x"), 'DEMO: has no flow "x"; its flows are: outside, inside'),
        (
            ("--requests", "0"),
            "natwalk lab: argument --requests: '0' is not a number from 1 to 10000; see natwalk lab --help",
        ),
    ],
)
def test_what_cannot_be_done(
    argv: tuple[str, ...], sentence: str, demo: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "lab", demo, *argv) == (2, "", sentence.replace("DEMO", demo) + "\n")


def test_a_file_without_flows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "demo.yaml"
    path.write_text(DEMO.split("---\napiVersion: natwalk/v1alpha1\nkind: Flow")[0])
    found = run(capsys, "lab", str(path))
    assert found == (2, "", f"{path}: has no flows to send; add an object of kind Flow\n")
