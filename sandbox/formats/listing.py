"""Where the items of a `kind: List` stand in its text.

Of YAML only the layout is looked at, as kubectl prints it; that the pieces are what they seem, each an item
of its own, is what reading them one by one shows.
"""

import re

from sandbox.formats.errors import TextError
from sandbox.progress import SILENT, Progress

MAX_ITEMS = 300_000
"""Items of a list: twice the pods that Kubernetes supports in a cluster."""

_ITEMS_A_TICK = 256
"""Items that are found between two reports: some milliseconds' work."""

_YAML_ITEMS = re.compile(r"items:[ ]*\n(?:[ ]*(?:#[^\n]*)?\n)*+([ ]*)- ")
_AFTER_YAML_ITEMS = re.compile(r"\n(?=[^ \t\r\n#-])")
_JSON_ITEMS = re.compile(r'"items"\s*:\s*\[\s*(?=\{)')
_BETWEEN_JSON_ITEMS = re.compile(r"\s*,\s*(?=\{)")
_AFTER_JSON_ITEMS = re.compile(r"\s*(?=\])")


def yaml_cuts(text: str, progress: Progress = SILENT) -> tuple[int, ...]:
    """Where the items of a YAML list start, and where the last one ends; empty for other layouts.

    Raises TextError if there are too many.
    """
    line = 0 if text.startswith("items:") else text.find("\nitems:") + 1
    first = _YAML_ITEMS.match(text, line)
    if first is None:
        return ()
    mark = f"\n{first.group(1)}- "
    starts = [first.start(1)]
    while (line := text.find(mark, starts[-1])) >= 0:
        starts.append(line + 1)
        _check(starts, progress)
    end = _AFTER_YAML_ITEMS.search(text, starts[-1])
    return (*starts, len(text) if end is None else end.end())


def json_cuts(text: str, progress: Progress = SILENT) -> tuple[int, ...]:
    """Where the items of a JSON list of objects start, and where the last one ends; empty for other texts.

    Raises TextError if there are too many.
    """
    import json  # which YAML does without

    first = _JSON_ITEMS.match(text, max(text.find('"items"'), 0))
    if first is None:
        return ()
    decoder = json.JSONDecoder()
    starts = [first.end()]
    while True:
        try:
            _, end = decoder.raw_decode(text, starts[-1])
        except (ValueError, RecursionError):
            return ()
        following = _BETWEEN_JSON_ITEMS.match(text, end)
        if following is None:
            return (*starts, end) if _AFTER_JSON_ITEMS.match(text, end) else ()
        starts.append(following.end())
        _check(starts, progress)


def _check(starts: list[int], progress: Progress) -> None:
    if len(starts) % _ITEMS_A_TICK == 0:
        progress(0, 1)
    if len(starts) > MAX_ITEMS:
        raise TextError(f"more than {MAX_ITEMS} items are in one list")
