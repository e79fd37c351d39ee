"""Each packet starts in the world that the one before left, and nothing that was walked is lost."""

import msgspec
import pytest

from sandbox.analysis.session import (
    DueKind,
    Edit,
    Session,
    Walks,
    advanced,
    again,
    begun,
    begun_beside,
    continued,
    due,
    edited,
    expired,
    forgotten,
    has_connection,
    lifetimes,
    next_packet,
    removed,
    renamed,
    reopened,
    shown_at,
    walks_of,
    walks_on,
    went_on,
)
from sandbox.engine.segments import By
from sandbox.kube import ObjectKey, ObjectMeta, ServiceType, SessionAffinity, TrafficPolicy
from sandbox.playback import MarkKind, Timeline, marks_of
from sandbox.scenario import AddressTarget, Flow, LoadBalancer, Scenario
from sandbox.trace import Exchange, NatStep, Verdict
from tests.fixtures.walks import NODE_PORT, NODES, VIP, cluster, pod, service

FLOW = Flow(ObjectMeta("web"), ObjectKey("Client", "", "c"), AddressTarget(NODES[1], NODE_PORT))


def scenario(policy: TrafficPolicy = TrafficPolicy.CLUSTER, pods: int = 1) -> Scenario:
    sticky = service(
        external_traffic_policy=policy, session_affinity=SessionAffinity.CLIENT_IP, affinity_timeout=60
    )
    return cluster([pod(number + 1, on=number + 1) for number in range(pods)], [sticky])


def walked(session: Session, path: int = 0) -> tuple[Walks, Exchange]:
    walks = walks_of(session.world, session.scenario, session.sending)
    return walks, walks.paths[path]


LOCAL = Edit(scenario(TrafficPolicy.LOCAL), "Set externalTrafficPolicy to Local")


def test_the_second_request_meets_what_the_first_one_left() -> None:
    first = begun(scenario(pods=3), FLOW)
    walks, taken = walked(first, 2)
    assert len(walks.paths) == 3
    second = went_on(first, taken, again(first))
    (only,) = walks_of(second.world, second.scenario, second.sending).paths
    assert only.endpoint == taken.endpoint
    assert only.legs[0].trace.packet.source_port == taken.legs[0].trace.packet.source_port + 1
    later = advanced(second, only, False, 61)
    assert len(walks_of(later.world, later.scenario, later.sending).paths) == 3


def test_back_is_the_very_world_that_was() -> None:
    first = begun(scenario(), FLOW)
    _, taken = walked(first)
    later = advanced(went_on(first, taken, again(first)), None, False, 10)
    back = shown_at(later, 0)
    assert back.world is first.world
    assert back.recorded == 1
    assert shown_at(later, 2).world is later.world


def test_an_entry_outlives_an_edit_between_two_packets() -> None:
    first = begun(scenario(), FLOW)
    _, taken = walked(first)
    sending = next_packet(first, taken, By.CLIENT)
    assert sending is not None
    between = went_on(first, taken, sending)
    before, packet = walked(between)
    after, walks = edited(between, LOCAL, before, packet, walked=False)
    assert [each.verdict for each in walks.paths] == [Verdict.REPLIED]
    assert after.history.branches == ("main",)
    fresh = went_on(after, walks.paths[0], again(after))
    assert walked(fresh)[1].verdict is Verdict.DROPPED


def test_an_edit_before_anything_was_walked_is_in_place() -> None:
    first = begun(scenario(), FLOW)
    before, taken = walked(first)
    after, walks = edited(first, LOCAL, before, taken, walked=False)
    assert len(after.history.moments) == 1
    assert after.scenario == LOCAL.scenario
    assert walks.paths[0].verdict is Verdict.DROPPED


def test_an_edit_of_what_was_walked_is_a_branch_and_doing_it_back_leads_back() -> None:
    first = begun(scenario(), FLOW)
    before, taken = walked(first)
    after, walks = edited(first, LOCAL, before, taken, walked=True)
    assert after.history.branches == ("main", "Local instead of Cluster")
    assert after.branch == "Local instead of Cluster"
    assert after.walked_on("main") == taken
    back, again_walks = edited(after, Edit(scenario()), walks, walks.paths[0], walked=True)
    assert back.branch == "main"
    assert back.recorded == 1
    assert again_walks.paths == before.paths
    forth, _ = edited(back, LOCAL, again_walks, again_walks.paths[0], walked=True)
    assert forth.branch == "Local instead of Cluster"


