from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from sandbox.chance import Chooser, ScriptedChooser, SeededChooser, enumerate_choices

weights = (
    st.lists(st.integers(0, 5), min_size=1, max_size=4)
    .filter(any)
    .map(lambda parts: tuple(Fraction(part, sum(parts)) for part in parts))
)


@given(st.lists(weights, max_size=4))
def test_probabilities_of_all_branches_sum_to_one(sites: list[tuple[Fraction, ...]]) -> None:
    def run(chooser: Chooser) -> tuple[int, ...]:
        return tuple(chooser.choose(str(number), each) for number, each in enumerate(sites))

    found = list(enumerate_choices(run))
    assert sum(probability for probability, _ in found) == 1
    assert all(probability > 0 for probability, _ in found)
    assert len({branches for _, branches in found}) == len(found)


@given(st.lists(weights, max_size=4), st.integers(0, 1000))
def test_a_seeded_run_is_one_of_the_enumerated_ones(sites: list[tuple[Fraction, ...]], seed: int) -> None:
    def run(chooser: Chooser) -> tuple[int, ...]:
        return tuple(chooser.choose(str(number), each) for number, each in enumerate(sites))

    assert run(SeededChooser(seed)) in {branches for _, branches in enumerate_choices(run)}


def test_a_branch_may_open_further_choices() -> None:
    half = (Fraction(1, 2), Fraction(1, 2))

    def run(chooser: Chooser) -> str:
        if chooser.choose("first", half) == 0:
            return "a"
        return "b" if chooser.choose("second", half) == 0 else "c"

    assert list(enumerate_choices(run)) == [
        (Fraction(1, 2), "a"),
        (Fraction(1, 4), "b"),
        (Fraction(1, 4), "c"),
    ]


def test_the_same_seed_draws_the_same() -> None:
    first, second = SeededChooser(7), SeededChooser(7)
    assert [first.draw("port", 1, 9999) for _ in range(5)] == [second.draw("port", 1, 9999) for _ in range(5)]


def test_a_script_is_not_used_up_by_certain_choices() -> None:
    chooser = ScriptedChooser((1,))
    assert chooser.choose("certain", (Fraction(1), Fraction(0))) == 0
    assert chooser.choose("open", (Fraction(1, 2), Fraction(1, 2))) == 1
    assert [choice.taken for choice in chooser.choices] == [0, 1]
