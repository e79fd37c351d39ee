"""The table of `metadata`, which every kind has."""

from typing import Any

from msgspec import structs

from sandbox.formats.codec import DEVICE_NAME, OBJECT_NAME, PAIRS, TEXT, Codec, Tree, mapping, refuse, text
from sandbox.formats.errors import FieldError
from sandbox.formats.table import UNSET, Row, Table, put, read_at, row
from sandbox.kube import ObjectMeta

DEFAULT_NAMESPACE = "default"

POSITION_ANNOTATION = "natwalk/position"
"""The annotation that keeps an object's place on the canvas, in scene units: `"120,80"`."""


COLLAPSED_ANNOTATION = "natwalk/collapsed"
"""The annotation `"true"` of an object that the canvas shows as small as it can: a node without its pods."""


FAR = 1e7
"""Scene units to the edge of the canvas: more than any cluster takes, and small steps still count there."""


def number_pair(right: str, low: float = -FAR) -> Codec:
    """Two numbers as text, each above `low` and below `FAR`; `right` describes them."""

    def read(value: object) -> tuple[float, float]:
        try:
            x, y = (float(part) for part in text(value).split(","))
        except ValueError:
            raise refuse(value, right) from None
        if not (low < x < FAR and low < y < FAR):
            raise refuse(value, right)
        return x, y

    return Codec(read, lambda pair: ",".join(map(_number_text, pair)))


def _number_text(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(float(value))


POSITION = number_pair('a place such as "120,80"')

_COLLAPSED = Codec(lambda value: text(value) == "true", lambda collapsed: "true" if collapsed else None)
"""Any other text is as good as none: Kubernetes lets annotations hold what they will."""


def _namespace_row() -> Row:
    """`metadata.namespace`; an object that names none is in `default`."""

    def read(tree: Tree) -> str:
        found = read_at(tree, ("namespace",), Codec(_name_or_default))
        return DEFAULT_NAMESPACE if found is UNSET else found

    def write(tree: Tree, _: Any, after: Any) -> None:
        put(tree, ("namespace",), after.namespace)

    return Row(("namespace",), read, write, (("namespace",),))


def _name_or_default(value: object) -> Any:
    return OBJECT_NAME.read(value) if value != "" else DEFAULT_NAMESPACE


def _rows(name: Codec) -> tuple[Row, ...]:
    return (
        row("name", "name", name),
        row("labels", "labels", PAIRS),
        row("position", ("annotations", POSITION_ANNOTATION), POSITION),
        row("deletion_timestamp", "deletionTimestamp", TEXT),
        row("collapsed", ("annotations", COLLAPSED_ANNOTATION), _COLLAPSED),
    )


def _metadata(table: Table, *, required: bool = True) -> Row:
    def read(tree: Tree) -> ObjectMeta:
        value = tree.get("metadata")
        try:
            if value is None and not required:
                return ObjectMeta(name="")
            return _named(table, mapping({} if value is None else value), required=required)
        except FieldError as error:
            raise error.within("metadata") from None

    def write(tree: Tree, before: Any, after: Any) -> None:
        old = before.metadata if before is not None else None
        merged = table.merge(tree.get("metadata") or {}, old, after.metadata)
        if merged:
            put(tree, ("metadata",), merged)
        else:
            tree.pop("metadata", None)

    return Row(("metadata",), read, write, tuple(("metadata", *path) for path in table.reads))


def _named(table: Table, tree: Tree, *, required: bool) -> ObjectMeta:
    if tree.get("name") is not None:
        named: ObjectMeta = table.read(tree)
        return named
    if required:
        raise FieldError("is missing; give the object a name", ("name",))
    nameless: ObjectMeta = table.read({**tree, "name": "unnamed"})
    return structs.replace(nameless, name="")


NAMESPACED = _metadata(Table(ObjectMeta, (*_rows(OBJECT_NAME), _namespace_row())))
"""`metadata` of a Kubernetes kind that lives in a namespace."""

CLUSTER_WIDE = _metadata(Table(ObjectMeta, _rows(OBJECT_NAME)))
"""`metadata` of a Kubernetes kind without a namespace."""

OPTIONAL = _metadata(Table(ObjectMeta, _rows(OBJECT_NAME)), required=False)
"""`metadata` of a configuration file, which Kubernetes writes without any."""

DEVICE = _metadata(Table(ObjectMeta, _rows(DEVICE_NAME)))
"""`metadata` of Natwalk's own kinds."""
