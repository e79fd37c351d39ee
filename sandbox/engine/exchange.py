"""A request, what answers it, and what the sender makes of the answer."""

import msgspec

from sandbox.chance import Chooser
from sandbox.conntrack import tuple_of
from sandbox.engine.balance import pick
from sandbox.engine.outcome import Delivered, Ended
from sandbox.engine.stack import Stack
from sandbox.engine.walk import Waiting, Walked, drained, walk, walk_from_network
from sandbox.engine.world import Balancer, Frontend, Target, World
from sandbox.net import IPAddress, Packet, Protocol, ProxyHeader, TcpFlags
from sandbox.topology import HealthServer, PodServer, Port, ProxyServer
from sandbox.trace import Disposition, Exchange, Hop, Leg, LegKind, Step, Verdict

CLIENT_PORT = 40000
"""The source port of a sender's first request; later ones count up."""


class Answered(msgspec.Struct, frozen=True):
    """What became of one connection, or of the one that a proxy opened for it."""

    verdict: Verdict
    reason: str = ""
    endpoint: str | None = None
    client_address: IPAddress | None = None
    headers: tuple[tuple[str, str], ...] = ()
    status: int = 0
    body: str = ""


class Conversation:
    """The packets of one request, from the sender's first to what comes back. Holds the world as it
    changes.
    """

    def __init__(self, world: World, chooser: Chooser) -> None:
        self.world = world
        self._chooser = chooser
        self._legs: list[Leg] = []
        self._connections = 0

    def request(self, host: str, packet: Packet) -> Exchange:
        """Send `packet` from a process on `host` and see what comes of it."""
        answered = self._connect(host, packet, None)
        return Exchange(
            tuple(self._legs),
            answered.verdict,
            reason=answered.reason,
            endpoint=answered.endpoint,
            client_address=answered.client_address,
            headers=answered.headers,
            choices=self._chooser.choices,
            status=answered.status,
            body=answered.body,
        )

    def _connect(self, host: str, packet: Packet, via: Port | None) -> Answered:
        self._connections += 1
        number = self._connections
        waiting = Waiting(host, tuple_of(packet))
        walked = walk(self.world, packet, host, self._chooser, waiting, via)
        self._record(number, LegKind.REQUEST, walked)
        match walked.exit:
            case Ended() as ended:
                return self._refused(number, walked.host, ended, waiting)
            case Delivered(taken, PodServer(pod)):
                seen = _seen(taken, endpoint=pod)
                return self._reply(number, walked.host, taken, waiting, seen)
            case Delivered(taken, HealthServer(_, status, body)):
                seen = msgspec.structs.replace(_seen(taken, None), status=status, body=body)
                return self._reply(number, walked.host, taken, waiting, seen)
            case Delivered(taken, ProxyServer()):
                return self._proxy(number, walked.host, taken, waiting)
            case Delivered():
                return Answered(Verdict.DELIVERED, "the sender received its own packet")

    def _record(self, number: int, kind: LegKind, walked: Walked) -> None:
        self.world = walked.world
        self._legs.append(Leg(number, kind, walked.trace))

    def _reply(self, number: int, host: str, request: Packet, waiting: Waiting, seen: Answered) -> Answered:
        """The server's answer on its way back, and whether the sender knows it for one."""
        walked = walk(self.world, _answer_to(request), host, self._chooser, waiting)
        self._record(number, LegKind.REPLY, walked)
        if isinstance(walked.exit, Delivered) and walked.exit.application is None:
            return seen
        reason = walked.trace.reason
        if walked.host == waiting.host:
            came_from = walked.trace.hops[-1].steps[-1].after
            reason = f"the reply came from {came_from.source}, which the sender did not ask, so it is refused"
        return msgspec.structs.replace(seen, verdict=Verdict.DELIVERED, reason=reason)

    def _refused(self, number: int, host: str, ended: Ended, waiting: Waiting) -> Answered:
        """The request went no further: bring the error back, if there is one, to whoever waits for it."""
        if ended.answer is None:
            return Answered(Verdict.DROPPED, ended.reason)
        walked: Walked | None
        if ended.from_network:
            walked = walk_from_network(self.world, ended.answer, self._chooser, waiting)
        else:
            walked = walk(self.world, ended.answer, host, self._chooser, waiting)
        if walked is None:
            return Answered(Verdict.DROPPED, f"{ended.reason}, and the error finds no way back")
        self._record(number, LegKind.ERROR, walked)
        if isinstance(walked.exit, Delivered) and walked.exit.application is None:
            return Answered(_VERDICTS[ended.disposition], ended.reason)
        return Answered(Verdict.DROPPED, f"{ended.reason}, and the error does not reach the sender")

    def _proxy(self, number: int, host: str, request: Packet, waiting: Waiting) -> Answered:
        """A proxy took the connection: it opens one of its own and passes the answer on."""
        stack = Stack(self.world, host, self._chooser)
        balancer = self.world.balancers[host]
        frontend = balancer.frontend(request.destination, request.destination_port, request.protocol)
        assert frontend is not None
        target = self._pick(stack, request, frontend)
        if isinstance(target, Ended):
            return self._close(number, host, request, waiting, Answered(Verdict.REJECTED, target.reason))
        onward = _onward(balancer, frontend, target, request)
        answered = self._connect(host, onward, target.via)
        if answered.verdict is Verdict.REPLIED:
            return self._reply(number, host, request, waiting, answered)
        if answered.verdict in (Verdict.REJECTED, Verdict.UNROUTABLE):
            return self._close(number, host, request, waiting, answered)
        return answered

    def _close(
        self, number: int, host: str, request: Packet, waiting: Waiting, answered: Answered
    ) -> Answered:
        """A proxy that cannot serve its client resets the client's connection."""
        closing = msgspec.structs.replace(_answer_to(request), flags=TcpFlags.RST | TcpFlags.ACK)
        walked = walk(self.world, closing, host, self._chooser, waiting)
        self._record(number, LegKind.ERROR, walked)
        return answered

    def _pick(self, stack: Stack, request: Packet, frontend: Frontend) -> Target | Ended:
        """The proxy's pick, added to the last hop: it happens where the request was taken."""
        steps: list[Step] = []
        target = drained(pick(stack, request, frontend), steps)
        last = self._legs[-1]
        hops = last.trace.hops
        hop = Hop(hops[-1].device, (*hops[-1].steps, *steps))
        trace = msgspec.structs.replace(last.trace, hops=(*hops[:-1], hop))
        self._legs[-1] = msgspec.structs.replace(last, trace=trace)
        return target


