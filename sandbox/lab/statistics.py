"""How likely it is that counts come from given probabilities: Pearson's chi-squared test."""

import math
from collections.abc import Sequence
from fractions import Fraction

CONVERGED = 1e-12
MAX_TERMS = 1000


def chi_squared_p_value(counts: Sequence[int], probabilities: Sequence[Fraction]) -> float:
    """The probability of counts at least as far from the expected ones; 1 for a single possibility."""
    total = sum(counts)
    if total == 0 or len(counts) < 2:
        return 1.0
    statistic = sum(
        (count - total * float(probability)) ** 2 / (total * float(probability))
        for count, probability in zip(counts, probabilities, strict=True)
    )
    return upper_gamma((len(counts) - 1) / 2, statistic / 2)


def upper_gamma(a: float, x: float) -> float:
    """The regularised upper incomplete gamma function Q(a, x)."""
    if x <= 0:
        return 1.0
    scale = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1:
        return 1.0 - scale * _lower_series(a, x)
    return scale * _upper_fraction(a, x)


def _lower_series(a: float, x: float) -> float:
    term = total = 1 / a
    for number in range(1, MAX_TERMS):
        term *= x / (a + number)
        total += term
        if term < total * CONVERGED:
            break
    return total


def _upper_fraction(a: float, x: float) -> float:
    """Lentz's method for the continued fraction."""
    b = x + 1 - a
    c, d = 1e300, 1 / b
    value = d
    for number in range(1, MAX_TERMS):
        factor = -number * (number - a)
        b += 2
        d = 1 / (factor * d + b)
        c = b + factor / c
        value *= d * c
        if abs(d * c - 1) < CONVERGED:
            break
    return value


def attempts_to_see_all(probabilities: Sequence[Fraction], miss: float) -> int:
    """How many attempts leave a chance of at most `miss` that one of the possibilities does not come up."""
    least = float(min(probabilities))
    if least >= 1:
        return 1
    return math.ceil(math.log(miss / len(probabilities)) / math.log1p(-least))
