"""From an answer to its walk: send its flow, then choose the path that it stands for."""

from PySide6.QtCore import QObject

from sandbox.analysis.matrix import Answer
from sandbox.kube import TrafficPolicy
from sandbox.scenario import Flow, Scenario, ServiceTarget
from sandbox.scenario.edits import set_external_traffic_policy
from ui.language import tr
from ui.models import Document, Simulation


class Walker(QObject):
    """Walks answers. A flow that the scenario has by another name is walked under that one."""

    def __init__(self, document: Document, simulation: Simulation, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._simulation = document, simulation
        self._wanted: Answer | None = None
        simulation.results_changed.connect(self._choose)

    def walk(self, flow: Flow, policy: TrafficPolicy, answer: Answer | None = None) -> None:
        """Walk a flow under an external policy, which is set if it is another one, by `answer`'s path."""
        edited = self._set_policy(flow, policy)
        self._wanted = answer
        walked = self._simulation.flow
        if walked is not None and same_question(walked, flow) and not edited:
            self._choose()
        else:
            self._simulation.begin(known_as(self._document.scenario, flow))

    def _set_policy(self, flow: Flow, policy: TrafficPolicy) -> bool:
        """Whether the document was changed."""
        path = flow.target.service if isinstance(flow.target, ServiceTarget) else ""
        service = next((each for each in self._document.scenario.services if each.key.path == path), None)
        if service is None or service.external_traffic_policy is policy:
            return False
        key = service.key
        return self._document.apply(
            tr("Set externalTrafficPolicy to {policy}", policy=policy.value),
            lambda scenario: set_external_traffic_policy(scenario, key, policy),
        )

    def _choose(self) -> None:
        """Choose the path of the wanted answer, once it is there."""
        wanted = self._wanted
        if wanted is None or not self._simulation.is_current:
            return
        self._wanted = None
        paths = self._simulation.paths
        index = next((index for index, path in enumerate(paths) if wanted.is_of(path)), None)
        if index is not None:
            self._simulation.choose(index)


def same_question(one: Flow, other: Flow) -> bool:
    """Whether two flows ask the same, whatever their names."""
    return (one.sender, one.target, one.protocol, one.at) == (
        other.sender,
        other.target,
        other.protocol,
        other.at,
    )


def known_as(scenario: Scenario, flow: Flow) -> Flow:
    """The scenario's own flow that asks the same, or `flow` itself."""
    return next((each for each in scenario.flows if same_question(each, flow)), flow)
