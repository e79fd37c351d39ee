"""`natwalk import`, and folders and standard input as what the other commands read."""

import io
import json
from pathlib import Path

import pytest

from sandbox.cli.main import main
from sandbox.formats import load
from tests.unit.cli.scenario import DEMO
from tests.unit.imports.texts import KUBECTL, NODES, workload

EKS = str(KUBECTL / "eks.json")
SERVICE = """\
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: http}]}
"""


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    status = main(argv)
    output = capsys.readouterr()
    return status, output.out, output.err


@pytest.fixture
def manifests(tmp_path: Path) -> str:
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "nodes.yaml").write_text(NODES)
    (folder / "web.yaml").write_text(workload("Deployment", "replicas: 2") + SERVICE)
    return str(folder)


def lay(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


def test_the_scenario_goes_out_and_the_report_to_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, "import", EKS)
    assert status == 0
    assert err.startswith("Imported 2 Nodes, 2 Pods, 1 Service and 1 EndpointSlice.\n")
    file = tmp_path / "out.yaml"
    assert run(capsys, "import", EKS, "-o", str(file)) == (0, "", err)
    assert file.read_text() == out
    assert len(load(file).scenario.pods) == 2


def test_anonymized(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "import", EKS, "--anonymize")
    assert status == 0
    assert "api-7f9c7d6b5" not in out
    assert "10.0.11.57" not in out
    assert run(capsys, "import", EKS, "--anonymize")[1] != out, "nobody knows the key"


def test_what_cannot_be_imported_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "import", "missing.yaml")
    assert (status, out, err) == (2, "", "missing.yaml: cannot be read: No such file or directory\n")


def test_a_folder_is_walked(manifests: str, capsys: pytest.CaptureFixture[str]) -> None:
    target = ("--from", "client/client", "--to", "10.0.0.1:10256", "--json")
    status, out, err = run(capsys, "trace", manifests, *target)
    assert (status, json.loads(out)["paths"][0]["verdict"]) == (0, "replied")
    assert f"{manifests}: Made 2 Pods for 1 Deployment, in turn over the nodes.\n" in err
    assert run(capsys, "check", manifests)[0] == 0
    status, out, _ = run(capsys, "rules", manifests, "--node", "n1")
    assert (status, "shop/web" in out) == (0, True)


def test_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    lay(DEMO, monkeypatch)
    assert run(capsys, "run", "-") == (0, "-: 1 flow as expected\n", "")
    lay(NODES + workload("Deployment", "replicas: 2") + SERVICE, monkeypatch)
    status, out, err = run(capsys, "import", "-")
    assert (status, out.count("kind: Pod\n")) == (0, 2)
    assert "Made 2 Pods for 1 Deployment, in turn over the nodes." in err
    lay(NODES + workload("Deployment", "replicas: 2") + SERVICE, monkeypatch)
    assert run(capsys, "check", "-")[2].startswith("standard input: Made 2 Pods")


def test_a_flow_that_cannot_be_sent_from_standard_input_has_its_place(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(DEMO.replace("{client: laptop}", "{client: desktop}"), monkeypatch)
    status, _, err = run(capsys, "trace", "-", "--flow", "outside")
    assert status == 2
    assert err.startswith("standard input: document ")


def test_a_scenario_opens_without_what_imports(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A trace's start is measured: nothing that only imports need may come with it."""
    import subprocess
    import sys

    file = tmp_path / "demo.yaml"
    file.write_text(DEMO)
    script = (
        "import sys; from sandbox.cli.main import main; "
        f"main(['trace', {str(file)!r}, '--flow', 'outside', '--json']); "
        "print([name for name in sys.modules if name.startswith('sandbox.imports')], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr == "['sandbox.imports', 'sandbox.imports.lacking']\n"
