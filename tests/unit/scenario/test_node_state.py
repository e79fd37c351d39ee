"""A real node's state, attached to a scenario: its rules, connections, addresses and routes."""

from pathlib import Path

import pytest
from msgspec.structs import replace

import resources
from sandbox.analysis import flow_paths
from sandbox.conntrack import TcpState
from sandbox.engine import one_path
from sandbox.formats import dumps, load, loads
from sandbox.formats.node_state import fields_of
from sandbox.kube import ObjectKey
from sandbox.scenario import EditError, NodeState, Scenario
from sandbox.scenario.check import Severity, check
from sandbox.scenario.compile import compile_world, recompiled, request_of
from sandbox.scenario.edits import attach_state, detach_state
from sandbox.trace import Exchange, RuleStep
from tests.fixtures.node_state import printed

FILE = Path(resources.__file__).parent / "scenarios" / "nodeport-cluster.yaml"
NODE = ObjectKey("Node", "", "kubernetes-node-6jst")
HOST = "node/kubernetes-node-6jst"


@pytest.fixture
def scenario() -> Scenario:
    return load(FILE).scenario


def state() -> NodeState:
    """Everything that the node printed, but for the connections of the two requests."""
    return NodeState(
        iptables=printed("iptables/iptables-save.txt"),
        ip6tables=printed("iptables/ip6tables-save.txt"),
        nftables=printed("iptables/nft.json"),
        addresses=printed("iptables/addr.json"),
        routes=printed("iptables/route.json"),
        routes6=printed("iptables/route6.json"),
    )


def walks(scenario: Scenario) -> list[list[tuple[object, ...]]]:
    """Each way of each flow: how likely it is, what comes of it, and all that crosses a link."""
    ways = [flow_paths(scenario, flow) for flow in scenario.flows]
    return [[(each.probability, each.verdict, each.endpoint, each.wire) for each in paths] for paths in ways]


def rules_met(exchange: Exchange) -> list[str]:
    """The rules that matched, in order, without the one that sets tracing."""
    steps = (step for leg in exchange.legs for hop in leg.trace.hops for step in hop.steps)
    return [
        str(each.ref)
        for each in steps
        if isinstance(each, RuleStep) and each.matched and each.ref.table != "raw"
    ]


def test_a_nodes_own_state_is_walked_as_what_was_generated_for_it(scenario: Scenario) -> None:
    attached = attach_state(scenario, NODE, state())
    assert walks(attached) == walks(scenario)
    (mine,), (theirs,) = (flow_paths(each, each.flows[0]) for each in (attached, scenario))
    assert rules_met(mine) == rules_met(theirs)


def test_the_rules_are_the_nodes_own(scenario: Scenario) -> None:
    text = state().iptables.replace(
        "--to-destination 10.180.1.136:8080", "--to-destination 10.180.1.136:9090"
    )
    attached = attach_state(scenario, NODE, NodeState(iptables=text))
    (path,) = flow_paths(attached, attached.flows[0])
    assert path.verdict.value == "rejected"
    assert any(each.packet.destination_port == 9090 for each in path.wire)


def test_nftables_mode_is_walked_from_text_and_from_json() -> None:
    nft = loads(FILE.read_text(encoding="utf-8").replace("mode: iptables", "mode: nftables"), "x").scenario
    for name in ("nft.txt", "nft.json"):
        tables = printed(f"nftables/{name}")
        attached = attach_state(nft, NODE, NodeState(nftables=tables))
        (path,), (expected,) = flow_paths(attached, nft.flows[0]), flow_paths(nft, nft.flows[0])
        assert path.wire == expected.wire
        assert path.verdict is expected.verdict


def test_connections_are_there_at_the_start(scenario: Scenario) -> None:
    attached = attach_state(scenario, NODE, NodeState(conntrack=printed("iptables/conntrack.txt")))
    world = compile_world(attached)
    entries = list(world.state(HOST).conntrack)
    assert len(entries) == 2
    assert {entry.state for entry in entries} == {TcpState.TIME_WAIT}
    assert {entry.expires_at - world.now for entry in entries} == {118.0}
    assert list(recompiled(compile_world(scenario), attached).state(HOST).conntrack) == entries


