"""The clipboard: objects as Kubernetes YAML text, so that they go to other windows, files and kubectl."""

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtGui import QGuiApplication

from sandbox.kube import ObjectKey, Pod
from sandbox.scenario import KubeObject, Scenario
from sandbox.scenario.edits.store import with_objects
from ui.language import tr

STEP = 24.0
"""How far a copy stands from what it is a copy of."""


class NothingToPasteError(Exception):
    """Says in one sentence why the clipboard has nothing for a scenario."""


def with_contents(scenario: Scenario, keys: Iterable[ObjectKey]) -> list[KubeObject]:
    """The objects, and with a node the pods on it."""
    wanted = dict.fromkeys(key for key in keys if key in scenario.by_key)
    nodes = {key.name for key in wanted if key.kind == "Node"}
    wanted |= {pod.key: None for pod in scenario.pods if pod.node_name in nodes}
    return [scenario.by_key[key] for key in wanted]


def copy(objects: Iterable[KubeObject]) -> None:
    """Put objects on the clipboard."""
    from sandbox.formats import dumps

    QGuiApplication.clipboard().setText(dumps(with_objects(Scenario(), objects)))


def has_text() -> bool:
    """Whether there is anything that may be objects."""
    return bool(QGuiApplication.clipboard().text())


def pasted() -> list[KubeObject]:
    """What the clipboard's text describes, with the pods of its workloads. Raises NothingToPasteError."""
    from sandbox.formats import ScenarioError, loads
    from sandbox.imports.lacking import lacks_pods

    text = QGuiApplication.clipboard().text()
    if not text.strip():
        raise NothingToPasteError(tr("The clipboard holds no text; copy Kubernetes objects as YAML first."))
    try:
        file = loads(text, "clipboard")
        found = [*file.scenario, *(_made_pods(text, file.scenario) if lacks_pods(file) else ())]
    except ScenarioError as error:
        raise NothingToPasteError(tr("Nothing was pasted. {error}", error=error)) from None
    if not found:
        raise NothingToPasteError(tr("The clipboard holds no object of a kind that Natwalk models."))
    return found


def _made_pods(text: str, stated: Scenario) -> Iterator[Pod]:
    """The pods that an import of a text makes for its workloads; its nodes are not wanted here."""
    from sandbox.imports.importing import import_text

    made = import_text(text, "clipboard").scenario.pods
    return (each for each in made if each.key not in stated.by_key)


def aside(objects: Sequence[KubeObject], scenario: Scenario) -> tuple[float, float]:
    """How far to move objects so that none stands where one is."""
    taken = {each.metadata.position for each in scenario} - {None}
    places = [each.metadata.position for each in objects if each.metadata.position is not None]
    shift = 0.0
    while any((x + shift, y + shift) in taken for x, y in places):
        shift += STEP
    return shift, shift
