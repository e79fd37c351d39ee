"""What is opened as it is and what is imported."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sandbox.formats import ScenarioError, ScenarioFile
from sandbox.imports.importing import Imported
from sandbox.imports.lacking import STANDARD_INPUT, SUFFIXES
from sandbox.imports.opening import open_source
from sandbox.imports.workloads import WORKLOADS
from sandbox.progress import Cancelled
from tests.unit.imports.texts import KUBECTL, NODES, workload

Give = Callable[[str], str]
POD = "---\napiVersion: v1\nkind: Pod\nmetadata: {name: %s, namespace: shop, labels: {app: web}}\n"
BAD_POD = "---\napiVersion: v1\nkind: Pod\nmetadata: {name: bad%s}\nstatus: {podIP: x}\n"


@pytest.fixture(params=["file", "input"])
def give(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Give:
    """Lays a text where its name is read from: a file, or standard input."""

    def lay(text: str) -> str:
        if request.param == "file":
            path = tmp_path / "input.yaml"
            path.write_text(text)
            return str(path)
        stream = io.TextIOWrapper(io.BytesIO(text.encode()))
        monkeypatch.setattr("sys.stdin", stream)
        return STANDARD_INPUT

    return lay


@pytest.mark.parametrize("path", sorted(KUBECTL.iterdir()), ids=lambda path: path.name)
def test_a_dump_of_modelled_kinds_opens_as_it_is(path: Path, give: Give) -> None:
    found = open_source(give(path.read_text()))
    assert isinstance(found, ScenarioFile)
    assert found.text == path.read_text()


def test_workloads_without_pods_are_imported(give: Give) -> None:
    found = open_source(give(NODES + workload("Deployment", "replicas: 2")))
    assert isinstance(found, Imported)
    assert len(found.scenario.pods) == 2


@pytest.mark.parametrize("name", ["web-6d8c4bdf4d-7tq2x", "web-1"])
def test_workloads_with_pods_open_as_they_are(name: str, give: Give) -> None:
    selector = "selector: {matchLabels: {app: web}}"
    found = open_source(give(NODES + POD % name + workload("Deployment", selector)))
    assert isinstance(found, ScenarioFile)


def test_old_replica_sets_are_their_deployments_business(give: Give) -> None:
    text = NODES + POD % "web-6d8c4bdf4d-7tq2x" + workload("Deployment")
    old = workload("ReplicaSet", "replicas: 0").replace("name: web,", "name: web-5c689d88bb,")
    assert isinstance(open_source(give(text + old)), ScenarioFile)


def test_what_is_wrong_in_a_scenario_is_refused_from_a_file_and_left_out_from_input(give: Give) -> None:
    name = give(NODES + BAD_POD % "")
    if name == STANDARD_INPUT:
        found = open_source(name)
        assert isinstance(found, Imported)
        assert len(found.report.problems) == 1
    else:
        with pytest.raises(ScenarioError, match=r'2, line \d+, status.podIP: "x" is not an IP address'):
            open_source(name)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (POD % "p" + POD % "p", r"3, line \d+, metadata.name: Pod shop/p is there twice"),
        ("---\napiVersion: v1\nkind: List\nitems: {}\n", r"2, line \d+, items: a mapping is not a list"),
        ("---\napiVersion: v1\nkind: pod\nmetadata: {name: p}\n", r'2, line \d+, kind: "pod" is no kind'),
    ],
)
def test_what_an_import_makes_nothing_of_is_refused_from_a_file(
    wrong: str, sentence: str, give: Give
) -> None:
    name = give(NODES + wrong)
    if name == STANDARD_INPUT:
        assert isinstance(open_source(name), Imported)
    else:
        with pytest.raises(ScenarioError, match=sentence):
            open_source(name)


def test_what_is_wrong_in_what_a_cluster_wrote_is_left_out(give: Give) -> None:
    found = open_source(give(NODES + BAD_POD % ", uid: abc"))
    assert isinstance(found, Imported)
    assert len(found.scenario.nodes) == 4
    assert len(found.report.problems) == 1


def test_a_stream_with_logs_is_imported(give: Give) -> None:
    nodes = {"kind": "NodeList", "apiVersion": "v1", "items": [{"metadata": {"name": "n"}}]}
    mark = "logs for container c of pod a/b ===="
    found = open_source(give(f"{json.dumps(nodes)}\n==== START {mark}\nhello\n==== END {mark}\n"))
    assert isinstance(found, Imported)
    assert found.report.problems == ()


def test_nothing_that_can_be_read_is_one_sentence(give: Give) -> None:
    with pytest.raises(ScenarioError, match=r": (document 1, line \d: )?is "):
        open_source(give("a: ["))


def test_every_kind_that_is_expanded_is_looked_out_for() -> None:
    assert SUFFIXES.keys() == WORKLOADS.keys()


def test_progress_and_cancelling_reach_what_reads(give: Give) -> None:
    seen: list[tuple[int, int]] = []
    text = (KUBECTL / "eks.json").read_text()
    open_source(give(text), lambda done, total: seen.append((done, total)))
    assert max(seen) == (max(done for done, _ in seen), len(text))

    def cancel(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        open_source(give(text), cancel)
