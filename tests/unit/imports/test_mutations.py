"""Whatever is to be imported holds: it is imported, or it is said in one line what is wrong."""

import random

import pytest

from sandbox.formats import ScenarioError, dumps, loads
from sandbox.formats.json_text import write_json
from sandbox.formats.yaml_text import read_yaml
from sandbox.formats.yaml_writing import write_yaml
from sandbox.imports.anonymize import anonymized
from sandbox.imports.importing import Imported, import_text
from tests.unit.formats.test_mutations import mutated, scratched
from tests.unit.imports.texts import KUBECTL, NODES, workload

MANIFESTS = [
    workload(
        "Deployment", "replicas: 2\n  selector: {matchLabels: {app: web}}", ", nodeSelector: {disk: ssd}"
    ),
    workload("DaemonSet", pod=", tolerations: [{operator: Exists}], hostNetwork: true"),
    workload("StatefulSet", "replicas: 2\n  ordinals: {start: 3}"),
    workload("Job", "parallelism: 2\n  completions: 1", version="batch/v1"),
    "apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {type: LoadBalancer, ports: [{port: 1}]}\n",
    "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {nodeName: n1, containers: []}\n",
]
TREES = [
    {
        "apiVersion": "v1",
        "kind": "List",
        "items": [read_yaml(each) for each in (NODES, *MANIFESTS)][1:] + read_yaml(NODES)["items"],  # type: ignore[index]
    },
    *(read_yaml(path.read_text()) for path in sorted(KUBECTL.iterdir())),
]
ROUNDS = 60


def survive(text: str) -> bool:
    """Whether the text is imported."""
    try:
        found = import_text(text, "x.yaml")
    except ScenarioError as error:
        message = str(error)
    else:
        return is_sound(found, text)
    assert message.isprintable(), text
    return False


def is_sound(found: Imported, text: str) -> bool:
    """What was imported can be told of, written, read and anonymized."""
    assert all(each.isprintable() for each in found.report.sentences), text
    assert loads(dumps(found.scenario), "y.yaml").scenario == found.scenario
    hidden = anonymized(found.scenario, b"key")
    assert loads(dumps(hidden), "z.yaml").scenario == hidden
    return True


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_wrong_values_anywhere(seed: int) -> None:
    dice = random.Random(seed)
    for tree in TREES:
        for _ in range(dice.choice((1, 3))):
            tree = mutated(tree, dice)
        survive(write_yaml(tree))
        survive(write_json(tree) if "inf" not in repr(tree) else "{}")


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_scratched_text(seed: int) -> None:
    dice = random.Random(seed)
    for path in sorted(KUBECTL.iterdir()):
        survive(scratched(path.read_text(), dice))
    survive(scratched(NODES + "".join(f"---\n{each}" for each in MANIFESTS), dice))
