"""What a chart shows, as values: bars of shares, or lines over time; in words and as CSV too."""

from collections.abc import Iterator, Sequence

import msgspec

from sandbox.analysis.texts import csv_text
from ui.language import number, tr

MOST_BARS = 24
"""Bars of one series that can be told apart; the smallest ones are shown together."""


class Series(msgspec.Struct, frozen=True):
    """Numbers under one name. `token` is their colour; the other series of a chart has another pattern."""

    name: str
    token: str
    values: tuple[float, ...]


class Bars(msgspec.Struct, frozen=True):
    """Shares, from 0 to 1, of the same things in each series."""

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    told: str = ""

    @property
    def described(self) -> str:
        """The chart in words."""
        return " ".join(part for part in (self.told, *self._sentences()) if part)

    def _sentences(self) -> Iterator[str]:
        for index, label in enumerate(self.labels[:MOST_BARS]):
            numbers = ", ".join(f"{each.name} {percent(each.values[index])}" for each in self.series)
            yield f"{label}: {numbers}."

    @property
    def csv(self) -> str:
        """A line for each thing, a column for each series."""
        rows = zip(self.labels, *(each.values for each in self.series), strict=True)
        return csv_text(("name", *(each.name for each in self.series)), rows)

    def shortened(self) -> "Bars":
        """The same with the smallest ones together, where there are too many."""
        if len(self.labels) <= MOST_BARS:
            return self
        order = sorted(range(len(self.labels)), key=lambda each: -self.series[0].values[each])
        kept, rest = order[: MOST_BARS - 1], order[MOST_BARS - 1 :]
        series = tuple(
            msgspec.structs.replace(
                each, values=(*_picked(each.values, kept), sum(_picked(each.values, rest)))
            )
            for each in self.series
        )
        labels = (*(self.labels[each] for each in kept), tr("{count} others", count=len(rest)))
        return msgspec.structs.replace(self, labels=labels, series=series)


class Lines(msgspec.Struct, frozen=True):
    """Counts over seconds, in each series at the same times."""

    title: str
    times: tuple[float, ...]
    series: tuple[Series, ...]
    told: str = ""

    @property
    def described(self) -> str:
        """The chart in words: where each line begins, is highest and ends."""
        return " ".join(part for part in (self.told, *map(self._sentence, self.series)) if part)

    def _sentence(self, series: Series) -> str:
        highest = max(series.values, default=0)
        at = self.times[series.values.index(highest)] if series.values else 0
        end = series.values[-1] if series.values else 0
        return tr(
            "{name}: at most {highest:g} entries, first after {at:g} s; {end:g} at the end.",
            name=series.name,
            highest=highest,
            at=at,
            end=end,
        )

    @property
    def csv(self) -> str:
        """A line for each time, a column for each series."""
        rows = zip(self.times, *(each.values for each in self.series), strict=True)
        return csv_text(("seconds", *(each.name for each in self.series)), rows)


Chart = Bars | Lines


def percent(share: float) -> str:
    """`33.3 %`."""
    return f"{number(share * 100, '.1f')} %"


def _picked(values: Sequence[float], indexes: Sequence[int]) -> tuple[float, ...]:
    return tuple(values[each] for each in indexes)
