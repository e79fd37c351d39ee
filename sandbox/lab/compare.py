"""Prediction against observation, crossing by crossing.

A port that was drawn at random (the client’s, a masqueraded one) is a variable: it may have any value, but
the same one wherever the prediction has the same. All else must be equal.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TypeAlias

import msgspec

from sandbox.lab.crossings import LEGS, Crossing
from sandbox.lab.observe import Observation
from sandbox.net import Packet, TcpFlags
from sandbox.topology import Application, Kernel, PodServer, ProxyServer
from sandbox.trace import (
    DeliverStep,
    Disposition,
    Exchange,
    Leg,
    LegKind,
    NatStep,
    Step,
    Verdict,
    WireCrossing,
)

Group: TypeAlias = tuple[int, str]
"""A connection and a leg: crossings within one come in a fixed order."""

PORT_WORDS = (3, 4)
"""Where a PROXY header has its ports."""


class ExpectedPath(msgspec.Struct, frozen=True):
    """A predicted path, or several that look alike from outside, with their probability."""

    exchange: Exchange
    wire: tuple[Crossing, ...]
    drawn: frozenset[tuple[int, int]]
    probability: Fraction


def expected_paths(exchanges: Iterable[Exchange]) -> tuple[ExpectedPath, ...]:
    """The predicted paths that can be told apart, in the order given."""
    found: dict[tuple[object, ...], ExpectedPath] = {}
    for exchange in exchanges:
        path = _expected(exchange)
        key = _signature(path)
        earlier = found.get(key)
        found[key] = path if earlier is None else _with_probability(earlier, path.probability)
    return tuple(found.values())


def _expected(exchange: Exchange) -> ExpectedPath:
    wire = tuple(_predicted_crossing(each) for each in exchange.wire if not _only_acknowledges(each))
    return ExpectedPath(exchange, wire, frozenset(_drawn_ports(exchange)), exchange.probability)


def _with_probability(path: ExpectedPath, more: Fraction) -> ExpectedPath:
    return msgspec.structs.replace(path, probability=path.probability + more)


def _only_acknowledges(crossing: WireCrossing) -> bool:
    """Whether it is a segment that nobody can count on: when TCP acknowledges is its own business."""
    return crossing.packet.flags == TcpFlags.ACK


def _leg(crossing: WireCrossing) -> str:
    """What the packet is for: a leg, and of a segment after the handshake what it carries."""
    flags = crossing.packet.flags
    kind = "end" if flags & TcpFlags.FIN else "data" if flags & TcpFlags.PSH else ""
    return f"{crossing.leg.value} {kind}".rstrip()


def _predicted_crossing(crossing: WireCrossing) -> Crossing:
    packet = crossing.packet
    return Crossing(
        crossing.connection,
        _leg(crossing),
        crossing.sender,
        crossing.receiver,
        packet.protocol.value,
        str(packet.source),
        _number(packet),
        str(packet.destination),
        packet.destination_port,
    )


def _number(packet: Packet) -> int:
    """What tells its sender's connections apart: the source port, or an echo's identifier."""
    return packet.source_port or packet.identifier


def _drawn_ports(exchange: Exchange) -> Iterator[tuple[int, int]]:
    """By connection: the sender's port, and every source port that NAT drew; the same of identifiers."""
    for leg in exchange.legs:
        if leg.kind is LegKind.REQUEST:
            yield leg.connection, _number(leg.trace.packet)
            for step in _steps(leg):
                if isinstance(step, NatStep) and _number(step.after) != _number(step.before):
                    yield leg.connection, _number(step.after)


def _steps(leg: Leg) -> Iterator[Step]:
    return (step for hop in leg.trace.hops for step in hop.steps)


def _signature(path: ExpectedPath) -> tuple[object, ...]:
    """Everything that can be seen from outside, with a number in the place of each drawn port."""
    numbers: dict[tuple[int, int], int] = {}

    def named(connection: int, port: int) -> int:
        if (connection, port) not in path.drawn:
            return port
        return -1 - numbers.setdefault((connection, port), len(numbers))

    wire = tuple(
        msgspec.structs.replace(
            each,
            source_port=named(each.connection, each.source_port),
            destination_port=named(each.connection, each.destination_port),
        )
        for each in path.wire
    )
    exchange = path.exchange
    if _is_unseen_ping(exchange):
        return (wire, Verdict.DROPPED, None, None, 0)
    return (wire, _experienced(exchange), exchange.endpoint, exchange.client_address, exchange.status)