def test_connections_that_are_attached_later_are_there_from_then_on(scenario: Scenario) -> None:
    request = request_of(scenario, scenario.flows[0])
    _, world = one_path(compile_world(scenario), request, 0, 0)
    (own,) = world.state(HOST).conntrack
    attached = attach_state(scenario, NODE, NodeState(conntrack=printed("iptables/conntrack.txt")))
    assert len(recompiled(world, attached, scenario).state(HOST).conntrack) == 2
    kept = recompiled(world, attached, attached).state(HOST).conntrack
    assert list(kept) == [own]


def test_an_edit_keeps_what_was_attached_before(scenario: Scenario) -> None:
    once = attach_state(scenario, NODE, NodeState(routes=printed("iptables/route.json")))
    twice = attach_state(once, NODE, NodeState(addresses=printed("iptables/addr.json")))
    (document,) = twice.hosts
    assert document.state.routes
    assert document.state.addresses
    assert detach_state(twice, NODE) == scenario


def test_detaching_keeps_what_else_is_on_the_node(scenario: Scenario) -> None:
    attached = attach_state(scenario, NODE, NodeState(routes="[]"))
    document = replace(attached.hosts[0], iptables="-A FORWARD -j ACCEPT")
    left = detach_state(replace(attached, hosts=(document,)), NODE)
    assert [each.iptables for each in left.hosts] == ["-A FORWARD -j ACCEPT"]
    assert left.hosts[0].state == NodeState()


@pytest.mark.parametrize("field", NodeState.__struct_fields__)
def test_a_text_that_cannot_be_read_is_refused_with_its_field(scenario: Scenario, field: str) -> None:
    broken = NodeState(**{field: "*nat\n-A NOWHERE -j ACCEPT"})
    with pytest.raises(EditError, match=f"the state of Host kubernetes-node-6jst has a mistake in {field}: "):
        attach_state(scenario, NODE, broken)


def test_a_node_that_is_not_there_is_refused(scenario: Scenario) -> None:
    with pytest.raises(EditError, match="there is no Node nowhere"):
        attach_state(scenario, ObjectKey("Node", "", "nowhere"), NodeState())


def test_the_file_keeps_the_texts(scenario: Scenario) -> None:
    attached = attach_state(scenario, NODE, state())
    source = load(FILE)
    text = dumps(attached, source)
    assert loads(text, "x").scenario == attached
    assert text.startswith(source.text.rstrip("\n"))


def messages(scenario: Scenario, severity: Severity) -> list[str]:
    return [each.message for each in check(scenario) if each.severity is severity and each.key.kind == "Host"]


def test_the_check_has_nothing_to_say_of_a_whole_state(scenario: Scenario) -> None:
    attached = attach_state(scenario, NODE, state())
    assert [each for each in check(attached) if each.key.kind == "Host"] == []


def test_the_check_says_what_is_left_out(scenario: Scenario) -> None:
    iptables = state().iptables.replace("-A FORWARD -m", "-A FORWARD -m magic --spell x -m", 1)
    odd = NodeState(
        iptables=iptables,
        conntrack="gre 47 29 src=1.1.1.1 dst=2.2.2.2 srckey=0x0 dstkey=0x0 src=2.2.2.2 dst=1.1.1.1",
        routes='[{"dst":"10.9.0.0/16","dev":"wg0"},{"type":"blackhole","dst":"10.8.0.0/24"}]',
        addresses=printed("iptables/addr.json"),
    )
    attached = attach_state(scenario, NODE, odd)
    warnings, notes = (messages(attached, each) for each in (Severity.WARNING, Severity.NOTE))
    assert any("-m magic --spell x" in each for each in warnings)
    assert any("leave by wg0" in each for each in warnings)
    assert any("1 of Host kubernetes-node-6jst's connections are gre" in each for each in notes)
    assert any("blackhole 10.8.0.0/24" in each for each in notes)


