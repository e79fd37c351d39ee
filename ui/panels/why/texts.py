"""What the Why panel says, as rich text in the theme's colours."""

from sandbox.explain import chain_path, fired_rule, rule_text
from sandbox.explain.looking import rule_step
from sandbox.explain.rules import target_text
from sandbox.net import changed_fields
from sandbox.playback import Timeline, change_at
from ui.language import tr
from ui.panels.boxes import colored

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


def changes_html(timeline: Timeline, number: int) -> str:
    """What became another in the header, a line for each field: `⇄ source 10.0.0.1 → 10.0.0.2`."""
    change = change_at(timeline, number)
    lines = []
    for name in changed_fields(change.before, change.after):
        was, now = (_value_text(name, getattr(each, name)) for each in (change.before, change.after))
        field = colored(f"⇄ {tr(name.replace('_', ' '))}", "changed", bold=True)
        lines.append(f"{field} {colored(was, 'muted')} {colored('→ ' + now, 'text', bold=True)}")
    return "<br>".join(lines)


def _value_text(name: str, value: object) -> str:
    return f"{value:#x}" if name == "mark" and isinstance(value, int) else str(value)
