"""A layered mapping behaves as a dictionary that is copied for every change."""

from hypothesis import given
from hypothesis import strategies as st

from sandbox.conntrack.layers import THIN, LayeredMap

KEYS = st.integers(0, 40)
CHANGES = st.lists(st.tuples(st.dictionaries(KEYS, st.integers(), max_size=3), st.lists(KEYS, max_size=3)))

EMPTY: LayeredMap[int, int] = LayeredMap()


@given(CHANGES, st.integers(0, 400))
def test_it_is_equal_to_a_copied_dictionary_in_order_too(
    changes: list[tuple[dict[int, int], list[int]]], already: int
) -> None:
    model = {1000 + number: number for number in range(already)}
    layered = EMPTY.with_items(model)
    for added, removed in changes:
        before, kept = list(layered.items()), layered
        for key in removed:
            model.pop(key, None)
        model.update(added)
        layered = layered.without(removed).with_items(added)
        assert list(layered.items()) == list(model.items())
        assert len(layered) == len(model)
        assert list(kept.items()) == before
    assert all(layered.find(key) == model.get(key) for key in range(50))


def test_a_changed_copy_shares_what_did_not_change() -> None:
    large = EMPTY.with_items(dict.fromkeys(range(10_000), 1))
    one_more = large.with_items({-1: 0})
    assert one_more._base is large._base
    assert len(one_more._changes) <= THIN
    assert list(one_more)[-1] == -1


def test_what_went_and_came_back_is_last_and_costs_no_copy_of_the_whole() -> None:
    large = EMPTY.with_items(dict.fromkeys(range(10_000), 1))
    back = large.without([5]).with_items({5: 2})
    assert back._base is large._base
    assert list(back)[-1] == 5
    assert len(back) == 10_000


def test_mappings_with_equal_items_are_equal_however_they_came_about() -> None:
    at_once = EMPTY.with_items(dict.fromkeys(range(200), 0))
    step_by_step = EMPTY
    for number in range(200):
        step_by_step = step_by_step.with_items({number: 0})
    assert step_by_step == at_once
