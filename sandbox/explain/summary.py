"""What came of an exchange: for the sender, for the server, and how likely it was."""

from typing import assert_never

import msgspec

from sandbox.chance import probability_text
from sandbox.explain.names import label_of
from sandbox.telling import as_sentence, mark, together, told
from sandbox.trace import Exchange, Verdict


class Outcome(msgspec.Struct, frozen=True):
    """The end of an exchange: for the sender, and the lines that the server printed."""

    verdict: Verdict
    headline: str
    sentence: str
    printed: tuple[str, ...]


def outcome(exchange: Exchange) -> Outcome:
    """What came of `exchange`."""
    is_ping = bool(exchange.legs) and exchange.legs[0].trace.packet.echo is not None
    experience = _PINGED.get(exchange.verdict) if is_ping else None
    sentence = together(
        told(experience) if experience else _experience(exchange.verdict), as_sentence(exchange.reason)
    )
    return Outcome(
        exchange.verdict, exchange.verdict.value.capitalize(), sentence, printed_by_server(exchange)
    )


def printed_by_server(exchange: Exchange) -> tuple[str, ...]:
    """What the server says about the request: the address that it saw and the headers that it got."""
    lines = []
    if exchange.status:
        lines.append(f"HTTP {exchange.status}")
    if exchange.client_address is not None:
        lines.append(f"client_address={exchange.client_address}")
    lines.extend(f"{name}={value}" for name, value in exchange.headers)
    lines.extend(exchange.body.splitlines())
    return tuple(lines)


def summary(exchange: Exchange) -> str:
    """The outcome in one line: verdict, endpoint, what the server saw, reason and probability."""
    parts = [told(exchange.verdict.value)]
    if exchange.endpoint is not None:
        parts.append(told("by {pod}", pod=label_of("pod/" + exchange.endpoint)))
    if exchange.client_address is not None:
        parts.append(f"client_address={exchange.client_address}")
    if exchange.reason:
        parts.append(exchange.reason)
    parts.append(told("probability {chance}", chance=probability_text(exchange.probability)))
    return together(*parts, by=" · ")


def path_line(exchange: Exchange) -> str:
    """A path in a list of paths: its endpoint or else its verdict, and its probability."""
    where = told(exchange.verdict.value)
    if exchange.endpoint is not None:
        where = together(label_of("pod/" + exchange.endpoint), where, by=", ")
    chance = probability_text(exchange.probability)
    return together(where, told("probability {chance}", chance=chance), by=" · ")


_PINGED = {
    Verdict.REPLIED: mark("The echo request was answered, and the reply reached the sender."),
    Verdict.DELIVERED: mark("The echo request was answered, but the reply did not reach the sender."),
}
"""What only a ping experiences."""


def _experience(verdict: Verdict) -> str:
    match verdict:
        case Verdict.REPLIED:
            return told("The request reached a server and its reply reached the sender.")
        case Verdict.DELIVERED:
            return told("The request reached a server, but no reply that the sender knows came back.")
        case Verdict.DROPPED:
            return told("Nothing comes back: the sender waits until it gives up.")
        case Verdict.REJECTED:
            return told("The sender is refused at once.")
        case Verdict.UNROUTABLE:
            return told("No way leads on: the sender is told so, or waits until it gives up.")
        case _:
            assert_never(verdict)
