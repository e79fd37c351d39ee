"""What holds for every tree and every edit."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sandbox.formats import dumps, loads
from sandbox.formats.yaml_patch import pairs, patched, same
from sandbox.formats.yaml_text import read_yaml
from sandbox.formats.yaml_writing import write_yaml
from sandbox.kube import ContainerPort, ServicePort, TrafficPolicy
from sandbox.net import Protocol
from sandbox.scenario import Expectation
from tests.unit.formats.texts import COMPLETE

WORDS = [
    "",
    "a",
    "y",
    "no",
    "null",
    "1",
    "0x1",
    "1:30",
    "-",
    "a: b",
    " x",
    "x #y",
    "a\nb\n",
    "a\n b",
    "[",
    "é",
    "~",
]
KEYS = st.sampled_from(["a", "b", "c", "n", "1", "a b", "d/e", ""])
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False)
    | st.sampled_from(WORDS)
    | st.text(max_size=8)
)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=15,
)
MAPPINGS = st.dictionaries(KEYS, TREES, max_size=5)


@given(TREES)
def test_what_is_written_reads_back(tree: object) -> None:
    assert same(read_yaml(write_yaml(tree)), tree)
    assert same(read_yaml(write_yaml([tree], flow=True)), [tree])


@given(MAPPINGS, MAPPINGS, st.sampled_from(["\n", "\r\n"]))
def test_a_patch_reads_as_the_new_tree(
    old: dict[str, object], new: dict[str, object], line_break: str
) -> None:
    text = f"# head{line_break}" + write_yaml(old, line_break=line_break)
    if same(read_yaml(text), old):
        assert same(read_yaml(patched(text, old, new)), new)


@given(MAPPINGS, KEYS, TREES)
def test_a_patch_keeps_the_comments_of_other_entries(
    tree: dict[str, object], key: str, value: object
) -> None:
    text = "".join(write_yaml({name: entry}) + "# after it\n" for name, entry in tree.items() if name != key)
    old = {name: entry for name, entry in tree.items() if name != key}
    if same(read_yaml(text) or {}, old) and old:
        written = patched(text, old, {**old, key: value})
        assert written.count("# after it\n") >= len(old) - 1


@given(st.lists(st.integers(0, 3)), st.lists(st.integers(0, 3)))
def test_pairs_name_every_position_once_and_in_order(old: list[object], new: list[object]) -> None:
    found = pairs(old, new)
    assert [was for was, _ in found if was is not None] == list(range(len(old)))
    assert [now for _, now in found if now is not None] == list(range(len(new)))


PORTS = st.integers(1, 65535)
SERVICE_PORTS = st.builds(
    ServicePort,
    PORTS,
    PORTS | st.sampled_from(["http", "web-1"]),
    st.sampled_from(["", "plain", "tls"]),
    st.sampled_from([Protocol.TCP, Protocol.UDP]),
    st.integers(0, 65535),
)
CONTAINER_PORTS = st.builds(ContainerPort, PORTS, st.sampled_from(["", "http", "dns"]))
PROBABILITIES = st.fractions(0, 1, max_denominator=10**6)
SOURCE = loads(COMPLETE, "complete.yaml")


@given(
    st.lists(SERVICE_PORTS, max_size=4),
    st.dictionaries(st.sampled_from("abc"), st.sampled_from(WORDS)),
    st.sampled_from(TrafficPolicy),
)
def test_any_edit_of_a_service_reads_back(
    ports: list[ServicePort], labels: dict[str, str], policy: TrafficPolicy
) -> None:
    service = SOURCE.scenario.services[0]
    metadata = replace(service.metadata, labels=tuple(labels.items()))
    after = replace(service, ports=tuple(ports), external_traffic_policy=policy, metadata=metadata)
    scenario = replace(SOURCE.scenario, services=(after,))
    text = dumps(scenario, SOURCE)
    assert loads(text, "y.yaml").scenario == scenario
    assert "ipFamilies: [IPv4, IPv6]" in text


@given(st.lists(CONTAINER_PORTS, max_size=4), st.sampled_from(["Running", "Failed"]), st.booleans())
def test_any_edit_of_a_pod_reads_back(ports: list[ContainerPort], phase: str, ready: bool) -> None:
    pod = replace(SOURCE.scenario.pods[0], ports=tuple(ports), phase=phase, ready=ready)
    scenario = replace(SOURCE.scenario, pods=(pod,))
    text = dumps(scenario, SOURCE)
    assert loads(text, "y.yaml").scenario == scenario
    assert "managedFields" in text


@given(PROBABILITIES, st.none() | st.just(()) | st.just((("PROXY", "x"),)), st.booleans())
def test_any_expectation_reads_back(
    probability: Fraction, headers: tuple[tuple[str, str], ...] | None, null: bool
) -> None:
    entry = Expectation(headers=headers, probability=probability, endpoint_is_null=null)
    flow = replace(SOURCE.scenario.flows[0], expect=(entry,))
    scenario = replace(SOURCE.scenario, flows=(flow,))
    assert loads(dumps(scenario, SOURCE), "y.yaml").scenario == scenario
