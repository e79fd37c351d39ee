"""`anonymized`: every object of a scenario with other names and addresses."""

import re
from collections.abc import Iterator, Mapping
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from types import MappingProxyType
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from sandbox.imports.anonymize.addresses import address_map
from sandbox.imports.anonymize.fields import FIELDS, Meaning
from sandbox.imports.anonymize.names import Pseudonyms
from sandbox.kube import KubeProxyConfiguration, ObjectKey, Service
from sandbox.kube.endpoints import ZONE_LABEL
from sandbox.net import InterfaceAddress, IPNetwork, network_of
from sandbox.scenario import KIND_FIELDS, KubeObject, Scenario

_Value = TypeVar("_Value", bound=msgspec.Struct)
_WORDS = re.compile(r'"(?:[^"\\\n]|\\.)*"|(?<=--comment )\S+|(?<=--log-prefix )\S+')
"""What people wrote into rules: quoted, or a word that iptables-save needs no quotes for."""
ZONE_LABELS = (ZONE_LABEL, "failure-domain.beta.kubernetes.io/zone")
NAMED_BY: Mapping[str, str] = MappingProxyType(
    {"kubernetes.io/service-name": "Service", "statefulset.kubernetes.io/pod-name": "Pod"}
)
"""Labels whose value is the name of an object of the same namespace."""


def anonymized(scenario: Scenario, key: bytes) -> Scenario:
    """The scenario with names, namespaces, labels and addresses replaced, and words for people left out.

    Ports, types, policies and states stay, equal labels stay equal, and addresses stay in their ranges.
    `key` is to be drawn at random and forgotten: it decides which addresses stand for which.
    """
    return _Anonymizing(scenario, key).all()


class _Anonymizing:
    """One replacement for all objects of a scenario."""

    def __init__(self, scenario: Scenario, key: bytes) -> None:
        self._scenario = scenario
        self._namespace = ""
        self._names = Pseudonyms(frozenset(_names_in(scenario)))
        pod_ranges = [cidr for node in scenario.nodes for cidr in node.pod_cidrs]
        found = set(_networks_in(scenario))
        alone = {each.network_address for each in found if each.prefixlen == each.max_prefixlen}
        self._addresses = address_map(key, alone, found, pod_ranges)

    def all(self) -> Scenario:
        """The scenario anew."""
        fields: dict[str, Any] = {
            field: tuple(map(self._object, getattr(self._scenario, field))) for field in KIND_FIELDS.values()
        }
        return Scenario(**fields)

    def _object(self, value: KubeObject) -> KubeObject:
        self._namespace = value.metadata.namespace
        named = self._names.key(value.key)
        changed: KubeObject = self._struct(value)
        if isinstance(value, KubeProxyConfiguration):  # its key is the node's name, if it is for one node
            named = self._names.key(ObjectKey(value.key.kind, "", value.metadata.name))
        meta = replace(changed.metadata, name=named.name, namespace=named.namespace)
        return replace(changed, metadata=meta)

    def _struct(self, value: _Value) -> _Value:
        changes = {}
        for field in value.__struct_fields__:
            old = getattr(value, field)
            new = self._value(old, FIELDS.get((type(value), field), Meaning.KEPT))
            if new is not old:
                changes[field] = new
        return replace(value, **changes) if changes else value

    def _value(self, value: Any, meaning: Meaning) -> Any:
        match value:
            case str():
                return self._text(value, meaning)
            case IPv4Address() | IPv6Address():
                return self._addresses.address(value)
            case IPv4Network() | IPv6Network():
                return self._addresses.network(value)
            case InterfaceAddress():
                return self._addresses.interface(value)
            case tuple() if meaning is Meaning.LABELS:
                return self._labels(value)
            case tuple():
                return tuple(self._value(each, meaning) for each in value)
            case ObjectKey():
                return self._names.key(value)
            case msgspec.Struct():
                return self._struct(value)
            case _:
                return value

    def _text(self, text: str, meaning: Meaning) -> str:
        match meaning:
            case Meaning.NODE:
                return self._names.of("node", text)
            case Meaning.ZONE:
                return self._names.of("zone", text)
            case Meaning.POD_PATH:
                return self._names.path("Pod", text)
            case Meaning.SERVICE_PATH:
                return self._names.path("Service", text)
            case Meaning.SERVICE:
                return self._in_namespace("Service", text)
            case Meaning.PORT:
                return self._names.port(text)
            case Meaning.WITH_ADDRESSES:
                return self._addresses.text(text)
            case Meaning.RULES:
                return self._addresses.text(_WORDS.sub('""', text))
            case Meaning.LEFT_OUT:
                return ""
            case Meaning.KEPT | Meaning.LABELS:
                return text

    def _in_namespace(self, kind: str, name: str) -> str:
        return self._names.key(ObjectKey(kind, self._namespace, name)).name if name else name

    def _labels(self, labels: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        return tuple((self._names.label_key(key), self._label_value(key, value)) for key, value in labels)

    def _label_value(self, key: str, value: str) -> str:
        if key in NAMED_BY:
            return self._in_namespace(NAMED_BY[key], value)
        if key == "kubernetes.io/hostname":
            return self._names.of("node", value)
        return self._names.of("zone" if key in ZONE_LABELS else "value", value)


def _names_in(scenario: Scenario) -> Iterator[str]:
    """Every name, namespace and label value: what nothing may be renamed to."""
    for each in scenario:
        yield from (each.metadata.name, each.metadata.namespace)
        yield from (value for _, value in each.metadata.labels)
        if isinstance(each, Service):
            yield from (value for _, value in each.selector)


def _networks_in(value: object) -> Iterator[IPNetwork]:
    """Every range in a value, and every address as the range that it is alone."""
    match value:
        case IPv4Address() | IPv6Address():
            yield network_of(value)
        case IPv4Network() | IPv6Network():
            yield value
        case Scenario():
            for each in value:
                yield from _networks_in(each)
        case tuple():
            for each in value:
                yield from _networks_in(each)
        case msgspec.Struct():
            for field in value.__struct_fields__:
                yield from _networks_in(getattr(value, field))
        case _:
            return
