"""The lab itself: what it builds is gone afterwards, whatever happens, and nothing else is touched."""

import os
import signal
import subprocess

import msgspec
import pytest

from sandbox.engine import World
from sandbox.lab import Lab, LabError, Observer, run_lab
from sandbox.lab.inside.messages import Done, Introduce
from sandbox.net import Family
from sandbox.netfilter import Chain, Rule, Ruleset, Unmodelled, iptables_table
from sandbox.scenario import Scenario
from sandbox.scenario.compile import compile_world, request_of
from sandbox.topology import Topology
from tests.kernel.clusters import cluster, flow

pytestmark = pytest.mark.kernel


@pytest.fixture
def scenario() -> Scenario:
    return cluster(flows=[flow("flow", "pod: default/curl-1", "10.96.0.10", 80)])


def processes_of(lab: Lab) -> list[int]:
    """The process of each namespace."""
    answers = [each.ask(Introduce()) for each in lab.namespaces.values()]
    return [int(each.text) for each in answers if isinstance(each, Done)]


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def own_devices() -> str:
    """The devices of the namespace that the tests run in, and the named namespaces that there are."""
    commands = (["ip", "-brief", "link"], ["ip", "netns", "list"], ["iptables-save"])
    return "".join(
        subprocess.run(each, capture_output=True, text=True, check=True).stdout for each in commands
    )


def test_it_leaves_nothing_behind(scenario: Scenario) -> None:
    before = own_devices()
    with Lab(compile_world(scenario)) as lab:
        processes = processes_of(lab)
        assert len(processes) == len(lab.world.topology.hosts) + 1
        assert own_devices() == before
    assert not any(map(is_running, processes))
    assert own_devices() == before


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_it_leaves_nothing_behind_after_a_failure(scenario: Scenario, error: type[BaseException]) -> None:
    processes: list[int] = []

    def fail() -> None:
        with Lab(compile_world(scenario)) as lab:
            processes.extend(processes_of(lab))
            raise error

    with pytest.raises(error):
        fail()
    assert processes
    assert not any(map(is_running, processes))


def test_each_host_has_a_network_of_its_own(scenario: Scenario) -> None:
    with Lab(compile_world(scenario)) as lab:
        names = {os.readlink(f"/proc/{process}/ns/net") for process in processes_of(lab)}
        assert len(names) == len(lab.namespaces)
        assert os.readlink("/proc/self/ns/net") not in names


def with_rule(world: World, host: str, text: str) -> World:
    """The world with one more rule, which nobody has looked at, on a host."""
    node = world.topology.hosts[host]
    table = iptables_table("mangle", [Chain("INPUT", (Rule((Unmodelled(text),)),))])
    broken = msgspec.structs.replace(node, rulesets={Family.IPV4: Ruleset((table,))})
    hosts = {**world.topology.hosts, host: broken}
    topology: Topology = msgspec.structs.replace(world.topology, hosts=hosts)
    return msgspec.structs.replace(world, topology=topology)


def test_rules_that_do_not_load_name_their_host(scenario: Scenario) -> None:
    world = with_rule(compile_world(scenario), "node/n2", "-j NO-SUCH-TARGET")
    with pytest.raises(LabError, match=r"In node/n2: iptables-restore: .*NO-SUCH-TARGET"), Lab(world):
        pass


def test_a_process_that_dies_is_noticed(scenario: Scenario) -> None:
    request = request_of(scenario, scenario.flows[0])
    with Lab(compile_world(scenario)) as lab:
        answer = lab.namespaces["pod/default/curl-1"].ask(Introduce())
        assert isinstance(answer, Done)
        os.kill(int(answer.text), signal.SIGKILL)
        with pytest.raises(LabError, match="process of pod/default/curl-1 has ended"):
            Observer(lab).observe(request)


def test_a_flow_that_is_not_there_is_named(scenario: Scenario) -> None:
    with pytest.raises(LabError, match="no flow named nothing: the scenario has flow"):
        run_lab(scenario, "nothing")


def test_without_root_it_says_so(scenario: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(LabError, match="needs root"):
        run_lab(scenario)


def test_without_tools_it_says_which(scenario: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(LabError, match="needs ip, bridge, iptables-restore"):
        run_lab(scenario)
