"""What an edit is about: whether only looks changed, and what to call a branch in which it was made."""

from collections.abc import Iterator
from enum import Enum

import msgspec

from sandbox.kube import ObjectKey
from sandbox.scenario import Scenario
from sandbox.scenario.diff import diff
from sandbox.scenario.model import KubeObject

_FOR_PEOPLE = ("Note", "Flow")
LONGEST = 40
"""Letters of a branch's name that is made of an edit."""


def only_looks(before: Scenario, after: Scenario, walked: ObjectKey) -> bool:
    """Whether no packet could tell: places, notes, and flows other than the one that is walked."""
    found = diff(before, after)
    keys = (*found.added, *found.removed)
    if any(key.kind not in _FOR_PEOPLE or key == walked for key in keys):
        return False
    return all(
        (key.kind in _FOR_PEOPLE and key != walked) or _plain(before.by_key[key]) == _plain(after.by_key[key])
        for key in found.changed
    )


def _plain(value: KubeObject) -> KubeObject:
    metadata = msgspec.structs.replace(value.metadata, position=None, collapsed=False)
    return msgspec.structs.replace(value, metadata=metadata)


def branch_name(before: Scenario, after: Scenario, label: str) -> str:
    """`Local instead of Cluster` where one choice was made otherwise, else what the edit is called."""
    found = diff(before, after)
    if not (found.added or found.removed) and len(found.changed) == 1:
        (key,) = found.changed
        choices = list(_other_choices(before.by_key[key], after.by_key[key]))
        if len(choices) == 1:
            was, now = choices[0]
            return f"{now} instead of {was}"
    return label[:LONGEST] or "edited"


def _other_choices(before: KubeObject, after: KubeObject) -> Iterator[tuple[str, str]]:
    for name in before.__struct_fields__:
        was, now = getattr(before, name), getattr(after, name)
        if isinstance(was, Enum) and isinstance(now, Enum) and was is not now:
            yield str(was.value), str(now.value)
