"""Worlds whose hosts are built when packets reach them are the same as worlds that are built whole."""

from pathlib import Path
from types import MappingProxyType

import msgspec
import pytest

from sandbox.engine import Request, World, paths
from sandbox.formats import load
from sandbox.scenario import Scenario
from sandbox.scenario.compile import compile_world, request_of
from sandbox.topology import Host, HostKind, LazyItems, LazyPorts, Port
from tests.benchmarks.large_cluster import large_cluster, node_address

FOLDER = Path(__file__).parents[3] / "resources" / "scenarios"


def scenario(name: str) -> Scenario:
    return load(FOLDER / f"{name}.yaml").scenario


def built_whole(world: World) -> World:
    """The same world with plain mappings in it."""
    topology = world.topology
    whole = msgspec.structs.replace(
        topology,
        hosts=MappingProxyType(dict(topology.hosts)),
        links=MappingProxyType(dict(topology.links)),
        bridges=MappingProxyType(dict(topology.bridges)),
    )
    return msgspec.structs.replace(world, topology=whole)


@pytest.mark.parametrize("name", ["using-source-ip", "proxy-protocol", "nodeport-local"])
def test_lazy_and_whole_worlds_walk_alike(name: str) -> None:
    document = scenario(name)
    whole = built_whole(compile_world(document))
    for flow in document.flows:
        request = request_of(document, flow)
        assert tuple(paths(compile_world(document), request)) == tuple(paths(whole, request))


def test_a_lazy_topology_equals_a_whole_one() -> None:
    topology = compile_world(scenario("using-source-ip")).topology
    whole = built_whole(compile_world(scenario("using-source-ip"))).topology
    assert (topology.hosts, topology.links, topology.bridges) == (whole.hosts, whole.links, whole.bridges)
    assert (
        len(topology.links)
        == len(whole.links)
        == 2 * sum(host.kind is HostKind.POD for host in whole.hosts.values())
    )


def test_every_link_leads_back() -> None:
    links = compile_world(large_cluster(nodes=3, services=4, pods=12)).topology.links
    assert len(links) == 24
    assert all(links[far] == near for near, far in links.items())


def test_a_host_is_built_once_and_only_when_it_is_looked_at() -> None:
    asked: list[str] = []
    host = next(iter(compile_world(scenario("clusterip")).topology.hosts.values()))

    def build(name: str) -> Host:
        asked.append(name)
        return host

    hosts = LazyItems(("a", "b"), build)
    assert ("a" in hosts, "c" in hosts, len(hosts), list(hosts)) == (True, False, 2, ["a", "b"])
    assert asked == []
    assert hosts["b"] is hosts["b"]
    assert asked == ["b"]


def test_a_host_that_is_not_there_is_not_built() -> None:
    with pytest.raises(KeyError):
        compile_world(scenario("clusterip")).topology.hosts["node/nowhere"]


def test_the_ports_of_a_host_are_worked_out_together() -> None:
    asked: list[str] = []

    def build(host: str) -> dict[Port, int]:
        asked.append(host)
        return {Port(host, "eth0"): 0, Port(host, "eth1"): 1}

    ports = LazyPorts(("a", "b"), build)
    assert (ports[Port("b", "eth1")], ports[Port("b", "eth0")], asked) == (1, 0, ["b"])
    assert Port("a", "lo") not in ports
    assert list(ports) == [Port(host, name) for host in "ab" for name in ("eth0", "eth1")]
    assert (len(ports), asked) == (4, ["b", "a"])


def test_a_walk_looks_at_no_more_rules_in_a_larger_cluster() -> None:
    request = Request("client/laptop", node_address(1), 30007)
    few, many = (
        next(iter(paths(compile_world(large_cluster(20, services, 5 * services)), request)))
        for services in (10, 200)
    )
    assert [len(leg.trace.hops) for leg in few.legs] == [len(leg.trace.hops) for leg in many.legs]
    for one, other in zip(few.legs, many.legs, strict=True):
        for here, there in zip(one.trace.hops, other.trace.hops, strict=True):
            assert [type(step) for step in here.steps] == [type(step) for step in there.steps]
