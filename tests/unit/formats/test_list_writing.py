"""An edit of a list that is read item by item touches the items that it changes, and reads no other."""

import difflib
import json
import random
from ipaddress import ip_address
from unittest.mock import patch

import pytest
from msgspec.structs import replace

from sandbox.formats import ScenarioFile, dumps, loads
from sandbox.formats.documents import Document
from sandbox.kube import ObjectMeta, Pod
from sandbox.scenario import Client, Scenario
from tests.benchmarks.kubectl_dump import dump

CLIENT = Client(ObjectMeta("laptop"), (ip_address("198.51.100.79"),))
HEAD, TAIL = "apiVersion: v1\nitems:\n", 'kind: List\nmetadata:\n  resourceVersion: ""\n'
YAML = dump(30).replace("restartCount: 0\n", "restartCount: 0   # none\n").replace("\n- ", "\n# one\n- ", 3)
ITEMS = YAML.removeprefix(HEAD).removesuffix(TAIL)
AS_JSON = dump(30, "json")
TEXTS = {
    "kubectl's": YAML,
    "indented": HEAD + "".join(f"    {line}\n" for line in ITEMS.splitlines()) + TAIL,
    "no line break at its end": "kind: List\n" + HEAD + ITEMS.rstrip("\n"),
    "JSON": AS_JSON,
    "JSON with tabs": AS_JSON.replace("    ", "\t"),
    "JSON in one line": json.dumps(json.loads(AS_JSON)),
    "compact JSON": json.dumps(json.loads(AS_JSON), separators=(",", ":")) + "\n",
    "JSON with blanks": AS_JSON.replace("\n        },\n", "\n        } ,\n\n"),
}


@pytest.fixture(params=list(TEXTS.values()), ids=list(TEXTS))
def source(request: pytest.FixtureRequest) -> ScenarioFile:
    text: str = request.param
    return loads(text, "x")


def written(scenario: Scenario, source: ScenarioFile) -> str:
    """The scenario as text, which reads as it and was made without reading the whole."""
    assert source.documents[0].document.cuts
    with patch.object(Document, "tree", side_effect=AssertionError):
        text = dumps(scenario, source)
    again = loads(text, "y")
    assert again.scenario == scenario
    assert again.documents[0].document.cuts
    return text


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that left and those that came."""
    lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0))[2:]
    return [each[1:] for each in lines if each[0] == "-"], [each[1:] for each in lines if each[0] == "+"]


def with_pods(source: ScenarioFile, *pods: Pod) -> Scenario:
    return replace(source.scenario, pods=pods)


def moved(pod: Pod) -> Pod:
    return replace(pod, metadata=replace(pod.metadata, position=(1.0, 2.0)))


@pytest.mark.parametrize("at", [0, 7, 29])
def test_a_line_for_an_edit(source: ScenarioFile, at: int) -> None:
    pods = source.scenario.pods
    text = written(with_pods(source, *pods[:at], moved(pods[at]), *pods[at + 1 :]), source)
    removed, added = changed_lines(source.text, text)
    assert (len(removed), len(added)) in ((0, 1), (1, 2), (1, 1))
    assert "natwalk/position" in added[-1]


def test_a_client_joins_at_the_end(source: ScenarioFile) -> None:
    removed, added = changed_lines(source.text, written(replace(source.scenario, clients=(CLIENT,)), source))
    assert len(removed) <= 1
    assert any("laptop" in line for line in added)


def test_a_pod_leaves(source: ScenarioFile) -> None:
    pods = source.scenario.pods
    text = written(with_pods(source, *pods[:3], *pods[4:]), source)
    assert pods[3].metadata.name not in text
    assert 0 < len(source.text) - len(text) < len(source.text) / 20


def test_everything_leaves(source: ScenarioFile) -> None:
    assert loads(dumps(Scenario(), source), "y").scenario == Scenario()


@pytest.mark.parametrize("seed", range(5))
def test_many_edits_at_once(source: ScenarioFile, seed: int) -> None:
    dice = random.Random(seed)
    pods = (moved(pod) if dice.random() < 0.3 else pod for pod in source.scenario.pods)
    kept = tuple(pod for pod in pods if dice.random() < 0.8)
    named = (*kept[:-1], replace(kept[-1], metadata=replace(kept[-1].metadata, name="renamed")))
    written(replace(source.scenario, pods=dice.choice((kept, named)), clients=(CLIENT,)), source)
