"""Faces of notes and shapes: their words, broken into lines."""

from collections.abc import Iterator

from sandbox.scenario import Note, NoteShape
from ui.canvas.geometry.face import HEIGHTS, Align, Face, Label, Measure, Role, Tone, cut, line
from ui.language import mark, tr

PAD = 12.0
LINE = HEIGHTS[Role.BODY] + 2
EMPTY = mark("Double-click to write")


def note_face(note: Note, measure: Measure) -> Face:
    """A sheet of paper grows with its words; a shape has as many lines as there is room for, at its top."""
    width, height = note.size
    if note.shape is NoteShape.PAPER:
        role, top, tone = Role.BODY, PAD - 2, Tone.TEXT
    else:
        role, top, tone = Role.NAME, 8.0, Tone.MUTED
    align = Align.MIDDLE if note.shape is NoteShape.ELLIPSE else Align.LEFT
    room = width - 2 * PAD
    text, tone = (note.text, tone) if note.text else (tr(EMPTY), Tone.MUTED)
    lines = list(wrapped(text, role, room, measure))
    most = max(1, int((height - top) // LINE))
    if note.shape is NoteShape.PAPER:
        height = max(height, 2 * top + len(lines) * LINE)
    elif len(lines) > most:
        lines = [*lines[: most - 1], cut(" ".join(lines[most - 1 :]), role, room, measure)]
    labels = (
        Label(line(PAD, top + number * LINE, room, role), each, role, tone, align)
        for number, each in enumerate(lines)
    )
    return Face(width, height, tuple(labels))


def wrapped(text: str, role: Role, room: float, measure: Measure) -> Iterator[str]:
    """The text in lines that fit, broken between words; a word that does not fit is cut."""
    for paragraph in text.split("\n"):
        current = ""
        for word in paragraph.split():
            longer = f"{current} {word}".lstrip()
            if current and measure.width(longer, role) > room:
                yield cut(current, role, room, measure)
                longer = word
            current = longer
        yield cut(current, role, room, measure)