def test_an_edit_that_no_packet_could_tell_makes_no_branch() -> None:
    first = begun(scenario(), FLOW)
    before, taken = walked(first)
    moved = msgspec.structs.replace(
        first.scenario,
        pods=(
            msgspec.structs.replace(
                first.scenario.pods[0],
                metadata=msgspec.structs.replace(first.scenario.pods[0].metadata, position=(1.0, 2.0)),
            ),
        ),
    )
    after, walks = edited(first, Edit(moved), before, taken, walked=True)
    assert walks is before
    assert after.history is first.history
    assert after.scenario == moved


def test_a_forgotten_connection_is_walked_anew() -> None:
    first = begun(scenario(), FLOW)
    _, taken = walked(first)
    (entry,) = went_on(first, taken, first.sending).world.state("node/n2").conntrack
    after = forgotten(first, taken, True, "node/n2", entry)
    assert after.sending.connection is not None
    _, packet = walked(after)
    assert packet.verdict is Verdict.REJECTED
    reply = continued(after, packet, False, By.SERVER)
    assert reply.base == after.base
    _, unknown = walked(reply)
    steps = [step for leg in unknown.legs for hop in leg.trace.hops for step in hop.steps]
    assert not [step for step in steps if isinstance(step, NatStep) and step.undone]
    run_out = expired(first, taken, True, "node/n2", entry)
    assert walked(run_out)[1].verdict is Verdict.REJECTED


def test_doing_something_else_in_the_past_is_a_branch() -> None:
    first = begun(scenario(), FLOW)
    _, taken = walked(first)
    later = advanced(first, taken, True, 10)
    other = advanced(shown_at(later, 1), None, False, 100)
    assert other.history.branches == ("main", "after 100 s")
    assert renamed(other, "after 100 s", " slow ").branch == "slow"
    with pytest.raises(ValueError, match="no other has"):
        renamed(other, "after 100 s", "main")


def test_a_branch_goes_away_and_what_is_on_show_stays() -> None:
    first = begun(scenario(), FLOW)
    before, taken = walked(first)
    after, _ = edited(first, LOCAL, before, taken, walked=True)
    left = removed(after, "main")
    assert left.history.branches == ("Local instead of Cluster",)
    assert left.scenario == LOCAL.scenario
    left = removed(after, after.branch)
    assert left.history.branches == ("main",)
    assert left.scenario == first.scenario
    with pytest.raises(ValueError, match="left"):
        removed(left, "main")


def test_another_flow_can_begin_in_a_fresh_world_beside() -> None:
    first = begun(scenario(), FLOW)
    _, taken = walked(first)
    later = went_on(first, taken, again(first))
    beside = begun_beside(later, later.scenario, FLOW)
    assert beside.branch == "web"
    assert not beside.world.states
    assert beside.walked_on("main") == taken


def test_a_packet_that_nothing_came_after_may_still_go_another_way() -> None:
    first = begun(scenario(pods=3), FLOW)
    _, taken = walked(first, 1)
    second = went_on(first, taken, again(first))
    back = shown_at(second, 1)
    assert len(reopened(back).history.moments) == 1
    later = advanced(second, None, False, 5)
    assert len(reopened(shown_at(later, 1)).history.moments) == 3
    assert reopened(first) is first


def test_what_comes_due_is_told_in_order() -> None:
    first = begun(scenario(), FLOW)
    assert due(first.world, first.scenario) == ()
    _, taken = walked(first)
    second = went_on(first, taken, again(first))
    found = due(second.world, second.scenario)
    assert {(each.kind, each.host) for each in found} >= {
        (DueKind.CONNECTION, "node/n1"),
        (DueKind.CONNECTION, "node/n2"),
        (DueKind.AFFINITY, "node/n2"),
    }
    assert [each.at for each in found] == sorted(each.at for each in found)
    later = advanced(second, None, False, found[0].at - second.world.now)
    assert len(due(later.world, later.scenario)) < len(found)


