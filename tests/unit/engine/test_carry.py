"""What outlives an edit: connections, affinity, and what load balancers know of the nodes."""

import msgspec
import pytest

from sandbox.chance import SeededChooser
from sandbox.engine import Request, paths
from sandbox.engine.exchange import connection_of
from sandbox.engine.history import History, Resumed, Sent
from sandbox.engine.segments import By
from sandbox.kube import ContainerPort, ObjectMeta, ServicePort, ServiceType, TrafficPolicy
from sandbox.net import Protocol, parse_address, parse_interface_address
from sandbox.scenario import HostDocument, HostInterface, LoadBalancer, Network, Overlay, Scenario
from sandbox.scenario.compile import compile_world, recompiled
from sandbox.trace import Verdict
from tests.fixtures.walks import CLIENT, CLUSTER_IP, NODE_PORT, NODES, VIP, cluster, node, pod, service


def udp_cluster(*pods_on: int) -> Scenario:
    port = ServicePort(53, 5353, protocol=Protocol.UDP, node_port=NODE_PORT)
    servers = [pod(n, on=n, ports=(ContainerPort(5353, protocol=Protocol.UDP),)) for n in pods_on]
    return cluster(servers or [pod(9, on=3, metadata=ObjectMeta("p9", "default"))], [service(ports=(port,))])


def after_request(scenario: Scenario, request: Request) -> History:
    history = History.of(compile_world(scenario)).sent(request, SeededChooser(1))
    assert isinstance(history.now.event, Sent)
    assert history.now.event.exchange.verdict is Verdict.REPLIED
    return history


@pytest.mark.parametrize("destination", [NODES[1], CLUSTER_IP], ids=["node port", "cluster IP"])
def test_kube_proxy_deletes_udp_entries_whose_endpoint_is_gone(destination: object) -> None:
    to_node = destination == NODES[1]
    host = "client/c" if to_node else "node/n2"
    port = NODE_PORT if to_node else 53
    request = Request(host, destination, port, Protocol.UDP)  # type: ignore[arg-type]
    history = after_request(udp_cluster(1), request)
    assert len(history.now.world.state("node/n2").conntrack) == 1
    gone = history.edited("Delete pod p1", lambda world: recompiled(world, udp_cluster()))
    assert len(gone.now.world.state("node/n2").conntrack) == 0
    kept = history.edited("Add pod p2", lambda world: recompiled(world, udp_cluster(1, 2)))
    assert len(kept.now.world.state("node/n2").conntrack) == 1


def test_a_tcp_entry_outlives_its_pod_and_a_change_of_policy() -> None:
    history = after_request(cluster(), Request("client/c", NODES[1], NODE_PORT))
    local = cluster([pod(3, on=3)], [service(external_traffic_policy=TrafficPolicy.LOCAL)])
    edited = history.edited("Set externalTrafficPolicy to Local", lambda world: recompiled(world, local))
    (entry,) = edited.now.world.state("node/n2").conntrack
    assert str(entry.reply.source) == "10.180.1.10"


def test_kube_proxy_leaves_tcp_entries_alone_where_a_port_serves_both_protocols() -> None:
    tcp, udp = (ServicePort(53, 5353, each.lower, protocol=each) for each in (Protocol.TCP, Protocol.UDP))

    def served_by(node: int) -> Scenario:
        listens = (ContainerPort(5353), ContainerPort(5353, protocol=Protocol.UDP))
        return cluster([pod(node, on=node, ports=listens)], [service(ports=(tcp, udp))])

    history = after_request(served_by(1), Request("node/n2", CLUSTER_IP, 53, Protocol.TCP))
    history = history.sent(Request("node/n2", CLUSTER_IP, 53, Protocol.UDP), SeededChooser(1))
    moved = history.edited("Move the pod", lambda world: recompiled(world, served_by(3)))
    kept = [each.original.protocol for each in moved.now.world.state("node/n2").conntrack]
    assert kept == [Protocol.TCP]


@pytest.mark.parametrize(("whole", "endpoint"), [(True, "default/p3"), (False, None)])
def test_a_port_that_is_used_again_opens_a_connection_of_its_own_once_the_first_is_closed(
    whole: bool, endpoint: str | None
) -> None:
    request = Request("client/c", NODES[1], NODE_PORT, whole=whole)
    history = after_request(cluster(), request)
    moved = history.edited("Move the pod", lambda world: recompiled(world, cluster([pod(3, on=3)])))
    event = moved.sent(request, SeededChooser(2)).now.event
    assert isinstance(event, Sent)
    assert event.exchange.endpoint == endpoint


