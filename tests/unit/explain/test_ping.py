"""Pings in words: who answered, what tells them apart, and what NAT did to that."""

from sandbox.engine import Request, one_path
from sandbox.explain import next_sentence, outcome, sentence
from sandbox.explain.events import event_of
from sandbox.explain.header import FIELDS, rewritings_at
from sandbox.explain.names import kind_text, tuple_text, ways_text
from sandbox.explain.sources import sources_of
from sandbox.kube import ObjectMeta
from sandbox.net import Protocol
from sandbox.playback import Timeline
from sandbox.scenario import HostDocument
from sandbox.scenario.compile import compile_world
from sandbox.trace import ConntrackStep, DeliverStep, NatStep, Step
from tests.fixtures.walks import CLIENT, cluster, pod

MASQUERADE = "-t nat -A POSTROUTING -s 10.180.0.0/16 ! -d 10.180.0.0/16 -j MASQUERADE"


def second_of_two() -> Timeline:
    """The ping of a pod whose identifier another pod's ping has taken at the node that masquerades both."""
    pods = (pod(1, on=1), pod(2, on=1, last=11))
    world = compile_world(cluster(pods, hosts=(HostDocument(ObjectMeta("n1"), MASQUERADE),)))
    one, other = (Request(f"pod/default/{name}", CLIENT, 0, Protocol.ICMP) for name in ("p1", "p2"))
    return Timeline.of(one_path(one_path(world, one)[1], other)[0])


WALK = second_of_two()


def first(kind: type[Step]) -> int:
    return next(number for number, each in enumerate(WALK.moments) if isinstance(each.step, kind))


def test_a_kernel_answers() -> None:
    number = first(DeliverStep)
    assert sentence(WALK, number) == (
        "The kernel answers the ping itself, no server does. The peer that it sees is 10.240.0.1. "
        "That address is not the sender's own, 10.180.1.11."
    )
    assert event_of(WALK, number).what == "answered by its kernel"
    assert next_sentence(WALK, number - 1) == "c answers it in its kernel"
    assert [each.function for each in sources_of(WALK, number)] == ["icmp_echo"]
    assert outcome(WALK.exchange).sentence == (
        "The echo request was answered, and the reply reached the sender."
    )


def test_an_identifier_that_was_taken_is_rewritten() -> None:
    number = first(NatStep)
    step = WALK.moments[number].step
    became = step.after.identifier
    assert became != 1234
    assert f"The identifier 1234 becomes {became}, so that replies can be told apart." in sentence(
        WALK, number
    )
    changes = {each.field: (each.before, each.after) for each in rewritings_at(WALK, number)}
    assert changes["identifier"] == ("1234", str(became))


def test_a_header_has_no_ports_and_says_which_ping_it_is() -> None:
    packet = WALK.moments[0].step.after
    shown = {name: read(packet) for name, read in FIELDS if read(packet)}
    assert shown == {
        "source": "10.180.1.11",
        "destination": "198.51.100.79",
        "protocol": "ICMP echo request",
        "identifier": "1234",
        "sequence number": "1",
        "TTL": "64",
        "mark": "0x0",
    }
    assert kind_text(WALK.exchange.legs[1].trace.packet) == "ICMP echo reply"


def test_an_entry_is_written_as_conntrack_lists_it() -> None:
    step = WALK.moments[first(ConntrackStep)].step
    assert isinstance(step, ConntrackStep)
    assert step.entry is not None
    original = step.entry.original
    assert tuple_text(original) == "10.180.1.11 198.51.100.79 type=8 code=0 id=1234"
    assert ways_text(original) == "10.180.1.11 → 198.51.100.79 type=8 code=0 id=1234"
