"""Every step of shipped walks in the made-up language: the engine's sentences leave no word in English."""

import re

import pytest
from pytestqt.qtbot import QtBot

from sandbox.analysis.flows import flow_paths
from sandbox.explain import headline, next_sentence, outcome, path_line, sentence, summary
from sandbox.explain.events import event_of
from sandbox.formats import load
from sandbox.kube import LoadBalancerIngress, ObjectMeta, ServiceType
from sandbox.net import IPAddress, parse_interface_address
from sandbox.playback import Level, Timeline
from sandbox.scenario import LoadBalancer, Scenario
from sandbox.scenario.check import check
from sandbox.scenario.objects import HostInterface
from tests.fixtures.pseudo import pseudo_language
from tests.fixtures.walks import NODE_PORT, NODES, VIP, cluster, only, send, service, with_host
from ui.language import say
from ui.theme import resource

SAID = re.compile(r"⟦[^⟦⟧]*⟧")
NAME = re.compile(r"^[\w-]*[-_=./:\d]\S*$|^[A-Z_]+$|^(conntrack|nat|filter|mangle|raw|laptop|cloud|busybox)$")
"""Names of objects, devices, tables, chains and hooks, and addresses."""
SCENARIOS = ("using-source-ip", "proxy-protocol", "loadbalancer-local")


def left_in_english(text: str) -> bool:
    while SAID.search(text):
        text = SAID.sub("", text)
    words = (word.strip(".,:;·()") for word in text.split())
    return any(re.search(r"[a-zA-Z]{2}", word) for word in words if not NAME.match(word))


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_step_is_told_in_the_reader_s_language(name: str, qtbot: QtBot) -> None:
    scenario = load(resource("scenarios", f"{name}.yaml")).scenario
    told: set[str] = set()
    with pseudo_language():
        for flow in scenario.flows:
            for exchange in flow_paths(scenario, flow):
                timeline = Timeline.of(exchange, Level.RULE)
                told |= {say(summary(exchange)), say(path_line(exchange)), say(outcome(exchange).sentence)}
                for number in range(len(timeline.moments)):
                    tell = headline, sentence, next_sentence
                    told |= {say(each(timeline, number)) for each in tell}
                    told.add(say(event_of(timeline, number).what))
    assert len(told) > 40
    assert sorted(filter(left_in_english, told)) == []


def test_every_finding_is_told_in_the_reader_s_language(qtbot: QtBot) -> None:
    with pseudo_language():
        for path in sorted(resource("scenarios").rglob("*.yaml")):
            file = load(path)
            told = {say(each.message) for each in check(file.scenario, file.passed_over, file.unread)}
            assert [each for each in told if not SAID.search(each)] == []


SECOND = HostInterface("eth1", (parse_interface_address("10.46.0.11/16"),))
STRICT = with_host("n1", interfaces=(SECOND,), sysctls=(("net.ipv4.conf.all.rp_filter", "1"),))
BALANCED = service(ServiceType.LOAD_BALANCER, ingress=(LoadBalancerIngress(VIP),))
BALANCER = LoadBalancer(ObjectMeta("lb"), ("default/web",))


@pytest.mark.parametrize(
    ("scenario", "address", "port"),
    [
        (STRICT, SECOND.addresses[0].address, NODE_PORT),
        (cluster([], [BALANCED], load_balancers=(BALANCER,), nodes=()), VIP, 80),
        (cluster(), NODES[0], 1),
    ],
    ids=["a martian", "no node", "nobody listens"],
)
def test_why_a_walk_ends_is_told_in_the_reader_s_language(
    scenario: Scenario, address: IPAddress, port: int, qtbot: QtBot
) -> None:
    with pseudo_language():
        reason = say(only(send(scenario, "client/c", address, port)).reason)
    assert SAID.search(reason)
    assert not left_in_english(reason.replace("rp_filter", ""))
