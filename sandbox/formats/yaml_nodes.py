"""Where the values of a YAML (or JSON) text stand in it."""

from yaml._yaml import CParser
from yaml.error import YAMLError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sandbox.formats.collector import collector_off
from sandbox.formats.errors import FieldPath

LARGEST_COMPOSED = 1 << 22
"""Characters of a text in which lines are looked up: its nodes take more than a hundred times the memory."""


class _Composer(CParser):
    """libyaml's composer without the tag resolution in Python that nobody looks at here."""

    def resolve(self, *_: object) -> str:
        """The composer asks for a tag for every node."""
        return "?"

    def descend_resolver(self, *_: object) -> None:
        """Called by the composer around every node."""

    def ascend_resolver(self) -> None:
        """Called by the composer around every node."""


def compose(text: str) -> Node | None:
    """The nodes of the one document in `text`, with their marks; None if it is empty.

    The text must have been read before, which bounds its depth. Raises yaml's errors.
    """
    with collector_off():
        return _Composer(text).get_single_node()


def line_of(text: str, path: FieldPath) -> int:
    """The line, counted from 0, of the value at `path`, or of the innermost value around it that exists.

    The first line for a text that is too large to look into.
    """
    if len(text) > LARGEST_COMPOSED:
        return 0
    try:
        node = compose(text)
    except YAMLError:
        return 0
    line = node.start_mark.line if node else 0
    for step in path:
        found = _child(node, step)
        if found is None:
            break
        line, node = found
    return line


def _child(node: Node | None, step: str | int) -> tuple[int, Node] | None:
    """The line and node of the entry `step` of a mapping or sequence."""
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        child = node.value[step]
        return child.start_mark.line, child
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if isinstance(key, ScalarNode) and key.value == step:
                return key.start_mark.line, value
    return None
