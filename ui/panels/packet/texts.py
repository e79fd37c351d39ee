"""What the packet panel says, as rich text in the theme's colours."""

from sandbox.conntrack import ConntrackEntry
from sandbox.explain import RuleLine, chain_path, fired_rule, rule_lines, rule_text
from sandbox.explain.looking import earlier_in_hop, rule_step, step_at
from sandbox.explain.names import time_out_text, tuple_text
from sandbox.explain.rules import target_text
from sandbox.explain.sources import sources_of
from sandbox.playback import Timeline
from sandbox.trace import ConntrackStep, NatStep
from ui.language import tr
from ui.panels.boxes import colored
from ui.theme import theme

SEPARATOR = " → "


def rule_html(timeline: Timeline, number: int) -> str:
    """The rule that fired: the chains that led to it, then its text with the target standing out."""
    fired = fired_rule(timeline, number)
    if fired is None:
        return ""
    step = rule_step(timeline, fired)
    whole, target = rule_text(step), target_text(step)
    if target and whole.endswith(target):
        rest = colored(whole.removesuffix(target), "text")
        text = f"{rest}<br>" + colored(target, "packet", bold=True)
    else:
        text = colored(whole, "text")
    path = chain_path(timeline, number)
    led = colored(SEPARATOR.join(path), "muted")
    return (
        f'<p style="margin:0 0 6px 0">{led}</p>' if len(path) > 1 else ""
    ) + f"<p style='margin:0'>{text}</p>"


def entry_at(timeline: Timeline, number: int) -> ConntrackEntry | None:
    """The connection's entry as this device knows it at step `number`."""
    steps = (step_at(timeline, number), *(step for _, step in earlier_in_hop(timeline, number)))
    found = (step.entry for step in steps if isinstance(step, ConntrackStep | NatStep))
    return next(found, None)


def entry_html(entry: ConntrackEntry) -> str:
    """State and both tuples of an entry."""
    state = entry.tcp_state.value if entry.tcp_state.value != "NONE" else ""
    title = f"{entry.original.protocol.lower} {state}".strip()
    until = time_out_text(entry)
    return "<br>".join(
        (
            colored(title, "text", bold=True) + " " + colored(until, "muted"),
            colored(f"→ {tuple_text(entry.original)}", "muted"),
            colored(f"← {tuple_text(entry.reply)}", "text"),
        )
    )


def sources_html(timeline: Timeline, number: int) -> str:
    """Links to the rule that decided, and to where its and the kernel's behaviour is written."""
    accent = theme.color("accent").name()
    links = [
        (f"{each.owner}: {each.function}", each.link, tr("{path} on the web", path=each.path))
        for each in sources_of(timeline, number)
    ]
    fired = fired_rule(timeline, number)
    if fired is not None and fired != number:
        ref = rule_step(timeline, fired).ref
        links.insert(
            0,
            (
                tr("rule {number} of {chain}", number=ref.number, chain=ref.chain),
                str(fired),
                tr("go to the rule"),
            ),
        )
    return "<br>".join(
        f'<a href="{target}" title="{tip}" style="color:{accent}">{text}</a>' for text, target, tip in links
    )


def visited_html(timeline: Timeline, number: int) -> str:
    """Every rule that was visited, with ✓ or ✗, what did not match and what it saw; its place is a link."""
    return "".join(_visited_line(line) for line in rule_lines(timeline, number))


def _visited_line(line: RuleLine) -> str:
    sign = colored("✓", "replied", bold=True) if line.matched else colored("✗", "dropped", bold=True)
    accent = theme.color("accent").name()
    place = f"{line.ref.chain} {line.ref.number}"
    link = f'<a href="{line.number}" style="color:{accent}; text-decoration:none">{place}</a>'
    said = line.text.split(" ", 2)[2] if line.matched and line.text.count(" ") > 1 else line.reason
    rest = colored(said, "text" if line.matched else "muted")
    indent = 14 * line.depth
    return f'<p style="margin:0 0 6px {indent}px">{sign} {link}<br>{rest}</p>'
