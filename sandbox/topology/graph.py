"""What is joined to what, as a graph: the one door to networkx, which is imported when it is asked for."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

Name = TypeVar("Name")

SWEEPS = 4
"""How often the order is improved; more changes little."""


def ordered_layers(layers: Sequence[Sequence[Name]], edges: Iterable[tuple[Name, Name]]) -> list[list[Name]]:
    """The layers, each in an order in which lines to the other layers cross seldom.

    Names that are joined in any way stay together. Every name of an edge must be in a layer.
    """
    import networkx as nx

    graph: nx.Graph[Name] = nx.Graph()
    for layer in layers:
        graph.add_nodes_from(layer)
    graph.add_edges_from(edges)
    joined = {name: tuple(graph[name]) for name in graph}
    parts = {name: number for number, part in enumerate(nx.connected_components(graph)) for name in part}
    found = [sorted(layer, key=parts.__getitem__) for layer in layers]
    for sweep in range(SWEEPS):
        for index in range(len(found)) if sweep % 2 else reversed(range(len(found))):
            ranks = _ranks(found)
            found[index].sort(key=lambda name: (parts[name], _centre(joined[name], name, ranks)))
    return found


def _ranks(layers: Sequence[Sequence[Name]]) -> dict[Name, float]:
    """Where in its layer each name is, from 0 to 1."""
    return {name: (place + 0.5) / len(layer) for layer in layers for place, name in enumerate(layer)}


def _centre(joined: Iterable[Name], name: Name, ranks: Mapping[Name, float]) -> float:
    """The middle of what a name is joined to; where it is now if that is nothing."""
    around = [ranks[each] for each in joined]
    return sum(around) / len(around) if around else ranks[name]
