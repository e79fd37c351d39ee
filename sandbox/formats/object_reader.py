"""How one object's text becomes a tree: the fast way where it can be gone, and in full."""

from sandbox.formats.documents import Document, Syntax
from sandbox.formats.errors import TextError
from sandbox.formats.kinds import KINDS
from sandbox.formats.shapes import Shapes, wanted
from sandbox.formats.unread import READS
from sandbox.formats.yaml_text import read_yaml_part
from sandbox.progress import SILENT, Progress

_DEPTH_OF_ITEMS = 2
"""An item is inside the document's mapping and its list."""

_WANTED = wanted(
    [("apiVersion",), ("kind",), ("metadata", "name"), ("metadata", "namespace")]
    + [path for kind in KINDS for path in kind.table.reads]
    + list(READS)
)
"""What is read of any kind, and what tells of an object of a kind that is not modelled."""


class ObjectReader:
    """Reads the objects of one file. An object is a document, or the item at `index` of one that is cut."""

    def __init__(self, progress: Progress = SILENT) -> None:
        self._progress = progress
        self._shapes = Shapes(_WANTED)

    def quick(self, document: Document, index: int | None) -> object:
        """What the tables read of an object, or None; all else may be `UNREAD`. Good until the next call."""
        if document.syntax is Syntax.JSON:
            return None if index is None else _plain_json(document.item_text(index))
        if index is None:
            return self._shapes.read(document.text.removeprefix("\ufeff"), 0, 0)
        return self._shapes.read(*_undashed(document.item_text(index)), _DEPTH_OF_ITEMS)

    def full(self, document: Document, index: int | None) -> object:
        """The whole object.

        Raises TextError with a line counted from the document's or the item's start, and AnchorError for an
        item that cannot be read without the others.
        """
        if index is None:
            return document.tree(self._progress)
        text = document.item_text(index)
        if document.syntax is Syntax.YAML:
            return read_yaml_part(_undashed(text)[0], _DEPTH_OF_ITEMS)
        from sandbox.formats.json_text import read_json

        return read_json(text, self._progress, _DEPTH_OF_ITEMS)


def _plain_json(text: str) -> object:
    from sandbox.formats.json_text import read_plain_json

    return read_plain_json(text, _DEPTH_OF_ITEMS)


def _undashed(item: str) -> tuple[str, int]:
    """An item with a blank for its dash, and the column at which its keys stand."""
    dash = item.index("-")
    return " " * (dash + 1) + item[dash + 1 :], dash + 2


def text_error(document: Document, index: int) -> TextError | None:
    """What is wrong with YAML from an item on, as the whole document would have it; None: nothing is."""
    rest = document.without_items_before(index)
    try:
        rest.tree()
    except TextError as error:
        line = None if error.line is None else error.line + rest.line - document.line
        return TextError(error.problem, line)
    return None
