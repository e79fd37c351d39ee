"""A request, what answers it, and what the sender makes of the answer."""

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from sandbox.chance import Chooser
from sandbox.conntrack import tuple_of
from sandbox.engine.balance import pick
from sandbox.engine.connections import Interruption
from sandbox.engine.outcome import Delivered, Ended
from sandbox.engine.segments import (
    CLOSING,
    OPENING,
    PLAIN,
    By,
    Rows,
    Script,
    Segment,
    answering,
    following,
    going_on,
    is_close,
    onward,
    script_for,
    segment_of,
)
from sandbox.engine.stack import Stack
from sandbox.engine.walk import Waiting, Walked, walk, walk_answer
from sandbox.engine.world import Balancer, Frontend, Target, World
from sandbox.net import IPAddress, Packet
from sandbox.telling import told
from sandbox.topology import Application, HealthServer, Kernel, PodServer, Port, ProxyServer
from sandbox.trace import Disposition, Exchange, Hop, Leg, LegKind, LostConnections, Verdict


class Answered(msgspec.Struct, frozen=True):
    """What became of one connection, or of the one that a proxy opened for it."""

    verdict: Verdict
    reason: str = ""
    endpoint: str | None = None
    client_address: IPAddress | None = None
    headers: tuple[tuple[str, str], ...] = ()
    status: int = 0
    body: str = ""


class Connection(msgspec.Struct, frozen=True):
    """A connection whose first packet a server took: both ends, and the packet as each end knows it.

    `is_open` says that it has gone on after its opening; `via` is the link that its client sends by whatever
    the routes say.
    """

    number: int
    client: str
    sent: Packet
    server: str
    taken: Packet
    is_open: bool = False
    via: Port | None = None


