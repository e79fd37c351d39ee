"""The table of the kind Flow: traffic to send, and what is expected to come of it."""

from fractions import Fraction
from typing import Any

from msgspec import structs

from sandbox.formats import codec as c
from sandbox.formats.codec import Codec, Tree, list_of, mapping
from sandbox.formats.errors import FieldError, quoted
from sandbox.formats.metadata import DEVICE
from sandbox.formats.natwalk import REFERENCE
from sandbox.formats.table import UNSET, Table, raw_at, read_at, row
from sandbox.kube import ObjectKey
from sandbox.net import Protocol
from sandbox.scenario.objects import (
    AddressTarget,
    Expectation,
    Extent,
    Flow,
    Interruption,
    ServiceTarget,
    TableChange,
    Via,
)
from sandbox.trace import Verdict

MAX_REQUESTS = 1_000_000
"""Requests of one flow."""

VERDICTS = tuple(each.value for each in Verdict)
_SENDERS = {"client": ("Client", c.DEVICE_NAME), "pod": ("Pod", REFERENCE), "node": ("Node", c.OBJECT_NAME)}


def _read_sender(value: object) -> ObjectKey:
    given = [word for word in _SENDERS if mapping(value).get(word) is not None]
    if len(given) != 1:
        raise FieldError("must hold exactly one of client: NAME, pod: NAMESPACE/NAME, node: NAME")
    kind, codec = _SENDERS[given[0]]
    name = read_at(mapping(value), (given[0],), codec)
    return ObjectKey.of(kind, name)


def _write_sender(key: ObjectKey) -> object:
    return {key.kind.lower(): key.path}


def _merge_sender(tree: object, _: Any, after: ObjectKey) -> object:
    others = {word: value for word, value in mapping(tree).items() if word not in _SENDERS}
    return others | {after.kind.lower(): after.path}


ADDRESS_TARGET = Table(AddressTarget, (row("address", "address", c.ADDRESS), row("port", "port", c.PORT)))
SERVICE_TARGET = Table(
    ServiceTarget,
    (
        row("service", "service", REFERENCE),
        row("via", "via", c.one_of(Via), always=True),
        row("port", "port", c.PORT),
        row("node", "node", c.OBJECT_NAME),
    ),
)
_TARGET_FIELDS = ("address", "service", "via", "port", "node")


def _read_target(value: object) -> Any:
    tree = mapping(value)
    if (tree.get("address") is None) == (tree.get("service") is None):
        raise FieldError("must hold either address and port, or service: NAMESPACE/NAME and via")
    if tree.get("address") is not None:
        return ADDRESS_TARGET.read(tree)
    target = SERVICE_TARGET.read(tree)
    if target.node and target.via is not Via.NODE_PORT:
        raise FieldError("is only for via: NodePort; leave it out", ("node",))
    return target


def _write_target(target: Any) -> Tree:
    table = ADDRESS_TARGET if isinstance(target, AddressTarget) else SERVICE_TARGET
    return table.write(target)


def _merge_target(tree: object, before: Any, after: Any) -> object:
    if type(before) is type(after):
        table = ADDRESS_TARGET if isinstance(after, AddressTarget) else SERVICE_TARGET
        return table.merge(tree, before, after)
    others = {word: value for word, value in mapping(tree).items() if word not in _TARGET_FIELDS}
    return others | _write_target(after)


_TO = row("target", "spec.to", Codec(_read_target, _write_target, _merge_target))
_PORT = ("spec", "to", "port")


def _read_to(tree: Tree) -> Any:
    """Where to, which has a port or none as the protocol has."""
    target = _TO.read(tree)
    has_port = target is not UNSET and target.port != 0
    if raw_at(tree, ("spec", "protocol")) == Protocol.ICMP.value:
        if has_port:
            raise FieldError("is given, but ICMP has no ports; leave it out", _PORT)
    elif isinstance(target, AddressTarget) and not has_port:
        raise FieldError("is missing, and is required", _PORT)
    return target


_VERDICT = c.matching("|".join(VERDICTS), f"one of {', '.join(VERDICTS)}")
_CLIENT_ADDRESS = Codec(lambda value: str(c.ADDRESS.read(value)))


def _read_probability(value: object) -> Fraction:
    """A number as it is written, or a fraction in quotes: `0.5` and `"1/3"`."""
    try:
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise ValueError
        probability = Fraction(str(value)[:40])
    except (ValueError, ZeroDivisionError):
        raise c.refuse(value, 'a probability such as 0.5 or "1/3"') from None
    if not 0 <= probability <= 1:
        raise c.refuse(value, "a probability from 0 to 1")
    return probability


def _write_probability(value: Fraction) -> object:
    number = float(value)
    if Fraction(str(number)) != value:
        return str(value)
    return int(number) if number.is_integer() else number


_EXPECTED = {
    "verdict": row("verdict", "verdict", _VERDICT),
    "clientAddress": row("client_address", "clientAddress", _CLIENT_ADDRESS),
    "endpoint": row("endpoint", "endpoint", REFERENCE),
    "headers": row("headers", "headers", c.PAIRS),
    "probability": row("probability", "probability", Codec(_read_probability, _write_probability)),
}
_EXPECTATION = Table(Expectation, tuple(_EXPECTED.values()))
_NULLABLE = {"clientAddress": "client_address_is_null", "endpoint": "endpoint_is_null"}


def _read_expectation(value: object) -> Expectation:
    """A field that is not looked at would be a promise that nobody keeps, so that there must be none."""
    tree = mapping(value)
    unknown = [str(key) for key in tree if key not in _EXPECTED]
    if unknown:
        names = ", ".join(map(quoted, unknown))
        raise FieldError(f"has {names}, which nothing can be expected of; use {', '.join(_EXPECTED)}")
    nulls = {field: True for key, field in _NULLABLE.items() if key in tree and tree[key] is None}
    found: Expectation = _EXPECTATION.read(tree)
    return structs.replace(found, **nulls)


def _write_expectation(value: Expectation) -> Tree:
    return _merge_expectation({}, None, value)


def _merge_expectation(tree: object, before: Any, after: Expectation) -> Tree:
    changed = _EXPECTATION.merge(tree, before, after)
    if after.headers == ():
        changed["headers"] = {}
    for key, field in _NULLABLE.items():
        if getattr(after, field):
            changed[key] = None
    return changed


EXPECTATION = Codec(_read_expectation, _write_expectation, _merge_expectation)

INTERRUPTION = Table(
    Interruption,
    (
        row("after", "after", c.integer(1, 1000), always=True),
        row("node", "node", c.OBJECT_NAME),
        row("change", "do", c.one_of(TableChange), always=True),
    ),
)

FLOW = Table(
    Flow,
    (
        DEVICE,
        row("sender", "spec.from", Codec(_read_sender, _write_sender, _merge_sender)),
        structs.replace(_TO, read=_read_to),
        row("protocol", "spec.protocol", c.one_of(Protocol)),
        row("requests", "spec.requests", c.integer(1, MAX_REQUESTS)),
        row("at", "spec.at", c.decimal(0, 1e9, "a number of seconds, 0 or more")),
        row("expect", "spec.expect", list_of(EXPECTATION)),
        row("connection", "spec.connection", c.one_of(Extent)),
        row("between", "spec.between", list_of(INTERRUPTION.codec())),
    ),
)
