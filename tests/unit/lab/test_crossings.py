"""Crossings out of frames: paired at the network, read at the node, repetitions left out."""

from sandbox.lab.crossings import Captured, crossings_of, dyed
from sandbox.lab.inside.messages import Frame
from sandbox.lab.wiring import FABRIC, Cable, Wiring
from sandbox.topology import Port

NETWORK = ("client/a", "node/n")
WIRING = Wiring(
    tuple(
        Cable(Port(host, "eth0"), "", Port(FABRIC, f"p{number}"), "") for number, host in enumerate(NETWORK)
    ),
    (Cable(Port("pod/d/p", "eth0"), "", Port("node/n", "veth1"), ""),),
)


def seen(time: int, where: str, interface: str, *, outgoing: bool, destination: str = "10.0.0.1") -> Captured:
    frame = Frame(time, interface, outgoing, 7, "request", "TCP", "192.0.2.1", 4000, destination, 80)
    return Captured(where, frame)


def ways(*captured: Captured) -> list[tuple[str, str, str]]:
    return [(each.sender, each.receiver, each.destination) for each in crossings_of(WIRING, captured)]


def test_in_and_out_of_the_network_is_one_crossing() -> None:
    found = ways(seen(2, FABRIC, "p1", outgoing=True), seen(1, FABRIC, "p0", outgoing=False))
    assert found == [("client/a", "node/n", "10.0.0.1")]


def test_what_the_network_keeps_is_none() -> None:
    assert ways(seen(1, FABRIC, "p0", outgoing=False)) == []


def test_what_the_network_says_itself_is_none() -> None:
    assert ways(seen(1, FABRIC, "p0", outgoing=True)) == []


def test_a_pods_link_is_read_at_its_node_in_the_order_of_time() -> None:
    found = ways(
        seen(9, "node/n", "veth1", outgoing=False, destination="10.0.0.9"),
        seen(5, "node/n", "veth1", outgoing=True),
    )
    assert found == [("node/n", "pod/d/p", "10.0.0.1"), ("pod/d/p", "node/n", "10.0.0.9")]


def test_a_packet_that_is_sent_again_a_second_later_is_no_news() -> None:
    found = ways(
        seen(0, "node/n", "veth1", outgoing=True), seen(1_000_000_000, "node/n", "veth1", outgoing=True)
    )
    assert len(found) == 1


def segment(interface: str, source: str, destination: str, leg: str, dye: int = 0) -> Captured:
    frame = Frame(1, interface, True, dye, leg, "TCP", source, 4000, destination, 80)
    if source > destination:
        frame = Frame(1, interface, True, dye, leg, "TCP", source, 80, destination, 4000)
    return Captured("node/n", frame)


def test_a_later_segment_belongs_to_the_handshake_on_the_same_link() -> None:
    syn = segment("veth1", "10.0.0.1", "10.0.0.2", "request", dye=7)
    asks = segment("veth1", "10.0.0.1", "10.0.0.2", "data")
    ends = segment("veth1", "10.0.0.2", "10.0.0.1", "end")
    strange = segment("veth2", "10.0.0.1", "10.0.0.2", "data")
    found = [(each.frame.dye, each.frame.leg) for each in dyed([syn, asks, ends, strange])]
    assert found == [(7, "request"), (7, "request data"), (7, "reply end")]


def test_a_reset_behind_the_handshake_belongs_to_it_and_one_before_it_to_its_own_number() -> None:
    syn = segment("veth1", "10.0.0.1", "10.0.0.2", "request", dye=8)
    reset = segment("veth1", "10.0.0.2", "10.0.0.1", "error", dye=99)
    strange = segment("veth2", "10.0.0.2", "10.0.0.1", "error", dye=8)
    found = [(each.frame.dye, each.frame.leg) for each in dyed([syn, reset, strange])]
    assert found == [(8, "request"), (8, "error"), (8, "error")]


def test_a_request_behind_a_new_translation_is_known_by_its_number_and_its_reset_wherever_it_goes() -> None:
    syn = segment("veth1", "10.0.0.1", "10.0.0.2", "request", dye=8)
    asks = segment("veth2", "10.0.0.1", "10.0.0.3", "data", dye=8)
    strange = segment("veth2", "10.0.0.1", "10.0.0.4", "data", dye=10)
    reset = segment("veth2", "10.0.0.3", "10.0.0.1", "error", dye=99)
    further = segment("veth3", "10.0.0.3", "10.0.0.1", "error", dye=99)
    found = [(each.frame.dye, each.frame.leg) for each in dyed([syn, asks, strange, reset, further])]
    assert found == [(8, "request"), (8, "request data"), (8, "error"), (8, "error")]
