"""A session as rows of chips: a row for each branch, a chip for each thing that happened on it."""

from dataclasses import dataclass

from sandbox.analysis.session import Session
from sandbox.engine.history import Advanced, Edited, Expired, Forgotten, Moment, Resumed, Sent
from sandbox.engine.segments import By
from sandbox.explain import label_of
from sandbox.trace import Exchange, Verdict
from ui.language import tr
from ui.models.clock import clock_text

PENDING = -1
"""The moment of a chip whose packet has not happened yet."""


@dataclass(frozen=True)
class Chip:
    """Something that happened, in a column of its own. `sign` is in the colour of `token`.

    `moment` is its index in the history, or PENDING; `is_now` says that it is on show.
    """

    column: int
    moment: int
    sign: str
    text: str
    said: str
    token: str = "muted"
    is_now: bool = False


@dataclass(frozen=True)
class Row:
    """A branch; `fork` is the column of what it came after, -1 for a beginning of its own.

    `is_new` says that it begins only when the packet on show has happened; its name is none yet.
    """

    branch: str
    chips: tuple[Chip, ...]
    fork: int = -1
    is_new: bool = False


def rows_of(session: Session) -> tuple[Row, ...]:
    """Every branch in the order in which they began, with the packet on show at the end of its own."""
    columns = _columns(session)
    rows = tuple(_row(session, branch, columns) for branch in session.history.branches)
    if not _begins_branch(session):
        return rows
    fork = columns[session.base]
    return (*rows, Row(tr("new lane"), (_pending(session, fork + 1),), fork, is_new=True))


def _begins_branch(session: Session) -> bool:
    """Whether the packet on show has not happened, and something else has, right after the same moment."""
    return session.recorded is None and bool(session.children(session.base))


def _columns(session: Session) -> list[int]:
    """How many moments came before each."""
    found: list[int] = []
    for moment in session.history.moments:
        found.append(0 if moment.parent < 0 else found[moment.parent] + 1)
    return found


def _row(session: Session, branch: str, columns: list[int]) -> Row:
    own = session.on(branch)
    chips = [_chip(session, index, columns[index]) for index in own]
    if session.recorded is None and session.branch == branch and not _begins_branch(session):
        chips.append(_pending(session, columns[session.base] + 1))
    parent = session.history.moments[own[0]].parent
    return Row(branch, tuple(chips), -1 if parent < 0 else columns[parent])


def _chip(session: Session, index: int, column: int) -> Chip:
    sign, token, text, said = _told(session, index)
    return Chip(
        column, index, sign, text, said, token, index == session.current and index == session.recorded
    )


def _pending(session: Session, column: int) -> Chip:
    text = _packet_text(session, session.sending.connection is not None, session.sending.by)
    said = tr("{packet}, on show: what is changed before it is walked comes before it", packet=text)
    return Chip(column, PENDING, "▸", text, said, "packet", is_now=True)


def _packet_text(session: Session, goes_on: bool, by: By) -> str:
    if goes_on:
        return tr("next packet") if by is By.CLIENT else tr("server's packet")
    return session.sending.flow.metadata.name


SIGNS: dict[Verdict, tuple[str, str]] = {
    Verdict.REPLIED: ("✓", "replied"),
    Verdict.DELIVERED: ("!", "dropped"),
    Verdict.DROPPED: ("✕", "dropped"),
    Verdict.REJECTED: ("✕", "dropped"),
    Verdict.UNROUTABLE: ("✕", "dropped"),
}
"""The sign of what came of a packet and the token of its colour."""


def _told(session: Session, index: int) -> tuple[str, str, str, str]:
    """A moment's sign, its colour, its words, and what it says to those who do not see it."""
    moment: Moment = session.history.moments[index]
    match moment.event:
        case None:
            text = tr("start at {time}", time=clock_text(moment.world.now))
            return "●", "muted", text, text
        case Sent(exchange=exchange):
            return _sent(session.notes[index].sending.flow.metadata.name, exchange)
        case Resumed(by=by, exchange=exchange):
            return _sent(tr("next packet") if by is By.CLIENT else tr("server's packet"), exchange)
        case Advanced(seconds):
            text = f"+{clock_text(seconds)}"
            return "◷", "accent", text, tr("The clock went on by {time}", time=clock_text(seconds))
        case Edited(label):
            text = label or clock_text(moment.world.now)
            return "✎", "changed", text, tr("Edited: {label}", label=text)
        case Forgotten(host, _):
            text = tr("entry deleted on {host}", host=label_of(host))
            return "−", "dropped", text, text
        case Expired(host, _):
            text = tr("entry expired on {host}", host=label_of(host))
            return "◷", "dropped", text, text


def _sent(name: str, exchange: Exchange) -> tuple[str, str, str, str]:
    sign, token = SIGNS[exchange.verdict]
    return sign, token, name, tr("{name} was sent: {verdict}", name=name, verdict=tr(exchange.verdict.value))
