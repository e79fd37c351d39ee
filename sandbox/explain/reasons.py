"""Why a rule matched, or did not, and what it does."""

from fractions import Fraction

from sandbox.chance import probability_text
from sandbox.explain.looking import caller_of, mark_setter, rule_step
from sandbox.explain.names import quoted
from sandbox.explain.rules import STATISTIC_RANGE, failed_text, pick_before, pick_text
from sandbox.net import socket_text
from sandbox.netfilter import (
    Accept,
    Comment,
    Dnat,
    Drop,
    Expression,
    Goto,
    Jump,
    Masquerade,
    MatchMark,
    RecentSet,
    Redirect,
    Reject,
    Return,
    SetMark,
    SetUpdate,
    Snat,
    Statistic,
)
from sandbox.playback import Timeline
from sandbox.telling import together, told
from sandbox.trace import RuleStep


def explain_rule(timeline: Timeline, number: int) -> str:
    """A visited rule: the predicate that failed and what it saw, or what the rule does since all matched."""
    step = rule_step(timeline, number)
    if not step.matched and isinstance(failed := step.rule.expressions[step.failed], Statistic):
        chance = probability_text(Fraction(failed.threshold, STATISTIC_RANGE))
        return told(
            "The draw went the other way: the rule takes a new connection with probability {chance}.",
            chance=chance,
        )
    if not step.matched:
        return together(
            told("Does not match: “{predicate}” is not true of this packet.", predicate=failed_text(step)),
            told("It saw {value}.", value=step.value) if step.value else "",
            told("The rule is for {comment}.", comment=quoted(step.rule.comment))
            if step.rule.comment
            else "",
        )
    return together(
        reason_of_rule(timeline, number),
        _pick(timeline, number),
        _remembers(step),
        _mark(timeline, number),
    )


def reason_of_rule(timeline: Timeline, number: int) -> str:
    """What a matching rule does, with its comment: `Rule 1 of KUBE-MARK-MASQ sets mark 0x4000.`"""
    step = rule_step(timeline, number)
    last = next((each for each in reversed(step.rule.expressions) if not isinstance(each, Comment)), None)
    does = _does(step.target or last, step)
    values = {"number": step.ref.number, "chain": step.ref.chain, "does": does}
    if not step.rule.comment:
        return told("Rule {number} of {chain} {does}.", **values)
    about = quoted(step.rule.comment)
    return told("Rule {number} of {chain}, {comment}, {does}.", comment=about, **values)


def _does(last: Expression | None, step: RuleStep) -> str:
    """What the rule's last part does, as a verb."""
    match last:
        case Jump(chain):
            return told("sends the packet through {chain}", chain=chain)
        case Goto(chain):
            return told("sends the packet to {chain} for good", chain=chain)
        case Return():
            return told("returns to the chain before")
        case Accept():
            return told("accepts the packet")
        case Drop():
            return told("drops the packet")
        case Reject(reject_with):
            return told("rejects the packet with {reject_with}", reject_with=reject_with)
        case SetMark():
            return _does_mark(step)
        case Dnat(address, port):
            return told(
                "gives it the destination {socket}", socket=socket_text(address, port) if port else address
            )
        case Snat(address):
            return told("gives it the source {address}", address=address)
        case Masquerade():
            return told("gives it an address of the interface that it leaves by")
        case Redirect():
            return told("gives it an address of this host for its destination")
        case None:
            return told("has no target and changes nothing")
        case _:
            return told("matches and lets the packet go on")


def _does_mark(step: RuleStep) -> str:
    if step.after.mark == 0:
        return told("clears the mark {mark:#x}", mark=step.before.mark)
    return told("sets the mark {mark:#x}", mark=step.after.mark)


def _pick(timeline: Timeline, number: int) -> str:
    """For a DNAT rule, how its endpoint was picked."""
    step = rule_step(timeline, number)
    if not any(isinstance(each, Dnat) for each in step.rule.expressions):
        return ""
    pick = pick_before(timeline, number)
    return "" if pick is None else together(pick_text(pick), ".", by="")


def _remembers(step: RuleStep) -> str:
    """For a rule that remembers the client, where it does."""
    for each in step.rule.expressions:
        match each:
            case RecentSet(name):
                return told(
                    "It also puts {source} on the list {name}, for session affinity.",
                    source=step.before.source,
                    name=name,
                )
            case SetUpdate(name):
                return told(
                    "It puts {source} into the set {name}, for session affinity.",
                    source=step.before.source,
                    name=name,
                )
            case _:
                pass
    return ""


def _mark(timeline: Timeline, number: int) -> str:
    """For a rule that matched a mark, who set it."""
    step = rule_step(timeline, number)
    if step.before.mark and any(isinstance(each, MatchMark) for each in step.rule.expressions):
        return mark_story(timeline, number)
    return ""


def mark_story(timeline: Timeline, number: int) -> str:
    """Who set the mark that the packet carries before step `number`, where, and on behalf of which rule."""
    setter = mark_setter(timeline, number)
    if setter is None:
        return ""
    step = rule_step(timeline, setter)
    values = {"mark": f"{step.after.mark:#x}", "hook": step.hook.value, "chain": step.ref.chain}
    caller = caller_of(timeline, setter)
    if caller is None:
        return told("The packet carries mark {mark}, set in {hook} by {chain}.", **values)
    behind = rule_step(timeline, caller)
    values["caller"] = behind.ref.chain
    if not behind.rule.comment:
        return told(
            "The packet carries mark {mark}, set in {hook} by {chain}, where {caller} had sent it.", **values
        )
    return told(
        "The packet carries mark {mark}, set in {hook} by {chain}, where {caller} had sent it: {comment}.",
        comment=quoted(behind.rule.comment),
        **values,
    )
