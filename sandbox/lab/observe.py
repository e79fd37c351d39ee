"""What the kernel did: real connections, and for each its crossings of links and what both ends saw."""

from collections.abc import Iterable, Sequence

import msgspec

from sandbox.engine import Request
from sandbox.lab.build import Lab
from sandbox.lab.crossings import OPENING, Captured, Crossing, crossings_of, dyed
from sandbox.lab.errors import LabError
from sandbox.lab.inside.frames import DYES_APART
from sandbox.lab.inside.messages import (
    Answer,
    Attempt,
    Collect,
    Collected,
    Connect,
    GoOn,
    HalfOpen,
    HalfOpens,
    ListHalfOpen,
    Outcome,
    Outcomes,
    Run,
    Seen,
)
from sandbox.lab.inside.messages import Request as Question
from sandbox.lab.inside.servers import SECOND_CONNECTION, upstream_outcome
from sandbox.topology import PodServer, Topology
from sandbox.trace import Verdict

IMPATIENT, PATIENT = 0.6, 3.0
"""Seconds that a client waits: where it may be in vain, and where it will not."""

FORGET = Run(("conntrack", "-F"))
"""What makes a node forget its connections, or their time be up: no packet can tell the two apart."""

FIRST_DYE = 1 << 20
BAD_GATEWAY = 502

FIRST_PORT, PORTS = 33000, 27000
"""Source ports: never one twice, so that no two connections want the same tuple behind their DNAT."""

UNROUTABLE_ERRORS = {4: frozenset({(3, 0), (3, 1), (11, 0)}), 6: frozenset({(1, 0), (1, 3), (3, 0)})}
"""ICMP types and codes, by IP version, for net and host unreachable and for time exceeded."""


class Observation(msgspec.Struct, frozen=True):
    """One real connection: what the sender and the server saw, and every crossing in order."""

    verdict: Verdict
    wire: tuple[Crossing, ...]
    endpoint: str | None = None
    client_address: str | None = None
    header: str = ""
    status: int = 0
    body: str = ""


class Sending(msgspec.Struct, frozen=True):
    """A request, as how many connections to send it, and how many seconds each client waits."""

    request: Request
    count: int = 1
    patience: float = PATIENT


class Traces(msgspec.Struct, frozen=True):
    """What an attempt left behind: its frames, and the requests that servers saw."""

    frames: list[Captured] = []
    seen: list[Seen] = []


class Observer:
    """Opens connections in a lab and gathers what every namespace has seen of them."""

    def __init__(self, lab: Lab) -> None:
        self._lab = lab
        self._dye = FIRST_DYE

    def observe(self, request: Request, count: int = 1, *, forget: bool = False) -> tuple[Observation, ...]:
        """Send `request` as `count` connections at once, as `observe_all` does."""
        return self.observe_all([Sending(request, count)], forget=forget)[0]

    def observe_all(
        self, sendings: Sequence[Sending], *, forget: bool = False
    ) -> list[tuple[Observation, ...]]:
        """Open all connections at once and say what came of each, by sending.

        With `forget`, session affinity starts anew afterwards. Raises LabError if a packet was missed.
        """
        attempts = [tuple(self._attempt(each) for _ in range(each.count)) for each in sendings]
        outcomes = self._connect(sendings, attempts)
        waiting = self._half_open() if any(each.event == "timeout" for each in outcomes.values()) else []
        traces = _by_attempt(self._collect(forget))
        return [
            tuple(
                _Judgement(
                    self._lab, sending.request, attempt, traces.get(attempt.dye, Traces()), waiting
                ).of(outcomes[attempt.dye])
                for attempt in mine
            )
            for sending, mine in zip(sendings, attempts, strict=True)
        ]

    def _attempt(self, sending: Sending) -> Attempt:
        self._dye += DYES_APART
        request = sending.request
        source = "" if request.source is None else str(request.source)
        return Attempt(
            self._dye,
            request.protocol.value,
            str(request.destination),
            request.port,
            sending.patience,
            source,
            FIRST_PORT + self._dye // DYES_APART % PORTS,
        )

    def _connect(
        self, sendings: Sequence[Sending], attempts: list[tuple[Attempt, ...]]
    ) -> dict[int, Outcome]:
        """Every namespace opens its connections at the same time; the outcomes by dye."""
        by_host: dict[str, tuple[Attempt, ...]] = {}
        for sending, mine in zip(sendings, attempts, strict=True):
            host = sending.request.host
            by_host[host] = by_host.get(host, ()) + mine
        between = [change for each in sendings for change in each.request.between]
        answers = self._ask({host: Connect(mine, held=bool(between)) for host, mine in by_host.items()})
        if between:
            for host in {change.host for change in between}.intersection(self._lab.namespaces):
                self._lab.namespaces[host].ask(FORGET)
            answers = self._ask(dict.fromkeys(by_host, GoOn()))
        return {
            each.dye: each
            for answer in answers.values()
            if isinstance(answer, Outcomes)
            for each in answer.outcomes
        }

    def _half_open(self) -> list[tuple[str, HalfOpen]]:
        answers = self._ask(dict.fromkeys(self._lab.namespaces, ListHalfOpen()))
        return [
            (name, each)
            for name, answer in answers.items()
            if isinstance(answer, HalfOpens)
            for each in answer.found
        ]

    def _collect(self, forget: bool) -> dict[str, Collected]:
        answers = self._ask(dict.fromkeys(self._lab.namespaces, Collect(forget)))
        found = {name: answer for name, answer in answers.items() if isinstance(answer, Collected)}
        for name, answer in found.items():
            if answer.lost:
                raise LabError(f"The kernel had no room for {answer.lost} packets captured in {name}.")
        return found

    def _ask(self, questions: dict[str, Question]) -> dict[str, Answer]:
        """Ask several namespaces at the same time."""
        for name, question in questions.items():
            self._lab.namespaces[name].send(question)
        return {name: self._lab.namespaces[name].answer() for name in questions}