class Conversation:
    """The packets of one request, from the sender's first to the last that comes back.

    Holds the world as it changes. `whole` plays TCP connections to their end instead of their opening alone;
    `between` is what happens to tables between the packets.
    """

    def __init__(
        self, world: World, chooser: Chooser, whole: bool = False, between: Sequence[Interruption] = ()
    ) -> None:
        self.world = world
        self._chooser = chooser
        self._whole = whole
        self._between = between
        self._legs: list[Leg] = []
        self._connections = 0
        self._proxies: list[str] = []

    def request(self, host: str, packet: Packet) -> Exchange:
        """Send `packet` from a process on `host` and see what comes of it."""
        return self._exchange(self._connect(host, packet, None))

    def resume(self, connection: Connection, by: By) -> Exchange:
        """Go on with a connection that was opened: `by` sends data, and the server answers the client's."""
        return self._exchange(self._go_on(connection, by))

    def _exchange(self, answered: Answered) -> Exchange:
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
        first = following(packet, segment_of(packet)) if self._whole else packet
        walked = walk(self.world, first, host, self._chooser, Waiting(host, tuple_of(packet)), via)
        self._record(number, LegKind.REQUEST, walked)
        match walked.exit:
            case Ended() as ended:
                return self._refused(number, walked.host, ended, Waiting(host, tuple_of(packet)))
            case Delivered(taken, application):
                connection = Connection(number, host, packet, walked.host, taken, via=via)
                return self._serve(connection, application)

    def _serve(self, connection: Connection, application: Application | None) -> Answered:
        """Play the rest of a connection that a server took."""
        match application:
            case None:
                return Answered(Verdict.DELIVERED, told("the sender received its own packet"))
            case ProxyServer():
                return self._proxy(connection)
            case PodServer() | HealthServer() | Kernel():
                script = self._script(connection.sent)
                lost = self._ask(connection, script.asking) or self._play(connection, script.answering)
                served = _served(connection, application)
                return served if lost is None else _with_verdict(served, lost)

    def _go_on(self, connection: Connection, by: By) -> Answered:
        rows = going_on(connection.sent.protocol, by, connection.is_open)
        if by is By.CLIENT:
            walked = self._segment(connection, *rows[0])
            if isinstance(walked.exit, Ended):
                waiting = Waiting(connection.client, tuple_of(connection.sent))
                return self._refused(connection.number, walked.host, walked.exit, waiting)
            connection = replace(connection, server=walked.host, taken=walked.exit.packet)
        lost = self._play(connection, rows[-1:])
        return lost or _served(connection, self._server_of(connection))

    def _server_of(self, connection: Connection) -> PodServer | HealthServer:
        """The server that took a connection; one that has stopped listening keeps those that it has."""
        taken, host = connection.taken, self.world.topology.hosts[connection.server]
        listener = host.listener(taken.protocol, taken.destination_port, taken.destination)
        server = None if listener is None else listener.application
        return server if isinstance(server, PodServer | HealthServer) else PodServer("")

    def _script(self, packet: Packet) -> Script:
        return script_for(packet.protocol, self._whole)

    def _record(self, number: int, kind: LegKind, walked: Walked) -> None:
        self.world = walked.world
        self._append(number, kind, walked)

    def _append(self, number: int, kind: LegKind, walked: Walked) -> None:
        changes = [each for each in self._between if each.after == len(self._legs) + 1]
        lost = tuple(LostConnections(each.host, each.expires) for each in changes)
        self._legs.append(Leg(number, kind, walked.trace, lost))
        for each in changes:
            self.world = each.applied(self.world)

    def _ask(self, connection: Connection, rows: Rows) -> Answered | None:
        """Send the segments up to the request; what became of it if one did not arrive.

        An error that one of the client's meets goes back to the client; if that hears of nothing, all that
        there is of its connection is the opening, which arrived.
        """
        failed = self._first_lost(connection, rows)
        if failed is None:
            return None
        by, walked = failed
        if by is By.CLIENT and isinstance(walked.exit, Ended) and walked.exit.answer is not None:
            waiting = Waiting(connection.client, tuple_of(connection.sent))
            refused = self._refused(connection.number, walked.host, walked.exit, waiting)
            if refused.verdict is Verdict.DROPPED:
                return _unanswered(connection, refused.reason)
            return refused
        return self._lost(connection, walked)

    def _play(self, connection: Connection, rows: Rows) -> Answered | None:
        """Send the segments in turn; what became of it if one did not arrive."""
        failed = self._first_lost(connection, rows)
        return None if failed is None else self._lost(connection, failed[1])

    def _first_lost(self, connection: Connection, rows: Rows) -> tuple[By, Walked] | None:
        """Send the segments in turn, up to one that does not arrive: who sent that, and its walk."""
        for by, segment in rows:
            walked = self._segment(connection, by, segment)
            if not _has_arrived(walked):
                return by, walked
        return None

    def _segment(self, connection: Connection, by: By, segment: Segment) -> Walked:
        """One segment on its way to the other end."""
        walked = self._walked(connection, by, segment)
        self._record(connection.number, LegKind.REPLY if by is By.SERVER else LegKind.REQUEST, walked)
        return walked

    def _walked(self, connection: Connection, by: By, segment: Segment) -> Walked:
        asked, answer = following(connection.sent, segment), answering(connection.taken, segment)
        if by is By.SERVER:
            waiting = Waiting(connection.client, tuple_of(asked))
            return walk(self.world, answer, connection.server, self._chooser, waiting)
        waiting = Waiting(connection.server, tuple_of(answer))
        return walk(self.world, asked, connection.client, self._chooser, waiting, connection.via)

    def _lost(self, connection: Connection, walked: Walked) -> Answered:
        """A segment did not arrive, or came from an address that the other end does not know."""
        reason = walked.trace.reason
        refused = isinstance(walked.exit, Ended) and walked.exit.disposition is Disposition.REJECTED
        if refused and walked.host == connection.client:
            came_from = walked.trace.hops[-1].steps[-1].after.source
            reason = told(
                "the reply came from {address}, which the sender did not ask, so it is refused",
                address=came_from,
            )
        return _unanswered(connection, reason)

    def _refused(self, number: int, host: str, ended: Ended, waiting: Waiting) -> Answered:
        """The request went no further: bring the error back, if there is one, to whoever waits for it.

        What the network outside has no route for is unroutable, whether or not its sender hears of it.
        """
        unheard = Verdict.UNROUTABLE if ended.from_network else Verdict.DROPPED
        if ended.answer is None:
            return Answered(Verdict.DROPPED, ended.reason)
        walked = walk_answer(self.world, ended, host, self._chooser, waiting)
        if walked is None:
            return Answered(unheard, told("{reason}, and the error finds no way back", reason=ended.reason))
        self._record(number, LegKind.ERROR, walked)
        if _has_arrived(walked):
            return Answered(Verdict(ended.disposition.value), ended.reason)
        reason = told("{reason}, and the error does not reach the sender", reason=ended.reason)
        return Answered(unheard, reason)

    def _proxy(self, connection: Connection) -> Answered:
        """A proxy took the connection: once it stands it opens one of its own, and passes the answer on."""
        if connection.server in self._proxies:
            label = self.world.topology.hosts[connection.server].label
            reason = told("{host} gets back a connection that it opened: it goes in a circle", host=label)
            return Answered(Verdict.DROPPED, reason)
        self._proxies.append(connection.server)
        script = self._script(connection.taken)
        if script is OPENING.get(connection.taken.protocol):
            return self._proxy_opening(connection, *script.answering[0])
        lost = self._ask(connection, script.asking)
        if lost is not None:
            return _unserved(lost)
        answered = self._dial(connection)
        if answered.verdict is not Verdict.REPLIED:
            return answered
        lost = self._play(connection, script.answering)
        return answered if lost is None else _with_verdict(answered, lost)

    def _proxy_opening(self, connection: Connection, by: By, segment: Segment) -> Answered:
        """Of connections that are only opened the client's stands before the other one is begun.

        Its answer is written last all the same: it stands for the one that the proxy passes on.
        """
        accepted = self._walked(connection, by, segment)
        self.world = accepted.world
        if not _has_arrived(accepted):
            self._append(connection.number, LegKind.REPLY, accepted)
            return _unserved(self._lost(connection, accepted))
        answered = self._dial(connection)
        if answered.verdict is Verdict.REPLIED:
            self._append(connection.number, LegKind.REPLY, accepted)
        return answered

    def _dial(self, connection: Connection) -> Answered:
        """The proxy's own connection; where that is refused, it resets its client's."""
        taken = connection.taken
        balancer = self.world.balancers[connection.server]
        frontend = balancer.frontend(taken.destination, taken.destination_port, taken.protocol)
        assert frontend is not None
        target = self._pick(connection, balancer, frontend)
        if isinstance(target, Ended):
            return self._close(connection, Answered(Verdict.REJECTED, target.reason))
        answered = self._connect(connection.server, onward(balancer, frontend, target, taken), target.via)
        if answered.verdict in (Verdict.REJECTED, Verdict.UNROUTABLE):
            return self._close(connection, answered)
        return answered

    def _close(self, connection: Connection, answered: Answered) -> Answered:
        """A proxy that cannot serve its client resets the client's connection."""
        walked = self._segment(connection, By.SERVER, CLOSING.get(connection.sent.protocol, PLAIN))
        last = self._legs[-1]
        self._legs[-1] = replace(last, kind=LegKind.ERROR)
        if _has_arrived(walked):
            return answered
        reason = told("{reason}, and the reset does not reach the sender", reason=answered.reason)
        return replace(answered, verdict=Verdict.DROPPED, reason=reason)

    def _pick(self, connection: Connection, balancer: Balancer, frontend: Frontend) -> Target | Ended:
        """The proxy's pick, added to the last hop: it happens where the request was taken."""
        stack = Stack(self.world, connection.server, self._chooser)
        target = pick(stack, balancer, frontend, connection.taken)
        last = self._legs[-1]
        hops = last.trace.hops
        hop = Hop(hops[-1].device, (*hops[-1].steps, *stack.steps))
        trace = replace(last.trace, hops=(*hops[:-1], hop))
        self._legs[-1] = replace(last, trace=trace)
        return target