def masquerading(overlay: Overlay = Overlay.NONE, *more: str) -> Scenario:
    """A cluster whose node n2 has addresses besides its own on eth0."""
    addresses = tuple(parse_interface_address(each) for each in more)
    return cluster(
        [pod(1, on=1)],
        networks=(Network(ObjectMeta("net"), overlay=overlay),),
        hosts=(HostDocument(ObjectMeta("n2"), interfaces=(HostInterface("eth0", addresses),)),),
    )


def test_a_masqueraded_connection_that_would_leave_by_another_device_is_dropped_and_forgotten() -> None:
    history = after_request(masquerading(), Request("client/c", NODES[1], NODE_PORT))
    moved = history.edited("Overlay", lambda world: recompiled(world, masquerading(Overlay.VXLAN)))
    sent = history.now.event
    assert isinstance(sent, Sent)
    connection = connection_of(sent.exchange)
    assert connection is not None
    gone = moved.resumed(connection, By.CLIENT, SeededChooser(1)).now
    assert isinstance(gone.event, Resumed)
    assert gone.event.exchange.verdict is Verdict.DROPPED
    assert "masqueraded for eth0 and would leave by flannel.1" in gone.event.exchange.reason
    assert len(gone.world.state("node/n2").conntrack) == 0


def test_a_connection_goes_with_the_address_that_it_was_masqueraded_with() -> None:
    history = after_request(masquerading(), Request("client/c", NODES[1], NODE_PORT))
    (entry,) = history.now.world.state("node/n2").conntrack
    given = str(entry.reply.destination)
    same = recompiled(history.now.world, masquerading(Overlay.NONE, "10.240.0.77/24"))
    assert [str(each.reply.destination) for each in same.state("node/n2").conntrack] == [given]
    nodes = (node(1), msgspec.structs.replace(node(2), addresses=(parse_address("10.240.0.66"),)), node(3))
    other = recompiled(history.now.world, msgspec.structs.replace(masquerading(), nodes=nodes))
    assert len(other.state("node/n2").conntrack) == 0


def test_a_removed_node_takes_its_connections_along() -> None:
    history = after_request(cluster(), Request("client/c", NODES[1], NODE_PORT))
    smaller = cluster(nodes=(node(1), node(3)))
    assert "node/n2" not in recompiled(history.now.world, smaller).states


def balanced(*pods_on: int) -> Scenario:
    web = service(
        ServiceType.LOAD_BALANCER, external_traffic_policy=TrafficPolicy.LOCAL, health_check_node_port=32122
    )
    balancer = LoadBalancer(ObjectMeta("lb"), ("default/web",), (NODES[0],))
    balancer = msgspec.structs.replace(balancer, addresses=())
    return cluster([pod(n, on=n) for n in pods_on], [web], load_balancers=(balancer,))


def balanced_by(policy: TrafficPolicy) -> Scenario:
    """Switched to Local, a load balancer asks a port of the Service where it asked one of kube-proxy."""
    port = 32122 if policy is TrafficPolicy.LOCAL else 0
    web = service(ServiceType.LOAD_BALANCER, external_traffic_policy=policy, health_check_node_port=port)
    balancer = LoadBalancer(ObjectMeta("lb"), ("default/web",), addresses=())
    return cluster([pod(1, on=1)], [web], load_balancers=(balancer,))


def receivers(history: History) -> set[str]:
    request = Request("client/c", VIP, 80, source=CLIENT)
    return {each.wire[1].receiver for each in paths(history.now.world, request)}


def test_load_balancers_learn_of_an_edit_by_their_health_checks() -> None:
    settled = History.of(compile_world(balanced(1)))
    assert receivers(settled) == {"node/n1"}
    moved = settled.edited("Move pod p1", lambda world: recompiled(world, balanced(2)))
    assert receivers(moved) == {"node/n1"}
    assert receivers(moved.advanced(2)) == {"node/n1", "node/n2"}
    assert receivers(moved.advanced(9.9)) == {"node/n1", "node/n2"}
    assert receivers(moved.advanced(10)) == {"node/n2"}
    assert receivers(moved.advanced(10).back().back()) == {"node/n1"}


def test_an_edit_that_changes_nothing_for_the_nodes_does_not_start_the_checks_anew() -> None:
    settled = History.of(compile_world(balanced(1)))
    renamed = settled.edited("Rename", lambda world: recompiled(world, balanced(1)))
    assert receivers(renamed) == {"node/n1"}


def test_a_new_health_check_counts_from_the_edit_that_made_it() -> None:
    settled = History.of(compile_world(balanced_by(TrafficPolicy.CLUSTER)))
    assert receivers(settled) == {"node/n1", "node/n2", "node/n3"}
    local = balanced_by(TrafficPolicy.LOCAL)
    edited = settled.edited("Set externalTrafficPolicy to Local", lambda world: recompiled(world, local))
    assert receivers(edited) == {"node/n1", "node/n2", "node/n3"}
    assert receivers(edited.advanced(10)) == {"node/n1"}
