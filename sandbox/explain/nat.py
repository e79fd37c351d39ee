"""Why a packet's header was rewritten: by which rule, for which mark, or by which entry."""

from sandbox.explain.looking import route_before, rule_at, rule_step, step_at
from sandbox.explain.names import destination_text, source_text
from sandbox.explain.reasons import mark_story
from sandbox.explain.rules import pick_before, pick_text
from sandbox.netfilter import Dnat, Expression, Masquerade, Redirect
from sandbox.playback import Timeline
from sandbox.telling import mark, together, told
from sandbox.trace import NatStep

BY_ENTRY = mark("The entry of the connection says so; rules were asked for its first packet only.")


def explain_nat(timeline: Timeline, number: int) -> str:
    """Why NatStep `number` rewrote the packet."""
    step = step_at(timeline, number)
    assert isinstance(step, NatStep)
    if step.undone:
        return together(
            _changes(step),
            told("The conntrack entry remembers what was rewritten and undoes it for the reply."),
            told("No rule is asked: the entry alone decides."),
        )
    rule = None if step.cause is None else rule_at(timeline, number, step.cause)
    if rule is None:
        return together(_changes(step), told(BY_ENTRY))
    fired = rule_step(timeline, rule)
    target = fired.target or fired.rule.expressions[-1]
    if isinstance(target, Dnat):
        return together(_dnat(timeline, rule), _changes(step))
    if isinstance(target, Redirect):
        return together(told("REDIRECT sends it to this host itself."), _changes(step))
    why = (mark_story(timeline, rule), _snat(timeline, number, step, target))
    return together(*why, _seen(timeline, step), _port(step))


ENDPOINT_CHAINS = ("KUBE-SEP-", "endpoint-")
"""How kube-proxy calls the chain of one endpoint, in its two modes."""


def _dnat(timeline: Timeline, rule: int) -> str:
    fired = rule_step(timeline, rule)
    if not fired.ref.chain.startswith(ENDPOINT_CHAINS):
        return told(
            "Rule {number} of {chain} names its destination.", number=fired.ref.number, chain=fired.ref.chain
        )
    pick = pick_before(timeline, rule)
    how = "" if pick is None else together(pick_text(pick), ".", by="")
    dnat = told("{chain} is the chain of one endpoint, and its DNAT rule fired.", chain=fired.ref.chain)
    return together(dnat, how)


def _snat(timeline: Timeline, number: int, step: NatStep, target: Expression) -> str:
    if not isinstance(target, Masquerade):
        return told("SNAT names the address to take: {source}.", source=step.after.source)
    route = route_before(timeline, number)
    if route is None or route.route is None:
        return told(
            "MASQUERADE takes the address of the interface it leaves by: {source}.", source=step.after.source
        )
    return told(
        "MASQUERADE takes the address of the interface it leaves by, {interface}: {source}.",
        interface=route.route.interface,
        source=step.after.source,
    )


def _port(step: NatStep) -> str:
    """What has a number of its own for each connection, where it is changed."""
    before, after = step.before, step.after
    if before.identifier != after.identifier:
        says = mark("The identifier {before} becomes {after}, so that replies can be told apart.")
        return told(says, before=before.identifier, after=after.identifier)
    if before.source_port == after.source_port:
        return ""
    return told(
        "The source port {before} becomes {after}, so that replies can be told apart.",
        before=before.source_port,
        after=after.source_port,
    )


def _seen(timeline: Timeline, step: NatStep) -> str:
    """Whether the new source is what the server sees in the end."""
    if timeline.exchange.client_address != step.after.source or step.before.source == step.after.source:
        return ""
    return told("The server sees this address, not {source}.", source=step.before.source)


def _changes(step: NatStep) -> str:
    """What was rewritten, from and to."""
    source = source_text(step.before), source_text(step.after)
    destination = destination_text(step.before), destination_text(step.after)
    values = {"source": source[0], "new_source": source[1]}
    values |= {"destination": destination[0], "new_destination": destination[1]}
    return told(_CHANGES[source[0] != source[1], destination[0] != destination[1]], **values)


_CHANGES = {
    (True, True): mark(
        "The source {source} becomes {new_source} and "
        "the destination {destination} becomes {new_destination}."
    ),
    (True, False): mark("The source {source} becomes {new_source}."),
    (False, True): mark("The destination {destination} becomes {new_destination}."),
    (False, False): mark("The header keeps its addresses."),
}
"""The sentence, by whether source and destination change."""
