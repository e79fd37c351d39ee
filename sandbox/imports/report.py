"""`ImportReport`: what an import took in, made, left out and could not read, in sentences."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

MOST_PROBLEMS = 20
"""Problems that are told one by one."""


class LeftOut(msgspec.Struct, frozen=True):
    """A group of fields, and how many objects of a kind had one of them."""

    kind: str
    group: str
    count: int


class ImportReport(msgspec.Struct, frozen=True):
    """What came of an import. Counts are by kind, in the order in which the kinds were met.

    `made` are sentences about what was added, `problems` about what could not be imported.
    """

    taken: tuple[tuple[str, int], ...] = ()
    passed_over: tuple[tuple[str, int], ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    made: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """All of it, for people: what is there, what was made, what was left out, what went wrong."""
        return (*self._contents(), *self.made, *self._left_out(), *self.notes)

    @property
    def notes(self) -> tuple[str, ...]:
        """The problems, and how many more there are where they are very many."""
        more = len(self.problems) - MOST_PROBLEMS
        if more <= 0:
            return self.problems
        noun = "problem was" if more == 1 else "problems were"
        return (*self.problems[:MOST_PROBLEMS], f"{more} more {noun} found")

    def _contents(self) -> Iterator[str]:
        counts = listing(counted(kind, count) for kind, count in self.taken)
        yield (
            f"Imported {counts}."
            if counts
            else "Imported nothing: there is no object that has to do with networking."
        )

    def _left_out(self) -> Iterator[str]:
        for kind, groups in self._groups().items():
            parts = listing(f"{each.group} ({each.count:,})" for each in groups)
            yield f"Left out of {plural(kind)}: {parts}."
        kinds = listing(counted(kind, count) for kind, count in self.passed_over)
        if kinds:
            yield f"Left out altogether, since Natwalk does not model them: {kinds}."

    def _groups(self) -> Mapping[str, list[LeftOut]]:
        found: dict[str, list[LeftOut]] = {}
        for each in self.left_out:
            found.setdefault(each.kind, []).append(each)
        return found


def counted(kind: str, count: int) -> str:
    """`1 Pod` or `1,200 Pods`."""
    return f"{count:,} {kind if count == 1 else plural(kind)}"


def plural(kind: str) -> str:
    """`Pods`, `NetworkPolicies`, `Ingresses`; `Endpoints` is its own."""
    if kind == "Endpoints":
        return kind
    if kind.endswith("y") and not kind.endswith(("ay", "ey", "oy")):
        return f"{kind[:-1]}ies"
    return f"{kind}es" if kind.endswith(("s", "x", "ch")) else f"{kind}s"


def listing(parts: Iterable[str]) -> str:
    """`a, b and c`."""
    *first, last = [*parts] or [""]
    return f"{', '.join(first)} and {last}" if first else last
