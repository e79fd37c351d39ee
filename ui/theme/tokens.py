"""The colour tokens: one row a token, one column a theme. Nothing else in the window names a colour."""

from enum import Enum


class ThemeName(Enum):
    """The themes, in the order of the columns of `TOKENS`."""

    LIGHT = 0
    DARK = 1
    HIGH_CONTRAST = 2


TOKENS: dict[str, tuple[str, str, str]] = {
    # backgrounds
    "window": ("#F3F5F8", "#10151C", "#000000"),
    "surface": ("#FFFFFF", "#19202A", "#000000"),
    "canvas": ("#FAFBFC", "#131922", "#000000"),
    # lines: `border` and `grid` only part areas, `control` shows where one can type or click
    "border": ("#D3DAE3", "#2C3746", "#FFFFFF"),
    "grid": ("#E2E7ED", "#212A36", "#4A4A4A"),
    "control": ("#7F8B9B", "#66748A", "#FFFFFF"),
    # words
    "text": ("#17202B", "#E8EDF4", "#FFFFFF"),
    "muted": ("#5A6675", "#9AA7B8", "#E6E6E6"),
    "on_solid": ("#FFFFFF", "#10151C", "#000000"),
    # selection, focus, the primary button
    "accent": ("#1D56DB", "#7AA5FF", "#7FD7FF"),
    "accent_fill": ("#E6EEFF", "#1D2D4E", "#00304A"),
    # the packet, its travelled path, the hook it is in and the playhead; nothing else
    "packet": ("#BF3A06", "#FF7A45", "#FF9A5C"),
    "packet_fill": ("#FFE9DD", "#4A2416", "#3D1A00"),
    # packets that are under way beside the walked one, by their numbers in turn
    "packet_1": ("#0B6E75", "#45C8CF", "#5FE3E5"),
    "packet_2": ("#8A2A93", "#E493EC", "#FFA3FF"),
    "packet_3": ("#665C00", "#CFC24A", "#E8DC5A"),
    "packet_4": ("#2F5C9E", "#8DB4F5", "#A8C8FF"),
    "packet_5": ("#9C2D55", "#F48FB4", "#FFA8C8"),
    "packet_6": ("#4D6B1F", "#A3CC66", "#BDE680"),
    # what was rewritten
    "changed": ("#5C4300", "#FFE9A8", "#FFF27A"),
    "changed_fill": ("#FFF3CD", "#45370B", "#332B00"),
    "changed_edge": ("#D9A406", "#E0B32A", "#FFF27A"),
    # kinds
    "node": ("#44546A", "#A9B7C9", "#FFFFFF"),
    "node_fill": ("#F3F5F8", "#19202A", "#000000"),
    "pod": ("#0B62B8", "#74B5FF", "#8FC7FF"),
    "pod_fill": ("#E4F0FC", "#142C47", "#001B33"),
    "service": ("#0B7A5B", "#4CD3A8", "#5CF2BD"),
    "service_fill": ("#E0F5EE", "#10372C", "#002619"),
    "client": ("#A85400", "#FFB266", "#FFC27A"),
    "client_fill": ("#FDF0E0", "#3A2814", "#2E1A00"),
    "load_balancer": ("#6D3FC4", "#C3A5FF", "#D9C2FF"),
    "load_balancer_fill": ("#F0E9FC", "#2C2147", "#1E0F3D"),
    "note": ("#55606F", "#A3B0C0", "#F2F2F2"),
    "note_fill": ("#EEF1F5", "#202935", "#000000"),
    # verdicts
    "dropped": ("#C62828", "#FF7B7B", "#FF8F8F"),
    "replied": ("#0B7A5B", "#4CD3A8", "#5CF2BD"),
}

PLAIN_BACKGROUNDS = ("window", "surface", "canvas")
KINDS = ("node", "pod", "service", "client", "load_balancer", "note")
OTHER_PACKETS = tuple(f"packet_{number}" for number in range(1, 7))
SOLID = ("accent", "packet", "node", "pod", "service", "client", "load_balancer", "dropped", "replied")

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((word, ground) for word in ("text", "muted", "accent", *KINDS) for ground in PLAIN_BACKGROUNDS),
    *((word, ground) for word in ("packet", "dropped", "replied", "changed") for ground in PLAIN_BACKGROUNDS),
    *((kind, f"{kind}_fill") for kind in (*KINDS, "accent", "packet", "changed")),
    *((word, f"{kind}_fill") for word in ("text", "muted") for kind in (*KINDS, "accent")),
    *(("text", fill) for fill in ("packet_fill", "changed_fill")),
    ("dropped", "service_fill"),
    *(("on_solid", solid) for solid in (*SOLID, *OTHER_PACKETS)),
)
"""Which words may stand on which background: each holds 4.5 : 1 in each theme."""

GRAPHIC_PAIRS: tuple[tuple[str, str], ...] = (
    *((line, ground) for line in ("control", *SOLID, *OTHER_PACKETS) for ground in PLAIN_BACKGROUNDS),
    *((kind, f"{kind}_fill") for kind in (*KINDS, "accent", "packet")),
)
"""Which lines and shapes that carry meaning may stand on which background: each holds 3 : 1 in each theme."""


def packet_token(number: int) -> str:
    """The colour of a packet that is under way beside the walked one; `number` counts from 1."""
    return OTHER_PACKETS[(number - 1) % len(OTHER_PACKETS)]
