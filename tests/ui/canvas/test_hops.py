"""What a device did with a ping, in the words of its cells."""

from sandbox.engine import Request, one_path
from sandbox.kube import ObjectMeta
from sandbox.net import Protocol
from sandbox.scenario import HostDocument
from sandbox.scenario.compile import compile_world
from tests.fixtures.walks import CLIENT, NODES, cluster, pod
from ui.canvas.hops import cells_of, rewriting_at

MASQUERADE = "-t nat -A POSTROUTING -s 10.180.0.0/16 ! -d 10.180.0.0/16 -j MASQUERADE --random-fully"


def test_a_ping_is_delivered_to_no_port() -> None:
    exchange, _ = one_path(compile_world(cluster()), Request("client/c", NODES[0], 0, Protocol.ICMP))
    hop = exchange.legs[0].trace.hops[-1]
    last = cells_of(hop, len(hop.steps))[-1]
    assert (last.title, last.word, last.detail) == ("socket", "deliver", "ICMP echo request")


def test_a_masqueraded_ping_shows_addresses_without_ports() -> None:
    scenario = cluster((pod(1, on=1),), hosts=(HostDocument(ObjectMeta("n1"), MASQUERADE),))
    request = Request("pod/default/p1", CLIENT, 0, Protocol.ICMP)
    exchange, _ = one_path(compile_world(scenario), request)
    hop = exchange.legs[0].trace.hops[1]
    found = rewriting_at(hop, len(hop.steps))
    assert found is not None
    assert (found.field, found.before, found.after) == ("source", "10.180.1.10", "10.240.0.1")
