"""Entries that leave a device's table during a walk."""

from sandbox.engine import Request, one_path
from sandbox.kube import ContainerPort, ObjectMeta
from sandbox.playback import Timeline, entries_at
from sandbox.scenario import HostDocument
from sandbox.scenario.compile import compile_world
from sandbox.trace import ConntrackEvent, ConntrackStep
from tests.fixtures.walks import NODE_PORT, NODES, cluster, pod


def last_walk(sysctls: tuple[tuple[str, str], ...] = (), requests: int = 1) -> Timeline:
    """The last of some requests to a node port of n2; without `sysctls` the pod refuses them."""
    document = HostDocument(ObjectMeta("n2"), sysctls=sysctls)
    pods = [pod(1, on=1, ports=(ContainerPort(8080 if sysctls else 9999),))]
    world = compile_world(cluster(pods, hosts=(document,)))
    for number in range(requests - 1):
        _, world = one_path(world, Request("client/c", NODES[1], NODE_PORT), number=number)
    last, _ = one_path(world, Request("client/c", NODES[1], NODE_PORT), number=requests - 1)
    return Timeline.of(last)


def events_at(timeline: Timeline, event: ConntrackEvent) -> list[int]:
    return [
        number
        for number, moment in enumerate(timeline.moments)
        if isinstance(moment.step, ConntrackStep) and moment.step.event is event
    ]


def test_a_reset_takes_the_entry_out_of_the_table_when_its_packet_has_left() -> None:
    timeline = last_walk()
    first, *_ = events_at(timeline, ConntrackEvent.DELETED)
    device = timeline.moments[first].device
    (row,) = entries_at(timeline, first)
    assert not row.is_confirmed
    assert "− leaves the table" in row.happened
    assert device == "node/n1"


def test_a_full_tables_victim_is_no_longer_there() -> None:
    sysctls = (("net.netfilter.nf_conntrack_max", "1"), ("net.netfilter.nf_conntrack_buckets", "1"))
    timeline = last_walk(sysctls, requests=2)
    (evicted,) = events_at(timeline, ConntrackEvent.EVICTED)
    step = timeline.moments[evicted].step
    assert isinstance(step, ConntrackStep)
    assert step.entry is not None
    (row,) = entries_at(timeline, evicted, [step.entry])
    assert not row.is_confirmed
    made, *_ = events_at(timeline, ConntrackEvent.CONFIRMED)
    assert step.entry.original not in [
        each.entry.original for each in entries_at(timeline, made, [step.entry]) if each.is_confirmed
    ]
