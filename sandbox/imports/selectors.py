"""Label selectors as workloads have them: labels, and expressions over labels."""

from typing import NamedTuple

from sandbox.formats import codec as c
from sandbox.formats.codec import mapping
from sandbox.formats.errors import FieldError
from sandbox.formats.table import UNSET, read_at

Labels = tuple[tuple[str, str], ...]


class Expression(NamedTuple):
    """One entry of `matchExpressions`."""

    key: str
    operator: str
    values: tuple[str, ...]

    def fits(self, labels: dict[str, str]) -> bool:
        """Whether labels are as it asks."""
        # kubernetes: staging/src/k8s.io/apimachinery/pkg/labels/selector.go Requirement.Matches
        present = self.key in labels
        match self.operator:
            case "In":
                return present and labels[self.key] in self.values
            case "NotIn":
                return not present or labels[self.key] not in self.values
            case "Exists":
                return present
            case _:
                return not present


class Selector(NamedTuple):
    """`matchLabels` and `matchExpressions`, all of which must fit; with neither it fits nothing here."""

    labels: Labels = ()
    expressions: tuple[Expression, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.labels or self.expressions)

    def fits(self, labels: Labels) -> bool:
        """Whether an object with these labels is selected."""
        worn = dict(labels)
        same = all(worn.get(key) == value for key, value in self.labels)
        return bool(self) and same and all(each.fits(worn) for each in self.expressions)


_OPERATORS = c.matching("In|NotIn|Exists|DoesNotExist", "one of In, NotIn, Exists, DoesNotExist")
_TEXTS = c.list_of(c.TEXT)


def selector_of(value: object, *, plain: bool) -> Selector:
    """A selector's tree read; `plain`: it is a mapping of labels alone. Raises FieldError."""
    tree = mapping({} if value is None else value)
    try:
        if plain:
            return Selector(c.PAIRS.read(tree))
        labels = read_at(tree, ("matchLabels",), c.PAIRS)
        expressions = read_at(tree, ("matchExpressions",), c.list_of(c.Codec(_expression)))
    except FieldError as error:
        raise error.within("spec", "selector") from None
    return Selector(
        () if labels is UNSET else labels,
        () if expressions is UNSET else expressions,
    )


def _expression(value: object) -> Expression:
    tree = mapping(value)
    key, operator, values = (
        read_at(tree, (name,), codec)
        for name, codec in (("key", c.TEXT), ("operator", _OPERATORS), ("values", _TEXTS))
    )
    if UNSET in (key, operator):
        raise FieldError("is missing, and is required", ("key" if key is UNSET else "operator",))
    return Expression(key, operator, () if values is UNSET else values)
