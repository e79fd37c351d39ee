"""What the inspector offers while nothing is selected: what the whole cluster has, and the requests."""

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from sandbox.kube import KubeProxyConfiguration, ObjectKey, ObjectMeta
from sandbox.scenario import Network, Scenario
from ui.language import mark, tr
from ui.models import Document, Selection
from ui.theme.controls import heading
from ui.theme.menus import literal

MOST_FLOWS = 30
"""Requests that are listed; the palette finds the others."""


class ClusterList(QWidget):
    """A button for each; one for what is not configured yet makes it first."""

    def __init__(self, document: Document, selection: Selection) -> None:
        super().__init__()
        self._document, self._selection = document, selection
        self._listed: tuple[tuple[str, ObjectKey], ...] | None = None
        self.buttons: dict[str, QPushButton] = {}
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 8, 0, 0)
        self._box.setSpacing(6)

    def refresh(self) -> None:
        """List what there is now."""
        listed = tuple(_listed(self._document.scenario))
        if listed == self._listed:
            return
        self._listed = listed
        while (item := self._box.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = {}
        for title, kinds in GROUPS.items():
            chosen = [(words, key) for words, key in listed if key.kind in kinds]
            if chosen:
                label = heading(tr(title))
                label.setContentsMargins(0, 6, 0, 0)
                self._box.addWidget(label)
            for words, key in chosen:
                self._add(words, key)

    def _add(self, words: str, key: ObjectKey) -> None:
        button = QPushButton(literal(words))
        button.setAccessibleName(tr("Show {words}", words=words))
        button.clicked.connect(partial(self._open, key))
        self.buttons[words] = button
        self._box.addWidget(button)

    def _open(self, key: ObjectKey) -> None:
        if key not in self._document.scenario.by_key:
            label, edit = MAKERS[key.kind]
            self._document.apply(tr(label), edit)
        self._selection.set([key])


GROUPS = {mark("Cluster"): ("KubeProxyConfiguration", "Network"), mark("Requests"): ("Flow",)}


def _listed(scenario: Scenario) -> list[tuple[str, ObjectKey]]:
    proxies = [_proxy_words(each) for each in scenario.proxy_configurations]
    networks = [(tr("Network"), each.key) for each in scenario.networks[:1]]
    return [
        *(proxies or [(tr("kube-proxy, with its defaults"), DEFAULT_PROXY.key)]),
        *(networks or [(tr("Network, with its defaults"), DEFAULT_NETWORK.key)]),
        *((each.metadata.name, each.key) for each in scenario.flows[:MOST_FLOWS]),
    ]


def _proxy_words(value: KubeProxyConfiguration) -> tuple[str, ObjectKey]:
    node = value.hostname_override
    return tr("kube-proxy of {node}", node=node) if node else "kube-proxy", value.key


DEFAULT_PROXY = KubeProxyConfiguration(ObjectMeta(name="kube-proxy"))
DEFAULT_NETWORK = Network(ObjectMeta(name="default"))


def _with_proxy(scenario: Scenario) -> Scenario:
    return replace(scenario, proxy_configurations=(*scenario.proxy_configurations, DEFAULT_PROXY))


def _with_network(scenario: Scenario) -> Scenario:
    return replace(scenario, networks=(*scenario.networks, DEFAULT_NETWORK))


MAKERS: dict[str, tuple[str, Callable[[Scenario], Scenario]]] = {
    "KubeProxyConfiguration": (mark("Configure kube-proxy"), _with_proxy),
    "Network": (mark("Configure the network"), _with_network),
}
"""What makes a configuration that is not there yet; it says what holds without it."""
