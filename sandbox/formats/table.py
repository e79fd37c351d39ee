"""Tables that tie the fields of a model type to the fields of a document, for both directions."""

from collections.abc import Callable
from typing import Any

import msgspec

from sandbox.formats.codec import Codec, Tree, mapping
from sandbox.formats.errors import FieldError

UNSET = msgspec.UNSET

Path = tuple[str, ...]
"""Keys from an object to what is read there, with all that is in it; `EACH` is every entry of a list."""

EACH = "*"


class Row(msgspec.Struct, frozen=True):
    """One field in both notations.

    `attributes` are the model's fields that the row stands for. `read(tree)` gives the value of the first
    of them, or UNSET if the document does not say. `write(tree, before, after)` changes `tree` in place;
    `before` is the object that it was read from, None if there is none. `reads` are all places that `read`
    looks at; `path` is the field's one place, if it has one.
    """

    attributes: tuple[str, ...]
    read: Callable[[Tree], Any]
    write: Callable[[Tree, Any, Any], None]
    reads: tuple[Path, ...]
    path: Path = ()


def row(attribute: str, path: str | tuple[str, ...], codec: Codec, *, always: bool = False) -> Row:
    """The field at the dotted `path`; `always` writes it into new objects even if it has its default."""
    steps = tuple(path.split(".")) if isinstance(path, str) else path

    def read(tree: Tree) -> Any:
        return read_at(tree, steps, codec)

    def write(tree: Tree, before: Any, after: Any) -> None:
        old = None if before is None else getattr(before, attribute)
        new = getattr(after, attribute)
        if before is None and not always and new == default_of(type(after), attribute):
            return
        if type(new) is int and new == 0 and default_of(type(after), attribute):
            put(tree, steps, codec.write(new))  # a number like any other
        else:
            write_at(tree, steps, codec, old, new)

    return Row((attribute,), read, write, (steps,), steps)


def default_of(model: type[Any], attribute: str) -> Any:
    """The default of a field of a model type; UNSET if it has none."""
    position = model.__struct_fields__.index(attribute) - len(model.__struct_fields__)
    defaults = model.__struct_defaults__
    return defaults[position] if -position <= len(defaults) else UNSET


def read_at(tree: Tree, steps: tuple[str, ...], codec: Codec) -> Any:
    """What `codec` reads at `steps`; UNSET if there is nothing or null."""
    value = raw_at(tree, steps)
    if value is None:
        return UNSET
    try:
        return codec.read(value)
    except FieldError as error:
        raise error.within(*steps) from None


def raw_at(tree: Tree, steps: tuple[str, ...]) -> object:
    """The plain value at `steps`; None if there is none. Raises FieldError where no mapping is on the way."""
    value: object = tree
    for depth, step in enumerate(steps):
        if not isinstance(value, dict):
            if value is None:
                return None
            try:
                mapping(value)
            except FieldError as error:
                raise error.within(*steps[:depth]) from None
        else:
            value = value.get(step)
    return value


def write_at(tree: Tree, steps: tuple[str, ...], codec: Codec, old: Any, new: Any) -> None:
    """Put `new` at `steps`, into what `old` was read from; a value that is empty removes the field."""
    value = _plain_value(raw_at(tree, steps), codec, old, new)
    if value is None:
        remove_at(tree, steps)
    else:
        put(tree, steps, value)


def _plain_value(tree: object, codec: Codec, old: Any, new: Any) -> object:
    """What stands for `new`; None for nothing. An empty list may keep entries that are not modelled."""
    if not is_empty(new):
        return codec.merged(tree, old, new)
    if new == () and tree and codec.merge is not None and old is not None:
        return codec.merge(tree, old, new) or None
    return None


def is_empty(value: object) -> bool:
    """Whether a model's value says that there is none: None, "", () and the whole number 0."""
    return value is None or value == "" or value == () or (type(value) is int and value == 0)


def put(tree: Tree, steps: tuple[str, ...], value: object) -> None:
    """Set the field at `steps`. The mappings on the way are copied, so that nobody else's tree changes."""
    step, *rest = steps
    if rest:
        inner = tree.get(step)
        container = dict(inner) if isinstance(inner, dict) else {}
        put(container, tuple(rest), value)
        value = container
    if step in tree:
        tree[step] = value
    else:
        insert(tree, step, value)


def insert(tree: Tree, key: str, value: object) -> None:
    """Add a field: in alphabetical order if the others are, as kubectl's are, else last."""
    keys = list(tree)
    following = [each for each in keys if each > key] if keys == sorted(keys) else []
    moved = {each: tree.pop(each) for each in following}
    tree[key] = value
    tree.update(moved)


def remove_at(tree: Tree, steps: tuple[str, ...]) -> None:
    """Delete the field at `steps`, and each mapping on the way that has nothing left."""
    step, *rest = steps
    inner = tree.get(step)
    if not rest:
        tree.pop(step, None)
    elif isinstance(inner, dict):
        container = dict(inner)
        remove_at(container, tuple(rest))
        if container or not inner:
            tree[step] = container
        else:
            del tree[step]


class Table(msgspec.Struct, frozen=True):
    """All rows of one model type."""

    model: type[Any]
    rows: tuple[Row, ...]

    @property
    def reads(self) -> tuple[Path, ...]:
        """All places that `read` looks at."""
        return tuple(path for each in self.rows for path in each.reads)

    def read(self, value: object) -> Any:
        """The model object that the mapping `value` describes. Raises FieldError."""
        tree = mapping(value)
        fields = {}
        for each in self.rows:
            found = each.read(tree)
            if found is not UNSET:
                fields[each.attributes[0]] = found
        return self._built(fields)

    def _built(self, fields: dict[str, Any]) -> Any:
        try:
            return self.model(**fields)
        except TypeError:
            raise self._missing(fields) from None

    def _missing(self, fields: dict[str, Any]) -> FieldError:
        required = (each for each in self.rows if default_of(self.model, each.attributes[0]) is UNSET)
        path = next(each.path for each in required if each.attributes[0] not in fields)
        return FieldError("is missing, and is required", path)

    def write(self, value: Any) -> Tree:
        """A new mapping that describes `value`."""
        return self.merge({}, None, value)

    def merge(self, tree: object, before: Any, after: Any) -> Tree:
        """A copy of `tree`, which `before` was read from, that describes `after` and keeps all else."""
        changed = dict(mapping(tree))
        for each in self.rows:
            if before is None or _differ(each, before, after):
                each.write(changed, before, after)
        return changed

    def codec(self) -> Codec:
        """The table as the codec of a mapping inside another object."""
        return Codec(self.read, self.write, self.merge)


def _differ(each: Row, before: Any, after: Any) -> bool:
    return any(getattr(before, name) != getattr(after, name) for name in each.attributes)