def differences(path: ExpectedPath, observation: Observation) -> tuple[str, ...]:
    """In what a real connection differs from a predicted path, one line each; empty if it is that path."""
    ports = _Ports(path.drawn)
    return (*_ends(path.exchange, observation, ports), *_wires(path, observation, ports))


def differs_in_ports_alone(path: ExpectedPath, observation: Observation) -> bool:
    """Whether a real connection is the predicted path but for the numbers of ports."""
    ports = _AnyPorts(path.drawn)
    return not (*_ends(path.exchange, observation, ports), *_wires(path, observation, ports))


class _Ports:
    """The value of each drawn port, as it is found out."""

    def __init__(self, drawn: frozenset[tuple[int, int]]) -> None:
        self._drawn = drawn
        self._values: dict[tuple[int, int], int] = {}

    def fits(self, connection: int, predicted: int, observed: int) -> bool:
        if predicted == observed == 0:
            return True  # no port, and no value of an identifier that was drawn as 0
        key = (connection, predicted)
        if key not in self._drawn:
            return predicted == observed
        return self._values.setdefault(key, observed) == observed


class _AnyPorts(_Ports):
    """Takes every port for the right one."""

    def fits(self, connection: int, predicted: int, observed: int) -> bool:
        return True


def _experienced(exchange: Exchange) -> Verdict:
    """The verdict as the sender can tell it: an error that does not reach it is silence.

    So is the answer of a proxy that gets lost: no server has seen anything.
    """
    if exchange.verdict is Verdict.DELIVERED and exchange.client_address is None and _is_proxied(exchange):
        return Verdict.DROPPED
    if exchange.verdict is not Verdict.UNROUTABLE or not exchange.legs:
        return exchange.verdict
    last = exchange.legs[-1]
    heard = last.kind is LegKind.ERROR and last.trace.disposition is Disposition.DELIVERED
    return exchange.verdict if heard else Verdict.DROPPED


def _is_out_of_sight(exchange: Exchange, observation: Observation) -> bool:
    """Whether the request may have been taken although nothing shows it.

    A sender that resets the answer takes the half-open connection away at once. A pod's is known by the
    answer on its link; what a server in the node's own namespace says crosses none before it is translated.
    """
    if (exchange.verdict, observation.verdict) != (Verdict.DELIVERED, Verdict.DROPPED):
        return False
    by_node = any(
        isinstance(application, PodServer) and device.startswith("node/")
        for device, application in _takers(exchange)
    )
    return by_node or _is_unseen_ping(exchange)


def _is_unseen_ping(exchange: Exchange) -> bool:
    """Whether a kernel answered a ping by a reply that crossed no link: nothing else tells of it."""
    answers = any(each.leg is LegKind.REPLY for each in exchange.wire)
    by_kernel = any(isinstance(application, Kernel) for _, application in _takers(exchange))
    return exchange.verdict is Verdict.DELIVERED and by_kernel and not answers


def _takers(exchange: Exchange) -> Iterator[tuple[str, Application | None]]:
    """The devices that took a packet, and for what application."""
    for leg in exchange.legs:
        for hop in leg.trace.hops:
            for step in hop.steps:
                if isinstance(step, DeliverStep):
                    yield hop.device, step.application


def _ends(exchange: Exchange, observation: Observation, ports: _Ports) -> Iterator[str]:
    """What sender and server saw."""
    if _is_out_of_sight(exchange, observation):
        return
    client_address = None if exchange.client_address is None else str(exchange.client_address)
    pairs: tuple[tuple[str, str | None, str | None], ...] = (
        ("verdict", _experienced(exchange).value, observation.verdict.value),
        ("endpoint", exchange.endpoint, observation.endpoint),
        ("client_address", client_address, observation.client_address),
    )
    if exchange.verdict is Verdict.REPLIED:
        pairs += (
            ("status", str(exchange.status), str(observation.status)),
            ("body", exchange.body, observation.body),
        )
    for name, predicted, observed in pairs:
        if predicted != observed:
            yield f"{name}: predicted {predicted}, observed {observed}"
    header = " ".join(f"{name} {value}" for name, value in exchange.headers)
    if not _same_header(header.split(), observation.header.split(), ports):
        yield f"header: predicted {header or 'none'}, observed {observation.header or 'none'}"


