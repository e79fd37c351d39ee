"""The actions of the session: what is sent next, time that passes, and going through what happened."""

from typing import TYPE_CHECKING

from ui.app.spec import ActionSpec, Keys, Run
from ui.language import mark

if TYPE_CHECKING:
    from ui.app.window import Window

MENU = "&Walk/Sess&ion"


def _is_possible(window: "Window") -> bool:
    return window.transport.next.going_on.is_possible


def _goes_on(window: "Window") -> bool:
    return _is_possible(window) and window.transport.next.going_on.has_connection


def _has_history(window: "Window") -> bool:
    session = window.simulation.session
    return session is not None and session.is_going_on


def _has_clock(window: "Window") -> bool:
    return window.simulation.session is not None


def _next_packet(window: "Window", *, of_server: bool) -> None:
    from sandbox.engine.segments import By

    window.transport.next.going_on.next_packet(By.SERVER if of_server else By.CLIENT)


def _fresh(window: "Window") -> None:
    flow = window.simulation.flow
    if flow is not None:
        window.simulation.begin(flow)


def _advancing(name: str, text: str, run: Run, keys: Keys = "", *, starts_group: bool = False) -> ActionSpec:
    """An action of the clock."""
    return ActionSpec(
        name=name, menu=MENU, text=text, keys=keys, run=run, starts_group=starts_group, enabled=_has_clock
    )


SESSION = (
    ActionSpec(
        name="send_again",
        menu=MENU,
        text=mark("Send &Again, by a New Connection"),
        keys="Ctrl+Alt+Return",
        icon="send",
        run=lambda w: w.transport.next.going_on.again(),
        enabled=_is_possible,
    ),
    ActionSpec(
        name="continue_connection",
        menu=MENU,
        text=mark("Send the &Connection's Next Packet"),
        keys="Ctrl+Shift+Return",
        run=lambda w: _next_packet(w, of_server=False),
        enabled=_goes_on,
    ),
    ActionSpec(
        name="continue_from_server",
        menu=MENU,
        text=mark("Send the &Server's Next Packet"),
        keys="Alt+Return",
        run=lambda w: _next_packet(w, of_server=True),
        enabled=_goes_on,
    ),
    ActionSpec(
        name="send_fresh",
        menu=MENU,
        text=mark("Send in a &Fresh World"),
        run=_fresh,
        enabled=_has_history,
    ),
    _advancing(
        "clock", mark("Let &Time Pass…"), lambda w: w.transport.clock.showMenu(), "Ctrl+T", starts_group=True
    ),
    _advancing("clock_second", mark("Let &1 s Pass"), lambda w: w.transport.clock.clock.advance(1)),
    _advancing("clock_ten_seconds", mark("Let 1&0 s Pass"), lambda w: w.transport.clock.clock.advance(10)),
    _advancing(
        "clock_next",
        mark("Until Something Comes &Due"),
        lambda w: w.transport.clock.clock.to_next(),
        "Ctrl+Shift+Right",
    ),
    ActionSpec(
        name="session_back",
        menu=MENU,
        text=mark("&Back to the Packet Before"),
        keys="Alt+Left",
        starts_group=True,
        run=lambda w: w.transport.next.going_on.go_by(-1),
        enabled=_has_history,
    ),
    ActionSpec(
        name="session_forward",
        menu=MENU,
        text=mark("For&ward to the Packet After"),
        keys="Alt+Right",
        run=lambda w: w.transport.next.going_on.go_by(1),
        enabled=_has_history,
    ),
    ActionSpec(
        name="lanes_of_session",
        menu=MENU,
        text=mark("To the &Lanes of the Session"),
        keys="Alt+0",
        run=lambda w: w.transport.branches.setFocus(),
        enabled=_has_history,
    ),
)
"""What goes on after a walk."""
