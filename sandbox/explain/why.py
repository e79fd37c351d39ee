"""What a step is called, and why it went as it did: a function for each type of step."""

from typing import assert_never

from sandbox.explain.looking import route_before, rule_step, run_of, step_at
from sandbox.explain.names import destination_text, kind_text, label_of, source_text
from sandbox.explain.nat import explain_nat
from sandbox.explain.reasons import explain_rule, reason_of_rule
from sandbox.explain.rules import fired_ref, fired_rule, rule_text
from sandbox.net import socket_text
from sandbox.netfilter import Return
from sandbox.playback import Timeline
from sandbox.routing import RouteType
from sandbox.topology import HealthServer, PodServer, ProxyServer
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
    return f"{place(timeline, number)} on {label_of(timeline.moments[number].device)}"


def place(timeline: Timeline, number: int) -> str:
    """What step `number` is called inside its device."""
    step = step_at(timeline, number)
    match step:
        case SendStep():
            return "Sending"
        case ReceiveStep():
            return f"Arrival by {step.interface}"
        case HookStep():
            return f"{step.table} / {step.hook.value}"
        case RuleStep():
            return f"{step.ref.table} / {step.hook.value} / {step.ref.chain} rule {step.ref.number}"
        case ConntrackStep():
            return f"conntrack / {step.hook.value}"
        case NatStep():
            return f"{_nat_place(step)} / {step.hook.value}"
        case RouteStep():
            return "Routing, again" if step.again else "Routing"
        case BalanceStep():
            return "Picking a target"
        case TransmitStep():
            return f"Leaving by {step.interface}"
        case DeliverStep():
            return "Delivery"
        case DropStep():
            return "Dropped" + (f" / {step.hook.value}" if step.hook else "")
        case RejectStep():
            return "Rejected" + (f" / {step.hook.value}" if step.hook else "")
        case _:
            assert_never(step)


def _nat_place(step: NatStep) -> str:
    if step.undone:
        return "NAT undone"
    return "NAT repeated" if step.cause is None else step.cause.table


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
            return _ended(timeline, number, step.reason, "Nothing comes back: the sender waits in vain.")
        case RejectStep():
            return _ended(timeline, number, step.reason, _answer(step))
        case _:
            assert_never(step)


def _explain_send(timeline: Timeline, number: int, step: SendStep) -> str:
    moment = timeline.moments[number]
    kind = timeline.exchange.legs[moment.leg].kind
    verb = {LegKind.REQUEST: "sends", LegKind.REPLY: "answers with", LegKind.ERROR: "sends back"}[kind]
    ways = f"from {source_text(step.after)} to {destination_text(step.after)}"
    return f"{label_of(moment.device)} {verb} {kind_text(step.after)} {ways}."


def _explain_receive(timeline: Timeline, number: int, step: ReceiveStep) -> str:
    device = label_of(timeline.moments[number].device)
    ways = f"from {source_text(step.after)} to {destination_text(step.after)}"
    return f"{kind_text(step.after)} {ways} comes in to {device} by {step.interface}."


def _explain_hook(timeline: Timeline, number: int, step: HookStep) -> str:
    fired = fired_rule(timeline, number)
    looked_at = f"{step.rules} rule{'' if step.rules == 1 else 's'} looked at"
    if fired is not None:
        end = "The packet goes on." if step.accepted else "The packet ends here."
        return f"{looked_at}. {reason_of_rule(timeline, fired)} {end}"
    if step.rules == 0:
        return f"{step.table} has no rule for this packet in {step.hook.value}; it goes on unchanged."
    policy = "ACCEPT: the packet goes on" if step.accepted else "DROP: the packet ends here"
    returned = _explain_return(timeline, number)
    return f"{looked_at}, and none of them decided.{returned} The policy of {step.chain} is {policy}."


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
    because = f", since “{saw}” is true of it" if saw else ""
    return f" Rule {step.ref.number} of {step.ref.chain} ended that chain for the packet{because}."


def _is_return(step: RuleStep) -> bool:
    return step.matched and isinstance(step.rule.expressions[-1], Return)


