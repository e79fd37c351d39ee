"""Every path that a request can take, with its exact probability."""

from collections.abc import Iterator

import msgspec

from sandbox.chance import Chooser, ScriptedChooser, SeededChooser, enumerate_choices, probability_of
from sandbox.engine.connections import Interruption
from sandbox.engine.exchange import Connection, Conversation
from sandbox.engine.segments import CLIENT_PORT, By, echo_request, opening
from sandbox.engine.stack import Stack
from sandbox.engine.world import World
from sandbox.net import IPAddress, Packet, Protocol
from sandbox.trace import Exchange


class NoSourceError(ValueError):
    """A host has no route, or no address of the family, to send from."""


class Request(msgspec.Struct, frozen=True):
    """What to send: from a process on `host` to an address and port. `source` None lets the host choose.

    Of ICMP it is an echo request, and the port 0.

    `whole` plays a TCP connection to its end instead of its opening alone; `between` is what happens to
    tables between its packets.
    """

    host: str
    destination: IPAddress
    port: int
    protocol: Protocol = Protocol.TCP
    source: IPAddress | None = None
    whole: bool = False
    between: tuple[Interruption, ...] = ()


def paths(world: World, request: Request, seed: int = 0, number: int = 0) -> Iterator[Exchange]:
    """Every path of `request` in `world`; the probabilities sum to exactly 1. `seed` is for draws."""
    for _, (exchange, _) in enumerate_choices(
        lambda chooser: send_request(world, request, chooser, number), seed
    ):
        yield exchange


def resumed_paths(world: World, connection: Connection, by: By, seed: int = 0) -> Iterator[Exchange]:
    """Every path of the next packet of an open connection and, if it is the client's, of its answer."""
    for _, (exchange, _) in enumerate_choices(
        lambda chooser: resume_connection(world, connection, by, chooser), seed
    ):
        yield exchange


def one_path(world: World, request: Request, seed: int = 0, number: int = 0) -> tuple[Exchange, World]:
    """One path, drawn by `seed`, and the world after it. `number` counts a flow's requests from 0."""
    return send_request(world, request, SeededChooser(seed), number)


def send_request(world: World, request: Request, chooser: Chooser, number: int = 0) -> tuple[Exchange, World]:
    """Send a request with the choices of `chooser`; its path and the world after it."""
    conversation = Conversation(world, chooser, request.whole, request.between)
    exchange = conversation.request(request.host, first_packet(world, request, number))
    return _weighed(exchange, chooser), conversation.world


def resume_connection(
    world: World, connection: Connection, by: By, chooser: Chooser
) -> tuple[Exchange, World]:
    """Send an open connection's next packet with the choices of `chooser`; its path and the world after it.

    Raises KeyError if the host that sends it is gone.
    """
    conversation = Conversation(world, chooser)
    return _weighed(conversation.resume(connection, by), chooser), conversation.world


def _weighed(exchange: Exchange, chooser: Chooser) -> Exchange:
    return msgspec.structs.replace(exchange, probability=probability_of(chooser.choices))


def first_packet(world: World, request: Request, number: int = 0) -> Packet:
    """The packet that opens the request. Raises NoSourceError if the host has no address to send it from."""
    source = request.source
    if source is None:
        source = Stack(world, request.host, ScriptedChooser()).source_for(request.destination)
    if source is None:
        family = f"IPv{request.destination.version}"
        raise NoSourceError(
            f"{request.host} has no {family} address and route to send to {request.destination}"
        )
    if request.protocol is Protocol.ICMP:
        return echo_request(source, request.destination, number + 1)
    return opening(request.protocol, source, CLIENT_PORT + number, request.destination, request.port)
