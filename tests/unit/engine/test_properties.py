"""What holds for every walk through every cluster."""

from collections.abc import Iterator

import msgspec
from hypothesis import HealthCheck as Slow
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.conntrack import tuple_of
from sandbox.engine import Request, World, one_path, paths
from sandbox.kube import ProxyMode
from sandbox.net import Packet
from sandbox.scenario import Scenario
from sandbox.scenario.check import Severity, check
from sandbox.scenario.compile import compile_world, request_of
from sandbox.trace import (
    DeliverStep,
    Disposition,
    DropStep,
    Exchange,
    HookStep,
    Hop,
    Leg,
    LegKind,
    NatStep,
    ReceiveStep,
    RejectStep,
    RouteStep,
    RuleStep,
    SendStep,
    Step,
    TransmitStep,
    Verdict,
)
from tests.fixtures.random_clusters import clusters, drawn_clusters

MODES = (ProxyMode.IPTABLES, ProxyMode.NFTABLES)
EXAMPLES = settings(suppress_health_check=[Slow.too_slow, Slow.data_too_large])


def prepared(scenario: Scenario) -> tuple[World, Request]:
    """The world and the request of a drawn cluster's only flow."""
    (flow,) = scenario.flows
    return compile_world(scenario, flow.at), request_of(scenario, flow)


def outline(exchange: Exchange) -> tuple[object, ...]:
    """All of a path but what is drawn and not chosen: ports of masqueraded connections."""
    wire = tuple((each.sender, each.receiver, each.leg, each.connection) for each in exchange.wire)
    return exchange.verdict, exchange.endpoint, exchange.client_address, exchange.probability, wire


@EXAMPLES
@given(clusters(MODES))
def test_probabilities_sum_to_exactly_one(scenario: Scenario) -> None:
    assert sum(each.probability for each in paths(*prepared(scenario))) == 1


@EXAMPLES
@given(clusters(MODES), st.integers(0, 999))
def test_what_is_drawn_is_among_what_is_enumerated(scenario: Scenario, seed: int) -> None:
    world, request = prepared(scenario)
    known = {each.choices: outline(each) for each in paths(world, request)}
    drawn, _ = one_path(world, request, seed)
    assert known[drawn.choices] == outline(drawn)


@EXAMPLES
@given(clusters(MODES), st.integers(0, 999))
def test_the_same_seed_gives_the_same_walk(scenario: Scenario, seed: int) -> None:
    world, request = prepared(scenario)
    assert one_path(world, request, seed) == one_path(world, request, seed)


@EXAMPLES
@given(clusters(MODES))
def test_every_path_keeps_the_rules_of_a_trace(scenario: Scenario) -> None:
    for exchange in paths(*prepared(scenario)):
        for leg in exchange.legs:
            check_leg(leg)
            for number, hop in enumerate(leg.trace.hops):
                check_beginning(leg, number, hop)
                check_steps(hop)


def check_leg(leg: Leg) -> None:
    """Each crossing begins where the one before it ended, no mark is on the wire, and the end is told."""
    hops = leg.trace.hops
    crossings = [step for hop in hops for step in hop.steps if isinstance(step, TransmitStep)]
    assert [step.peer.host for step in crossings] == [hop.device for hop in hops[1:]]
    assert all(step.after.mark == 0 for step in crossings)
    end = next(step for step in hops[-1].steps if isinstance(step, DeliverStep | DropStep | RejectStep))
    assert isinstance(end, DeliverStep) is (leg.trace.disposition is Disposition.DELIVERED)
    assert bool(leg.trace.reason) is not isinstance(end, DeliverStep)


def check_beginning(leg: Leg, number: int, hop: Hop) -> None:
    """A packet is sent once and received by every device after that; the network's own is only received."""
    first = hop.steps[0]
    if number or (leg.kind is LegKind.ERROR and isinstance(first, ReceiveStep)):
        assert isinstance(first, ReceiveStep)
    else:
        assert isinstance(first, SendStep)
        assert first.before == leg.trace.packet
    assert not any(isinstance(step, SendStep | ReceiveStep) for step in hop.steps[1:])


