"""How often to send what: until every predicted path has been seen, and together what can go together."""

from collections.abc import Iterable, Sequence

import msgspec

from sandbox.engine import Request
from sandbox.lab.compare import ExpectedPath, differences, differs_in_ports_alone
from sandbox.lab.memory import Memory
from sandbox.lab.observe import IMPATIENT, PATIENT, Observation
from sandbox.lab.statistics import attempts_to_see_all
from sandbox.trace import Verdict

MISS = 1e-6
"""The accepted chance that a possible path does not come up."""

MOST_ATTEMPTS = 600
AT_LEAST = 2
AT_ONCE = 64
"""Connections at the same time: few enough that none has to wait for the processor until it gives up."""

MOST_CLASHES = 2
"""How many connections of a case may get another port than predicted.

Masquerade draws at random what another connection may have: the kernel then moves the later one (null
binding). A port that is predicted wrongly differs in every connection.
"""

SILENT = frozenset({Verdict.DROPPED, Verdict.DELIVERED})
"""Verdicts that a client comes to by waiting for nothing."""

SLOW = SILENT | {Verdict.UNROUTABLE}
"""Verdicts that a client may have to wait for: it also takes a while until a neighbour is given up."""


class Case(msgspec.Struct, frozen=True):
    """A request, the paths that it is expected to take, and what its connections find of one another."""

    name: str
    request: Request
    expected: tuple[ExpectedPath, ...]
    memory: Memory = Memory()

    @property
    def may_wait(self) -> bool:
        """Whether a client may have to wait for its verdict."""
        return any(path.exchange.verdict in SLOW for path in self.expected)


class Stranger(msgspec.Struct, frozen=True):
    """A real connection that no path predicts, and in what it differs from the nearest one."""

    observation: Observation
    differences: tuple[str, ...]


class Trial:
    """A case while it is tried: which paths have been seen, and what was seen besides."""

    def __init__(self, case: Case, attempts: int = 0) -> None:
        self.case = case
        self.seen: list[list[Observation]] = [[] for _ in case.expected]
        self.strangers: list[Stranger] = []
        self.patience = IMPATIENT if case.may_wait else PATIENT
        self._fixed = attempts
        self._clashes = 0
        self._sent = 0
        enough = attempts_to_see_all([path.probability for path in case.expected], MISS)
        self._most = attempts or max(AT_LEAST, min(enough, MOST_ATTEMPTS))

    @property
    def wanted(self) -> int:
        """How many further connections to open now; 0 if there is nothing left to find out."""
        left = self._most - self._sent
        if self._fixed:
            return left
        if self.strangers or (self._sent >= AT_LEAST and all(self.seen)):
            return 0
        unseen = [path for path, seen in zip(self.case.expected, self.seen, strict=True) if not seen]
        return min(left, max(AT_LEAST, 3 * len(unseen)))

    def take(self, observations: Iterable[Observation]) -> None:
        """Put each observation with the path that it took, or with those that took none.

        On a busy machine an answer may be late. A client that waited in vain against all predictions is left
        out once, and the next ones wait longer: what is really dropped stays so. So is one whose port clashed
        with another connection's.
        """
        patience = self.patience
        for observation in observations:
            stranger = self._sort(observation)
            if stranger is not None and observation.verdict in SILENT and patience < PATIENT:
                self.patience = PATIENT
                continue
            if stranger is not None and self._clashed(observation):
                continue
            self._sent += 1
            if stranger is not None:
                self.strangers.append(stranger)

    def _clashed(self, observation: Observation) -> bool:
        """Whether it differs by a port alone, for the first few times."""
        if not any(differs_in_ports_alone(path, observation) for path in self.case.expected):
            return False
        self._clashes += 1
        return self._clashes <= MOST_CLASHES

    def _sort(self, observation: Observation) -> Stranger | None:
        nearest: tuple[str, ...] = ()
        for path, seen in zip(self.case.expected, self.seen, strict=True):
            found = differences(path, observation)
            if not found:
                seen.append(observation)
                return None
            if not nearest or len(found) < len(nearest):
                nearest = found
        return Stranger(observation, nearest)


def next_batch(pending: Sequence[Trial], at_once: int) -> list[tuple[Trial, int]]:
    """The trials to carry out next and how many connections of each, at most `at_once` in all.

    Those that may have to wait go together, so that they wait together. None that may find what another one
    leaves behind goes with it, or twice: each begins with nothing remembered.
    """
    slow = pending[0].case.may_wait
    batch: list[tuple[Trial, int]] = []
    left, memory = at_once, Memory()
    for trial in pending:
        own = trial.case.memory
        count = min(trial.wanted, left, 1 if own.meets(own) else left)
        if trial.case.may_wait == slow and count and not own.meets(memory):
            batch.append((trial, count))
            left, memory = left - count, memory.with_(own)
    return batch
