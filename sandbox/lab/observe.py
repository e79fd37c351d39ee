"""What the kernel did: real connections, and for each its crossings of links and what both ends saw."""

import ipaddress
from collections.abc import Iterator, Sequence

import msgspec

from sandbox.engine.paths import Request
from sandbox.lab.build import Lab
from sandbox.lab.errors import LabError
from sandbox.lab.inside.messages import Attempt, Collect, Collected, Connect, Frame, Outcome, Outcomes, Seen
from sandbox.lab.inside.servers import SECOND_CONNECTION, upstream_outcome
from sandbox.lab.wiring import FABRIC
from sandbox.topology import PodServer, Topology
from sandbox.trace import Verdict

TIMEOUT = 0.6
"""Seconds that a client waits: less than the second after which a SYN is repeated."""

FIRST_DYE = 1 << 20
BAD_GATEWAY = 502

FIRST_PORT, PORTS = 33000, 27000
"""Source ports: never one twice, so that no two connections want the same tuple behind their DNAT."""
UNROUTABLE_ERRORS = {4: frozenset({(3, 0), (3, 1), (11, 0)}), 6: frozenset({(1, 0), (1, 3), (3, 0)})}
"""ICMP types and codes, by IP version, for net and host unreachable and for time exceeded."""


class Crossing(msgspec.Struct, frozen=True):
    """A packet on a link between two devices. `leg` is `request`, `reply` or `error`; ICMP has ports 0."""

    connection: int
    leg: str
    sender: str
    receiver: str
    protocol: str
    source: str
    source_port: int
    destination: str
    destination_port: int

    def __str__(self) -> str:
        source = _socket(self.source, self.source_port)
        destination = _socket(self.destination, self.destination_port)
        return f"{self.sender} → {self.receiver}  {self.protocol} {source} > {destination}"


class Observation(msgspec.Struct, frozen=True):
    """One real connection: what the sender and the server saw, and every crossing in order."""

    verdict: Verdict
    wire: tuple[Crossing, ...]
    endpoint: str | None = None
    client_address: str | None = None
    header: str = ""
    status: int = 0
    body: str = ""


class Observer:
    """Opens connections in a lab and gathers what every namespace has seen of them."""

    def __init__(self, lab: Lab) -> None:
        self._lab = lab
        self._topology = lab.world.topology
        self._dye = FIRST_DYE
        self._pods = {cable.far: cable.near.host for cable in lab.wiring.pods}
        self._links = {cable.far.interface: cable.near.host for cable in lab.wiring.network}

    def observe(self, request: Request, count: int = 1, *, forget: bool = True) -> tuple[Observation, ...]:
        """Send `request` as `count` connections at once, as `observe_all` does."""
        return self.observe_all([(request, count)], forget=forget)[0]

    def observe_all(
        self, wanted: Sequence[tuple[Request, int]], *, forget: bool = True
    ) -> list[tuple[Observation, ...]]:
        """Send each request as so many connections, all at once, and say what came of each.

        With `forget`, session affinity starts anew afterwards. Raises LabError if a packet was missed.
        """
        attempts = [tuple(self._attempt(request) for _ in range(count)) for request, count in wanted]
        outcomes = self._connect([request.host for request, _ in wanted], attempts)
        seen = _by_attempt(self._collect(forget))
        return [
            tuple(
                self._observation(request, outcomes[each.dye], seen.get(each.dye, _Traces())) for each in mine
            )
            for (request, _), mine in zip(wanted, attempts, strict=True)
        ]

    def _connect(self, hosts: list[str], attempts: list[tuple[Attempt, ...]]) -> dict[int, Outcome]:
        """Every namespace opens its connections at the same time; the outcomes by dye."""
        by_host: dict[str, list[Attempt]] = {}
        for host, mine in zip(hosts, attempts, strict=True):
            by_host.setdefault(host, []).extend(mine)
        for host, mine_all in by_host.items():
            self._lab.namespaces[host].send(Connect(tuple(mine_all)))
        found: dict[int, Outcome] = {}
        for host in by_host:
            answer = self._lab.namespaces[host].answer()
            assert isinstance(answer, Outcomes)
            found |= {each.dye: each for each in answer.outcomes}
        return found

    def _attempt(self, request: Request) -> Attempt:
        self._dye += 1
        source = "" if request.source is None else str(request.source)
        destination = str(request.destination)
        port = FIRST_PORT + self._dye % PORTS
        return Attempt(self._dye, request.protocol.value, destination, request.port, TIMEOUT, source, port)

    def _collect(self, forget: bool) -> dict[str, Collected]:
        namespaces = self._lab.namespaces
        for namespace in namespaces.values():
            namespace.send(Collect(forget))
        found: dict[str, Collected] = {}
        for name, namespace in namespaces.items():
            answer = namespace.answer()
            assert isinstance(answer, Collected)
            if answer.lost:
                raise LabError(
                    f"The kernel had no room for {answer.lost} packets captured in {namespace.title}."
                )
            found[name] = answer
        return found

    def _observation(self, request: Request, outcome: Outcome, traces: "_Traces") -> Observation:
        wire = tuple(self._crossings(traces.frames))
        seen = traces.seen
        if outcome.status == BAD_GATEWAY and len(seen) == 1 and seen[0].identity in self._lab.world.balancers:
            outcome = upstream_outcome(outcome)
        server = self._server(seen, wire)
        verdict = verdict_of(outcome, request.destination.version, server is not None)
        if server is None or verdict not in (Verdict.REPLIED, Verdict.DELIVERED):
            return Observation(verdict, wire)
        health = server.identity == ""
        return Observation(
            verdict,
            wire,
            server.identity or None,
            server.peer,
            server.header,
            outcome.status if health else 0,
            outcome.answer if health else "",
        )

    def _server(self, seen: list[Seen], wire: tuple[Crossing, ...]) -> Seen | None:
        """What the server saw: as it said, or as its answer shows where no connection came about."""
        balancers = self._lab.world.balancers
        for each in seen:
            if each.identity not in balancers:
                return each
        for crossing in wire:
            if crossing.leg == "reply" and crossing.sender not in balancers:
                identity = served_by(self._topology, crossing.sender, crossing.source_port)
                return None if identity is None else Seen(0, identity, crossing.destination)
        return None

    def _crossings(self, frames: list[tuple[int, str, Frame]]) -> Iterator[Crossing]:
        inside: list[Frame] = []
        for _, name, frame in sorted(frames, key=lambda found: found[0]):
            if name != FABRIC:
                pod = self._pod_at(name, frame.interface)
                yield _crossing(frame, name, pod) if frame.outgoing else _crossing(frame, pod, name)
            elif not frame.outgoing:
                inside.append(frame)
            elif (sender := self._came_from(frame, inside)) is not None:
                yield _crossing(frame, sender, self._links[frame.interface])

    def _pod_at(self, node: str, interface: str) -> str:
        return next(
            pod for port, pod in self._pods.items() if port.host == node and port.interface == interface
        )

    def _came_from(self, leaving: Frame, inside: list[Frame]) -> str | None:
        """Who sent the packet that the network outside hands on; taken off `inside`. None for its own."""
        for frame in reversed(inside):
            if _header(frame) == _header(leaving):
                inside.remove(frame)
                return self._links[frame.interface]
        return None


