"""Where the rungs of a ladder are: columns of devices, rows of rungs."""

from collections.abc import Sequence
from dataclasses import dataclass

from ui.panels.ladder.rungs import Arrow, Rung

HEAD = 32
"""The height of the row of names, which stays in sight."""
ARROW, NOTE = 44, 30
LEAST_GAP = 150
WIDEST_NAME = 240
"""How wide a device's name is at most; of a longer one the middle goes."""
MARGIN = 24


@dataclass(frozen=True)
class LadderGeometry:
    """The layout for a width. `label` is the widest arrow's text, `name` the widest name, `note` the widest
    note, in pixels.
    """

    devices: tuple[str, ...]
    rungs: tuple[Rung, ...]
    width: int
    label: int = 0
    name: int = 0
    note: int = 0

    @property
    def left(self) -> float:
        """The first device's axis."""
        return MARGIN + self.name / 2

    @property
    def gap(self) -> float:
        """From an axis to the next one."""
        least = max(LEAST_GAP, self.label + 32, self.name + 24)
        room = self.width - self.left - self.right_margin
        spaces = max(len(self.devices) - 1, 1)
        return max(least, min(room / spaces, 1.6 * least))

    @property
    def right_margin(self) -> float:
        """Room for a name or a note at the last axis."""
        return MARGIN + max(self.name / 2, self.note + 12)

    @property
    def least_width(self) -> int:
        """The width below which it has to be scrolled sideways."""
        return int(self.left + (len(self.devices) - 1) * self.gap + self.right_margin)

    @property
    def height(self) -> int:
        """The height of everything."""
        return HEAD + sum(map(height_of, self.rungs)) + MARGIN

    def x_of(self, device: str) -> float:
        """A device's axis."""
        return self.left + self.devices.index(device) * self.gap

    def tops(self) -> list[float]:
        """Where each rung begins."""
        tops, top = [], float(HEAD)
        for rung in self.rungs:
            tops.append(top)
            top += height_of(rung)
        return tops

    def rung_at(self, y: float) -> Rung | None:
        """The rung in a height."""
        for rung, top in zip(self.rungs, self.tops(), strict=True):
            if top <= y < top + height_of(rung):
                return rung
        return None


def height_of(rung: Rung) -> int:
    """How high a rung is."""
    return ARROW if isinstance(rung, Arrow) else NOTE


def rung_of(rungs: Sequence[Rung], number: int) -> int:
    """The index of the last rung at or before a step; -1 before the first."""
    passed = [index for index, rung in enumerate(rungs) if rung.number <= number]
    return passed[-1] if passed else -1
