"""The outline: every object that stands on the canvas, pods under their nodes: its accessible twin."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from sandbox.kube import ObjectKey, Pod
from sandbox.net.words import one_line
from sandbox.scenario import KubeObject, Note, Scenario
from sandbox.scenario.diff import diff
from sandbox.scenario.naming import addresses_of
from ui.models.document import Document
from ui.theme.kinds import KIND_STYLES, kind_icon

Index = QModelIndex | QPersistentModelIndex

KEY_ROLE = Qt.ItemDataRole.UserRole
"""The role that gives a row's ObjectKey."""


class Row:
    """One object. `number` is its place among its siblings, `children` None until someone asks for them."""

    def __init__(self, key: ObjectKey, parent: "Row | None", number: int) -> None:
        self.key, self.parent, self.number = key, parent, number
        self.children: list[Row] | None = None


class OutlineModel(QAbstractItemModel):
    """A tree over the document's scenario: clients, load balancers, nodes with their pods, Services."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._rows: list[Row] = []
        self._top: list[Row] = []
        self._numbers: dict[ObjectKey, int] = {}
        self._pods: dict[str, list[Pod]] = {}
        self._size = 0
        self._fill(document.scenario)
        document.scenario_changed.connect(self._follow)

    @property
    def size(self) -> int:
        """How many objects there are."""
        return self._size

    def index_of(self, key: ObjectKey) -> QModelIndex:
        """The index of an object; an invalid one if it is not in the outline."""
        if key.kind == "Pod" and key not in self._numbers:
            self._make_siblings(key)
        number = self._numbers.get(key)
        return QModelIndex() if number is None else self._index(number)

    def key_at(self, index: Index) -> ObjectKey | None:
        """The key of the object in a row."""
        return self._rows[index.internalId()].key if index.isValid() else None

    def index(self, row: int, column: int, parent: Index | None = None) -> QModelIndex:
        """Qt's."""
        siblings = self._children(parent)
        if not 0 <= row < len(siblings) or column != 0:
            return QModelIndex()
        return self._index(self._numbers[siblings[row].key])

    def parent(self, index: Index | None = None) -> QModelIndex:  # type: ignore[override]
        """Qt's."""
        if index is None or not index.isValid():
            return QModelIndex()
        above = self._rows[index.internalId()].parent
        return QModelIndex() if above is None else self._index(self._numbers[above.key])

    def rowCount(self, parent: Index | None = None) -> int:
        """Qt's; a tree view asks it of every row."""
        if parent is None or not parent.isValid():
            return len(self._top)
        return len(self._pods_on(self._rows[parent.internalId()]))

    def columnCount(self, parent: Index | None = None) -> int:
        """One."""
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The name; its kind and addresses as tool tip and for assistive technology."""
        key = self.key_at(index)
        if key is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._called(key)
            case Qt.ItemDataRole.DecorationRole:
                return kind_icon(key.kind)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._described(key)
            case _:
                return key if role == KEY_ROLE else None

    def _called(self, key: ObjectKey) -> str:
        """The name, and what a note says."""
        value = self._document.scenario.by_key[key]
        words = one_line(value.text.partition("\n")[0]) if isinstance(value, Note) else ""
        return f"{key.name}: {words}" if words else key.name

    def _described(self, key: ObjectKey) -> str:
        addresses = addresses_of(self._document.scenario.by_key[key])
        return " ".join((KIND_STYLES[key.kind].title, key.path, *map(str, addresses)))

    def _index(self, number: int) -> QModelIndex:
        return self.createIndex(self._rows[number].number, 0, number)

    def _children(self, parent: Index | None) -> list[Row]:
        if parent is None or not parent.isValid():
            return self._top
        return self._children_of(self._rows[parent.internalId()])

    def _children_of(self, row: Row) -> list[Row]:
        if row.children is None:
            row.children = self._make_rows(row, (pod.key for pod in self._pods_on(row)))
        return row.children

    def _pods_on(self, row: Row) -> Sequence[Pod]:
        return self._pods.get(row.key.name, ()) if row.key.kind == "Node" else ()

    def _make_siblings(self, pod: ObjectKey) -> None:
        """Make the rows of the node that a pod is on."""
        value = self._document.scenario.by_key.get(pod)
        number = self._numbers.get(ObjectKey("Node", "", value.node_name)) if isinstance(value, Pod) else None
        if number is not None:
            self._children_of(self._rows[number])

    def _follow(self, before: Scenario, after: Scenario) -> None:
        found = diff(before, after)
        moved = any(_node_of(before, key) != _node_of(after, key) for key in found.changed)
        if moved or any(key.kind in KIND_STYLES for key in (*found.added, *found.removed)):
            self.beginResetModel()
            self._fill(after)
            self.endResetModel()
            return
        for key in found.changed:
            index = self.index_of(key)
            if index.isValid():
                self.dataChanged.emit(index, index)

    def _fill(self, scenario: Scenario) -> None:
        self._rows, self._numbers = [], {}
        self._pods = pods_by_node(scenario)
        self._top = self._make_rows(None, top_keys(scenario, self._pods))
        nodes = {each.metadata.name for each in scenario.nodes}
        self._size = len(self._top) + sum(len(pods) for name, pods in self._pods.items() if name in nodes)

    def _make_rows(self, parent: Row | None, keys: Iterable[ObjectKey]) -> list[Row]:
        made = [Row(key, parent, number) for number, key in enumerate(keys)]
        self._numbers |= {row.key: number for number, row in enumerate(made, len(self._rows))}
        self._rows += made
        return made


def _node_of(scenario: Scenario, key: ObjectKey) -> str:
    """The node that a pod is on; nothing for other objects."""
    value = scenario.by_key[key]
    return value.node_name if isinstance(value, Pod) else ""


def pods_by_node(scenario: Scenario) -> dict[str, list[Pod]]:
    """The pods in document order by the name of the node that they are on, which need not be there."""
    pods: dict[str, list[Pod]] = {}
    for pod in scenario.pods:
        pods.setdefault(pod.node_name, []).append(pod)
    return pods


def top_keys(scenario: Scenario, pods: Mapping[str, list[Pod]]) -> Iterator[ObjectKey]:
    """What stands at the top of the outline: all but the pods of nodes."""
    nodes = {each.metadata.name for each in scenario.nodes}
    loose = (pod for name, found in pods.items() if name not in nodes for pod in found)
    everything: tuple[Iterable[KubeObject], ...] = (
        scenario.clients,
        scenario.load_balancers,
        scenario.nodes,
        loose,
        scenario.services,
        scenario.notes,
    )
    return (each.key for each in chain.from_iterable(everything))


def outline_keys(scenario: Scenario) -> Iterator[ObjectKey]:
    """Every object in the outline's order: pods follow their node."""
    pods = pods_by_node(scenario)
    for key in top_keys(scenario, pods):
        yield key
        if key.kind == "Node":
            yield from (pod.key for pod in pods.get(key.name, ()))
