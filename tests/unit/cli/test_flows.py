"""Which flow is meant, and what is said if none can be."""

from ipaddress import ip_address

import pytest

from sandbox.cli.errors import CommandError
from sandbox.cli.flows import named_flow, parse_sender, parse_target, stated_flow
from sandbox.formats import loads
from sandbox.kube import ObjectKey
from sandbox.net import Protocol
from sandbox.scenario import AddressTarget, Scenario
from tests.unit.cli.scenario import DEMO

SCENARIO = loads(DEMO, "demo.yaml").scenario


def test_a_flow_by_its_name() -> None:
    assert named_flow(SCENARIO, "inside", "demo.yaml").metadata.name == "inside"


def test_the_only_flow_needs_no_name() -> None:
    only = Scenario(flows=SCENARIO.flows[:1])
    assert named_flow(only, None, "demo.yaml") == SCENARIO.flows[0]


@pytest.mark.parametrize(
    ("scenario", "name", "sentence"),
    [
        (SCENARIO, None, "demo.yaml: has several flows; choose one with --flow: outside, inside"),
        (SCENARIO, "x", 'demo.yaml: has no flow "x"; its flows are: outside, inside'),
        (Scenario(), "x", 'demo.yaml: has no flow "x"; its flows are: none'),
        (Scenario(), None, "demo.yaml: has no flows; state one with --from and --to"),
    ],
)
def test_no_flow(scenario: Scenario, name: str | None, sentence: str) -> None:
    with pytest.raises(CommandError) as caught:
        named_flow(scenario, name, "demo.yaml")
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("client/laptop", ObjectKey("Client", "", "laptop")),
        ("pod/shop/web", ObjectKey("Pod", "shop", "web")),
        ("node/n1", ObjectKey("Node", "", "n1")),
    ],
)
def test_senders(text: str, key: ObjectKey) -> None:
    assert parse_sender(text) == key


@pytest.mark.parametrize("text", ["", "laptop", "client/", "client/a/b", "pod/web", "pod//web", "lb/x"])
def test_no_sender(text: str) -> None:
    with pytest.raises(CommandError, match=r"--from: .* is not client/NAME, pod/NAMESPACE/NAME or node/NAME"):
        parse_sender(text)


def test_targets() -> None:
    assert parse_target("10.0.0.1:80") == (ip_address("10.0.0.1"), 80)
    assert parse_target("[fd00::1]:80") == (ip_address("fd00::1"), 80)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "10.0.0.1",
        "10.0.0.1:",
        "10.0.0.1:0",
        "10.0.0.1:65536",
        "a:80",
        "fd00::1:80",
        "[10.0.0.1]:80",
        "1:+8",
    ],
)
def test_no_target(text: str) -> None:
    with pytest.raises(CommandError, match=r"is not ADDRESS:PORT, such as 10.0.0.1:80 or \[fd00::1\]:80"):
        parse_target(text)


def test_a_stated_flow() -> None:
    flow = stated_flow("client/laptop", "10.0.0.1:53", "udp")
    assert flow.target == AddressTarget(ip_address("10.0.0.1"), 53)
    assert flow.protocol is Protocol.UDP
    for text, address in (("10.0.0.1", "10.0.0.1"), ("fd00::1", "fd00::1"), ("[fd00::1]", "fd00::1")):
        ping = stated_flow("client/laptop", text, "icmp")
        assert (ping.protocol, ping.target) == (Protocol.ICMP, AddressTarget(ip_address(address)))
    with pytest.raises(CommandError, match=r'"10.0.0.1:80" is not ADDRESS, .*; ICMP has no ports'):
        stated_flow("client/laptop", "10.0.0.1:80", "icmp")
    with pytest.raises(CommandError, match=r"--from and --to belong together"):
        stated_flow("client/laptop", None, None)
