"""What a flow expects against what came of it."""

from fractions import Fraction
from ipaddress import ip_address

import pytest

from sandbox.analysis import differences
from sandbox.scenario import Expectation
from sandbox.trace import Exchange, Verdict

THIRD = Fraction(715827883, 2**31)


def path(endpoint: str, probability: Fraction, client: str = "10.0.0.1") -> Exchange:
    return Exchange((), Verdict.REPLIED, probability, endpoint=endpoint, client_address=ip_address(client))


A, B = path("default/a", THIRD), path("default/b", 1 - THIRD, "10.0.0.2")
LOST = Exchange((), Verdict.DROPPED, Fraction(1), "no endpoint")


@pytest.mark.parametrize(
    ("expected", "paths"),
    [
        ([Expectation("replied")], [A, B]),
        ([Expectation("replied", probability=Fraction(1))], [A, B]),
        (
            [
                Expectation(endpoint="default/a", probability=Fraction("0.33")),
                Expectation(client_address="10.0.0.2"),
            ],
            [A, B],
        ),
        ([Expectation("replied", probability=Fraction(1, 2))], [path("default/a", Fraction(1, 2))] * 2),
        ([Expectation("dropped", client_address_is_null=True, endpoint_is_null=True, headers=())], [LOST]),
    ],
)
def test_what_is_expected_comes_true(expected: list[Expectation], paths: list[Exchange]) -> None:
    assert list(differences(expected, paths)) == []


@pytest.mark.parametrize(
    ("expected", "paths", "sentences"),
    [
        (
            [Expectation(endpoint="default/a")],
            [A, B],
            [
                "a path is not expected: verdict replied, clientAddress 10.0.0.2, endpoint default/b, "
                "probability 2/3"
            ],
        ),
        (
            [Expectation("replied"), Expectation("dropped", endpoint_is_null=True)],
            [A],
            ["no path fulfils expect[1]: verdict dropped, endpoint null"],
        ),
        (
            [Expectation("replied", headers=(("PROXY", "x"),), probability=Fraction(1, 2))],
            [LOST],
            [
                "a path is not expected: verdict dropped, clientAddress null, endpoint null, probability 1",
                "no path fulfils expect[0]: verdict replied, headers {PROXY: x}, probability 1/2",
            ],
        ),
    ],
)
def test_what_is_not_as_expected_is_said(
    expected: list[Expectation], paths: list[Exchange], sentences: list[str]
) -> None:
    assert list(differences(expected, paths)) == sentences
