"""Rules of a walk: which fired, by which chains, which were visited, and what decided each of them."""

from fractions import Fraction

import msgspec

from sandbox.chance import probability_text
from sandbox.explain.looking import path_to, rule_at, rule_step, run_of, step_at
from sandbox.net import family_of
from sandbox.netfilter import (
    Expression,
    Lookup,
    Numgen,
    RecentCheck,
    RuleRef,
    Statistic,
    Target,
    VerdictLookup,
)
from sandbox.netfilter.lookups import numgen_weights
from sandbox.netfilter.text import expression_text
from sandbox.netfilter.text import rule_text as netfilter_text
from sandbox.playback import Timeline
from sandbox.telling import told
from sandbox.trace import DropStep, HookStep, NatStep, RejectStep, RuleStep

STATISTIC_RANGE = 2**31
"""kernel: net/netfilter/xt_statistic.c compares 31 random bits with the threshold."""


class RuleLine(msgspec.Struct, frozen=True):
    """A visited rule in short, with the predicate that kept it from matching and what that saw."""

    number: int
    ref: RuleRef
    depth: int
    matched: bool
    text: str
    failed: str = ""
    value: str = ""

    @property
    def reason(self) -> str:
        """Why it did not match, in words; empty where it did."""
        return f"{self.failed}: saw {self.value}" if self.failed and self.value else self.failed


def fired_rule(timeline: Timeline, number: int) -> int | None:
    """The RuleStep of the rule that step `number` is about."""
    step = step_at(timeline, number)
    if isinstance(step, RuleStep):
        return number
    ref = fired_ref(timeline, number)
    return None if ref is None else rule_at(timeline, number, ref)


def fired_ref(timeline: Timeline, number: int) -> RuleRef | None:
    """Where the rule stands that decided, asked for the rewrite or ended the way in step `number`."""
    step = step_at(timeline, number)
    match step:
        case RuleStep():
            return step.ref
        case HookStep():
            return step.fired
        case NatStep():
            return step.cause
        case DropStep() | RejectStep():
            return step.rule
        case _:
            return None


def rule_text(step: RuleStep) -> str:
    """The whole rule, as the tool that made it lists it."""
    return netfilter_text(step.ref, step.rule, family_of(step.before.source))


def target_text(step: RuleStep) -> str:
    """The rule's verdict or statement: the last part of its text."""
    target = step.target or step.rule.expressions[-1]
    return expression_text(step.ref.table, target, family_of(step.before.source))


def chain_path(timeline: Timeline, number: int) -> tuple[str, ...]:
    """The chains that led to the rule that step `number` is about, outermost first."""
    fired = fired_rule(timeline, number)
    if fired is None:
        return ()
    return tuple(rule_step(timeline, each).ref.chain for each in path_to(timeline, fired))


def rule_lines(timeline: Timeline, number: int) -> tuple[RuleLine, ...]:
    """Every rule that was visited in the table run that step `number` belongs to, in order."""
    return tuple(_rule_line(timeline, each) for each in run_of(timeline, number))


def _rule_line(timeline: Timeline, number: int) -> RuleLine:
    step = rule_step(timeline, number)
    text = rule_text(step)
    if step.matched:
        return RuleLine(number, step.ref, step.depth, True, text)
    return RuleLine(number, step.ref, step.depth, False, text, failed_text(step), step.value)


def failed_text(step: RuleStep) -> str:
    """The predicate that did not match, as the tool that made the rule lists it."""
    if not 0 <= step.failed < len(step.rule.expressions):
        return ""
    failed = step.rule.expressions[step.failed]
    return expression_text(step.ref.table, failed, family_of(step.before.source))


class Pick(msgspec.Struct, frozen=True):
    """How a chain came to one of its endpoints. `remembered`: session affinity knew the client."""

    number: int
    chain: str
    probability: Fraction
    remembered: bool = False


def pick_before(timeline: Timeline, number: int) -> Pick | None:
    """The jump that chose the endpoint of the DNAT rule at RuleStep `number`, if it was jumped to."""
    path = path_to(timeline, number)
    if len(path) < 2:
        return None
    jump = rule_step(timeline, path[-2])
    probability = Fraction(1)
    for each in run_of(timeline, path[-2]):
        step = rule_step(timeline, each)
        if each <= path[-2] and step.ref.chain == jump.ref.chain:
            probability *= _factor(step)
    remembered = any(map(_remembers, jump.rule.expressions))
    return Pick(path[-2], jump.ref.chain, probability, remembered)


def _remembers(expression: Expression) -> bool:
    """Whether it asks for a client that came before: iptables by a list, nftables by a set."""
    match expression:
        case RecentCheck():
            return True
        case Lookup(set=str() as name):
            return name.startswith("affinity-")
        case _:
            return False


def _factor(step: RuleStep) -> Fraction:
    """The probability of what a rule's random match did; 1 where it has none or did not come to it."""
    for index, expression in enumerate(step.rule.expressions):
        if isinstance(expression, VerdictLookup):
            return _drawn(expression, step.target)
        if isinstance(expression, Statistic):
            taken = Fraction(expression.threshold, STATISTIC_RANGE)
            if step.matched:
                return taken
            return 1 - taken if step.failed == index else Fraction(1)
    return Fraction(1)


def _drawn(lookup: VerdictLookup, target: Target | None) -> Fraction:
    """The probability that a number was drawn for which the map has `target`; 1 where none was drawn."""
    match lookup:
        case VerdictLookup((Numgen(modulus, offset),), tuple() as entries):
            weights = numgen_weights(modulus)
            drawn = (key[0] for key, verdict in entries if verdict == target)
            return sum((weights[each - offset] for each in drawn if isinstance(each, int)), Fraction(0))
        case _:
            return Fraction(1)


def pick_text(pick: Pick) -> str:
    """How the endpoint was picked, in words."""
    if pick.remembered:
        return told("{chain} remembers this client (session affinity)", chain=pick.chain)
    if pick.probability == 1:
        return told("{chain} has no other endpoint to pick", chain=pick.chain)
    chance = probability_text(pick.probability)
    return told("{chain} picked it with probability {chance}", chain=pick.chain, chance=chance)
