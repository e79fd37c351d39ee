"""What a step is called, and why it went as it did: a function for each type of step."""

from typing import assert_never

from sandbox.conntrack import Direction
from sandbox.explain.looking import route_before, rule_step, run_of, step_at
from sandbox.explain.names import destination_text, kind_text, label_of, source_text, state_text, tuple_ends
from sandbox.explain.nat import explain_nat
from sandbox.explain.reasons import explain_rule, reason_of_rule
from sandbox.explain.rules import fired_ref, fired_rule, rule_text
from sandbox.net import IPAddress
from sandbox.netfilter import Return
from sandbox.playback import Timeline
from sandbox.routing import Route, RouteType
from sandbox.telling import as_sentence, mark, together, told, told_n
from sandbox.topology import HealthServer, Kernel, PodServer, ProxyServer
from sandbox.trace import (
    BalanceStep,
    ConntrackEvent,
    ConntrackStep,
    DeliverStep,
    DropStep,
    HookStep,
    LegKind,
    NatStep,
    ReceiveStep,
    RejectStep,
    RouteStep,
    RuleStep,
    SendStep,
    TransmitStep,
)


def headline(timeline: Timeline, number: int) -> str:
    """Where step `number` happens: `nat / POSTROUTING on kubernetes-node-cx31`."""
    return told(
        "{place} on {device}",
        place=place(timeline, number),
        device=label_of(timeline.moments[number].device),
    )


def place(timeline: Timeline, number: int) -> str:
    """What step `number` is called inside its device."""
    step = step_at(timeline, number)
    match step:
        case SendStep():
            return told("Sending")
        case ReceiveStep():
            return told("Arrival by {interface}", interface=step.interface)
        case HookStep():
            return f"{step.table} / {step.hook.value}"
        case RuleStep():
            return told(
                "{table} / {hook} / {chain} rule {number}",
                table=step.ref.table,
                hook=step.hook.value,
                chain=step.ref.chain,
                number=step.ref.number,
            )
        case ConntrackStep():
            return f"conntrack / {step.hook.value}"
        case NatStep():
            return together(_nat_place(step), step.hook.value, by=" / ")
        case RouteStep():
            return told("Routing, again") if step.again else told("Routing")
        case BalanceStep():
            return told("Picking a target")
        case TransmitStep():
            return told("Leaving by {interface}", interface=step.interface)
        case DeliverStep():
            return told("Delivery")
        case DropStep():
            return together(told("Dropped"), step.hook.value if step.hook else "", by=" / ")
        case RejectStep():
            return together(told("Rejected"), step.hook.value if step.hook else "", by=" / ")
        case _:
            assert_never(step)


def _nat_place(step: NatStep) -> str:
    if step.undone:
        return told("NAT undone")
    return told("NAT repeated") if step.cause is None else step.cause.table


def sentence(timeline: Timeline, number: int) -> str:
    """Why step `number` went as it did, in sentences made from its data and the steps before it."""
    step = step_at(timeline, number)
    match step:
        case SendStep():
            return _explain_send(timeline, number, step)
        case ReceiveStep():
            return _explain_receive(timeline, number, step)
        case HookStep():
            return _explain_hook(timeline, number, step)
        case RuleStep():
            return explain_rule(timeline, number)
        case ConntrackStep():
            return _explain_conntrack(step)
        case NatStep():
            return explain_nat(timeline, number)
        case RouteStep():
            return _explain_route(step)
        case BalanceStep():
            return _explain_balance(step)
        case TransmitStep():
            return _explain_transmit(timeline, number, step)
        case DeliverStep():
            return _explain_delivery(timeline, number, step)
        case DropStep():
            return _ended(
                timeline, number, step.reason, told("Nothing comes back: the sender waits in vain.")
            )
        case RejectStep():
            return _ended(timeline, number, step.reason, _answer(step))
        case _:
            assert_never(step)


def _explain_send(timeline: Timeline, number: int, step: SendStep) -> str:
    moment = timeline.moments[number]
    kind = timeline.exchange.legs[moment.leg].kind
    return told(
        _SENDS[kind],
        device=label_of(moment.device),
        kind=kind_text(step.after),
        source=source_text(step.after),
        destination=destination_text(step.after),
    )


