"""The interpreter, one expression and one way through chains at a time."""

from fractions import Fraction

import pytest

from sandbox.chance import ScriptedChooser
from sandbox.net import Packet, Protocol, parse_address, parse_network
from sandbox.netfilter import (
    Accept,
    AddressType,
    Chain,
    CtState,
    Dnat,
    Drop,
    Evaluation,
    Expression,
    Goto,
    Jump,
    MatchAddress,
    MatchAddressType,
    MatchCtState,
    MatchInterface,
    MatchMark,
    MatchPort,
    MatchProtocol,
    RecentCheck,
    RecentSet,
    Return,
    Rule,
    RuleRef,
    SetMark,
    Side,
    Statistic,
    Unmodelled,
    iptables_table,
)
from sandbox.trace import RuleStep

SOURCE, DESTINATION = parse_address("10.0.0.1"), parse_address("10.0.0.2")
PACKET = Packet(Protocol.TCP, SOURCE, 40000, DESTINATION, 80, mark=0x4000)


def evaluation(*chains: Chain, script: tuple[int, ...] = ()) -> Evaluation:
    return Evaluation(
        iptables_table("nat", chains),
        PACKET,
        ScriptedChooser(script),
        is_local=lambda address: address == DESTINATION,
        make_step=RuleStep,
        host="node/n",
        in_interface="eth0",
        ct_states=frozenset({CtState.NEW}),
        visits=[],
    )


def chain(name: str, *rules: tuple[Expression, ...]) -> Chain:
    return Chain(name, tuple(Rule(expressions) for expressions in rules))


NETWORK = parse_network("10.0.0.0/30")


@pytest.mark.parametrize(
    ("expression", "matches"),
    [
        (MatchAddress(Side.SOURCE, NETWORK), True),
        (MatchAddress(Side.SOURCE, NETWORK, negated=True), False),
        (MatchAddress(Side.DESTINATION, parse_network("fd00::/8")), False),
        (MatchProtocol(Protocol.TCP), True),
        (MatchProtocol(Protocol.UDP), False),
        (MatchProtocol("esp"), False),
        (MatchProtocol("50", negated=True), True),
        (MatchPort(Protocol.TCP, Side.DESTINATION, 80, 80), True),
        (MatchPort(Protocol.TCP, Side.DESTINATION, 1, 79), False),
        (MatchPort(Protocol.UDP, Side.DESTINATION, 80, 80), False),
        (MatchPort(Protocol.TCP, Side.SOURCE, 40000, 40000, negated=True), False),
        (MatchInterface(Side.SOURCE, "eth+"), True),
        (MatchInterface(Side.SOURCE, "eth0", negated=True), False),
        (MatchInterface(Side.DESTINATION, "eth0"), False),
        (MatchMark(0x4000, 0x4000), True),
        (MatchMark(0x4000, 0x4000, negated=True), False),
        (MatchCtState((CtState.NEW, CtState.RELATED)), True),
        (MatchCtState((CtState.DNAT,), negated=True), True),
        (MatchAddressType(Side.DESTINATION, AddressType.LOCAL), True),
        (MatchAddressType(Side.SOURCE, AddressType.LOCAL), False),
        (MatchAddressType(Side.SOURCE, AddressType.UNICAST), True),
        (RecentCheck("list", 10), False),
        (RecentSet("list"), True),
    ],
)
def test_each_match(expression: Expression, matches: bool) -> None:
    run = evaluation(chain("PREROUTING", (expression, Accept())))
    decided = run.run("PREROUTING")
    assert (decided is not None) is matches
    assert run.visits[0].failed == (-1 if matches else 0)
    assert (run.visits[0].value == "") is matches


def test_the_value_that_decided_is_kept_beside_the_expression_that_failed() -> None:
    run = evaluation(
        chain(
            "PREROUTING",
            (MatchProtocol(Protocol.TCP), MatchAddress(Side.SOURCE, parse_network("10.9.0.0/16"))),
        )
    )
    assert run.run("PREROUTING") is None
    assert (run.visits[0].failed, run.visits[0].value) == (1, "10.0.0.1")


def test_a_mark_is_set_and_evaluation_goes_on() -> None:
    run = evaluation(chain("PREROUTING", (SetMark(0x4000, 0),), (SetMark(0x1, 0x1), Accept())))
    assert run.run("PREROUTING") == (Accept(), RuleRef("nat", "PREROUTING", 2))
    assert run.packet.mark == 0x1
    assert [visit.after.mark for visit in run.visits] == [0, 1]


def test_a_jump_comes_back_and_a_goto_does_not() -> None:
    called = chain("CALLED", (Return(),), (Drop(),))
    jumped = evaluation(called, chain("PREROUTING", (Jump("CALLED"),), (Accept(),)))
    assert jumped.run("PREROUTING") == (Accept(), RuleRef("nat", "PREROUTING", 2))
    gone = evaluation(called, chain("PREROUTING", (Goto("CALLED"),), (Accept(),)))
    assert gone.run("PREROUTING") is None


