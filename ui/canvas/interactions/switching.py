"""Pressing a button of a Service's card: one click sets the type or a traffic policy."""

from collections.abc import Callable
from functools import partial

from sandbox.kube import ObjectKey, ServiceType, TrafficPolicy
from sandbox.scenario.edits import (
    set_external_traffic_policy,
    set_internal_traffic_policy,
    set_service_type,
)
from ui.canvas.geometry.card import EXTERNAL, INTERNAL, TYPE
from ui.canvas.geometry.face import Switch
from ui.canvas.interactions.gesture import Gesture, Pointer, Stage
from ui.language import tr
from ui.models.document import Edit

EDITS: dict[str, Callable[[ObjectKey, str], Edit]] = {
    TYPE: lambda key, value: partial(set_service_type, key=key, kind=ServiceType(value)),
    EXTERNAL: lambda key, value: partial(set_external_traffic_policy, key=key, policy=TrafficPolicy(value)),
    INTERNAL: lambda key, value: partial(set_internal_traffic_policy, key=key, policy=TrafficPolicy(value)),
}
"""What pressing a button does to the scenario, by the field that it sets."""


class Switching(Gesture):
    """Acts when the button is let go where it was pressed, as buttons do."""

    def __init__(self, stage: Stage, key: ObjectKey, switch: Switch) -> None:
        super().__init__(stage)
        self._key, self._switch = key, switch

    def start(self, pointer: Pointer) -> None:
        """Select the card, so that the inspector shows what is about to change."""
        self.stage.selection.set((self._key,))

    def end(self, pointer: Pointer) -> None:
        """Set the field, unless it has that value."""
        under = self.stage.picture.switch_at(self._key, pointer.point)
        if under is not None and under.text == self._switch.text and under.field == self._switch.field:
            press(self.stage, self._key, self._switch)


def press(stage: Stage, key: ObjectKey, switch: Switch) -> None:
    """Set the button's field to its value, as one undo step."""
    if not switch.is_on:
        stage.document.apply(
            tr("Set {field} to {value}", field=switch.field, value=switch.value),
            EDITS[switch.field](key, switch.value),
        )