_SENDS = {
    LegKind.REQUEST: mark("{device} sends {kind} from {source} to {destination}."),
    LegKind.REPLY: mark("{device} answers with {kind} from {source} to {destination}."),
    LegKind.ERROR: mark("{device} sends back {kind} from {source} to {destination}."),
}


def _explain_receive(timeline: Timeline, number: int, step: ReceiveStep) -> str:
    return told(
        "{kind} from {source} to {destination} comes in to {device} by {interface}.",
        kind=kind_text(step.after),
        source=source_text(step.after),
        destination=destination_text(step.after),
        device=label_of(timeline.moments[number].device),
        interface=step.interface,
    )


def _explain_hook(timeline: Timeline, number: int, step: HookStep) -> str:
    fired = fired_rule(timeline, number)
    if fired is not None:
        looked_at = told_n("{count} rule looked at.", "{count} rules looked at.", step.rules)
        end = told("The packet goes on.") if step.accepted else told("The packet ends here.")
        return together(looked_at, reason_of_rule(timeline, fired), end)
    if step.rules == 0:
        return told(
            "{table} has no rule for this packet in {hook}; it goes on unchanged.",
            table=step.table,
            hook=step.hook.value,
        )
    looked_at = told_n(
        "{count} rule looked at, and none of them decided.",
        "{count} rules looked at, and none of them decided.",
        step.rules,
    )
    accepts = mark("The policy of {chain} is ACCEPT: the packet goes on.")
    drops = mark("The policy of {chain} is DROP: the packet ends here.")
    policy = told(accepts if step.accepted else drops, chain=step.chain)
    return together(looked_at, _explain_return(timeline, number), policy)


def _explain_return(timeline: Timeline, number: int) -> str:
    """The last rule of a table run that kept the packet from the rest of its chain, and for what."""
    returned = [each for each in run_of(timeline, number) if _is_return(rule_step(timeline, each))]
    if not returned:
        return ""
    step = rule_step(timeline, returned[-1])
    saw = (
        rule_text(step)
        .removeprefix(f"-A {step.ref.chain} ")
        .removesuffix("-j RETURN")
        .removesuffix("return")
        .strip()
    )
    values = {"number": step.ref.number, "chain": step.ref.chain}
    if not saw:
        return told("Rule {number} of {chain} ended that chain for the packet.", **values)
    return told(
        "Rule {number} of {chain} ended that chain for the packet, since “{saw}” is true of it.",
        saw=saw,
        **values,
    )


def _is_return(step: RuleStep) -> bool:
    return step.matched and isinstance(step.rule.expressions[-1], Return)


def _explain_conntrack(step: ConntrackStep) -> str:
    match step.event:
        case ConntrackEvent.NEW:
            return told(
                "No entry of the connection table fits this packet, so it begins a new connection. The entry "
                "enters the table only when the packet has got through this host."
            )
        case ConntrackEvent.MATCHED:
            return _explain_match(step)
        case ConntrackEvent.CONFIRMED:
            return told("The packet got through this host: its entry is now in the connection table.")
        case ConntrackEvent.RELATED:
            return told(
                "The packet is an error about a connection in the table, so it counts as RELATED to it."
            )
        case ConntrackEvent.INVALID:
            return told("The packet fits no connection and cannot begin one: its state is INVALID.")
        case ConntrackEvent.DELETED:
            return told(
                "It resets a connection that nobody had answered, so its entry leaves the table at once."
            )
        case ConntrackEvent.MOVED:
            return told(
                "The connection was given the address of the device that its first packet left by. This one "
                "would leave by another, so the entry leaves the table and the packet is dropped; the next "
                "one begins anew."
            )
        case ConntrackEvent.EVICTED:
            return told(
                "The connection table is full. For this packet it gives up another connection, one that is "
                "not ASSURED and lies in the same buckets."
            )
        case _:
            assert_never(step.event)