_VERDICTS = {
    Disposition.REJECTED: Verdict.REJECTED,
    Disposition.UNROUTABLE: Verdict.UNROUTABLE,
    Disposition.DROPPED: Verdict.DROPPED,
    Disposition.DELIVERED: Verdict.DELIVERED,
}
"""What the sender calls it when the error about a packet with this disposition reaches it."""


def _seen(taken: Packet, endpoint: str | None) -> Answered:
    header = () if taken.header is None else ((taken.header.name, taken.header.value),)
    return Answered(Verdict.REPLIED, endpoint=endpoint, client_address=taken.source, headers=header)


def _answer_to(request: Packet) -> Packet:
    """The server's first packet back: SYN-ACK, or the datagram that answers."""
    flags = TcpFlags.SYN | TcpFlags.ACK if request.protocol is Protocol.TCP else TcpFlags.NONE
    return Packet(
        request.protocol,
        request.destination,
        request.destination_port,
        request.source,
        request.source_port,
        flags,
    )


def opening(protocol: Protocol, source: IPAddress, port: int, to: IPAddress, to_port: int) -> Packet:
    """The first packet of a connection."""
    flags = TcpFlags.SYN if protocol is Protocol.TCP else TcpFlags.NONE
    return Packet(protocol, source, port, to, to_port, flags)


def _onward(balancer: Balancer, frontend: Frontend, target: Target, request: Packet) -> Packet:
    """The first packet of the connection that a proxy opens to `target`, with what it says of its client."""
    source = balancer.source_for(frontend)
    address = target.address or frontend.address
    port = target.port or frontend.port
    packet = opening(request.protocol, source, CLIENT_PORT, address, port)
    return msgspec.structs.replace(packet, header=_proxy_header(balancer.header, request))


def _proxy_header(name: str, request: Packet) -> ProxyHeader | None:
    """The header in which a proxy names the client, with its value as it stands on the wire."""
    client = request.source
    match name:
        case "X-Forwarded-For":
            return ProxyHeader(name, str(client))
        case "Forwarded":
            # RFC 7239 section 6: an IPv6 address is bracketed, and quoted for its colons.
            return ProxyHeader(name, f"for={client}" if client.version == 4 else f'for="[{client}]"')
        case "PROXY":
            family = f"TCP{client.version}"
            ports = f"{request.source_port} {request.destination_port}"
            return ProxyHeader(name, f"{family} {client} {request.destination} {ports}")
        case _:
            return None
