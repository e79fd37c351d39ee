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
    Reject,
    Return,
    SetMark,
    SetUpdate,
    Snat,
    Statistic,
)
from sandbox.playback import Timeline
from sandbox.trace import RuleStep


def explain_rule(timeline: Timeline, number: int) -> str:
    """A visited rule: the predicate that failed and what it saw, or what the rule does since all matched."""
    step = rule_step(timeline, number)
    if not step.matched and isinstance(failed := step.rule.expressions[step.failed], Statistic):
        chance = probability_text(Fraction(failed.threshold, STATISTIC_RANGE))
        return f"The draw went the other way: the rule takes a new connection with probability {chance}."
    if not step.matched:
        saw = f" It saw {step.value}." if step.value else ""
        about = f" The rule is for {quoted(step.rule.comment)}." if step.rule.comment else ""
        return f"Does not match: “{failed_text(step)}” is not true of this packet.{saw}{about}"
    parts = [
        reason_of_rule(timeline, number),
        _pick(timeline, number),
        _remembers(step),
        _mark(timeline, number),
    ]
    return " ".join(part for part in parts if part)


def reason_of_rule(timeline: Timeline, number: int) -> str:
    """What a matching rule does, with its comment: `Rule 1 of KUBE-MARK-MASQ sets mark 0x4000.`"""
    step = rule_step(timeline, number)
    last = next((each for each in reversed(step.rule.expressions) if not isinstance(each, Comment)), None)
    about = f", {quoted(step.rule.comment)}," if step.rule.comment else ""
    return f"Rule {step.ref.number} of {step.ref.chain}{about} {_does(step.target or last, step)}."


def _does(last: Expression | None, step: RuleStep) -> str:
    """What the rule's last part does, as a verb."""
    match last:
        case Jump(chain):
            return f"sends the packet through {chain}"
        case Goto(chain):
            return f"sends the packet to {chain} for good"
        case Return():
            return "returns to the chain before"
        case Accept():
            return "accepts the packet"
        case Drop():
            return "drops the packet"
        case Reject(reject_with):
            return f"rejects the packet with {reject_with}"
        case SetMark():
            return _does_mark(step)
        case Dnat(address, port):
            return f"gives it the destination {socket_text(address, port) if port else address}"
        case Snat(address):
            return f"gives it the source {address}"
        case Masquerade():
            return "gives it an address of the interface that it leaves by"
        case None:
            return "has no target and changes nothing"
        case _:
            return "matches and lets the packet go on"


def _does_mark(step: RuleStep) -> str:
    if step.after.mark == 0:
        return f"clears the mark {step.before.mark:#x}"
    return f"sets the mark {step.after.mark:#x}"


def _pick(timeline: Timeline, number: int) -> str:
    """For a DNAT rule, how its endpoint was picked."""
    step = rule_step(timeline, number)
    if not any(isinstance(each, Dnat) for each in step.rule.expressions):
        return ""
    pick = pick_before(timeline, number)
    return "" if pick is None else f"{pick_text(pick)}."


def _remembers(step: RuleStep) -> str:
    """For a rule that remembers the client, where it does."""
    for each in step.rule.expressions:
        match each:
            case RecentSet(name):
                return f"It also puts {step.before.source} on the list {name}, for session affinity."
            case SetUpdate(name):
                return f"It puts {step.before.source} into the set {name}, for session affinity."
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
    text = f"The packet carries mark {step.after.mark:#x}, set in {step.hook.value} by {step.ref.chain}"
    caller = caller_of(timeline, setter)
    if caller is not None:
        behind = rule_step(timeline, caller)
        said = f": {quoted(behind.rule.comment)}" if behind.rule.comment else ""
        text += f", where {behind.ref.chain} had sent it{said}"
    return f"{text}."