class _Traces(msgspec.Struct, frozen=True):
    """What an attempt left behind: frames with their time and namespace, and requests that servers saw."""

    frames: list[tuple[int, str, Frame]] = []
    seen: list[Seen] = []


def _by_attempt(collected: dict[str, Collected]) -> dict[int, _Traces]:
    found: dict[int, _Traces] = {}
    for name, one in collected.items():
        for frame in one.frames:
            found.setdefault(_attempt_of(frame.dye), _Traces()).frames.append((frame.time, name, frame))
        for seen in one.seen:
            found.setdefault(_attempt_of(seen.dye), _Traces()).seen.append(seen)
    return found


def verdict_of(outcome: Outcome, version: int, arrived: bool) -> Verdict:
    """The verdict for what the sender experienced; `arrived` says that a server got the request."""
    match outcome.event:
        case "answered":
            return Verdict.REPLIED
        case "icmp" if outcome.icmp in UNROUTABLE_ERRORS[version]:
            return Verdict.UNROUTABLE
        case "no route":
            return Verdict.UNROUTABLE
        case "reset" | "icmp" | "no target":
            return Verdict.REJECTED
        case "timeout":
            return Verdict.DELIVERED if arrived else Verdict.DROPPED
        case _:
            raise LabError(f"A client ended with {outcome.event}.")


def served_by(topology: Topology, device: str, port: int) -> str | None:
    """The pod that answers on `port` of a device; empty if another server does, None if nothing does."""
    host = topology.hosts.get(device)
    for listener in () if host is None else host.listeners:
        if listener.port == port:
            return listener.application.pod if isinstance(listener.application, PodServer) else ""
    return None


def _attempt_of(dye: int) -> int:
    return dye & ~SECOND_CONNECTION


def _header(frame: Frame) -> tuple[object, ...]:
    return (
        frame.dye,
        frame.leg,
        frame.protocol,
        frame.source,
        frame.source_port,
        frame.destination,
        frame.destination_port,
    )


def _crossing(frame: Frame, sender: str, receiver: str) -> Crossing:
    connection = 2 if frame.dye & SECOND_CONNECTION else 1
    return Crossing(
        connection,
        frame.leg,
        sender,
        receiver,
        frame.protocol,
        frame.source,
        frame.source_port,
        frame.destination,
        frame.destination_port,
    )


def _socket(address: str, port: int) -> str:
    if not port:
        return address
    return f"[{address}]:{port}" if ipaddress.ip_address(address).version == 6 else f"{address}:{port}"
