"""What is selected."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from sandbox.kube import ObjectKey
from sandbox.scenario import KIND_FIELDS, Scenario
from ui.models.document import Document


class Selection(QObject):
    """The keys of the selected objects, in the order in which they were selected.

    An object that is no longer in the document is no longer selected.
    """

    changed = Signal()

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._keys: tuple[ObjectKey, ...] = ()
        document.scenario_changed.connect(self._forget_removed)

    @property
    def keys(self) -> tuple[ObjectKey, ...]:
        """What is selected."""
        return self._keys

    def set(self, keys: Iterable[ObjectKey]) -> None:
        """Select these and nothing else."""
        present = self._document.scenario.by_key
        wanted = tuple(key for key in dict.fromkeys(keys) if key in present)
        if wanted != self._keys:
            self._keys = wanted
            self.changed.emit()

    def toggle(self, key: ObjectKey) -> None:
        """Select an object too, or no longer."""
        others = tuple(each for each in self._keys if each != key)
        self.set(others if len(others) < len(self._keys) else (*others, key))

    def clear(self) -> None:
        """Select nothing."""
        self.set(())

    def _forget_removed(self, before: Scenario, after: Scenario) -> None:
        gone = {key for key in self._keys if key not in after.by_key}
        self.set(_renamed(key, before, after) if key in gone else key for key in self._keys)


def _renamed(key: ObjectKey, before: Scenario, after: Scenario) -> ObjectKey:
    """The key of the object that took the place of one that is gone: its new name, if it was renamed."""
    field = KIND_FIELDS[key.kind]
    old, new = getattr(before, field), getattr(after, field)
    at = next((index for index, each in enumerate(old) if each.key == key), len(old))
    if len(old) == len(new) and at < len(new) and new[at].key not in before.by_key:
        renamed: ObjectKey = new[at].key
        return renamed
    return key
