"""The walk as a text to read: every step, every rule, and why."""

import re

import pytest

from sandbox.analysis import flow_paths
from sandbox.cli.explain import WIDTH, explained_lines, wrapped
from sandbox.cli.text import ASCII_LOOK, Look, look_for
from sandbox.formats import loads
from sandbox.trace import Exchange, HookStep, RuleStep, Verdict
from tests.unit.cli.scenario import DEMO

NFTABLES = """---
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: nftables
"""


def explained(text: str = DEMO, flow: int = 0, look: Look | None = None) -> list[str]:
    """All paths of a flow, line by line."""
    scenario = loads(text, "demo.yaml").scenario
    paths = flow_paths(scenario, scenario.flows[flow])
    return [line for each in paths for line in explained_lines(each, "a path", look or Look())]


def test_devices_come_in_the_order_of_the_walk() -> None:
    devices = [line.strip() for line in explained() if re.match(r"  \w", line)]
    there = ["client/laptop", "node/node2", "node/node1", "pod/default/app-1"]
    assert devices[:8] == [*there, *reversed(there)]


def test_rules_stand_under_the_chain_that_led_to_them() -> None:
    text = "\n".join(explained())
    assert (
        "         chain PREROUTING\n"
        '           ✓ 1  -m comment --comment "kubernetes service portals" -j KUBE-SERVICES\n'
        "           chain KUBE-SERVICES\n"
        "             ✗ rule 1 is for another address or port\n"
    ) in text


def test_a_rule_that_does_not_match_says_which_predicate_failed_on_what() -> None:
    lines = explained()
    at = next(number for number, line in enumerate(lines) if line.strip().startswith("not true: -s "))
    assert lines[at].strip() == "not true: -s 10.180.0.7/32, the packet has 198.51.100.79"
    assert "✗ 1  -s 10.180.0.7/32" in "".join(lines[at - 2 : at])


def test_a_draw_is_told_from_a_predicate() -> None:
    text = "\n".join(explained())
    assert "--probability 0.50000000000, the draw went the other way" in re.sub(r"\s+", " ", text)


def test_what_changed_is_shown_where_it_changed() -> None:
    lines = [line.strip() for line in explained()]
    assert lines[lines.index("✓ 1  -j MARK --set-xmark 0x4000/0x4000") + 1] == "⇄ mark 0x0 → 0x4000"
    assert "⇄ destination 10.240.0.4:31380 → 10.180.0.7:8080" in lines
    assert "⇄ ttl 64 → 63" in lines


def test_entries_are_shown_before_and_after() -> None:
    lines = [line.strip() for line in explained()]
    made = lines.index("entry before  none")
    assert lines[made + 1 : made + 4] == [
        "entry after   original  198.51.100.79:40000 10.240.0.4:31380",
        "reply     10.240.0.4:31380 198.51.100.79:40000",
        "SYN_SENT, kept for 120 s",
    ]
    rewritten = lines.index("⇄ destination 10.240.0.4:31380 → 10.180.0.7:8080")
    assert lines[rewritten + 2] == "reply     10.240.0.4:31380 198.51.100.79:40000"
    assert lines[rewritten + 5] == "reply     10.180.0.7:8080 198.51.100.79:40000"


def test_every_table_run_and_every_rule_is_there() -> None:
    scenario = loads(DEMO, "demo.yaml").scenario
    for path in flow_paths(scenario, scenario.flows[0]):
        steps = [step for leg in path.legs for hop in leg.trace.hops for step in hop.steps]
        lines = [line.strip() for line in explained_lines(path, "a path", Look())]
        rules = [line for line in lines if re.match(r"[✓✗] \d+  ", line)]
        assert len(rules) == sum(isinstance(step, RuleStep) for step in steps)
        tables = [line for line in lines if re.match(r"\d+  \w+ / [A-Z]+$", line)]
        runs = [line for line in tables if "conntrack" not in line]
        assert len(runs) == sum(isinstance(step, HookStep) for step in steps)


def test_a_table_that_changed_nothing_is_there_too() -> None:
    assert any("2 rules looked at, and none of them decided. The policy" in line for line in explained())


def test_nftables_rules_say_what_their_maps_decided() -> None:
    lines = [line.strip() for line in explained(DEMO + NFTABLES)]
    at = lines.index("✓ 2  ip daddr @nodeport-ips meta l4proto . th dport vmap @service-nodeports")
    assert lines[at + 1].startswith("→ goto external-")
    assert lines[at + 1].endswith("-default/web/tcp/")


def test_a_path_without_steps_is_its_header_alone() -> None:
    lines = list(explained_lines(Exchange((), Verdict.UNROUTABLE, reason="no route"), "one path", Look()))
    assert lines == ["one path · probability 1 · unroutable · no route"]


@pytest.mark.parametrize("mode", ["", NFTABLES])
def test_it_keeps_to_the_width_and_to_what_the_terminal_shows(mode: str) -> None:
    lines = explained(DEMO + mode, look=look_for("ascii", colour=False))
    assert all(line.isascii() for line in lines)
    assert max(map(len, lines)) <= WIDTH
    assert any("+ 1  " in line for line in lines)
    assert any("x 1  " in line for line in lines)


def test_colours_do_not_cut_lines_short() -> None:
    plain = explained(look=Look())
    coloured = explained(look=Look(colour=True))
    without = [re.sub("\x1b\\[\\d*m", "", line) for line in coloured]
    assert without[1:] == plain[1:]


def test_ascii_look_has_no_character_twice() -> None:
    signs = (ASCII_LOOK.arrow, ASCII_LOOK.rewritten, ASCII_LOOK.dot, ASCII_LOOK.ticked, ASCII_LOOK.crossed)
    assert len(set(signs)) == len(signs)


def test_long_words_are_not_broken() -> None:
    word = "x" * 120
    assert wrapped(f"a {word} b", 2, 2) == ["  a", f"    {word}", "    b"]
