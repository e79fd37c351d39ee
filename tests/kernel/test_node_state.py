"""What a real node's own tools print is walked as what was generated for it, and the same as that."""

import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import resources
from sandbox.analysis import flow_paths
from sandbox.analysis.flows import request_paths
from sandbox.analysis.log_comparison import compare_log
from sandbox.analysis.rules_difference import node_difference
from sandbox.formats import loads
from sandbox.formats.node_state import joined
from sandbox.kube import ObjectKey
from sandbox.lab import Lab, Observer, Sending, run_lab
from sandbox.lab.inside.messages import Done, Introduce, Run
from sandbox.net import Family
from sandbox.netfilter.trace_log import LogTextError, read_trace_log
from sandbox.scenario import Flow, NodeState, Scenario
from sandbox.scenario.check import check
from sandbox.scenario.compile import compile_world, request_of
from sandbox.scenario.edits import attach_state
from sandbox.trace import Exchange, Verdict
from tests.kernel.clusters import cluster, everyone_to_everything

pytestmark = pytest.mark.kernel

FOLDER = Path(resources.__file__).parent / "scenarios"
NODE_PORT = (FOLDER / "nodeport-cluster.yaml").read_text(encoding="utf-8")
COMMANDS: dict[str, list[tuple[str, ...]]] = {
    "iptables": [("iptables-save", "-c"), ("ip6tables-save", "-c"), ("nft", "list", "ruleset")],
    "nftables": [("nft", "-j", "list", "ruleset")],
}
OTHERS: list[tuple[str, ...]] = [
    ("ip", "-j", "addr"),
    ("ip", "-j", "route"),
    ("ip", "-j", "-6", "route"),
]
CLUSTERS: dict[str, dict[str, str]] = {
    "bridge": {},
    "point-to-point": {"network": "cni: PointToPoint"},
    "VXLAN": {"network": "overlay: VXLAN"},
    "nftables": {"proxy": "mode: nftables, clusterCIDR: 10.244.0.0/16"},
    "IPv6": {"family": "ipv6"},
}
NETLINK_NETFILTER = "12"
PATIENCE = 10.0
"""Seconds until a tool that runs beside a test must have done what it is for."""


def output(lab: Lab, node: str, command: tuple[str, ...]) -> str:
    answer = lab.namespaces[node].ask(Run(command, ""))
    assert isinstance(answer, Done)
    return answer.text


def printed_state(lab: Lab, node: str, mode: str) -> NodeState:
    """What the node's tools print, each told by its content; empty lists are of no kind."""
    texts = [(" ".join(each), output(lab, node, each)) for each in (*COMMANDS[mode], *OTHERS)]
    return joined((name, text) for name, text in texts if text.strip() not in ("", "[]"))


def attached_everywhere(scenario: Scenario, mode: str) -> Scenario:
    """The scenario with what each of its nodes printed in a lab."""
    with Lab(compile_world(scenario)) as lab:
        for node in scenario.nodes:
            state = printed_state(lab, f"node/{node.metadata.name}", mode)
            scenario = attach_state(scenario, node.key, state)
    return scenario


def mode_of(scenario: Scenario) -> str:
    return scenario.proxy_configurations[0].mode.value


def ways(scenario: Scenario) -> list[list[tuple[object, ...]]]:
    """Each way of each flow: how likely it is, what comes of it, and all that crosses a link."""
    world = compile_world(scenario)
    found = [request_paths(world, request_of(scenario, flow)) for flow in scenario.flows]
    return [[(way.probability, way.verdict, way.endpoint, way.wire) for way in paths] for paths in found]


@pytest.mark.parametrize("name", CLUSTERS)
def test_what_nodes_print_is_walked_as_what_was_generated_for_them(name: str) -> None:
    scenario = cluster(flows=everyone_to_everything(), **CLUSTERS[name])
    attached = attached_everywhere(scenario, mode_of(scenario))
    assert len(attached.hosts) == len(scenario.nodes)
    for document in attached.hosts:
        for family in Family:
            found = node_difference(scenario, document.metadata.name, document, family)
            assert found.differing == ()
            assert found.others == ()
    assert [each.message for each in check(attached) if each.key.kind == "Host"] == []
    assert ways(attached) == ways(scenario)


def node_port(mode: str) -> tuple[Scenario, Flow, str]:
    """A cluster, its first flow, and the node that this goes to."""
    scenario = loads(NODE_PORT.replace("mode: iptables", f"mode: {mode}"), "nodeport").scenario
    return scenario, scenario.flows[0], "kubernetes-node-6jst"


@pytest.mark.parametrize("mode", COMMANDS)
def test_the_kernel_does_with_the_printed_state_what_was_predicted(mode: str) -> None:
    scenario, flow, node = node_port(mode)
    attached = attached_everywhere(scenario, mode)
    (document,) = (each for each in attached.hosts if each.metadata.name == node)
    addresses = document.state.addresses.rstrip().removesuffix("]")
    more = f'{addresses},{{"ifname":"wg0","flags":[],"link_type":"none"}}]'
    with_loose_end = attach_state(attached, ObjectKey("Node", "", node), NodeState(addresses=more))
    assert run_lab(with_loose_end, flow.metadata.name).agrees