def check_steps(hop: Hop) -> None:
    """Each step takes the packet as the one before it left it; a table sums up the steps of its rules."""
    packet = hop.steps[0].before
    entered = packet
    inside = False
    for step in hop.steps:
        if isinstance(step, RuleStep) and not inside:
            entered, inside = packet, True
        if isinstance(step, HookStep):
            assert same(step.before, entered if inside else packet)
            assert same(step.after, packet) or not inside
            inside = False
        else:
            assert same(step.before, packet, wire=isinstance(step, TransmitStep))
        assert_change_is_told(step)
        packet = step.after


def same(one: Packet, other: Packet, wire: bool = False) -> bool:
    """Whether two headers are one; the mark stays on the host."""
    return one == (msgspec.structs.replace(other, mark=0) if wire else other)


def assert_change_is_told(step: Step) -> None:
    """NAT changes addresses and ports, routing counts down the time to live, rules change the mark."""
    if isinstance(step, NatStep):
        assert step.before != step.after
    elif isinstance(step, RuleStep | HookStep):
        assert same(step.before, step.after) or step.before.mark != step.after.mark
        assert tuple_of(step.before) == tuple_of(step.after)
    elif isinstance(step, RouteStep):
        assert step.before.ttl - step.after.ttl in (0, 1)
        assert msgspec.structs.replace(step.after, ttl=step.before.ttl) == step.before
    else:
        assert step.before == step.after


def legs_of(exchange: Exchange, kind: LegKind, connection: int = 1) -> Iterator[Leg]:
    return (leg for leg in exchange.legs if (leg.kind, leg.connection) == (kind, connection))


@EXAMPLES
@given(clusters(MODES))
def test_a_reply_answers_what_was_asked_and_what_was_received(scenario: Scenario) -> None:
    for exchange in paths(*prepared(scenario)):
        asked = next(legs_of(exchange, LegKind.REQUEST)).trace
        for reply in legs_of(exchange, LegKind.REPLY):
            taken = [step.after for step in asked.hops[-1].steps if isinstance(step, DeliverStep)]
            assert tuple_of(reply.trace.packet) == tuple_of(taken[-1]).inverted
        if exchange.verdict is Verdict.REPLIED:
            (answered,) = legs_of(exchange, LegKind.REPLY)
            last = answered.trace.hops[-1]
            assert last.device == asked.hops[0].device
            assert tuple_of(last.steps[-1].after) == tuple_of(asked.packet).inverted


@EXAMPLES
@given(clusters(MODES))
def test_a_server_is_named_exactly_when_one_took_the_request(scenario: Scenario) -> None:
    for exchange in paths(*prepared(scenario)):
        served = exchange.verdict in (Verdict.REPLIED, Verdict.DELIVERED)
        assert exchange.endpoint is None or served
        by_kernel = served and exchange.legs[0].trace.packet.echo is not None
        assert (exchange.client_address is not None) == (
            exchange.endpoint is not None or exchange.status != 0 or by_kernel
        )
        assert (exchange.reason == "") is (exchange.verdict is Verdict.REPLIED)


@EXAMPLES
@given(clusters(MODES))
def test_no_walk_goes_round_for_ever(scenario: Scenario) -> None:
    """A load balancer between two nodes takes nothing off the time to live, the nodes do."""
    for exchange in paths(*prepared(scenario)):
        assert all(len(leg.trace.hops) <= 2 * 64 + 4 for leg in exchange.legs)


@EXAMPLES
@given(clusters(MODES))
def test_a_second_request_may_be_sent_and_the_first_one_sent_again(scenario: Scenario) -> None:
    world, request = prepared(scenario)
    first, after = one_path(world, request, 1)
    again = list(paths(after, request))
    assert sum(each.probability for each in again) == 1
    if first.verdict is Verdict.REPLIED and len(first.legs) == 2:
        assert {each.endpoint for each in again} == {first.endpoint}
    second, _ = one_path(after, request, 2, number=1)
    assert second.legs


@EXAMPLES
@given(clusters(MODES))
def test_the_checks_find_no_error_in_any_cluster(scenario: Scenario) -> None:
    """So what is drawn is what the contract allows, and what Natwalk models but for warnings and notes."""
    for problem in check(scenario):
        assert problem.message
        assert problem.severity is not Severity.ERROR, problem.message


def test_a_seed_always_draws_the_same_clusters() -> None:
    drawn = drawn_clusters(7, 5)
    assert drawn == drawn_clusters(7, 5)
    assert len(drawn) == 5
