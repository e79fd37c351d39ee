"""What a check says, and what all checks look things up in."""

from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cached_property
from types import MappingProxyType
from typing import TypeAlias

import msgspec

from sandbox.kube import EndpointIndex, Node, ObjectKey, Pod, Service, is_terminal
from sandbox.net import IPAddress, IPNetwork, Protocol
from sandbox.scenario.model import KubeObject, Scenario
from sandbox.scenario.naming import addresses_of
from sandbox.telling import mark, told_n

Front: TypeAlias = tuple[IPAddress, int, Protocol]
"""Where a Service takes connections."""


class Severity(Enum):
    """How much a problem matters: it cannot be, it surprises, or it is worth knowing."""

    ERROR = mark("error")
    WARNING = mark("warning")
    NOTE = mark("note")


class Problem(msgspec.Struct, frozen=True):
    """One finding: the object, the field as its YAML spells it, and a sentence with what would be right."""

    key: ObjectKey
    field: str
    message: str
    severity: Severity


class Census(msgspec.Struct, frozen=True, dict=True):
    """A scenario with the look-ups that checks share, each made once."""

    scenario: Scenario

    @cached_property
    def nodes(self) -> MappingProxyType[str, Node]:
        """Nodes by name."""
        return MappingProxyType({each.metadata.name: each for each in self.scenario.nodes})

    @cached_property
    def services(self) -> MappingProxyType[str, Service]:
        """Services by `namespace/name`."""
        return MappingProxyType({each.key.path: each for each in self.scenario.services})

    @cached_property
    def endpoints(self) -> EndpointIndex:
        """Pods by label, slices by Service."""
        return EndpointIndex(self.scenario.pods, self.scenario.endpoint_slices, self.scenario.nodes)

    @cached_property
    def owners(self) -> dict[IPAddress, ObjectKey]:
        """The first object with each address; pods that have ended have given theirs back."""
        found: dict[IPAddress, ObjectKey] = {}
        for each in self.scenario:
            for address in _held(each):
                found.setdefault(address, each.key)
        return found

    @cached_property
    def node_ports(self) -> dict[int, ObjectKey]:
        """The first Service with each node port."""
        found: dict[int, ObjectKey] = {}
        for each in self.scenario.services:
            for port in node_ports_of(each):
                found.setdefault(port, each.key)
        return found

    @cached_property
    def fronts(self) -> "dict[Front, ObjectKey]":
        """The first Service that is reached at each address and port."""
        found: dict[Front, ObjectKey] = {}
        for each in self.scenario.services:
            for front in fronts_of(each):
                found.setdefault(front, each.key)
        return found

    @cached_property
    def overlapping_ranges(self) -> dict[ObjectKey, list[tuple[IPNetwork, IPNetwork, ObjectKey]]]:
        """Pod ranges that overlap another node's, with that range and node."""
        held = [(cidr, node.key) for node in self.scenario.nodes for cidr in node.pod_cidrs]
        held.sort(key=lambda each: (each[0].version, int(each[0].network_address), each[0].prefixlen))
        found: dict[ObjectKey, list[tuple[IPNetwork, IPNetwork, ObjectKey]]] = {}
        widest: tuple[IPNetwork, ObjectKey] | None = None
        for cidr, key in held:
            if widest is None or not cidr.overlaps(widest[0]):
                widest = (cidr, key)
            elif key != widest[1]:
                found.setdefault(key, []).append((cidr, *widest))
        return found

    @cached_property
    def balanced(self) -> frozenset[str]:
        """Services, as `namespace/name`, that a load balancer serves."""
        return frozenset(path for each in self.scenario.load_balancers for path in each.services)

    def shared_addresses(self, value: KubeObject) -> Iterator[tuple[IPAddress, ObjectKey]]:
        """The object's addresses that an earlier object has, each with that object."""
        for address in _held(value):
            owner = self.owners[address]
            if owner != value.key:
                yield address, owner


def _held(value: KubeObject) -> tuple[IPAddress, ...]:
    """An object's addresses; a load balancer may answer at an address of its own for its Services."""
    if isinstance(value, Pod) and is_terminal(value):
        return ()
    if isinstance(value, Service):
        return value.cluster_ips
    return addresses_of(value)


def fronts_of(service: Service) -> Iterator[Front]:
    """The addresses at which a Service takes connections, with each of its ports."""
    addresses = (*service.cluster_ips, *service.external_ips, *(each.ip for each in service.ingress))
    return ((address, port.port, port.protocol) for address in addresses for port in service.ports)


def node_ports_of(service: Service) -> set[int]:
    """A Service's node ports, health check included."""
    return ({each.node_port for each in service.ports} | {service.health_check_node_port}) - {0}


def first_of(keys: Sequence[ObjectKey]) -> str:
    """The first object, and how many others there are."""
    distinct = tuple(dict.fromkeys(keys))
    if len(distinct) == 1:
        return str(distinct[0])
    return told_n("{key} and {count} other", "{key} and {count} others", len(distinct) - 1, key=distinct[0])
