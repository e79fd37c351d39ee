"""Where the items of a `kind: List` stand in its text, as kubectl prints it.

Only the layout is looked at here: that the pieces are what they seem, each an item of its own, is what
reading them one by one shows.
"""

import re

from sandbox.formats.errors import TextError

MAX_ITEMS = 300_000
"""Items of a list: twice the pods that Kubernetes supports in a cluster."""

_YAML_ITEMS = re.compile(r"items:[ ]*\n(?:[ ]*(?:#[^\n]*)?\n)*+([ ]*)- ")
_AFTER_YAML_ITEMS = re.compile(r"\n(?=[^ \t\r\n#-])")
_JSON_ITEMS = re.compile(r'"items"\s*:\s*\[\s*\n([ \t]*)(?=\{)')
_BETWEEN_JSON_ITEMS = re.compile(r"\s*,\s*(?=\{)")
_AFTER_JSON_ITEMS = re.compile(r"\s*(?=\])")


def yaml_cuts(text: str) -> tuple[int, ...]:
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
        _check(starts)
    end = _AFTER_YAML_ITEMS.search(text, starts[-1])
    return (*starts, len(text) if end is None else end.end())


def json_cuts(text: str) -> tuple[int, ...]:
    """Where the items of a JSON list with one item a line and more start, and where the last one ends.

    Raises TextError if there are too many.
    """
    first = _JSON_ITEMS.match(text, max(text.find('"items"'), 0))
    if first is None:
        return ()
    close = f"\n{first.group(1)}}}"
    starts = [first.end()]
    while (end := text.find(close, starts[-1])) >= 0:
        end += len(close)
        following = _BETWEEN_JSON_ITEMS.match(text, end)
        if following is None:
            return (*starts, end) if _AFTER_JSON_ITEMS.match(text, end) else ()
        starts.append(following.end())
        _check(starts)
    return ()


def _check(starts: list[int]) -> None:
    if len(starts) > MAX_ITEMS:
        raise TextError(f"more than {MAX_ITEMS} items are in one list")
