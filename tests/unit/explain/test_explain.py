"""Sentences are made from the steps: each names what decided, and the jumps lead to it."""

import msgspec
import pytest

from sandbox.explain import (
    cause_of,
    chain_path,
    fired_rule,
    headline,
    label_of,
    next_sentence,
    outcome,
    path_line,
    rule_lines,
    rule_text,
    sentence,
    summary,
    undone_at,
)
from sandbox.explain.looking import rule_step
from sandbox.netfilter import Hook
from sandbox.playback import Level, Timeline
from sandbox.trace import ConntrackStep, DeliverStep, DropStep, Exchange, NatStep, RuleStep
from tests.fixtures.exchanges import DNAT_CHAIN, EXTERNAL_CHAIN, SERVICE_CHAIN, dropped, replied


@pytest.fixture
def walk() -> Timeline:
    return Timeline.of(replied(), Level.HOOK)


def rewrite(timeline: Timeline, hook: Hook) -> int:
    """The number of the first NatStep at `hook`."""
    return next(
        number
        for number, moment in enumerate(timeline.moments)
        if isinstance(moment.step, NatStep) and moment.step.hook is hook
    )


def test_a_rewrite_is_headed_by_its_table_hook_and_device(walk: Timeline) -> None:
    number = rewrite(walk, Hook.POSTROUTING)
    assert headline(walk, number) == "nat / POSTROUTING on kubernetes-node-cx31"


def test_masquerade_names_the_mark_the_rule_that_set_it_and_the_interface(walk: Timeline) -> None:
    why = sentence(walk, rewrite(walk, Hook.POSTROUTING))
    assert "carries mark 0x4000, set in PREROUTING by KUBE-MARK-MASQ" in why
    assert "“masquerade traffic for default/nodeport external destinations”" in why
    assert "the address of the interface it leaves by, eth0: 10.240.0.5." in why
    assert "The server sees this address, not 198.51.100.79." in why


def test_dnat_names_the_chain_that_picked_and_its_probability(walk: Timeline) -> None:
    why = sentence(walk, rewrite(walk, Hook.PREROUTING))
    assert f"{SERVICE_CHAIN} picked it with probability 1/2." in why
    assert "The destination 10.240.0.5:31380 becomes 10.180.1.136:8080." in why


def test_undone_nat_names_the_entry(walk: Timeline) -> None:
    number = next(n for n, m in enumerate(walk.moments) if isinstance(m.step, NatStep) and m.step.undone)
    assert headline(walk, number) == "NAT undone / PREROUTING on kubernetes-node-cx31"
    assert "The conntrack entry remembers" in sentence(walk, number)


def test_the_server_is_told_apart_from_the_waiting_socket(walk: Timeline) -> None:
    told = [sentence(walk, n) for n, m in enumerate(walk.moments) if isinstance(m.step, DeliverStep)]
    assert told[0].endswith("That address is not the sender's own, 198.51.100.79.")
    assert told[1] == "The packet from 10.240.0.5:31380 reaches the socket that waits for it."


def test_a_drop_names_its_rule() -> None:
    timeline = Timeline.of(dropped())
    why = sentence(timeline, len(timeline.moments) - 1)
    assert why.startswith("default/nodeport has no local endpoints. Rule 1 of KUBE-EXTERNAL-SERVICES")


@pytest.mark.parametrize("exchange", [replied(), dropped()])
@pytest.mark.parametrize("level", Level)
def test_every_step_says_something_whole(exchange: Exchange, level: Level) -> None:
    timeline = Timeline.of(exchange, level)
    for number in range(len(timeline.moments)):
        assert " on " in headline(timeline, number)
        why = sentence(timeline, number)
        assert why.endswith(".")
        assert "  " not in why
        assert "None" not in why
        is_last = number == len(timeline.moments) - 1
        assert bool(next_sentence(timeline, number)) is not is_last


def test_what_comes_next_is_said_before_it_happens(walk: Timeline) -> None:
    number = rewrite(walk, Hook.POSTROUTING)
    assert next_sentence(walk, number) == "kubernetes-node-cx31 sends it to kubernetes-node-6jst by eth0"