def _has_arrived(walked: Walked) -> bool:
    """Whether a packet reached a process that waited for it."""
    return isinstance(walked.exit, Delivered) and walked.exit.application is None


def _seen(connection: Connection, endpoint: str | None) -> Answered:
    """What the server saw of its peer."""
    header = connection.sent.header
    headers = () if header is None else ((header.name, header.value),)
    return Answered(
        Verdict.REPLIED, endpoint=endpoint, client_address=connection.taken.source, headers=headers
    )


def _unanswered(connection: Connection, reason: str) -> Answered:
    """The server took the connection, and the client got no answer."""
    return replace(_seen(connection, None), verdict=Verdict.DELIVERED, reason=reason)


def _served(connection: Connection, server: PodServer | HealthServer | Kernel) -> Answered:
    match server:
        case Kernel(pod):
            return _seen(connection, pod or None)
        case PodServer(pod):
            return _seen(connection, pod)
        case HealthServer(_, status, body):
            return replace(_seen(connection, None), status=status, body=body)


def _with_verdict(answered: Answered, lost: Answered) -> Answered:
    """What came of a connection that failed: what its server saw, if the request got there."""
    if lost.verdict is not Verdict.DELIVERED:
        return lost
    return replace(answered, verdict=lost.verdict, reason=lost.reason)


def _unserved(lost: Answered) -> Answered:
    """A connection to a proxy that does not come about: no server has seen anything of it."""
    return Answered(lost.verdict, lost.reason)


def connection_of(exchange: Exchange) -> Connection | None:
    """The connection that a request opened; None where nobody answered it, a proxy did, or it is closed.

    An echo opens none to go on with: the next one is a request of its own.
    """
    is_one = all(leg.connection == 1 for leg in exchange.legs)
    is_closed = any(is_close(leg.trace.packet) for leg in exchange.legs)
    if exchange.verdict is not Verdict.REPLIED or not is_one or is_closed:
        return None
    trace = exchange.legs[0].trace
    if trace.packet.echo is not None:
        return None
    sender, receiver = trace.hops[0], trace.hops[-1]
    return Connection(1, sender.device, trace.packet, receiver.device, receiver.steps[-1].after)