def _same_header(predicted: list[str], observed: list[str], ports: _Ports) -> bool:
    if len(predicted) != len(observed):
        return False
    for place, (one, other) in enumerate(zip(predicted, observed, strict=True)):
        is_port = predicted[0] == "PROXY" and place - 1 in PORT_WORDS
        if not (ports.fits(1, int(one), int(other)) if is_port else one == other):
            return False
    return True


def _wires(path: ExpectedPath, observation: Observation, ports: _Ports) -> Iterator[str]:
    predicted, observed = _by_group(path.wire), _by_group(_without_late_resets(path.exchange, observation))
    for group in sorted({*predicted, *observed}, key=_reading_order):
        if _is_handshake(path.exchange, group) and not (predicted.get(group) and observed.get(group)):
            continue
        yield from _sequences(group, predicted.get(group, []), observed.get(group, []), ports)


def _without_late_resets(exchange: Exchange, observation: Observation) -> tuple[Crossing, ...]:
    """The crossings without the resets by which a client that has its answer refuses what is repeated.

    On a busy machine a server's last segment may come twice, the second time after the client is gone.
    """
    if (exchange.verdict, observation.verdict) != (Verdict.REPLIED, Verdict.REPLIED):
        return observation.wire
    return tuple(each for each in observation.wire if (each.leg, each.protocol) != ("error", "TCP"))


def _reading_order(group: Group) -> tuple[int, int]:
    return group[0], LEGS.index(group[1])


def _by_group(wire: tuple[Crossing, ...]) -> dict[Group, list[Crossing]]:
    groups: dict[Group, list[Crossing]] = {}
    for crossing in wire:
        groups.setdefault((crossing.connection, crossing.leg), []).append(crossing)
    return groups


def _is_handshake(exchange: Exchange, group: Group) -> bool:
    """Whether these packets are TCP's or a proxy's own business, which one side of the comparison may lack.

    A client resets an answer that it does not know, and closes what failed. A proxy accepts a connection
    before it finds that it cannot serve it; whether it then resets the connection or says so in words is up
    to the proxy.
    """
    if group[1] == "error" and exchange.verdict is Verdict.DELIVERED:
        return True
    failed = exchange.verdict is not Verdict.REPLIED
    if failed and group[1].endswith("end"):
        return True
    asked = ("request", "request data")
    return failed and _is_proxied(exchange) and group[0] == 1 and group[1] not in asked


def _is_proxied(exchange: Exchange) -> bool:
    """Whether a proxy took the first connection."""
    return any(
        isinstance(step, DeliverStep) and isinstance(step.application, ProxyServer)
        for leg in exchange.legs
        for step in _steps(leg)
    )


def _sequences(
    group: Group, predicted: list[Crossing], observed: list[Crossing], ports: _Ports
) -> Iterator[str]:
    title = f"connection {group[0]} {group[1]}"
    observed = _sent_once(observed, len(predicted))
    for number in range(max(len(predicted), len(observed))):
        one = predicted[number] if number < len(predicted) else None
        other = observed[number] if number < len(observed) else None
        if one is None or other is None or not _same(one, other, ports):
            yield f"{title} #{number + 1}: predicted {one or 'nothing'}, observed {other or 'nothing'}"


def _sent_once(observed: list[Crossing], predicted: int) -> list[Crossing]:
    """The crossings without those of a packet that its sender repeated, which takes the same way again.

    On a busy machine an answer may be late. What is predicted to come by more than once is left alone.
    """
    if len(observed) <= predicted or observed[0] not in observed[1:]:
        return observed
    again = observed.index(observed[0], 1)
    return observed[:again] if observed[again:] == observed[: len(observed) - again] else observed


def _same(predicted: Crossing, observed: Crossing, ports: _Ports) -> bool:
    connection = predicted.connection
    unported = {"source_port": 0, "destination_port": 0}
    return (
        msgspec.structs.replace(predicted, **unported) == msgspec.structs.replace(observed, **unported)
        and ports.fits(connection, predicted.source_port, observed.source_port)
        and ports.fits(connection, predicted.destination_port, observed.destination_port)
    )