def balanced(on: int) -> Scenario:
    web = service(
        ServiceType.LOAD_BALANCER,
        external_traffic_policy=TrafficPolicy.LOCAL,
        health_check_node_port=32122,
    )
    balancer = LoadBalancer(ObjectMeta("lb"), ("default/web",), addresses=())
    return cluster([pod(1, on=on)], [web], load_balancers=(balancer,))


def test_a_load_balancer_finds_out_by_its_next_checks() -> None:
    flow = Flow(ObjectMeta("vip"), ObjectKey("Client", "", "c"), AddressTarget(VIP, 80))
    session = begun(balanced(1), flow)
    assert due(session.world, session.scenario) == ()
    _, taken = walked(session)
    between = went_on(session, taken, again(session))
    before, packet = walked(between)
    after, _ = edited(between, Edit(balanced(2)), before, packet, walked=False)
    checks = [each for each in due(after.world, after.scenario) if each.kind is DueKind.HEALTH]
    assert {each.about for each in checks} == {"n1", "n2"}
    later = advanced(after, None, False, checks[-1].at - after.world.now)
    assert all(each.verdict is Verdict.REPLIED for each in walks_of_all(later))


def walks_of_all(session: Session) -> tuple[Exchange, ...]:
    return walks_of(session.world, session.scenario, session.sending).paths


def test_entries_live_from_when_they_were_made_until_their_time_is_up_or_they_are_deleted() -> None:
    first = begun(scenario(), FLOW)
    _, taken = walked(first)
    second = advanced(first, taken, True, 10)
    worlds = [second.history.moments[index].world for index in second.history.line]
    (life,) = (each for each in lifetimes(worlds) if each.host == "node/n2")
    assert (life.made, life.until) == (0, life.entry.expires_at)
    assert life.gone is None
    deleted = forgotten(second, None, False, "node/n2", life.entry)
    worlds = [deleted.history.moments[index].world for index in deleted.history.line]
    (life,) = (each for each in lifetimes(worlds) if each.host == "node/n2")
    assert (life.gone, life.until) == (10, 10)


def test_a_connection_goes_on_after_its_time_was_up() -> None:
    first = begun(scenario(), FLOW)
    _, taken = walked(first)
    later = advanced(first, taken, True, 100)
    _, fresh = walked(later)
    on = continued(later, fresh, False, By.CLIENT)
    assert has_connection(later, fresh, False)
    assert on.sending.connection is not None
    assert on.sending.number == 0
    _, packet = walked(on)
    over = {("node/n2", each.original) for each in on.world.state("node/n2").conntrack}
    marks = marks_of(Timeline.of(packet), over)
    assert [each.kind for each in marks if each.device == "node/n2"][:2] == [
        MarkKind.ENTRY_GONE,
        MarkKind.ENTRY_MADE,
    ]
    assert len(marks_of(Timeline.of(packet))) < len(marks)


def test_the_next_packet_after_an_edit_of_a_walk_has_the_edit_between() -> None:
    first = begun(scenario(), FLOW)
    before, taken = walked(first)
    after, walks = edited(first, LOCAL, before, taken, walked=True)
    assert walks.paths[0].verdict is Verdict.DROPPED
    between = continued(after, walks.paths[0], False, By.CLIENT)
    assert between.history.branches == ("main",)
    assert [type(each.event).__name__ for each in between.history.moments] == ["NoneType", "Sent", "Edited"]
    assert between.scenario == LOCAL.scenario
    assert walked(between)[1].verdict is Verdict.REPLIED


def test_the_packet_on_show_is_compared_with_itself_on_another_branch() -> None:
    first = begun(scenario(), FLOW)
    before, taken = walked(first)
    after, walks = edited(first, LOCAL, before, taken, walked=True)
    assert walks_on(after, "main") == (taken,)
    later = went_on(after, walks.paths[0], again(after))
    (other,) = walks_on(later, "main")
    _, here = walked(later)
    assert other.legs[0].trace.packet == here.legs[0].trace.packet
    assert other.verdict is Verdict.REPLIED
