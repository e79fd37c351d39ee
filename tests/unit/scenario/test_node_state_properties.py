"""What a node printed, damaged: always a scenario that can be walked, or one sentence."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from sandbox.analysis import flow_paths
from sandbox.analysis.log_comparison import compare_log
from sandbox.analysis.rules_difference import node_difference
from sandbox.formats import ScenarioError, load, loads
from sandbox.formats.node_state import fields_of, joined
from sandbox.kube import ObjectKey
from sandbox.net import Family
from sandbox.netfilter.trace_log import LogTextError, is_trace_log, read_trace_log
from sandbox.scenario import EditError, NodeState, Scenario
from sandbox.scenario.check import check
from sandbox.scenario.compile import FlowError
from sandbox.scenario.edits import attach_state
from tests.fixtures.node_state import FOLDER, printed

FILE = Path(resources.__file__).parent / "scenarios" / "nodeport-cluster.yaml"
NODE = ObjectKey("Node", "", "kubernetes-node-6jst")
NAMES = sorted(
    str(path.relative_to(FOLDER)) for path in FOLDER.glob("*/*") if path.suffix in (".txt", ".json")
)
LOGS = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.glob("*/*.log"))
WORDS = [
    *("-j", "-A", "-g", "[", "]", "{", "}", '"', ",", ":", ";", "!", "\n", "\t", "\0", " ", "é", "=", "0x"),
    *("0", "-1", "99999999999999999999", "::1", "10.0.0.1", "10.180.1.0/24", "default", "null", "true"),
    *("*nat", "COMMIT", "PREROUTING", "KUBE-SERVICES", "jump", "goto", "eth0", "lo", "cni0", "src="),
]
SCENARIOS = {
    "iptables": load(FILE).scenario,
    "nftables": loads(
        FILE.read_text(encoding="utf-8").replace("mode: iptables", "mode: nftables"), "x"
    ).scenario,
}


@st.composite
def damaged(draw: st.DrawFn, names: list[str]) -> tuple[str, str]:
    """A file's name, and its text with some words taken out, put in or exchanged."""
    name = draw(st.sampled_from(names))
    words = re.findall(r"\w+|\W", printed(name))
    for _ in range(draw(st.integers(1, 4))):
        place, other = (draw(st.integers(0, max(len(words) - 1, 0))) for _ in range(2))
        new = draw(st.sampled_from([*WORDS, "", words[other] if words else ""]))
        words[place : place + draw(st.integers(0, 3))] = [new]
    return name, "".join(words)


def one_sentence(error: Exception) -> None:
    assert str(error)
    assert "\n" not in str(error)


def state_of(name: str, text: str) -> NodeState:
    """The text in the place that it is known for, else in that of the file which it was made of."""
    try:
        return joined([(name, text)])
    except ScenarioError as error:
        one_sentence(error)
        return NodeState(**{fields_of(printed(name))[0]: text})


def walk(scenario: Scenario) -> None:
    """Everything that the window and the commands do with a scenario."""
    for problem in check(scenario):
        assert "\n" not in problem.message
    for document in scenario.hosts:
        for family in Family:
            node_difference(scenario, document.metadata.name, document, family)
    for flow in scenario.flows:
        try:
            flow_paths(scenario, flow)
        except FlowError as error:
            one_sentence(error)


@given(damaged(NAMES))
def test_damaged_state_is_walked_or_refused_in_one_sentence(made: tuple[str, str]) -> None:
    name, text = made
    try:
        attached = attach_state(SCENARIOS[name.partition("/")[0]], NODE, state_of(name, text))
    except EditError as error:
        one_sentence(error)
        return
    walk(attached)


@given(damaged(LOGS))
def test_damaged_logs_are_compared_or_refused_in_one_sentence(made: tuple[str, str]) -> None:
    name, text = made
    scenario = SCENARIOS[name.partition("/")[0]]
    try:
        compare_log(flow_paths(scenario, scenario.flows[0]), read_trace_log(text))
    except LogTextError as error:
        one_sentence(error)


CIRCLES = {
    "jump": NodeState(iptables="*nat\n:A - [0:0]\n-A PREROUTING -j A\n-A A -j A\n-A A -j A\nCOMMIT\n"),
    "goto": NodeState(iptables="*nat\n:A - [0:0]\n-A PREROUTING -j A\n-A A -g A\nCOMMIT\n"),
    "two": NodeState(
        nftables="table ip t { chain a { type nat hook prerouting priority -100; jump b\n }\n"
        "chain b { jump c\n }\nchain c { jump b\n }\n }"
    ),
}


@pytest.mark.parametrize("name", CIRCLES)
def test_rules_that_lead_in_a_circle_stop_the_packet(name: str) -> None:
    attached = attach_state(SCENARIOS["iptables"], NODE, CIRCLES[name])
    (path,) = flow_paths(attached, attached.flows[0])
    assert path.verdict.value == "dropped"
    assert path.reason.endswith("a way through more than 64 chains, or in a circle, is not modelled")


def test_a_map_that_leads_to_no_chain_is_refused() -> None:
    text = "table ip t {\n map m {\n type inet_service : verdict\n elements = { 80 : jump x }\n }\n}"
    for each in (text, "table ip t {\n chain c {\n tcp dport vmap { 80 : goto x }\n }\n}"):
        with pytest.raises(EditError, match=r"line [23]: table ip t has no chain x; declare it in the table"):
            attach_state(SCENARIOS["iptables"], NODE, NodeState(nftables=each))


def test_a_listing_without_the_usual_devices_is_walked() -> None:
    walk(attach_state(SCENARIOS["iptables"], NODE, NodeState(addresses='[{"ifname":"x"}]', routes="[]")))


HOSTILE = {
    "empty lines": "\n" * 1_000_000,
    "blanks": " \n" * 500_000,
    "sources": "tcp 6 " + "src=" * 300_000,
    "options": "*nat\n-A A" + " -s" * 300_000,
    "verdicts": "trace id 1 ip t c rule " + "(verdict " * 100_000,
    "traces": "TRACE: nat:" * 100_000,
    "brackets": "[" * 100_000,
    "braces": "table ip t {\n chain c {\n " + "{" * 100_000,
    "quotes": '*nat\n-A A -m comment --comment "' + "\\" * 100_000,
}
"""Texts that would take a careless reader for ever: the test's own time-out would say so."""


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_take_no_time(name: str) -> None:
    text = HOSTILE[name]
    fields_of(text)
    is_trace_log(text)
    with pytest.raises(LogTextError):
        read_trace_log(text)
    for field in NodeState.__struct_fields__:
        try:
            attach_state(SCENARIOS["iptables"], NODE, NodeState(**{field: text}))
        except EditError as error:
            one_sentence(error)
