"""What differs between two scenarios, by object: the one thing that views are brought up to date from."""

from collections.abc import Sequence

import msgspec

from sandbox.kube import ObjectKey
from sandbox.scenario.model import KIND_FIELDS, KubeObject, Scenario


class ScenarioDiff(msgspec.Struct, frozen=True):
    """Keys of the objects that came, went and changed, each in document order."""

    added: tuple[ObjectKey, ...] = ()
    removed: tuple[ObjectKey, ...] = ()
    changed: tuple[ObjectKey, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.added or self.removed or self.changed)


def diff(before: Scenario, after: Scenario) -> ScenarioDiff:
    """The difference; order within a kind is none. Costs little where the two share their objects."""
    parts = [_diff_kind(getattr(before, field), getattr(after, field)) for field in KIND_FIELDS.values()]
    return ScenarioDiff(
        added=tuple(key for part in parts for key in part.added),
        removed=tuple(key for part in parts for key in part.removed),
        changed=tuple(key for part in parts for key in part.changed),
    )


def _diff_kind(before: Sequence[KubeObject], after: Sequence[KubeObject]) -> ScenarioDiff:
    if before is after:
        return ScenarioDiff()
    start, end = shared_ends(before, after)
    old, new = _apart(before[start : len(before) - end], after[start : len(after) - end])
    return ScenarioDiff(
        added=tuple(key for key in new if key not in old),
        removed=tuple(key for key in old if key not in new),
        changed=tuple(key for key, each in new.items() if key in old and _differ(old[key], each)),
    )


def _apart(
    before: Sequence[KubeObject], after: Sequence[KubeObject]
) -> tuple[dict[ObjectKey, KubeObject], dict[ObjectKey, KubeObject]]:
    """Both by key, without what is the very same object in the same place."""
    if len(before) == len(after):
        pairs = [(was, now) for was, now in zip(before, after, strict=True) if was is not now]
        return {was.key: was for was, _ in pairs}, {now.key: now for _, now in pairs}
    return {each.key: each for each in before}, {each.key: each for each in after}


def shared_ends(before: Sequence[KubeObject], after: Sequence[KubeObject]) -> tuple[int, int]:
    """How many objects at the start and at the end are the very same ones."""
    shortest = min(len(before), len(after))
    start = 0
    while start < shortest and before[start] is after[start]:
        start += 1
    end = 0
    while end < shortest - start and before[-1 - end] is after[-1 - end]:
        end += 1
    return start, end


def _differ(before: KubeObject, after: KubeObject) -> bool:
    return before is not after and before != after
