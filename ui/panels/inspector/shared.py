"""Rows and edits that several of the inspector's tables use."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from sandbox.kube import ObjectKey
from sandbox.scenario import Scenario, edits
from ui.language import tr
from ui.panels.inspector.fields import Text


def replacing(field: str) -> Callable[[Scenario, ObjectKey, Any], Scenario]:
    """An edit that replaces one field of an object and checks the result."""

    def edit(scenario: Scenario, key: ObjectKey, new: Any) -> Scenario:
        return edits.replace_object(scenario, key, replace(scenario.by_key[key], **{field: new}))

    return edit


NAME = Text(
    name="name",
    read=lambda value, _: value.metadata.name,
    parse=str.strip,
    edit=edits.rename,
    label=lambda text: tr("Rename to {name}", name=text),
)