def _by_attempt(collected: dict[str, Collected]) -> dict[int, Traces]:
    found: dict[int, Traces] = {}
    for each in dyed(Captured(name, frame) for name, one in collected.items() for frame in one.frames):
        found.setdefault(_attempt_of(each.frame.dye), Traces()).frames.append(each)
    for one in collected.values():
        for seen in one.seen:
            found.setdefault(_attempt_of(seen.dye), Traces()).seen.append(seen)
    return found


def _attempt_of(dye: int) -> int:
    return dye & ~SECOND_CONNECTION


class _Judgement:
    """What came of one attempt, from all that it left behind. `waiting` are all half-open connections."""

    def __init__(
        self,
        lab: Lab,
        request: Request,
        attempt: Attempt,
        traces: Traces,
        waiting: Iterable[tuple[str, HalfOpen]],
    ) -> None:
        self._topology = lab.world.topology
        self._balancers = lab.world.balancers
        self._request = request
        self._attempt = attempt
        self._seen = traces.seen
        wire = crossings_of(lab.wiring, traces.frames)
        self._wire = tuple(each for each in wire if request.whole or each.leg in OPENING)
        self._waiting = waiting

    def of(self, outcome: Outcome) -> Observation:
        """The observation, given what the client experienced."""
        if outcome.status == BAD_GATEWAY and [each.identity in self._balancers for each in self._seen] == [
            True
        ]:
            outcome = upstream_outcome(outcome)
        server = self._server(outcome)
        verdict = verdict_of(outcome, self._request.destination.version, server is not None)
        if server is None or verdict not in (Verdict.REPLIED, Verdict.DELIVERED):
            return Observation(verdict, self._wire)
        is_health = server.identity == "" and self._attempt.protocol != "ICMP"
        return Observation(
            verdict,
            self._wire,
            server.identity or None,
            server.peer,
            server.header,
            outcome.status if is_health else 0,
            outcome.answer if is_health else "",
        )

    def _server(self, outcome: Outcome) -> Seen | None:
        """What the server saw: as it said, or as far as the connection came about."""
        if self._attempt.protocol == "ICMP":
            return self._pinged(outcome)
        for each in self._seen:
            if each.identity not in self._balancers:
                return each
        for crossing in self._wire:
            if crossing.leg == "reply" and crossing.sender not in self._balancers:
                return self._served(crossing.sender, crossing.source_port, crossing.destination)
        for host, waiting in self._waiting:
            if self._is_ours(host, waiting):
                return self._served(host, waiting.port, waiting.peer)
        return None

    def _pinged(self, outcome: Outcome) -> Seen | None:
        """Whose kernel answered: where the reply came from, or the sender's own if it crossed no link."""
        for crossing in self._wire:
            if crossing.leg == "reply":
                kernel = self._topology.hosts[crossing.sender].kernel
                return Seen(0, kernel.pod, crossing.destination)
        if outcome.event == "answered":
            return Seen(0, self._topology.hosts[self._request.host].kernel.pod, outcome.answer)
        return None

    def _served(self, host: str, port: int, peer: str) -> Seen | None:
        identity = served_by(self._topology, host, port)
        return None if identity is None else Seen(0, identity, peer)

    def _is_ours(self, host: str, waiting: HalfOpen) -> bool:
        """Whether a half-open connection is this attempt's: its last crossing led there, or it had none."""
        requests = [each for each in self._wire if each.leg == "request"]
        if not requests:
            return host == self._request.host and waiting.peer_port == self._attempt.source_port
        last = requests[-1]
        peer = (waiting.peer, waiting.peer_port)
        return host == last.receiver not in self._balancers and peer == (last.source, last.source_port)


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
