"""The topology as a tree with columns: what the canvas shows of each object, in words."""

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from sandbox.kube import Node, ObjectKey, Pod, Service, takes_external_policy
from sandbox.net import family_of
from sandbox.scenario import Client, KubeObject, LoadBalancer, Note
from sandbox.scenario.check.problem import Census
from sandbox.scenario.naming import addresses_of
from ui.language import mark, tr, tr_n
from ui.models import Document
from ui.models.outline import OutlineModel
from ui.theme import fonts
from ui.theme.kinds import KIND_STYLES

Index = QModelIndex | QPersistentModelIndex
COLUMNS = (mark("name"), mark("kind"), mark("addresses"), mark("state"), mark("details"))
CODE = (2, 4)
"""The columns in the monospaced face."""


class TopologyModel(OutlineModel):
    """The outline's tree, with kind, addresses, state and details beside each name."""

    def __init__(self, document: Document, parent: object = None) -> None:
        super().__init__(document, None)
        self._twin_document = document
        self._census = Census(document.scenario)

    def columnCount(self, parent: Index | None = None) -> int:
        """Those of `COLUMNS`."""
        return len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The headings."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return tr(COLUMNS[section])
        return None

    def index(self, row: int, column: int, parent: Index | None = None) -> QModelIndex:
        """Qt's."""
        first = super().index(row, 0, parent)
        if not first.isValid() or not 0 <= column < len(COLUMNS):
            return QModelIndex()
        return self.createIndex(row, column, first.internalId())

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words for the columns after the name; the whole row for those who hear it."""
        key = self.key_at(index)
        value = None if key is None else self._twin_document.scenario.by_key.get(key)
        if key is None or value is None:
            return None
        if role == Qt.ItemDataRole.FontRole:
            return fonts.code() if index.column() in CODE else fonts.words()
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return ", ".join(each for each in self._cells(value) if each)
        if index.column() == 0:
            return super().data(index, role)
        return self._cells(value)[index.column()] if role == Qt.ItemDataRole.DisplayRole else None

    def _cells(self, value: KubeObject) -> tuple[str, ...]:
        key: ObjectKey = value.key
        addresses = ", ".join(map(str, addresses_of(value)))
        title = KIND_STYLES[key.kind].title
        return (
            key.path.removeprefix("default/"),
            title,
            addresses,
            *told(value, self._looked_up()),
        )

    def _looked_up(self) -> Census:
        """The scenario's look-ups, made once for all rows."""
        if self._census.scenario is not self._twin_document.scenario:
            self._census = Census(self._twin_document.scenario)
        return self._census


def told(value: KubeObject, census: Census) -> tuple[str, str]:
    """An object's state and details in words."""
    match value:
        case Node():
            return _joined(_node_state(value)), tr(
                "pods {ranges}", ranges=", ".join(map(str, value.pod_cidrs))
            )
        case Pod():
            return _pod_state(value), tr("on {node}", node=value.node_name or tr("no node"))
        case Service():
            return _service_state(value, census), _service_details(value)
        case LoadBalancer():
            details = tr(
                "{delivery} for {services}",
                delivery=value.delivery.value,
                services=", ".join(value.services) or tr("no Service"),
            )
            return value.mode.value, details.replace("default/", "")
        case Client():
            return tr("outside"), ""
        case Note():
            return "", value.text.partition("\n")[0]
        case _:
            return "", ""


def _node_state(node: Node) -> Iterator[str]:
    yield tr("Ready") if node.ready else tr("not Ready")
    if node.unschedulable:
        yield tr("unschedulable")
    if not node.eligible:
        yield tr("being deleted")


def _pod_state(pod: Pod) -> str:
    if pod.terminating:
        return tr("Terminating")
    if not pod.is_running:
        return pod.phase
    return tr("Ready") if pod.ready else tr("not Ready")


def _service_state(service: Service, census: Census) -> str:
    if not service.ports or not service.cluster_ips:
        return tr("no endpoint")
    found = census.endpoints.endpoints(service, service.ports[0], family_of(service.cluster_ips[0]))
    return tr_n("{count} endpoint", "{count} endpoints", len(found)) if found else tr("no endpoint")


def _service_details(service: Service) -> str:
    parts = [service.type.value]
    if takes_external_policy(service):
        parts.append(
            tr(
                "external {policy}",
                policy=service.external_traffic_policy.value,
            )
        )
    parts.append(
        tr(
            "internal {policy}",
            policy=service.internal_traffic_policy.value,
        )
    )
    for port in service.ports:
        node_port = f" → nodePort {port.node_port}" if port.node_port else ""
        parts.append(f"{port.port}{node_port} → {port.target_port}")
    return _joined(parts)


def _joined(parts: "Iterator[str] | list[str]") -> str:
    return ", ".join(parts)
