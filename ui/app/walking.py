"""The actions of the Walk menu, and those that bring a view of the walk to the front."""

from typing import TYPE_CHECKING

from sandbox.playback import Breakpoint, Level
from ui.app.going import SESSION
from ui.app.spec import ActionSpec, Keys, Run
from ui.language import mark, tr

if TYPE_CHECKING:
    from ui.app.window import Window

JUMP, RUN, SEVERAL = "&Walk/&Jump", "&Walk/R&un and Stop", "&Walk/Several P&ackets"
"""The submenus, so that the menu fits a small screen."""


def _has_walk(window: "Window") -> bool:
    return window.playhead.timeline is not None


def _has_requests(window: "Window") -> bool:
    return bool(window.simulation.requests)


def _walk(
    name: str,
    text: str,
    keys: Keys,
    run: Run,
    icon: str = "",
    *,
    menu: str = "&Walk",
    starts_group: bool = False,
) -> ActionSpec:
    """An action that there is as long as there is a walk."""
    return ActionSpec(
        name=name,
        menu=menu,
        text=text,
        keys=keys,
        run=run,
        icon=icon,
        starts_group=starts_group,
        enabled=_has_walk,
    )


def _detail(window: "Window", by: int) -> None:
    level = window.playhead.level + by
    if level in list(Level):
        window.playhead.level = Level(level)


def _toggle_breakpoint(window: "Window") -> None:
    """Where the keyboard is, on the canvas, in the rules or the events; else where the packet is."""
    chosen = window.right.selected_place or window.transport.selected_place or _selected_device(window)
    place = chosen or window.playhead.place
    if place is not None:
        window.playhead.breakpoints.toggle(place)


def _selected_device(window: "Window") -> Breakpoint | None:
    """The one device that is selected on the canvas, if the keyboard is there."""
    from ui.canvas.picture import DEVICE_PREFIXES, device_of

    keys = window.selection.keys if window.canvas.hasFocus() else ()
    is_device = len(keys) == 1 and keys[0].kind in DEVICE_PREFIXES
    return Breakpoint(device_of(keys[0])) if is_device else None


def _run_until(window: "Window") -> None:
    from ui.transport.until import until_menu

    menu = until_menu(window.playhead, window)
    menu.popup(window.transport.mapToGlobal(window.transport.rect().topLeft()))


def _follow(window: "Window", by: int) -> None:
    followed, count = window.simulation.followed, len(window.simulation.requests)
    if count:
        window.simulation.follow(0 if followed is None else (followed + by) % count)


def _only_mine(window: "Window") -> None:
    window.playhead.only_mine = not window.playhead.only_mine


MOVES = (
    ActionSpec(
        name="play",
        menu="&Walk",
        text=mark("&Play"),
        keys=("Space", "F5"),
        icon="play",
        run=lambda w: w.playhead.toggle(),
        words=lambda w: tr("&Pause") if w.playhead.is_playing else tr("&Play"),
        enabled=_has_walk,
    ),
    ActionSpec(
        name="stop",
        menu="&Walk",
        text=mark("S&top"),
        keys="F8",
        run=lambda w: w.playhead.pause(),
        enabled=lambda w: w.playhead.is_playing,
    ),
    _walk("reset", mark("R&eset the Walk"), "Ctrl+Shift+R", lambda w: w.playhead.to_start()),
    _walk(
        "step_forward",
        mark("Step &Forward"),
        ("Right", "F10"),
        lambda w: w.playhead.step_forward(),
        "step_forward",
        starts_group=True,
    ),
    _walk("step_back", mark("Step &Back"), ("Left", "F7"), lambda w: w.playhead.step_back(), "step_back"),
    _walk("to_start", mark("To the &Start"), "Home", lambda w: w.playhead.to_start(), "start"),
    _walk("to_end", mark("To the &End"), "End", lambda w: w.playhead.to_end(), "end"),
    _walk("finer", mark("F&iner Steps"), "F11", lambda w: _detail(w, 1)),
    _walk("coarser", mark("Coa&rser Steps"), "Shift+F11", lambda w: _detail(w, -1)),
)
"""Play, step, and how far a step goes."""

