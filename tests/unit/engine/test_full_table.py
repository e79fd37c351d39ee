"""`nf_conntrack_max`: a full table gives up what is not assured nearby, else it drops the newcomer."""

from sandbox.chance import SeededChooser
from sandbox.engine import Request, World
from sandbox.engine.history import History, Sent
from sandbox.kube import ConntrackConfiguration, ContainerPort, KubeProxyConfiguration, ObjectMeta
from sandbox.net import parse_network
from sandbox.scenario import HostDocument
from sandbox.scenario.check import check
from sandbox.scenario.compile import compile_world
from sandbox.trace import ConntrackEvent, ConntrackStep, Exchange, Verdict
from tests.fixtures.walks import NODE_PORT, NODES, cluster, pod

NODE = "node/n2"
REQUEST = Request("client/c", NODES[1], NODE_PORT)


def limited(entries: int, buckets: int) -> World:
    sysctls = (
        ("net.netfilter.nf_conntrack_max", str(entries)),
        ("net.netfilter.nf_conntrack_buckets", str(buckets)),
    )
    scenario = cluster(
        hosts=(HostDocument(ObjectMeta("n2"), sysctls=sysctls),),
        proxy_configurations=(
            KubeProxyConfiguration(
                ObjectMeta("config"),
                cluster_cidrs=(parse_network("10.180.0.0/16"),),
                conntrack=ConntrackConfiguration(max_per_core=0),
            ),
        ),
    )
    assert list(check(scenario)) == []
    return compile_world(scenario)


def requests(history: History, number: int, whole: bool = False) -> tuple[History, Exchange]:
    for each in range(number):
        request = Request("client/c", NODES[1], NODE_PORT, whole=whole)
        history = history.sent(request, SeededChooser(1), each)
    event = history.now.event
    assert isinstance(event, Sent)
    return history, event.exchange


def events(exchange: Exchange) -> list[ConntrackEvent]:
    steps = (step for leg in exchange.legs for hop in leg.trace.hops for step in hop.steps)
    return [step.event for step in steps if isinstance(step, ConntrackStep)]


def test_a_new_connection_is_dropped_and_an_old_one_goes_on() -> None:
    history, last = requests(History.of(limited(2, buckets=2**30)), 3)
    assert last.verdict is Verdict.DROPPED
    assert last.reason.startswith("n2 drops it: nf_conntrack: table full, dropping packet")
    assert len(history.now.world.state(NODE).conntrack) == 2
    again = history.sent(REQUEST, SeededChooser(1), 0).now.event
    assert isinstance(again, Sent)
    assert again.exchange.verdict is Verdict.REPLIED


def test_what_is_not_assured_makes_room() -> None:
    history, last = requests(History.of(limited(2, buckets=1)), 3)
    assert last.verdict is Verdict.REPLIED
    assert events(last).count(ConntrackEvent.EVICTED) == 2
    assert len(history.now.world.state(NODE).conntrack) == 1


def test_what_is_assured_does_not() -> None:
    history, last = requests(History.of(limited(2, buckets=1)), 3, whole=True)
    assert last.verdict is Verdict.DROPPED
    assert len(history.now.world.state(NODE).conntrack) == 2


def test_entries_whose_time_is_up_do_not_count() -> None:
    history, _ = requests(History.of(limited(2, buckets=2**30)), 2)
    later, last = requests(history.advanced(60), 1)
    assert last.verdict is Verdict.REPLIED
    assert len(later.now.world.state(NODE).conntrack) == 1


def test_no_limit_is_no_limit() -> None:
    _, last = requests(History.of(limited(0, buckets=1)), 3)
    assert last.verdict is Verdict.REPLIED


def test_a_refused_connection_leaves_nothing_in_the_table() -> None:
    """The reset is the first answer, and the last packet that is translated after the entry."""
    elsewhere = pod(1, on=1, ports=(ContainerPort(9999),))
    history, last = requests(History.of(compile_world(cluster([elsewhere]))), 1)
    assert last.verdict is Verdict.REJECTED
    assert ConntrackEvent.DELETED in events(last)
    assert len(history.now.world.state(NODE).conntrack) == 0
