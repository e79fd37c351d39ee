"""The chi-squared test against values from tables."""

from fractions import Fraction

import pytest

from sandbox.lab.statistics import attempts_to_see_all, chi_squared_p_value, upper_gamma

HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("degrees", "statistic", "tail"),
    [(1, 3.841, 0.05), (1, 10.828, 0.001), (2, 5.991, 0.05), (5, 11.070, 0.05), (10, 2.558, 0.99), (1, 0, 1)],
)
def test_the_tail_is_the_one_in_the_tables(degrees: int, statistic: float, tail: float) -> None:
    assert upper_gamma(degrees / 2, statistic / 2) == pytest.approx(tail, rel=1e-3)


def test_even_shares_are_likely() -> None:
    assert chi_squared_p_value([50, 50], [HALF, HALF]) == 1


def test_uneven_shares_are_not() -> None:
    assert chi_squared_p_value([90, 10], [HALF, HALF]) < 1e-12


def test_one_possibility_proves_nothing() -> None:
    assert chi_squared_p_value([7], [Fraction(1)]) == 1
    assert chi_squared_p_value([0, 0], [HALF, HALF]) == 1


def test_enough_attempts() -> None:
    assert attempts_to_see_all([Fraction(1)], 1e-6) == 1
    assert attempts_to_see_all([HALF, HALF], 1e-6) == 21
    assert 100 < attempts_to_see_all([Fraction(1, 9)] * 9, 1e-6) < 150
