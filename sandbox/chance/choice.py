"""`Choice`, the choosers, and the odometer that runs through every combination of choices."""

import random
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from typing import Protocol, TypeAlias, TypeVar

import msgspec

Weights: TypeAlias = tuple[Fraction, ...]
T = TypeVar("T")


class Choice(msgspec.Struct, frozen=True):
    """One random decision: where it was made, the weight of each branch, and the branch taken.

    `site` names the rule or device, as in `node/cx31/nat/KUBE-SVC-4SW47YFZTEDKD3PK#2`. Weights sum to 1.
    """

    site: str
    weights: Weights
    taken: int

    @property
    def probability(self) -> Fraction:
        """The probability of the branch that was taken."""
        return self.weights[self.taken]


class Chooser(Protocol):
    """Decides choices and draws, and keeps the choices that it made."""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Every choice so far, in order."""
        ...

    def choose(self, site: str, weights: Weights) -> int:
        """Index of the branch to take at `site`; branches of weight 0 are never taken."""
        ...

    def draw(self, site: str, low: int, high: int) -> int:
        """A whole number between `low` and `high`, both included."""
        ...


class _RecordingChooser:
    """What every chooser does: keep its choices, waste nothing on certain ones, and draw from a seed."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._choices: list[Choice] = []

    @cached_property
    def _random(self) -> random.Random:
        return random.Random(self._seed)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Every choice so far, in order."""
        return tuple(self._choices)

    def choose(self, site: str, weights: Weights) -> int:
        """The only branch that is possible, else the one that this chooser decides on."""
        taken = _certain(weights)
        if taken is None:
            taken = self._decide(weights)
        self._choices.append(Choice(site, weights, taken))
        return taken

    def draw(self, site: str, low: int, high: int) -> int:
        """A whole number between `low` and `high`, both included."""
        return self._random.randint(low, high)

    def _decide(self, weights: Weights) -> int:
        raise NotImplementedError


class SeededChooser(_RecordingChooser):
    """Chooses by weight and draws from one seeded generator: the same seed, the same walk.

    A certain branch uses up no random number.
    """

    def __init__(self, seed: int = 0) -> None:
        super().__init__(seed)

    def _decide(self, weights: Weights) -> int:
        # as random.choices does, up to the branch that it takes
        drawn = self._random.random()
        bounds = enumerate(accumulate(weights))
        return next((index for index, bound in bounds if drawn < bound), len(weights) - 1)


class ScriptedChooser(_RecordingChooser):
    """Takes the given branches in turn, then the first possible one; draws are seeded.

    `script` holds one branch for each choice that is not certain.
    """

    def __init__(self, script: tuple[int, ...] = (), seed: int = 0) -> None:
        super().__init__(seed)
        self._script = iter(script)

    def _decide(self, weights: Weights) -> int:
        taken = next(self._script, None)
        return next(index for index, weight in enumerate(weights) if weight) if taken is None else taken


def _certain(weights: Weights) -> int | None:
    """The only possible branch, or None if there are several."""
    possible = (index for index, weight in enumerate(weights) if weight)
    first = next(possible, None)
    return first if next(possible, None) is None else None


def enumerate_choices(run: Callable[[Chooser], T], seed: int = 0) -> Iterator[tuple[Fraction, T]]:
    """Call `run` once for each combination of choices; yield its exact probability and its result.

    An odometer: after each run the last choice that has a further branch is turned, and what came after it
    starts anew. The probabilities sum to exactly 1.
    """
    script: tuple[int, ...] | None = ()
    while script is not None:
        chooser = ScriptedChooser(script, seed)
        result = run(chooser)
        yield probability_of(chooser.choices), result
        script = _next_script(chooser.choices)


def probability_text(probability: Fraction) -> str:
    """`1/3` where only the kernel's rounding to 2⁻³¹ keeps it from that, else a decimal number."""
    simple = probability.limit_denominator(1000)
    return str(simple) if abs(simple - probability) < Fraction(1, 10**8) else f"{float(probability):.6f}"


def probability_of(choices: tuple[Choice, ...]) -> Fraction:
    """The probability that all of `choices` are made as they were."""
    product = Fraction(1)
    for choice in choices:
        product *= choice.probability
    return product


def _next_script(choices: tuple[Choice, ...]) -> tuple[int, ...] | None:
    open_choices = [choice for choice in choices if _certain(choice.weights) is None]
    while open_choices:
        last = open_choices.pop()
        for branch in range(last.taken + 1, len(last.weights)):
            if last.weights[branch]:
                return (*(choice.taken for choice in open_choices), branch)
    return None