@pytest.mark.skipif(shutil.which("conntrack") is None, reason="needs conntrack")
@pytest.mark.parametrize("mode", COMMANDS)
def test_the_kernels_connections_are_there_at_the_start(mode: str) -> None:
    scenario, flow, node = node_port(mode)
    with Lab(compile_world(scenario)) as lab:
        (observed,) = Observer(lab).observe(request_of(scenario, flow))
        text = output(lab, f"node/{node}", ("conntrack", "-L"))
    attached = attach_state(scenario, ObjectKey("Node", "", node), joined([("conntrack -L", text)]))
    (entry,) = compile_world(attached).state(f"node/{node}").conntrack
    asked, passed_on = observed.wire[0], observed.wire[1]
    original, reply = entry.original, entry.reply
    assert (str(original.source), original.source_port) == (asked.source, asked.source_port)
    assert (str(reply.source), reply.source_port) == (passed_on.destination, passed_on.destination_port)
    assert (str(reply.destination), reply.destination_port) == (passed_on.source, passed_on.source_port)


TRACING = {
    "iptables": ("iptables", "-t", "raw", "-A", "PREROUTING", "-p", "tcp", "-j", "TRACE"),
    "nftables": (
        *(
            "nft",
            "add table ip tracing; add chain ip tracing c { type filter hook prerouting priority -350; };",
        ),
        "add rule ip tracing c meta l4proto tcp meta nftrace set 1",
    ),
}
MONITORS = {
    "nft on iptables": ("iptables", ("nft", "monitor", "trace")),
    "xtables-monitor": ("iptables", ("xtables-monitor", "--trace")),
    "nft": ("nftables", ("nft", "monitor", "trace")),
}


@contextmanager
def monitoring(lab: Lab, node: str, command: tuple[str, ...], log: Path) -> Iterator[None]:
    """Run a monitor in the node's namespace, from when it listens to the block's end; it prints to `log`."""
    answer = lab.namespaces[node].ask(Introduce())
    assert isinstance(answer, Done)
    with log.open("w", encoding="utf-8") as stream:
        monitor = subprocess.Popen(
            ["nsenter", f"--target={answer.text}", "--net", *command], stdout=stream, stderr=subprocess.STDOUT
        )
        try:
            wait_for(lambda: listens(monitor.pid))
            yield
        finally:
            monitor.send_signal(signal.SIGTERM)
            monitor.wait(PATIENCE)


def listens(process: int) -> bool:
    """Whether netfilter's messages go to a group of sockets in the process's namespace: a monitor's alone."""
    lines = Path(f"/proc/{process}/net/netlink").read_text(encoding="ascii").splitlines()[1:]
    return any(int(line.split()[3], 16) for line in lines if line.split()[1] == NETLINK_NETFILTER)


def wait_for(done: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.02)


def is_whole(log: Path, paths: tuple[Exchange, ...]) -> bool:
    """Whether the log has every packet of the walk."""
    try:
        found = compare_log(paths, read_trace_log(log.read_text(encoding="utf-8")))
    except LogTextError:
        return False
    return all(each.is_logged for each in found.visits)


def traced(scenario: Scenario, flow: Flow, node: str, monitor: str, log: Path) -> str:
    """What a monitor on the node prints while the flow is sent once."""
    mode, command = MONITORS[monitor]
    paths = flow_paths(scenario, flow)
    with Lab(compile_world(scenario)) as lab:
        output(lab, f"node/{node}", TRACING[mode])
        with monitoring(lab, f"node/{node}", command, log):
            Observer(lab).observe(request_of(scenario, flow))
            wait_for(lambda: is_whole(log, paths))
    return log.read_text(encoding="utf-8")


@pytest.mark.parametrize("monitor", MONITORS)
def test_a_log_of_the_kernel_agrees_with_the_prediction(monitor: str, tmp_path: Path) -> None:
    scenario, flow, node = node_port(MONITORS[monitor][0])
    text = traced(scenario, flow, node, monitor, tmp_path / "log")
    found = compare_log(flow_paths(scenario, flow), read_trace_log(text))
    assert found.device == f"node/{node}"
    assert found.parting is None
    assert len(found.visits[0].rows) > 10


def test_a_rule_that_someone_puts_in_between_shows_in_the_log_the_difference_and_the_walk(
    tmp_path: Path,
) -> None:
    scenario, flow, node = node_port("iptables")
    drop = "iptables -I KUBE-FORWARD 1 -p tcp --dport 8080 -j DROP"
    paths = flow_paths(scenario, flow)
    with Lab(compile_world(scenario)) as lab:
        output(lab, f"node/{node}", TRACING["iptables"])
        output(lab, f"node/{node}", tuple(drop.split()))
        with monitoring(lab, f"node/{node}", MONITORS["nft on iptables"][1], tmp_path / "log"):
            (observed,) = Observer(lab).observe_all([Sending(request_of(scenario, flow), patience=0.6)])[0]
            wait_for(lambda: "KUBE-FORWARD" in (tmp_path / "log").read_text(encoding="utf-8"))
        state = printed_state(lab, f"node/{node}", "iptables")
    parting = compare_log(paths, read_trace_log((tmp_path / "log").read_text(encoding="utf-8"))).parting
    assert parting is not None
    assert parting[1].logged is not None
    assert (parting[1].logged.chain, parting[1].logged.verdict) == ("KUBE-FORWARD", "drop")
    attached = attach_state(scenario, ObjectKey("Node", "", node), state)
    (document,) = attached.hosts
    (block,) = node_difference(scenario, node, document, Family.IPV4).differing
    assert block.name == "KUBE-FORWARD"
    (path,) = flow_paths(attached, flow)
    assert path.verdict is observed.verdict is Verdict.DROPPED
