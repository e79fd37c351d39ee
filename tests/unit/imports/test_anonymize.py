"""Anonymized scenarios: nothing of the original is left, and packets come to the same."""

import ipaddress
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, get_args, get_type_hints

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.analysis import flow_paths
from sandbox.formats import dumps, loads
from sandbox.imports.anonymize import anonymized
from sandbox.imports.anonymize.addresses import SPECIAL, AddressMap
from sandbox.imports.anonymize.fields import FIELDS
from sandbox.imports.importing import import_path
from sandbox.kube import ObjectKey, ObjectMeta
from sandbox.net import parse_address, parse_network
from sandbox.scenario import (
    KIND_FIELDS,
    Expectation,
    Flow,
    HostDocument,
    HostInterface,
    KubeObject,
    Scenario,
)
from sandbox.scenario.check import Severity, check
from sandbox.scenario.compile import FlowError
from sandbox.trace import Exchange
from tests.fixtures.random_clusters import clusters
from tests.unit.formats.texts import COMPLETE
from tests.unit.imports.texts import KUBECTL

KEY = b"a key that nobody knows"
IDENTITIES = ((ObjectMeta, "name"), (ObjectMeta, "namespace"), (ObjectKey, "kind"))
"""Fields that are replaced together, by what kind of object they are of."""
PREFIX = "acme-"
"""Begins every name of a renamed scenario, so that a name is found wherever it stands."""


def renamed(text: str) -> str:
    return text if not text or text.startswith(PREFIX) else PREFIX + text


def given_names(scenario: Scenario) -> Scenario:
    """The scenario with names that no word of a file is; devices keep theirs, as a kernel knows them."""

    def change(value: Any, field: str = "") -> Any:
        match value:
            case HostInterface():
                return value
            case ObjectKey():
                return ObjectKey(value.kind, renamed(value.namespace), renamed(value.name))
            case tuple() if field in ("labels", "selector"):
                return tuple((key, renamed(each)) for key, each in value)
            case tuple() if field == "services" and value and isinstance(value[0], str):
                return tuple("/".join(map(renamed, each.split("/"))) for each in value)
            case tuple():
                return tuple(change(each) for each in value)
            case msgspec.Struct():
                fields = {name: change(getattr(value, name), name) for name in value.__struct_fields__}
                return msgspec.structs.replace(value, **fields)
            case str() if field in ("name", "namespace", "node_name", "node", "hostname_override"):
                return renamed(value)
            case str() if field in ("service", "endpoint", "target") and value:
                return "/".join(map(renamed, value.split("/")))
            case _:
                return value

    return Scenario(**{name: change(getattr(scenario, name)) for name in KIND_FIELDS.values()})


def addresses_in(text: str) -> set[str]:
    """Every address and range in a text that means nothing to a kernel by itself."""
    found = set()
    for word in re.findall(r"[0-9a-fA-F:.]*[:.][0-9a-fA-F:.]+", text):
        try:
            address = parse_address(word.partition(":")[0] if "." in word else word)
        except ValueError:
            continue
        if not any(address in each for each in SPECIAL if each.version == address.version):
            found.add(str(address))
    return found


def same_addresses(before: Scenario, after: Scenario) -> Mapping[str, str]:
    """Which address of the one stands for which of the other, by where they are."""
    found = dict(zip(map(str, _leaves(before)), map(str, _leaves(after)), strict=True))
    for one, other in zip(before.nodes, after.nodes, strict=True):
        for old, new in zip(one.pod_cidrs, other.pod_cidrs, strict=True):
            found |= {str(old[offset]): str(new[offset]) for offset in (0, 1)}
    return found


