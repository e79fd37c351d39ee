"""Many flows at once: what comes of each of a million, drawn as the kernel draws.

Every path of each distinct request is walked once, by the engine. What is left of it is the choices: at each
one a number below a power of two is compared with the thresholds that the rules hold, for all flows that have
come so far in one NumPy call. This module is imported by nobody who does not need it, because of NumPy.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import accumulate
from math import lcm

import msgspec
import numpy as np
from numpy.typing import NDArray

from sandbox.analysis.flows import request_paths
from sandbox.chance import Choice, Weights
from sandbox.scenario import Flow, Scenario
from sandbox.scenario.compile import compile_world, request_of
from sandbox.trace import Exchange, LegKind, NatStep, Verdict


class Outcome(msgspec.Struct, frozen=True):
    """What comes of a flow: its verdict, the pod that answers, and whether its source was rewritten."""

    verdict: Verdict
    endpoint: str | None = None
    masqueraded: bool = False


class Batch(msgspec.Struct, frozen=True):
    """What came of each flow: `taken`, of shape (flows,) and type int32, counts in `outcomes`."""

    outcomes: tuple[Outcome, ...]
    taken: NDArray[np.int32]

    @property
    def counts(self) -> tuple[int, ...]:
        """How many flows came to each outcome."""
        return tuple(np.bincount(self.taken, minlength=len(self.outcomes)).tolist())

    @property
    def masqueraded(self) -> NDArray[np.bool_]:
        """Whether each flow's source was rewritten, of shape (flows,)."""
        found: NDArray[np.bool_] = np.array([each.masqueraded for each in self.outcomes])[self.taken]
        return found


class Odds:
    """What may come of some requests, ready to be drawn for any number of flows.

    `outcomes` are those of all requests together, each once.
    """

    def __init__(self, requests: Iterable[Iterable[Exchange]]) -> None:
        """`requests` holds, for each request, every path that it can take."""
        numbers: dict[Outcome, int] = {}
        self._roots = tuple(_tree(paths, numbers) for paths in requests)
        self.outcomes = tuple(numbers)

    def shares(self, request: int) -> dict[Outcome, Fraction]:
        """The exact probability of each outcome that a request, counted from 0, can come to."""
        found: dict[Outcome, Fraction] = {}
        for number, share in _shares(self._roots[request]):
            outcome = self.outcomes[number]
            found[outcome] = found.get(outcome, Fraction(0)) + share
        return found

    def draw(self, requests: NDArray[np.integer], seed: int = 0) -> Batch:
        """Draw what comes of each flow; `requests`, of shape (flows,), says which request each one makes.

        Flows are independent: each is the first that its request's nodes see. Raises IndexError for a request
        that there is none of.
        """
        generator = np.random.default_rng(seed)
        taken = np.zeros(len(requests), np.int32)
        if requests.size and not 0 <= requests.min() <= requests.max() < len(self._roots):
            raise IndexError(f"requests are counted from 0 to {len(self._roots) - 1}")
        order = np.argsort(requests, kind="stable")
        ends = np.cumsum(np.bincount(requests, minlength=len(self._roots)))
        for root, flows in zip(self._roots, np.split(order, ends[:-1]), strict=True):
            _draw(root, flows, generator, taken)
        return Batch(self.outcomes, taken)


def flow_odds(scenario: Scenario, flows: Sequence[Flow]) -> Odds:
    """The odds of the first requests of some flows. Raises FlowError if one cannot be sent."""
    worlds = {at: compile_world(scenario, at) for at in {flow.at for flow in flows}}
    return Odds(request_paths(worlds[flow.at], request_of(scenario, flow)) for flow in flows)


class _Fork:
    """One choice: a number below `range` is drawn; the first of `bounds` that is greater tells the branch.

    That is what rules do: `statistic` has one threshold below 2**31, `numgen` scales 2**32 evenly. A branch
    leads to another choice, one of `children`, or to the outcome that stands in `ends`.
    """

    def __init__(self, weights: Weights) -> None:
        self.range = lcm(*(weight.denominator for weight in weights))
        self.bounds = np.array(list(accumulate(int(weight * self.range) for weight in weights)))
        self.ends = np.full(len(weights), -1, np.int32)
        self.children: dict[int, _Fork] = {}

    def draw(self, generator: np.random.Generator, count: int) -> NDArray[np.intp]:
        """The branches that `count` flows take."""
        kind = np.uint32 if self.range <= 2**32 else np.uint64
        numbers = generator.integers(0, self.range, count, kind)
        branches: NDArray[np.intp]
        if len(self.bounds) == 2:
            branches = (numbers >= self.bounds[0]).astype(np.intp)
        else:
            branches = np.searchsorted(self.bounds, numbers, side="right")
        return branches

    def share(self, branch: int) -> Fraction:
        """The probability of a branch."""
        below = int(self.bounds[branch - 1]) if branch else 0
        return Fraction(int(self.bounds[branch]) - below, self.range)


def _tree(paths: Iterable[Exchange], numbers: dict[Outcome, int]) -> _Fork:
    """The choices of all paths, joined where they are the same; under a choice that has one branch only."""
    root = _Fork((Fraction(1),))
    for exchange in paths:
        fork, branch = root, 0
        for choice in filter(_is_open, exchange.choices):
            fork, branch = fork.children.setdefault(branch, _Fork(choice.weights)), choice.taken
        fork.ends[branch] = numbers.setdefault(_outcome(exchange), len(numbers))
    return root


def _is_open(choice: Choice) -> bool:
    return choice.probability < 1


def _outcome(exchange: Exchange) -> Outcome:
    return Outcome(exchange.verdict, exchange.endpoint, _is_masqueraded(exchange))


def _is_masqueraded(exchange: Exchange) -> bool:
    """Whether a node gave the request another source on its way."""
    return any(
        isinstance(step, NatStep) and not step.undone and step.before.source != step.after.source
        for leg in exchange.legs
        if leg.kind is LegKind.REQUEST
        for hop in leg.trace.hops
        for step in hop.steps
    )


def _shares(root: _Fork) -> Iterator[tuple[int, Fraction]]:
    """The number of each branch's outcome and its probability; an outcome may come more than once."""
    waiting = [(root, Fraction(1))]
    while waiting:
        fork, share = waiting.pop()
        for branch, number in enumerate(fork.ends.tolist()):
            if number >= 0:
                yield number, share * fork.share(branch)
        waiting += [(child, share * fork.share(branch)) for branch, child in fork.children.items()]


def _draw(
    root: _Fork, flows: NDArray[np.intp], generator: np.random.Generator, taken: NDArray[np.int32]
) -> None:
    """Send `flows` down from `root`, writing where each comes out into `taken`."""
    waiting = [(root, flows)]
    while waiting:
        fork, flows = waiting.pop()
        branches = fork.draw(generator, len(flows))
        taken[flows] = fork.ends[branches]
        waiting += [(child, flows[branches == branch]) for branch, child in fork.children.items()]