def _explain_conntrack(step: ConntrackStep) -> str:
    match step.event:
        case ConntrackEvent.NEW:
            return (
                "No entry of the connection table fits this packet, so it begins a new connection. The entry "
                "enters the table only when the packet has got through this host."
            )
        case ConntrackEvent.MATCHED:
            return _explain_match(step)
        case ConntrackEvent.CONFIRMED:
            return "The packet got through this host: its entry is now in the connection table."
        case ConntrackEvent.RELATED:
            return "The packet is an error about a connection in the table, so it counts as RELATED to it."
        case ConntrackEvent.INVALID:
            return "The packet fits no connection and cannot begin one: its state is INVALID."
        case _:
            assert_never(step.event)


def _explain_match(step: ConntrackStep) -> str:
    if step.entry is None:
        return "The packet belongs to a connection in the table."
    wanted = step.entry.tuple_in(step.direction)
    ways = (
        f"{socket_text(wanted.source, wanted.source_port)} to "
        f"{socket_text(wanted.destination, wanted.destination_port)}"
    )
    state = step.entry.tcp_state.value
    now = f" It is now {state}." if state != "NONE" else ""
    nat = (
        " Rules of the nat table are not asked again."
        if step.entry.reply.inverted != step.entry.original
        else ""
    )
    return f"The packet is the {step.direction.value} direction of an entry, {ways}.{now}{nat}"


def _explain_route(step: RouteStep) -> str:
    destination = step.after.destination
    again = "The rules changed the packet, so it is routed again. " if step.again else ""
    route = step.route
    if route is None:
        return f"{again}No route leads to {destination}."
    if route.type is RouteType.LOCAL:
        return f"{again}{destination} is an address of this host: the packet is for a socket here."
    found = f"{again}{destination} falls under the route “{route}”"
    if route.gateway:
        return f"{found}: it leaves by {route.interface} to the gateway {route.gateway}."
    return f"{found}: it is on the link of {route.interface}, so the packet goes to it without a gateway."


def _explain_balance(step: BalanceStep) -> str:
    target, pool = label_of(step.target), ", ".join(map(label_of, step.pool))
    share = f"one of {len(step.pool)} that are equally likely: {pool}"
    if len(step.pool) == 1:
        share = "the only one in its pool"
    text = f"The load balancer picked {target}, {share}."
    if step.excluded:
        names = ", ".join(map(label_of, step.excluded))
        text += f" Not in the pool, since their health check failed: {names}."
    return text


def _explain_transmit(timeline: Timeline, number: int, step: TransmitStep) -> str:
    device = label_of(timeline.moments[number].device)
    route = route_before(timeline, number)
    why = f", as the route “{route.route}” says" if route is not None and route.route is not None else ""
    return f"{device} sends it by {step.interface}{why}. It arrives at {label_of(step.peer.host)}."


def _explain_delivery(timeline: Timeline, number: int, step: DeliverStep) -> str:
    peer = source_text(step.after)
    sent_from = timeline.exchange.legs[timeline.moments[number].leg].trace.packet.source
    is_own = sent_from == step.after.source
    own = "the sender's own" if is_own else f"not the sender's own, {sent_from}"
    told = {
        PodServer: f"The server takes the packet. The peer that it sees is {peer}.",
        HealthServer: f"kube-proxy answers the health check itself. The peer that it sees is {peer}.",
        ProxyServer: f"The load balancer ends the connection of {peer} here and opens one of its own.",
        type(None): f"The packet from {peer} reaches the socket that waits for it.",
    }[type(step.application)]
    return told if step.application is None else f"{told} That address is {own}."


def _ended(timeline: Timeline, number: int, reason: str, consequence: str) -> str:
    fired = fired_rule(timeline, number)
    named = fired is None or str(fired_ref(timeline, number)) in reason
    by = "" if fired is None or named else f" {reason_of_rule(timeline, fired)}"
    return f"{as_sentence(reason)}{by} {consequence}"


def _answer(step: RejectStep) -> str:
    if step.answer is None:
        return "Nothing may be sent back."
    return f"{kind_text(step.answer)} goes back to {step.answer.destination}."


def as_sentence(reason: str) -> str:
    """The reason with a full stop, and a capital letter unless it begins with a name (`default/web`)."""
    if not reason:
        return ""
    first = reason.split()[0]
    begun = reason[0].upper() + reason[1:] if first.isalpha() else reason
    return begun if begun.endswith((".", "!", "?")) else f"{begun}."
