"""What the packet panel says, as rich text in the theme's colours."""

from html import escape

from sandbox.conntrack import ConntrackEntry
from sandbox.explain import RuleLine, rule_lines
from sandbox.explain.looking import earlier_in_hop, step_at
from sandbox.explain.names import state_text, time_out_text, tuple_text
from sandbox.playback import Timeline
from sandbox.trace import ConntrackStep, NatStep
from ui.panels.boxes import colored
from ui.theme import theme


def entry_at(timeline: Timeline, number: int) -> ConntrackEntry | None:
    """The connection's entry as this device knows it at step `number`."""
    steps = (step_at(timeline, number), *(step for _, step in earlier_in_hop(timeline, number)))
    found = (step.entry for step in steps if isinstance(step, ConntrackStep | NatStep))
    return next(found, None)


def entry_html(entry: ConntrackEntry) -> str:
    """State and both tuples of an entry."""
    title = f"{entry.original.protocol.lower} {state_text(entry)}".strip()
    until = time_out_text(entry)
    return "<br>".join(
        (
            colored(title, "text", bold=True) + " " + colored(until, "muted"),
            colored(f"→ {tuple_text(entry.original)}", "muted"),
            colored(f"← {tuple_text(entry.reply)}", "text"),
        )
    )


def visited_html(timeline: Timeline, number: int) -> str:
    """Every rule that was visited, with ✓ or ✗, what did not match and what it saw; its place is a link."""
    return "".join(_visited_line(line) for line in rule_lines(timeline, number))


def _visited_line(line: RuleLine) -> str:
    sign = colored("✓", "replied", bold=True) if line.matched else colored("✗", "dropped", bold=True)
    accent = theme.color("accent").name()
    place = f"{line.ref.chain} {line.ref.number}"
    link = f'<a href="{line.number}" style="color:{accent}; text-decoration:none">{escape(place)}</a>'
    said = line.text.split(" ", 2)[2] if line.matched and line.text.count(" ") > 1 else line.reason
    rest = colored(said, "text" if line.matched else "muted")
    indent = 14 * line.depth
    return f'<p style="margin:0 0 6px {indent}px">{sign} {link}<br>{rest}</p>'
