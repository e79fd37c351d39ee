"""A device's connections as lines: state and timeout, both tuples, and what this step did with the entry."""

from sandbox.conntrack import ConntrackEntry, EntryStatus
from sandbox.explain.names import state_text, time_out_text, ways_text
from sandbox.playback import Tracked
from ui.language import say, tr
from ui.panels.lines import Line

SIGNS = {
    "+": ("replied", "made"),
    "✓": ("replied", "kept"),
    "⇄": ("changed", "rewrites"),
    "↩": ("accent", "undoes"),
    "=": ("muted", "known"),
}
"""The colour of each sign of what happened."""


def entry_line(row: Tracked, now: float | None = None) -> Line:
    """An entry: its state in the first line, its tuples and its past below; `now` is the clock's time."""
    touched = bool(row.happened)
    over = now is not None and row.entry.expires_at <= now
    title = title_of(row.entry, now)
    return Line(
        title + ("" if row.is_confirmed else f" · {tr('not in the table yet')}"),
        "●" if touched else "◷" if over else "○",
        "packet" if touched else "dropped" if over else "muted",
        fill="packet_fill" if touched else "window",
        bold=True,
        number=row.number,
        children=(*_happened(row), *_tuples(row), *_before(row)),
        said=_said(row, title),
        about=row.entry.original,
    )


def title_of(entry: ConntrackEntry, now: float | None = None) -> str:
    """`tcp ESTABLISHED · 86400 s · assured`, or `75 s of 120 s` where some of its time is over."""
    title = f"{entry.original.protocol.lower} {state_text(entry)}".strip()
    assured = f" · {tr('assured')}" if entry.has(EntryStatus.ASSURED) else ""
    return f"{title} · {_time_left(entry, now)}{assured}"


def _time_left(entry: ConntrackEntry, now: float | None) -> str:
    """How long it lives if no further packet comes, and of what where that is less than its state allows."""
    whole, left = entry.timeout, 0.0 if now is None else entry.expires_at - now
    if now is None or left >= whole:
        return time_out_text(entry)
    return tr("{left} s of {whole} s", left=f"{left:g}", whole=f"{whole:g}") if left > 0 else tr("expired")


def _happened(row: Tracked) -> tuple[Line, ...]:
    found = []
    for each in map(say, row.happened):
        sign, _, words = each.partition(" ")
        token = SIGNS[sign][0] if sign in SIGNS else "dropped"
        fill = "changed_fill" if sign == "⇄" else ""
        found.append(Line(words, sign, token, token=token, fill=fill, bold=True, code=False))
    return tuple(found)


def _tuples(row: Tracked) -> tuple[Line, Line]:
    entry = row.entry
    changed = row.before is not None and row.before.reply != entry.reply
    translated = entry.reply.inverted != entry.original
    reply = Line(
        (tr("rewritten:") + " " if changed else "") + ways_text(entry.reply),
        "⇄" if changed else "←",
        "changed" if changed else "muted",
        token="changed" if changed else "text",
        fill="changed_fill" if changed else "",
        bold=translated,
        said=tr("reply expected: {tuple}", tuple=ways_text(entry.reply))
        + (f", {tr('rewritten')}" if changed else ""),
        tip=tr("What a reply looks like when it arrives: not the mirror of the request, so NAT")
        if translated
        else tr("What a reply looks like when it arrives"),
    )
    original = Line(
        ways_text(entry.original),
        "→",
        said=tr("original: {tuple}", tuple=ways_text(entry.original)),
        tip=tr("What the request looked like when it arrived"),
    )
    return original, reply


def _before(row: Tracked) -> tuple[Line, ...]:
    """What the entry was before this step, where that was something else."""
    before = row.before
    if not row.happened:
        return ()
    if before is None:
        return (Line(tr("before: no entry"), token="muted", code=False),)
    lines = []
    if title_of(before) != title_of(row.entry):
        lines.append(Line(tr("before: {entry}", entry=title_of(before)), token="muted"))
    if before.reply != row.entry.reply:
        lines.append(Line(tr("before: {entry}", entry=f"← {ways_text(before.reply)}"), token="muted"))
    return tuple(lines)


def _said(row: Tracked, title: str) -> str:
    happened = ", ".join(each.partition(" ")[2] for each in map(say, row.happened))
    kept = "" if row.is_confirmed else f", {tr('not in the table yet')}"
    return tr("Entry {entry}", entry=title) + kept + (f": {happened}" if happened else "")
