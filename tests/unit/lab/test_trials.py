"""Which connections of the lab go together: those that find nothing of one another."""

from fractions import Fraction

import msgspec
import pytest

from sandbox.engine import Request, World, paths
from sandbox.kube import ObjectMeta, ProxyMode, Service, SessionAffinity
from sandbox.lab.compare import expected_paths
from sandbox.lab.memory import Memory
from sandbox.lab.observe import Observation
from sandbox.lab.report import FlowReport, PathReport
from sandbox.lab.trials import AT_ONCE, Case, Trial, next_batch
from sandbox.net import IPAddress, parse_address
from sandbox.scenario import HostDocument, Scenario
from sandbox.scenario.compile import compile_world
from sandbox.trace import Verdict
from tests.fixtures.walks import CLIENT, NODE_PORT, NODES, cluster, pod, service

PODS = tuple(pod(number, on=number) for number in (1, 2))
UNSERVED = service(
    metadata=ObjectMeta("unserved", "default"),
    selector=(("app", "nobody"),),
    cluster_ips=(parse_address("10.0.0.11"),),
    ports=(msgspec.structs.replace(service().ports[0], node_port=NODE_PORT + 1),),
)


def in_mode(mode: ProxyMode, *services: Service, **fields: object) -> Scenario:
    """Two servers behind the Services, with all nodes in one mode."""
    scenario = cluster(PODS, services, **fields)
    config = msgspec.structs.replace(scenario.proxy_configurations[0], mode=mode)
    return msgspec.structs.replace(scenario, proxy_configurations=(config,))


def trial(world: World, host: str, address: IPAddress, port: int = NODE_PORT) -> Trial:
    request = Request(host, address, port)
    exchanges = tuple(paths(world, request))
    return Trial(Case(f"{host} {address}:{port}", request, expected_paths(exchanges), Memory.of(exchanges)))


def together(*trials: Trial) -> list[tuple[str, int]]:
    return [(each.case.request.host, count) for each, count in next_batch(trials, AT_ONCE)]


@pytest.fixture(params=[ProxyMode.IPTABLES, ProxyMode.NFTABLES])
def kept(request: pytest.FixtureRequest) -> World:
    """A Service that remembers clients, and one that nobody serves."""
    sticky = service(session_affinity=SessionAffinity.CLIENT_IP)
    return compile_world(in_mode(request.param, sticky, UNSERVED))


def test_a_remembered_client_connects_once_at_a_time(kept: World) -> None:
    first = trial(kept, "client/c", NODES[0])
    assert together(first, trial(kept, "client/c", NODES[0])) == [("client/c", 1)]


def test_different_clients_and_different_nodes_go_together(kept: World) -> None:
    trials = [
        trial(kept, "client/c", NODES[0]),
        trial(kept, "client/c", NODES[1]),
        trial(kept, "node/n3", NODES[0]),
    ]
    assert together(*trials) == [("client/c", 1), ("client/c", 1), ("node/n3", 1)]


def test_what_comes_by_no_list_that_is_filled_goes_as_often_as_it_likes(kept: World) -> None:
    refused = trial(kept, "client/c", NODES[0], NODE_PORT + 1)
    assert together(refused, trial(kept, "client/c", NODES[0])) == [
        ("client/c", refused.wanted),
        ("client/c", 1),
    ]


@pytest.mark.parametrize("mode", [ProxyMode.IPTABLES, ProxyMode.NFTABLES])
def test_without_affinity_all_go_together(mode: ProxyMode) -> None:
    world = compile_world(in_mode(mode, service()))
    trials = [trial(world, "client/c", NODES[0]), trial(world, "client/c", NODES[0])]
    assert together(*trials) == [("client/c", each.wanted) for each in trials]
    assert all(count > 1 for _, count in together(*trials))


def test_a_path_that_hardly_ever_comes_up_may_be_missing() -> None:
    """Cluster 61 of seed 79005 of the random clusters: a rule drops at random what goes in a circle."""
    world = compile_world(in_mode(ProxyMode.IPTABLES, service()))
    common, rare = trial(world, "client/c", NODES[0]).case.expected
    seen = Observation(Verdict.REPLIED, ())
    for probability, agrees in ((Fraction(1, 2), False), (Fraction(1, 10**4), True)):
        path = msgspec.structs.replace(rare, probability=probability)
        paths = (PathReport(common, (seen,) * 40), PathReport(path, ()))
        assert FlowReport("flow", None, paths).agrees is agrees


def test_one_may_look_for_what_another_leaves() -> None:
    """Other software that keeps out whoever knocked elsewhere."""
    rules = (
        "-A INPUT -p tcp --dport 22 -m recent --name knocked --set -j DROP\n"
        "-I FORWARD -m recent --name knocked --rcheck --seconds 60 -j DROP\n"
    )
    host = HostDocument(ObjectMeta("n1"), rules)
    world = compile_world(in_mode(ProxyMode.IPTABLES, service(), hosts=(host,)))
    knock, ask = trial(world, "client/c", NODES[0], 22), trial(world, "client/c", NODES[0])
    assert knock.case.may_wait
    assert knock.case.memory.meets(ask.case.memory)
    assert not ask.case.memory.meets(ask.case.memory)
    assert {place[1:] for place in knock.case.memory.filled} == {("knocked", str(CLIENT))}
