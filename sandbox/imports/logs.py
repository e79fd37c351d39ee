"""The logs in a `kubectl cluster-info dump` that was printed as one stream, and how to read past them."""

import re

_START = re.compile(r"==== START logs for (container \S+ of pod \S+) ====")


def without_logs(text: str) -> str:
    """`text` with line breaks alone where logs stand, so that every line keeps its number.

    # kubectl: pkg/cmd/clusterinfo/clusterinfo_dump.go
    """
    pieces: list[str] = []
    position = 0
    while (start := _START.search(text, position)) is not None:
        pieces.append(text[position : start.start()])
        end = f"==== END logs for {start.group(1)} ===="
        found = text.find(end, start.end())
        stop = len(text) if found < 0 else found + len(end)
        pieces.append("\n" * text.count("\n", start.start(), stop))
        position = stop
    return "".join((*pieces, text[position:])) if pieces else text


def has_logs(text: str) -> bool:
    """Whether there are logs in a text."""
    return _START.search(text) is not None