def test_a_rewrite_leads_to_its_mark_and_to_its_undoing(walk: Timeline) -> None:
    number = rewrite(walk, Hook.POSTROUTING)
    cause, undone = cause_of(walk, number), undone_at(walk, number)
    assert cause is not None
    assert undone is not None
    assert cause.label == "KUBE-MARK-MASQ"
    assert rule_step(walk, cause.number).after.mark == 0x4000
    undoing = walk.moments[undone.number].step
    assert isinstance(undoing, NatStep)
    assert undoing.after.destination == replied().legs[0].trace.packet.source
    back = cause_of(walk, undone.number)
    assert back is not None
    assert walk.moments[back.number].step.before.source != walk.moments[back.number].step.after.source


def test_a_destination_leads_to_the_jump_that_picked_it(walk: Timeline) -> None:
    cause = cause_of(walk, rewrite(walk, Hook.PREROUTING))
    assert cause is not None
    assert cause.label == SERVICE_CHAIN


def test_a_known_connection_leads_to_where_its_entry_was_made(walk: Timeline) -> None:
    known = [n for n, m in enumerate(walk.moments) if isinstance(m.step, ConntrackStep)][-1]
    cause = cause_of(walk, known)
    assert cause is not None
    assert cause.label == "entry made"
    assert undone_at(walk, known) is None


def test_a_drop_leads_to_its_rule() -> None:
    timeline = Timeline.of(dropped())
    cause = cause_of(timeline, len(timeline.moments) - 1)
    assert cause is not None
    assert cause.label == "KUBE-EXTERNAL-SERVICES"


def test_the_fired_rule_is_shown_with_the_chains_that_led_to_it(walk: Timeline) -> None:
    number = rewrite(walk, Hook.PREROUTING)
    fired = fired_rule(walk, number)
    assert fired is not None
    assert rule_text(rule_step(walk, fired)).endswith("-j DNAT --to-destination 10.180.1.136:8080")
    assert chain_path(walk, number) == (
        "PREROUTING",
        "KUBE-SERVICES",
        "KUBE-NODEPORTS",
        EXTERNAL_CHAIN,
        SERVICE_CHAIN,
        DNAT_CHAIN,
    )


def test_visited_rules_say_which_predicate_failed_and_what_it_saw(walk: Timeline) -> None:
    lines = rule_lines(walk, rewrite(walk, Hook.POSTROUTING))
    assert [line.matched for line in lines] == [True, False, True, True]
    assert lines[1].reason == "-m mark ! --mark 0x4000/0x4000: saw 0x4000"
    inside = rule_lines(walk, lines[2].number)
    assert inside == lines


def test_a_rule_that_was_not_drawn_says_so() -> None:
    timeline = Timeline.of(replied(), Level.RULE)
    missed = [
        n for n, m in enumerate(timeline.moments) if isinstance(m.step, RuleStep) and not m.step.matched
    ]
    assert sentence(timeline, missed[0]) == (
        "The draw went the other way: the rule takes a new connection with probability 1/2."
    )


def test_the_outcome_is_what_sender_and_server_saw() -> None:
    seen = outcome(replied())
    assert seen.printed == ("client_address=10.240.0.5",)
    assert summary(replied()).startswith(
        "replied · by source-ip-app-826191075-qehz4 · client_address=10.240.0.5"
    )
    lost = outcome(dropped())
    assert lost.sentence.endswith("default/nodeport has no local endpoints.")
    assert not lost.printed
    assert path_line(dropped()) == "dropped · probability 1/2"


def test_headers_and_health_answers_are_printed_too() -> None:
    exchange = msgspec.structs.replace(
        replied(),
        headers=(("X-Forwarded-For", "198.51.100.79"),),
        status=200,
        body="1 endpoint",
    )
    assert outcome(exchange).printed == (
        "HTTP 200",
        "client_address=10.240.0.5",
        "X-Forwarded-For=198.51.100.79",
        "1 endpoint",
    )


def test_names_lose_their_kind_and_the_default_namespace() -> None:
    assert label_of("node/cx31") == "cx31"
    assert label_of("pod/default/web") == "web"
    assert label_of("pod/shop/web") == "shop/web"


def test_a_drop_is_the_last_step() -> None:
    assert isinstance(Timeline.of(dropped()).moments[-1].step, DropStep)