def _leaves(value: Any) -> Iterator[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    if isinstance(value, ipaddress.IPv4Address | ipaddress.IPv6Address):
        yield value
    elif isinstance(value, tuple | Scenario):
        for each in value:
            yield from _leaves(each)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _leaves(getattr(value, name))


def outcomes(scenario: Scenario, names: Mapping[str, str], addresses: Mapping[str, str]) -> Counter[Any]:
    """What may come of the scenario's flow, in the words that stand for it; how likely, to a millionth."""
    (flow,) = scenario.flows
    found: Counter[Any] = Counter()
    try:
        paths = flow_paths(scenario, flow)
    except FlowError:
        return found
    for path in paths:
        found[_outcome(path, names, addresses)] += round(float(path.probability) * 1e6)
    return found


def _outcome(path: Exchange, names: Mapping[str, str], addresses: Mapping[str, str]) -> Any:
    client = str(path.client_address)
    endpoint = path.endpoint or ""
    hops = tuple(len(leg.trace.hops) for leg in path.legs)
    return path.verdict, names.get(endpoint, endpoint), addresses.get(client, client), hops


@settings(max_examples=60, deadline=None)
@given(clusters(), st.binary(min_size=1, max_size=32))
def test_packets_come_to_the_same(drawn: Scenario, key: bytes) -> None:
    before = given_names(drawn)
    after = anonymized(before, key)
    paths = {one.key.path: other.key.path for one, other in zip(before.pods, after.pods, strict=True)}
    expected = outcomes(before, paths, same_addresses(before, after))
    found = outcomes(after, {}, {})
    assert expected.keys() == found.keys()
    assert all(abs(expected[each] - found[each]) < 10 for each in expected)


@settings(max_examples=60, deadline=None)
@given(clusters(), st.binary(min_size=1, max_size=32))
def test_no_name_and_no_address_is_left(drawn: Scenario, key: bytes) -> None:
    before = given_names(drawn)
    old, new = dumps(before), dumps(anonymized(before, key))
    assert PREFIX in old
    assert PREFIX not in new
    assert not addresses_in(old) & addresses_in(new)
    assert "app:" not in new


@settings(max_examples=30, deadline=None)
@given(clusters())
def test_a_scenario_is_as_sound_as_before(drawn: Scenario) -> None:
    def judged(scenario: Scenario) -> list[tuple[str, str, Severity]]:
        return sorted((each.key.kind, each.field, each.severity) for each in check(scenario))

    after = anonymized(drawn, KEY)
    assert Counter(map(str, judged(after))) == Counter(map(str, judged(drawn)))
    assert loads(dumps(after), "again").scenario == after


@pytest.mark.parametrize("path", sorted(KUBECTL.iterdir()), ids=lambda path: path.name)
def test_dumps_of_clusters(path: Any) -> None:
    before = import_path(path).scenario
    text = dumps(anonymized(before, KEY))
    words = ("shop", "prod", "dual-worker", "compute.internal", "west", "zone-a", "migrate", "acme", "gke-")
    for word in words:
        assert word not in text
    assert not addresses_in(dumps(before)) & addresses_in(text)


ADDRESSES = st.ip_addresses(v=4) | st.ip_addresses(v=6)


@given(st.binary(min_size=1, max_size=32), ADDRESSES, ADDRESSES, st.integers(0, 128))
def test_leading_bits_in_common_stay_as_many(key: bytes, one: Any, other: Any, length: int) -> None:
    found = AddressMap(key)
    if one.version == other.version:
        assert common(found.address(one), found.address(other)) == common(one, other)
    network = ipaddress.ip_network((one, min(length, one.max_prefixlen)), strict=False)
    assert found.address(one) in found.network(network)
    assert (found.address(other) in found.network(network)) == (other in network)


def common(one: Any, other: Any) -> int:
    return int(one.max_prefixlen - (int(one) ^ int(other)).bit_length())


@given(st.binary(min_size=1, max_size=32), ADDRESSES)
def test_what_means_something_to_a_kernel_stays(key: bytes, address: Any) -> None:
    after = AddressMap(key).address(address)
    for each in SPECIAL:
        assert (address in each) == (after in each)
        assert address not in each or str(after).split(".")[0] == str(address).split(".")[0]


@pytest.mark.parametrize("text", ["127.0.0.1", "::1", "0.0.0.0", "255.255.255.255", "224.0.0.1", "fe80::1"])
def test_special_addresses(text: str) -> None:
    special = parse_address(text)
    after = AddressMap(KEY).address(special)
    assert (after.is_loopback, after.is_multicast, after.is_link_local) == (
        special.is_loopback,
        special.is_multicast,
        special.is_link_local,
    )
    assert text not in ("127.0.0.1", "::1", "0.0.0.0") or after == special


def test_pod_ranges_keep_what_is_inside() -> None:
    found = AddressMap(KEY, [parse_network("10.32.16.0/20")])
    network = found.network(parse_network("10.32.16.0/20"))
    assert found.address(parse_address("10.32.17.9")) == network[256 + 9]


def test_addresses_in_text() -> None:
    found = AddressMap(KEY)
    inside = found.text(
        "TCP4 198.51.100.79 [2001:db8::1] -s 10.0.0.0/8,10.1.2.3 1.2.3 12:30 1.2.3.4.5 a::b::c"
    )
    for address in ("198.51.100.79", "2001:db8::1", "10.1.2.3"):
        assert str(found.address(parse_address(address))) in inside
    assert str(found.network(parse_network("10.0.0.0/8"))) in inside
    assert inside.endswith(" 1.2.3 12:30 1.2.3.4.5 a::b::c")


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("--to-destination 10.240.0.1:30081", "--to-destination {}:30081"),
        ("dnat to [fd00::1]:80", "dnat to [{}]:80"),
        ('--log-prefix "10.240.0.1: "', '--log-prefix "{}: "'),
    ],
)
def test_what_stands_before_a_port_is_an_address(text: str, form: str) -> None:
    found = AddressMap(KEY)
    (old,) = addresses_in(text)
    assert found.text(text) == form.format(found.address(parse_address(old)))