DRAW = ActionSpec(
    name="draw",
    menu="&Walk",
    text=mark("&Draw a Path at Random"),
    keys="R",
    icon="dice",
    starts_group=True,
    run=lambda w: w.simulation.draw(),
    enabled=lambda w: len(w.simulation.paths) > 1,
)
"""Another path of the same request."""

JUMPS = (
    _walk(
        "device_forward",
        mark("&Next Step on the Device"),
        "Shift+Right",
        lambda w: w.playhead.along_device(1),
        menu=JUMP,
    ),
    _walk(
        "device_back",
        mark("Pre&vious Step on the Device"),
        "Shift+Left",
        lambda w: w.playhead.along_device(-1),
        menu=JUMP,
    ),
    _walk("cause", mark("To the &Cause"), "Ctrl+Left", lambda w: w.playhead.to_cause(), menu=JUMP),
    _walk(
        "consequence",
        mark("To the C&onsequence"),
        "Ctrl+Right",
        lambda w: w.playhead.to_consequence(),
        menu=JUMP,
    ),
)
"""Along a device, and to causes."""

RUNS = (
    _walk("run_until", mark("Run &Until…"), "Ctrl+F5", _run_until, menu=RUN),
    _walk(
        "run_to_cursor",
        mark("Run to the Selected E&vent"),
        "Ctrl+F10",
        lambda w: w.transport.run_to_selected(),
        menu=RUN,
    ),
    _walk("breakpoint", mark("Toggle Brea&kpoint Here"), "F9", _toggle_breakpoint, menu=RUN),
    ActionSpec(
        name="clear_breakpoints",
        menu=RUN,
        text=mark("Clear &All Breakpoints"),
        keys="Ctrl+Shift+F9",
        run=lambda w: w.playhead.breakpoints.clear(),
        enabled=lambda w: bool(w.playhead.breakpoints.places),
    ),
)
"""Until something happens."""

PACKETS = (
    ActionSpec(
        name="next_packet",
        menu=SEVERAL,
        text=mark("Follow the Ne&xt Packet"),
        keys="Ctrl+.",
        run=lambda w: _follow(w, 1),
        enabled=_has_requests,
    ),
    ActionSpec(
        name="previous_packet",
        menu=SEVERAL,
        text=mark("Follow the Previous Packet"),
        keys="Ctrl+,",
        run=lambda w: _follow(w, -1),
        enabled=_has_requests,
    ),
    ActionSpec(
        name="only_mine",
        menu=SEVERAL,
        text=mark("Only &My Packet"),
        run=_only_mine,
        enabled=_has_requests,
        checked=lambda w: w.playhead.only_mine,
    ),
)
"""Which of several packets is walked."""

WALK = (*MOVES, DRAW, *JUMPS, *RUNS, *PACKETS, *SESSION)


def _right(title: str, key: str) -> ActionSpec:
    return ActionSpec(
        name=f"show_{title.lower()}",
        menu="&View/&Walk Panels",
        text=title,
        keys=key,
        run=lambda w: w.tools.show_walk(title),
    )


def _below(title: str, key: str) -> ActionSpec:
    return ActionSpec(
        name=f"show_{title.lower()}",
        menu="&View/&Walk Panels",
        text=title,
        keys=key,
        run=lambda w: w.tools.show_view(title),
    )


PANELS = (
    *(
        _right(title, f"Alt+{key}")
        for key, title in enumerate((mark("Packet"), mark("Rules"), mark("Conntrack"), mark("Route")), 1)
    ),
    _right(mark("Why"), "Alt+9"),
    *(
        _below(title, f"Alt+{key}")
        for key, title in enumerate((mark("Lanes"), mark("Events"), mark("Ladder"), mark("Netfilter")), 5)
    ),
)
"""The views of the walk: beside the canvas and below it."""
