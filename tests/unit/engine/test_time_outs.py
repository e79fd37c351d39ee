"""A host's settings decide how long its connections live; kube-proxy's configuration is among them."""

import pytest

from sandbox.chance import ScriptedChooser
from sandbox.conntrack import TcpState
from sandbox.engine import Request, World, one_path
from sandbox.engine.connections import without_connection
from sandbox.engine.exchange import connection_of
from sandbox.engine.history import History, Sent
from sandbox.engine.paths import resume_connection
from sandbox.engine.segments import By
from sandbox.kube import ConntrackConfiguration, KubeProxyConfiguration, ObjectMeta
from sandbox.scenario import HostDocument
from sandbox.scenario.compile import compile_world
from sandbox.trace import ConntrackEvent, ConntrackStep, Verdict
from tests.fixtures.walks import NODE_PORT, NODES, cluster

PREFIX = "net.netfilter.nf_conntrack_"
WHOLE = Request("client/c", NODES[1], NODE_PORT, whole=True)


def world(config: ConntrackConfiguration | None = None, **sysctls: str) -> World:
    own = tuple((f"{PREFIX}{name}", value) for name, value in sysctls.items())
    configured = KubeProxyConfiguration(ObjectMeta(""), conntrack=config or ConntrackConfiguration())
    return compile_world(
        cluster(hosts=(HostDocument(ObjectMeta("n2"), sysctls=own),), proxy_configurations=(configured,))
    )


@pytest.mark.parametrize(
    ("config", "sysctls", "expected"),
    [
        (None, {}, 86400),
        (ConntrackConfiguration(tcp_established_timeout=0.0), {}, 432000),
        (ConntrackConfiguration(tcp_established_timeout=600.0), {}, 600),
        (None, {"tcp_timeout_established": "77"}, 77),
    ],
    ids=["kube-proxy's", "the kernel's", "configured", "set on the host"],
)
def test_an_established_connection_lives(
    config: ConntrackConfiguration | None, sysctls: dict[str, str], expected: float
) -> None:
    host = world(config, **sysctls).topology.hosts["node/n2"]
    assert host.tracking.tcp[TcpState.ESTABLISHED] == expected


def test_a_connections_last_packet_gives_it_its_hosts_time() -> None:
    _, after = one_path(world(tcp_timeout_time_wait="7", tcp_timeout_syn_recv="5"), WHOLE)
    (entry,) = after.state("node/n2").conntrack
    assert (entry.state.value, entry.timeout, entry.expires_at) == ("TIME_WAIT", 7, 7)
    (other,) = after.state("node/n1").conntrack
    assert other.timeout == 120


def test_time_runs_out_by_the_hosts_setting() -> None:
    history = History.of(world(tcp_timeout_syn_recv="5"))
    history = history.sent(Request("client/c", NODES[1], NODE_PORT), ScriptedChooser()).advanced(6)
    (entry,) = history.now.world.state("node/n2").conntrack
    assert entry.expires_at < history.now.world.now


def test_a_syn_over_an_open_connection_renews_nothing_and_the_answer_brings_the_table_into_step() -> None:
    request = Request("client/c", NODES[1], NODE_PORT)
    history = History.of(world()).sent(request, ScriptedChooser()).advanced(30)
    event = history.sent(request, ScriptedChooser()).now
    assert isinstance(event.event, Sent)
    assert event.event.exchange.verdict is Verdict.REPLIED
    (entry,) = event.world.state("node/n2").conntrack
    assert (entry.state.value, entry.expires_at) == ("SYN_RECV", 90)


@pytest.mark.parametrize(("loose", "event"), [("0", ConntrackEvent.INVALID), ("1", ConntrackEvent.NEW)])
def test_what_is_under_way_is_taken_up_where_the_host_is_loose(loose: str, event: ConntrackEvent) -> None:
    exchange, opened = one_path(world(tcp_loose=loose), Request("client/c", NODES[1], NODE_PORT))
    connection = connection_of(exchange)
    assert connection is not None
    (entry,) = opened.state("node/n2").conntrack
    forgotten = without_connection(opened, "node/n2", entry)
    resumed, _ = resume_connection(forgotten, connection, By.CLIENT, ScriptedChooser())
    steps = (step for hop in resumed.legs[0].trace.hops for step in hop.steps)
    assert next(step.event for step in steps if isinstance(step, ConntrackStep)) is event
