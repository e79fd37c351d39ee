"""What happens to a node's connections between two packets of a flow, and what that does to the flow."""

import msgspec
import pytest

from sandbox.cli.explain import explained_lines
from sandbox.cli.rule_text import rule_text_of
from sandbox.cli.text import Look, path_lines
from sandbox.engine import paths
from sandbox.formats import loads
from sandbox.formats.trace_json import exchange_as_json
from sandbox.kube import ObjectKey, ObjectMeta
from sandbox.net import Protocol, TcpFlags
from sandbox.scenario import AddressTarget, Extent, Flow, HostDocument, Interruption, Scenario, TableChange
from sandbox.scenario.check import check
from sandbox.scenario.compile import compile_world, request_of
from sandbox.scenario.edits import rename
from sandbox.trace import ConntrackEvent, ConntrackStep, Exchange, LegKind, Verdict
from tests.fixtures.walks import NODE_PORT, NODES, cluster, pod

WHOLE = Flow(
    ObjectMeta("f"),
    ObjectKey("Client", "", "c"),
    AddressTarget(NODES[1], NODE_PORT),
    connection=Extent.WHOLE,
)


def flow(**fields: object) -> Flow:
    return msgspec.structs.replace(WHOLE, **fields)


def sent(flow: Flow, scenario: Scenario | None = None) -> list[Exchange]:
    chosen = msgspec.structs.replace(scenario or cluster(), flows=(flow,))
    return list(paths(compile_world(chosen), request_of(chosen, flow)))


def new_at_node(exchange: Exchange) -> list[int]:
    """The packets, from 1, for which node n2 began an entry."""
    return [
        number
        for number, leg in enumerate(exchange.legs, 1)
        for hop in leg.trace.hops
        if hop.device == "node/n2"
        for step in hop.steps
        if isinstance(step, ConntrackStep) and step.event is ConntrackEvent.NEW
    ]


def test_a_whole_connection_is_asked_for_by_the_flow() -> None:
    (exchange,) = sent(WHOLE)
    assert len(exchange.legs) == 8
    assert new_at_node(exchange) == [1]


@pytest.mark.parametrize("change", TableChange)
def test_a_forgotten_connection_is_taken_up_midway_as_a_new_one(change: TableChange) -> None:
    """With one endpoint it is translated to the same server again, if by another source port."""
    (exchange,) = sent(flow(between=(Interruption(3, "n2", change),)))
    assert new_at_node(exchange)[:2] == [1, 4]
    assert exchange.verdict is Verdict.REJECTED
    assert (exchange.endpoint, exchange.client_address) == (None, None)


def test_the_reset_of_a_server_that_knows_nothing_reaches_the_client() -> None:
    (exchange,) = sent(flow(between=(Interruption(3, "n2"),)))
    *_, last = exchange.wire
    assert (last.leg, last.receiver) == (LegKind.ERROR, "client/c")
    assert (last.packet.source, last.packet.source_port) == (NODES[1], NODE_PORT)
    assert last.packet.flags == TcpFlags.RST
    assert exchange.reason.startswith("default/p1 has no connection on TCP 8080 with 10.240.0.2:")


@pytest.mark.parametrize(
    ("reject_with", "protocol"), [("tcp-reset", Protocol.TCP), ("icmp-port-unreachable", Protocol.ICMP)]
)
def test_what_a_rule_answers_to_an_open_connection_is_translated_as_that_is(
    reject_with: str, protocol: Protocol
) -> None:
    """Masqueraded, its replies have other ends than the answer, which is found by the packet alone."""
    rule = f"-I FORWARD -p tcp --dport 8080 --tcp-flags PSH PSH -j REJECT --reject-with {reject_with}"
    document = HostDocument(ObjectMeta("n2"), iptables=rule)
    (exchange,) = sent(WHOLE, cluster(hosts=(document,)))
    assert exchange.verdict is Verdict.REJECTED
    (answer,) = (each for each in exchange.wire if each.leg is LegKind.ERROR)
    assert (answer.sender, answer.receiver) == ("node/n2", "client/c")
    assert (answer.packet.protocol, answer.packet.source) == (protocol, NODES[1])
    about = answer.packet.icmp
    original = None if about is None else about.original
    assert original is None or (original.destination, original.destination_port) == (NODES[1], NODE_PORT)


def test_a_reset_that_is_lost_leaves_what_the_opening_came_to() -> None:
    rules = (
        "-I FORWARD -p tcp --dport 8080 --tcp-flags PSH PSH -j REJECT --reject-with tcp-reset\n"
        "-I OUTPUT -p tcp --tcp-flags RST RST -j DROP"
    )
    (exchange,) = sent(WHOLE, cluster(hosts=(HostDocument(ObjectMeta("n2"), iptables=rules),)))
    assert (exchange.verdict, exchange.endpoint) == (Verdict.DELIVERED, "default/p1")
    assert exchange.reason.endswith("and the error does not reach the sender")


def test_what_happened_between_packets_is_told_in_every_form() -> None:
    changes = (Interruption(1, "n3", TableChange.EXPIRE), Interruption(3, "n2"))
    (exchange,) = sent(flow(between=changes))
    expired = "then on node/n3 the time of all connections is up"
    removed = "then on node/n2 all connections are removed"
    shown = [line.strip() for line in path_lines(exchange, "", Look(), rule_text_of(exchange))]
    assert shown[shown.index(expired) + 1] == "reply from pod/default/p1"
    assert shown[shown.index(removed) + 1] == "request from client/c"
    explained = list(explained_lines(exchange, "", Look()))
    assert explained.index(expired) < explained.index(removed)
    assert exchange_as_json(exchange, rule_text_of(exchange))["between"] == [
        {"after": 1, "device": "node/n3", "do": "Expire"},
        {"after": 3, "device": "node/n2", "do": "Forget"},
    ]


def test_with_two_endpoints_half_of_them_meet_a_server_that_knows_nothing() -> None:
    exchanges = sent(flow(between=(Interruption(3, "n2"),)), cluster([pod(1, on=1), pod(2, on=3)]))
    broken = [each for each in exchanges if each.verdict is not Verdict.REPLIED]
    assert sum(each.probability for each in broken) >= sum(
        each.probability for each in exchanges if each.verdict is Verdict.REPLIED
    )


def test_it_is_read_printed_and_checked() -> None:
    text = """
apiVersion: natwalk/v1alpha1
kind: Flow
metadata: {name: f}
spec:
  from: {client: c}
  to: {address: 10.240.0.2, port: 30080}
  connection: Whole
  between:
  - {after: 3, node: n2, do: Expire}
  - {after: 4, node: nowhere}
"""
    (found,) = loads(text, "f").scenario.flows
    assert found.connection is Extent.WHOLE
    assert found.between == (Interruption(3, "n2", TableChange.EXPIRE), Interruption(4, "nowhere"))
    (problem,) = check(msgspec.structs.replace(cluster(), flows=(found,)))
    assert problem.message == "Flow f names the node 'nowhere', which is not there; name one that is"


def test_it_follows_the_node_that_is_renamed() -> None:
    scenario = msgspec.structs.replace(cluster(), flows=(flow(between=(Interruption(3, "n2"),)),))
    (after,) = rename(scenario, ObjectKey("Node", "", "n2"), "other").flows
    assert after.between == (Interruption(3, "other"),)