def test_the_first_verdict_ends_it() -> None:
    pod = Dnat(parse_address("10.180.1.10"), 8080)
    run = evaluation(chain("SEP", (pod,)), chain("PREROUTING", (Jump("SEP"),), (Drop(),)))
    assert run.run("PREROUTING") == (pod, RuleRef("nat", "SEP", 1))
    assert [visit.depth for visit in run.visits] == [0, 1]


def test_a_random_match_is_a_choice_with_the_kernels_weight() -> None:
    rules = chain("PREROUTING", (Statistic(715827883), Accept()), (Drop(),))
    taken, passed = evaluation(rules, script=(0,)), evaluation(rules, script=(1,))
    assert taken.run("PREROUTING") == (Accept(), RuleRef("nat", "PREROUTING", 1))
    assert passed.run("PREROUTING") == (Drop(), RuleRef("nat", "PREROUTING", 2))
    choice = taken.chooser.choices[0]
    assert choice.site == "node/n/nat/PREROUTING#1"
    assert choice.weights == (Fraction(715827883, 2**31), Fraction(2**31 - 715827883, 2**31))


def test_a_source_is_remembered_for_so_many_seconds() -> None:
    run = evaluation(chain("PREROUTING", (RecentSet("list"),)))
    run.run("PREROUTING")
    assert run.recent.seen_within("list", SOURCE, 10, now=10)
    assert not run.recent.seen_within("list", SOURCE, 10, now=11)
    assert not run.recent.seen_within("list", DESTINATION, 10, now=0)


def test_a_list_counts_how_often_a_source_was_put_there() -> None:
    recent = evaluation(chain("PREROUTING")).recent
    for now in (0, 10, 20):
        recent = recent.with_source("list", SOURCE, now)
    assert recent.seen_within("list", SOURCE, 20, now=20, hits=3)
    assert not recent.seen_within("list", SOURCE, 19, now=20, hits=3)
    assert recent.seen_within("list", SOURCE, 10, now=20, hits=2)
    assert recent.seen_within("list", SOURCE, 0, now=500, hits=3)
    assert not recent.seen_within("list", SOURCE, 0, now=500, hits=4)


def test_a_full_list_forgets_its_oldest_source() -> None:
    recent = evaluation(chain("PREROUTING")).recent
    for number in range(101):
        recent = recent.with_source("list", parse_address(f"10.1.0.{number}"), now=number)
    assert not recent.seen_within("list", parse_address("10.1.0.0"), 1000, now=101)
    assert recent.seen_within("list", parse_address("10.1.0.100"), 1000, now=101)


def test_what_is_not_modelled_is_met_not_skipped() -> None:
    run = evaluation(chain("PREROUTING", (Unmodelled("-m string --algo bm"), Drop())))
    assert run.run("PREROUTING") == (Unmodelled("-m string --algo bm"), RuleRef("nat", "PREROUTING", 1))


def test_rules_for_other_addresses_are_passed_over_without_a_look() -> None:
    others = [
        (MatchAddress(Side.DESTINATION, parse_network(f"10.9.0.{number}")), Drop()) for number in range(200)
    ]
    mine = (MatchAddress(Side.DESTINATION, parse_network("10.0.0.2")), Accept())
    run = evaluation(chain("PREROUTING", *others, mine, (Drop(),)))
    assert run.run("PREROUTING") == (Accept(), RuleRef("nat", "PREROUTING", 201))
    assert len(run.visits) == 1


def test_what_is_not_modelled_stops_no_packet_that_another_match_of_the_rule_keeps_out() -> None:
    unmodelled, udp = Unmodelled("-m set --match-set s src"), MatchProtocol(Protocol.UDP)
    found = evaluation(chain("PREROUTING", (unmodelled, udp, Drop()), (unmodelled, Accept())))
    assert found.run("PREROUTING") == (unmodelled, RuleRef("nat", "PREROUTING", 2))
    kept_out, stopped = found.visits
    assert (kept_out.failed, kept_out.value) == (1, "tcp")
    assert stopped.failed == -1


def test_what_draws_or_changes_something_is_not_asked_ahead() -> None:
    unmodelled = Unmodelled("-m set --match-set s src")
    found = evaluation(chain("PREROUTING", (unmodelled, RecentSet("a"), Statistic(1), Accept())))
    assert found.run("PREROUTING") == (unmodelled, RuleRef("nat", "PREROUTING", 1))
    assert found.recent.lists == {}


def test_only_rules_that_are_looked_at_are_made_ready() -> None:
    other = MatchAddress(Side.DESTINATION, parse_network("10.0.0.9/32"))
    looked_at = chain("PREROUTING", (MatchMark(1),), (other, Accept()), (Accept(),), (Accept(),))
    run = evaluation(looked_at)
    run.run("PREROUTING")
    assert sorted(run.table.ready["PREROUTING"].programs) == [0, 2]
