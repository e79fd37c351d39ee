"""The branch tree: every path of a flow, choice by choice, with exact weights."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

import msgspec

from sandbox.chance import Choice
from sandbox.explain.names import label_of
from sandbox.telling import together, told
from sandbox.trace import BalanceStep, Exchange

BALANCER = "lb/"


class Branch(msgspec.Struct, frozen=True):
    """One outcome of a choice, and the choices after it.

    `site` is where the choice was made, empty at the root; `weight` how likely the branch is there;
    `probability` how likely a flow comes here at all. `path` is the index of the path that ends here.
    """

    site: str
    label: str
    weight: Fraction
    probability: Fraction
    path: int | None = None
    children: tuple["Branch", ...] = ()


def branch_tree(paths: Sequence[Exchange]) -> Branch:
    """The tree of a flow's paths; its leaves are the paths, in their order."""
    return _branch(paths, tuple(range(len(paths))), 0, Fraction(1))


def _branch(paths: Sequence[Exchange], here: tuple[int, ...], depth: int, probability: Fraction) -> Branch:
    """The branch that the paths `here` have in common up to choice number `depth`."""
    site, label, weight = _made(paths, here, depth)
    ends = [index for index in here if len(paths[index].choices) == depth]
    children = tuple(_children(paths, here, depth, probability))
    return Branch(site, label, weight, probability, ends[0] if ends else None, children)


def _children(
    paths: Sequence[Exchange], here: Sequence[int], depth: int, probability: Fraction
) -> Iterator[Branch]:
    """The branches of a choice.

    Where a rule is passed over and the next one of its chain chooses, the branches of that choice stand
    beside it: a chain reads as a list, however long it is.
    """
    rest: Sequence[int] = here
    while rest:
        groups: dict[int, list[int]] = {}
        for index in rest:
            if len(paths[index].choices) > depth:
                groups.setdefault(paths[index].choices[depth].taken, []).append(index)
        rest, passed = (), probability
        for group in groups.values():
            share = probability * paths[group[0]].choices[depth].probability
            if _goes_on(paths[group[0]].choices, depth):
                rest, passed = group, share
            else:
                yield _branch(paths, tuple(group), depth + 1, share)
        depth, probability = depth + 1, passed


def _goes_on(choices: Sequence[Choice], number: int) -> bool:
    """Whether a choice passes over a rule of a chain whose next rule chooses again."""
    if number + 1 >= len(choices):
        return False
    here, after = choices[number], choices[number + 1]
    same_chain = "#" in here.site and here.site.rpartition("#")[0] == after.site.rpartition("#")[0]
    return same_chain and here.taken == 1 and len(here.weights) == 2


def _made(paths: Sequence[Exchange], here: tuple[int, ...], depth: int) -> tuple[str, str, Fraction]:
    """Site, label and weight of the choice that led to a branch."""
    if not depth:
        return "", "", Fraction(1)
    choice = paths[here[0]].choices[depth - 1]
    return choice.site, _label(paths, here, depth - 1), choice.probability


def _label(paths: Sequence[Exchange], here: tuple[int, ...], number: int) -> str:
    """What was chosen: a load balancer's target, the one endpoint that is left, else the rule's word."""
    path = paths[here[0]]
    choice = path.choices[number]
    if choice.site.startswith(BALANCER):
        earlier = sum(each.site.startswith(BALANCER) for each in path.choices[:number])
        targets = _targets(path)
        if earlier < len(targets):
            return targets[earlier]
    endpoints = {paths[index].endpoint for index in here}
    if len(endpoints) == 1 and (endpoint := path.endpoint) is not None:
        return label_of("pod/" + endpoint)
    if len(choice.weights) == 2:
        return "the rule matches" if choice.taken == 0 else "the rule is passed over"
    return f"number {choice.taken} of {len(choice.weights)}"


def _targets(path: Exchange) -> list[str]:
    """What load balancers picked on a path, in order."""
    steps = (step for leg in path.legs for hop in leg.trace.hops for step in hop.steps)
    return [label_of(step.target) for step in steps if isinstance(step, BalanceStep)]


def site_text(site: str) -> str:
    """A choice's site for people: `lb/cloud/default/web` is `load balancer cloud`."""
    if not site:
        return ""
    kind, _, rest = site.partition("/")
    host, _, place = rest.partition("/")
    if kind == "lb":
        return told("load balancer {name}", name=host)
    chain, _, rule = place.rpartition("/")[2].partition("#")
    ruled = told("{chain} rule {number}", chain=chain, number=rule) if rule else chain
    return together(host, ruled, by=" · ")
