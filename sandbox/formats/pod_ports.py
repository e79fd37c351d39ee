"""The declared ports of a pod: one list in the model, spread over its containers in the document."""

from typing import Any

from sandbox.formats import codec as c
from sandbox.formats.codec import Tree, list_of, mapping, merge_list, sequence
from sandbox.formats.errors import FieldError
from sandbox.formats.table import EACH, Row, Table, put, raw_at, row
from sandbox.kube import ContainerPort
from sandbox.net import Protocol

_CONTAINERS = ("spec", "containers")
CONTAINER_PORT = Table(
    ContainerPort,
    (
        row("port", "containerPort", c.PORT),
        row("name", "name", c.PORT_NAME),
        row("protocol", "protocol", c.one_of(Protocol, but=(Protocol.ICMP,)), always=True),
    ),
).codec()
_PORTS = list_of(CONTAINER_PORT)


def _containers(tree: Tree) -> list[Tree]:
    value = raw_at(tree, _CONTAINERS)
    try:
        return list(list_of(c.Codec(mapping)).read([] if value is None else value))
    except FieldError as error:
        raise error.within(*_CONTAINERS) from None


def _ports_of(container: Tree, position: int) -> tuple[Any, ...]:
    value = container.get("ports")
    try:
        return () if value is None else tuple(_PORTS.read(value))
    except FieldError as error:
        raise error.within(*_CONTAINERS, position, "ports") from None


def _read(tree: Tree) -> tuple[Any, ...]:
    ports: tuple[Any, ...] = ()
    for position, container in enumerate(_containers(tree)):
        ports += _ports_of(container, position)
    return ports


def _write(tree: Tree, before: Any, after: Any) -> None:
    if before is None and not after.ports:
        return
    containers = _containers(tree) or [{"name": after.metadata.name}]
    entries = [
        (owner, entry) for owner, each in enumerate(containers) for entry in sequence(each.get("ports") or [])
    ]
    old = before.ports if before is not None else ()
    merged = merge_list(CONTAINER_PORT, [entry for _, entry in entries], old, after.ports)
    shares: list[list[object]] = [[] for _ in containers]
    owner = 0
    for entry, source in merged:
        owner = owner if source is None else max(owner, entries[source][0])
        shares[owner].append(entry)
    put(tree, _CONTAINERS, [_with_ports(*each) for each in zip(containers, shares, strict=True)])


def _with_ports(container: Tree, ports: list[object]) -> Tree:
    changed = dict(container)
    if ports:
        put(changed, ("ports",), ports)
    else:
        changed.pop("ports", None)
    return changed


PORTS_ROW = Row(("ports",), _read, _write, ((*_CONTAINERS, EACH, "ports"),))
"""`spec.containers[].ports[]` as one list, in the order of the containers."""
