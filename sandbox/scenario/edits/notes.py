"""Notes and shapes, which only people read, and how small the canvas shows an object."""

from collections.abc import Collection

from msgspec.structs import replace

from sandbox.kube import ObjectKey, ObjectMeta
from sandbox.scenario.edits.store import edit, find, mapped, with_object
from sandbox.scenario.errors import EditError
from sandbox.scenario.model import KubeObject, Scenario
from sandbox.scenario.naming import names_of, place_below, unique_name
from sandbox.scenario.objects import Note, NoteShape
from sandbox.telling import told

LEAST_NOTE = (48.0, 32.0)
"""A smaller note could not be grasped again."""
SHAPE_SIZE = (480.0, 240.0)
"""A new shape goes around something."""


@edit
def add_note(
    scenario: Scenario,
    position: tuple[float, float] | None = None,
    *,
    text: str = "",
    shape: NoteShape = NoteShape.PAPER,
) -> Scenario:
    """A note or a shape; names count on from `note-1`."""
    name = unique_name("note", names_of(scenario.notes), numbered=True)
    place = position or place_below(scenario.notes, (40, -120), 120)
    note = Note(ObjectMeta(name, position=place), text, shape)
    return with_object(scenario, note if shape is NoteShape.PAPER else replace(note, size=SHAPE_SIZE))


@edit
def set_note_text(scenario: Scenario, key: ObjectKey, text: str) -> Scenario:
    """Write something else on a note."""
    return with_object(scenario, replace(find(scenario, key, Note), text=text))


@edit
def set_note_shape(scenario: Scenario, key: ObjectKey, shape: NoteShape) -> Scenario:
    """Draw a note as something else."""
    return with_object(scenario, replace(find(scenario, key, Note), shape=shape))


@edit
def set_note_size(scenario: Scenario, key: ObjectKey, size: tuple[float, float]) -> Scenario:
    """Make a note larger or smaller."""
    if size[0] < LEAST_NOTE[0] or size[1] < LEAST_NOTE[1]:
        raise EditError(
            told(
                "a note is at least {width:g} × {height:g}; choose a larger size",
                width=LEAST_NOTE[0],
                height=LEAST_NOTE[1],
            )
        )
    return with_object(scenario, replace(find(scenario, key, Note), size=size))


@edit
def set_collapsed(scenario: Scenario, keys: Collection[ObjectKey], collapsed: bool) -> Scenario:
    """Show objects as small as the canvas can, or in full: a node without pods, a pod as one of a count."""
    wanted = set(keys)

    def changed(value: KubeObject) -> KubeObject:
        if value.metadata.collapsed == collapsed or value.key not in wanted:
            return value
        return replace(value, metadata=replace(value.metadata, collapsed=collapsed))

    return mapped(scenario, changed, kinds={key.kind for key in wanted})