def test_an_unmodelled_match_stops_the_walk_and_is_named(scenario: Scenario) -> None:
    iptables = state().iptables.replace("-A FORWARD -m", "-A FORWARD -m magic --spell x -m", 1)
    attached = attach_state(scenario, NODE, NodeState(iptables=iptables))
    (path,) = flow_paths(attached, attached.flows[0])
    assert path.verdict.value == "dropped"
    assert "-m magic --spell x is not modelled" in path.reason


@pytest.mark.parametrize(
    ("own", "given", "reason"),
    [
        ("", "", "-m set --match-set all src is not modelled"),
        ("add all 192.0.2.0/24", "add all 128.0.0.0/1", ""),
        ("add all 128.0.0.0/1", "", "drops it by rule filter/FORWARD#1"),
        ("", "add all 128.0.0.0/1", "drops it by rule filter/FORWARD#1"),
    ],
)
def test_a_nodes_rules_ask_its_own_sets_else_those_of_the_document(
    scenario: Scenario, own: str, given: str, reason: str
) -> None:
    asking = state().iptables.replace(
        "-A FORWARD -m", "-A FORWARD -m set --match-set all src -j DROP\n-A FORWARD -m", 1
    )
    first, second = (f"create all hash:net\n{each}" if each else "" for each in (own, given))
    attached = attach_state(scenario, NODE, NodeState(iptables=asking, ipsets=first))
    attached = replace(attached, hosts=(replace(attached.hosts[0], ipsets=second),))
    (path,) = flow_paths(attached, attached.flows[0])
    assert reason in path.reason
    assert (path.verdict.value == "replied") is (not reason)


def test_the_state_of_another_node_is_noticed(scenario: Scenario) -> None:
    other = ObjectKey("Node", "", "kubernetes-node-cx31")
    attached = attach_state(scenario, other, NodeState(addresses=printed("iptables/addr.json")))
    (warning,) = messages(attached, Severity.WARNING)
    assert "lists no device with 10.240.0.5" in warning


def test_tables_that_nft_does_not_show_whole_are_asked_for(scenario: Scenario) -> None:
    attached = attach_state(scenario, NODE, NodeState(nftables=printed("iptables/nft.txt")))
    warnings = messages(attached, Severity.WARNING)
    assert any("attach iptables-save" in each for each in warnings)
    assert any("hold none of kube-proxy's" in each for each in warnings)


@pytest.mark.parametrize(
    ("name", "fields"),
    {
        "iptables/iptables-save.txt": ("iptables",),
        "iptables/ip6tables-save.txt": ("ip6tables",),
        "iptables/nft.txt": ("nftables",),
        "nftables/nft.json": ("nftables",),
        "iptables/conntrack.txt": ("conntrack",),
        "iptables/conntrack-extended.txt": ("conntrack",),
        "iptables/addr.json": ("addresses",),
        "iptables/addr-details.json": ("addresses",),
        "iptables/route.json": ("routes",),
        "iptables/route6.json": ("routes6",),
        "iptables/route-all.json": ("routes", "routes6"),
        "iptables/nft-trace.log": (),
    }.items(),
)
def test_each_text_is_known_by_its_content(name: str, fields: tuple[str, ...]) -> None:
    assert fields_of(printed(name)) == fields


def test_sets_are_known_by_what_makes_them() -> None:
    assert fields_of("create nodes hash:net family inet\nadd nodes 10.0.0.0/8\n") == ("ipsets",)


@pytest.mark.parametrize(
    "text", ["", "hello", '{"kind": "List"}', "[]", "[1]", "{}", "[{}]", "apiVersion: v1\nkind: Node\n", "\0"]
)
def test_other_text_is_none_of_them(text: str) -> None:
    assert fields_of(text) == ()
