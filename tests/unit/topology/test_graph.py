"""The order of layers: lines cross seldom, and what belongs together stays together."""

from itertools import combinations

from sandbox.topology.graph import ordered_layers


def crossings(layers: list[list[str]], edges: list[tuple[str, str]]) -> int:
    place = {name: index for layer in layers for index, name in enumerate(layer)}
    pairs = combinations(edges, 2)
    return sum((place[a] - place[c]) * (place[b] - place[d]) < 0 for (a, b), (c, d) in pairs)


def test_lines_that_need_not_cross_do_not() -> None:
    edges = [("a", "z"), ("b", "y"), ("c", "x")]
    layers = ordered_layers([["a", "b", "c"], ["x", "y", "z"]], edges)
    assert crossings(layers, edges) == 0


def test_what_is_joined_stays_together() -> None:
    edges = [("a", "x"), ("c", "x"), ("b", "y"), ("d", "y")]
    layers = ordered_layers([["a", "b", "c", "d"], ["x", "y"]], edges)
    assert {frozenset(layers[0][:2]), frozenset(layers[0][2:])} == {frozenset("ac"), frozenset("bd")}


def test_nothing_gets_lost() -> None:
    assert ordered_layers([["a"], [], ["b", "c"]], []) == [["a"], [], ["b", "c"]]