@pytest.mark.parametrize("ends", [("198.51.100.1", "198.51.103.9"), ("fd00::1", "fd01::9")])
def test_a_range_of_addresses_stays_one(ends: tuple[str, str]) -> None:
    for key in range(9):
        found = AddressMap(bytes([key]))
        first, last = sorted(found.address(parse_address(each)) for each in ends)
        assert found.text(f"--src-range {'-'.join(ends)} -j DROP") == f"--src-range {first}-{last} -j DROP"


def test_every_field_of_the_model_that_holds_text_is_thought_of() -> None:
    """A new one fails here until someone has said what it means."""
    seen: set[type[Any]] = set()
    missing: list[str] = []

    def visit(kind: type[Any]) -> None:
        if kind in seen:
            return
        seen.add(kind)
        for field, hint in get_type_hints(kind).items():
            if _has_text(hint) and (kind, field) not in FIELDS and (kind, field) not in IDENTITIES:
                missing.append(f"{kind.__name__}.{field}")
            for part in _parts(hint):
                if isinstance(part, type) and issubclass(part, msgspec.Struct) and part is not ObjectKey:
                    visit(part)

    for each in get_args(KubeObject):
        visit(each)
    assert missing == []


def _parts(hint: Any) -> Iterator[Any]:
    yield hint
    for each in get_args(hint):
        yield from _parts(each)


def _has_text(hint: Any) -> bool:
    return str in list(_parts(hint))


def test_every_kind_comes_through() -> None:
    before = loads(COMPLETE, "complete").scenario
    after = anonymized(before, KEY)
    text = dumps(after)
    assert loads(text, "again").scenario == after
    for word in ("laptop", "shop", "web", "lb.example", "Look here", "p1", "n1", "zone: a"):
        assert word not in re.sub(r"job-name|app", "", text), word
    (flow,), (host,) = after.flows, after.hosts
    assert isinstance(flow, Flow)
    assert flow.sender == after.clients[0].key
    assert isinstance(host, HostDocument)
    assert host.metadata.name == after.nodes[0].metadata.name
    first = flow.expect[0]
    assert isinstance(first, Expectation)
    assert first.endpoint == after.pods[0].key.path
    assert first.client_address == str(after.nodes[0].addresses[0])
    assert after.endpoint_slices[0].endpoints[0].zone_hints != ("a",)


def test_labels_that_are_names_stay_so() -> None:
    scenario = import_path(KUBECTL / "kind-dual-stack.yaml").scenario
    after = anonymized(scenario, KEY)
    names = {each.metadata.name for each in after.services}
    assert {each.service for each in after.endpoint_slices} <= names
    for node in after.nodes:
        assert dict(node.metadata.labels)["kubernetes.io/hostname"] == node.metadata.name
    for each in after.endpoint_slices:
        assert dict(each.metadata.labels)["kubernetes.io/service-name"] == each.service


@pytest.mark.parametrize(
    "words",
    ['--comment "the \\"acme\\" rule" -j DROP', "--comment acme-web -j DROP", "-j LOG --log-prefix acme"],
)
def test_rules_keep_no_words_of_people(words: str) -> None:
    text = f"-A FORWARD -s 10.9.8.7 -m comment {words}\n"
    document = HostDocument(loads(COMPLETE, "x").scenario.hosts[0].metadata, iptables=text)
    (host,) = anonymized(Scenario(hosts=(document,)), KEY).hosts
    assert "acme" not in host.iptables
    assert "10.9.8.7" not in host.iptables
    assert "-j " in host.iptables
