"""What a row of an inspector table is: how a field is read, shown and edited. Plain values, no widgets.

Every row has a `name`, as Kubernetes writes it, and may say when it is shown. `read` takes the object and the
scenario, `edit` the scenario, the object's key and the new value.
"""

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any, TypeAlias

import msgspec

from sandbox.kube import ObjectKey
from sandbox.scenario import Scenario
from ui.language import tr


def always(value: Any, scenario: Scenario) -> bool:
    """Shown whatever the object is like."""
    return True


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """What all rows have."""

    name: str
    shown: Callable[[Any, Scenario], bool] = always


class Facts(Field, frozen=True, kw_only=True):
    """Lines that follow from the rest: what the cluster allocated or found."""

    read: Callable[[Any, Scenario], Sequence[str]]


class Text(Field, frozen=True, kw_only=True):
    """A line of text. `parse` turns it into a value or raises ValueError; `edit` may refuse the value."""

    read: Callable[[Any, Scenario], str]
    parse: Callable[[str], Any]
    edit: Callable[[Scenario, ObjectKey, Any], Scenario]
    label: Callable[[str], str] | None = None
    hint: str = ""


class Options(Field, frozen=True, kw_only=True):
    """One of an enum's values, or one of `offered` of them; `refused` says why one cannot be chosen now."""

    read: Callable[[Any, Scenario], Enum]
    offered: tuple[Enum, ...]
    edit: Callable[[Scenario, ObjectKey, Any], Scenario]
    refused: Callable[[Any, Enum], str] = lambda value, option: ""


class OnOff(Field, frozen=True, kw_only=True):
    """Yes or no. `words` stand beside the switch in place of the name."""

    words: str
    read: Callable[[Any, Scenario], bool]
    edit: Callable[[Scenario, ObjectKey, bool], Scenario]


class Choice(Field, frozen=True, kw_only=True):
    """One of many, in a list that opens: `offered` gives labels with their values."""

    read: Callable[[Any, Scenario], object]
    offered: Callable[[Any, Scenario], Sequence[tuple[str, object]]]
    edit: Callable[[Scenario, ObjectKey, Any], Scenario]


class Lens(Field, frozen=True, kw_only=True):
    """The three numbers of a Service's port side by side, each with where it counts."""


class Ports(Field, frozen=True, kw_only=True):
    """The ports of a Service."""


class Members(Field, frozen=True, kw_only=True):
    """Any of the names that `offered` gives; `read` gives those that are in."""

    read: Callable[[Any, Scenario], tuple[str, ...]]
    offered: Callable[[Any, Scenario], tuple[str, ...]]
    edit: Callable[[Scenario, ObjectKey, tuple[str, ...]], Scenario]


AnyField: TypeAlias = Facts | Text | Options | Choice | OnOff | Lens | Ports | Members


def set_label(field: Field, text: str) -> str:
    """The undo step's name: `Set externalTrafficPolicy to Local`."""
    if isinstance(field, Text) and field.label is not None:
        return field.label(text)
    return (
        tr("Set {name} to {text}", name=tr(field.name), text=text)
        if text
        else tr("Clear {name}", name=tr(field.name))
    )