def _explain_match(step: ConntrackStep) -> str:
    if step.entry is None:
        return told("The packet belongs to a connection in the table.")
    source, destination = tuple_ends(step.entry.tuple_in(step.direction))
    state = state_text(step.entry)
    has_nat = step.entry.reply.inverted != step.entry.original
    return together(
        told(
            _DIRECTIONS[step.direction],
            source=source,
            destination=destination,
        ),
        told("It is now {state}.", state=state) if state else "",
        told("Rules of the nat table are not asked again.") if has_nat else "",
    )


_DIRECTIONS = {
    Direction.ORIGINAL: mark("The packet is the original direction of an entry, {source} to {destination}."),
    Direction.REPLY: mark("The packet is the reply direction of an entry, {source} to {destination}."),
}


def _explain_route(step: RouteStep) -> str:
    again = told("The rules changed the packet, so it is routed again.") if step.again else ""
    return together(again, _explain_choice(step.route, step.after.destination))


def _explain_choice(route: Route | None, destination: IPAddress) -> str:
    if route is None:
        return told("No route leads to {destination}.", destination=destination)
    if route.type is RouteType.LOCAL:
        return told(
            "{destination} is an address of this host: the packet stays here.",
            destination=destination,
        )
    if not route.gateway:
        return told(
            "{destination} falls under the route “{route}”: it is on the link of {interface}, so the packet "
            "goes to it without a gateway.",
            destination=destination,
            route=route,
            interface=route.interface,
        )
    return told(
        "{destination} falls under the route “{route}”: it leaves by {interface} to the gateway {gateway}.",
        destination=destination,
        route=route,
        interface=route.interface,
        gateway=route.gateway,
    )


def _explain_balance(step: BalanceStep) -> str:
    values = {"target": label_of(step.target), "pool": ", ".join(map(label_of, step.pool))}
    one = mark("The load balancer picked {target}, the only one in its pool.")
    many = mark("The load balancer picked {target}, one of {count} that are equally likely: {pool}.")
    picked = told(one if len(step.pool) == 1 else many, count=len(step.pool), **values)
    if not step.excluded:
        return picked
    names = ", ".join(map(label_of, step.excluded))
    return together(picked, told("Not in the pool, since their health check failed: {names}.", names=names))


def _explain_transmit(timeline: Timeline, number: int, step: TransmitStep) -> str:
    before = route_before(timeline, number)
    route = None if before is None else before.route
    says = mark("{device} sends it by {interface}, as the route “{route}” says.")
    sent = told(
        mark("{device} sends it by {interface}.") if route is None else says,
        device=label_of(timeline.moments[number].device),
        interface=step.interface,
        route=route,
    )
    return together(sent, told("It arrives at {peer}.", peer=label_of(step.peer.host)))


def _explain_delivery(timeline: Timeline, number: int, step: DeliverStep) -> str:
    sent_from = timeline.exchange.legs[timeline.moments[number].leg].trace.packet.source
    is_own = sent_from == step.after.source
    taken = told(_TAKES[type(step.application)], peer=source_text(step.after))
    if step.application is None:
        return taken
    own = mark("That address is the sender's own.")
    other = mark("That address is not the sender's own, {sender}.")
    return together(taken, told(own if is_own else other, sender=sent_from))


_TAKES = {
    PodServer: mark("The server takes the packet. The peer that it sees is {peer}."),
    HealthServer: mark("kube-proxy answers the health check itself. The peer that it sees is {peer}."),
    ProxyServer: mark("The load balancer ends the connection of {peer} here and opens one of its own."),
    Kernel: mark("The kernel answers the ping itself, no server does. The peer that it sees is {peer}."),
    type(None): mark("The packet from {peer} reaches the socket that waits for it."),
}


def _ended(timeline: Timeline, number: int, reason: str, consequence: str) -> str:
    fired = fired_rule(timeline, number)
    named = fired is None or str(fired_ref(timeline, number)) in reason
    by = "" if fired is None or named else reason_of_rule(timeline, fired)
    return together(as_sentence(reason), by, consequence)


def _answer(step: RejectStep) -> str:
    if step.answer is None:
        return told("Nothing may be sent back.")
    return told(
        "{kind} goes back to {destination}.",
        kind=kind_text(step.answer),
        destination=step.answer.destination,
    )
