"""What a visited rule asked of the packet, and how each question was answered."""

from typing import get_args

import msgspec

from sandbox.explain.rules import target_text
from sandbox.net import family_of
from sandbox.netfilter import (
    Expression,
    Lookup,
    MatchAddress,
    MatchAddressType,
    MatchCtState,
    MatchInterface,
    MatchMark,
    MatchPort,
    MatchProtocol,
    ProtocolModule,
    RecentCheck,
    Statistic,
    VerdictLookup,
)
from sandbox.netfilter.expressions import DnatMap, MatchFamily
from sandbox.netfilter.extensions import ExtensionMatch
from sandbox.netfilter.text import expression_text
from sandbox.trace import RuleStep

ASKING = (
    *get_args(ExtensionMatch),
    DnatMap,
    Lookup,
    MatchAddress,
    MatchAddressType,
    MatchCtState,
    MatchFamily,
    MatchInterface,
    MatchMark,
    MatchPort,
    MatchProtocol,
    ProtocolModule,
    RecentCheck,
    Statistic,
    VerdictLookup,
)
"""The expressions that can say no; the others do something, or only remark."""


class Predicate(msgspec.Struct, frozen=True):
    """One question of a rule as its tool writes it. `holds` is None where it was not come to; `value` is what
    it saw where it said no.
    """

    text: str
    holds: bool | None
    value: str = ""


def predicates(step: RuleStep) -> tuple[Predicate, ...]:
    """Every question of a visited rule, in the order in which they are asked."""
    return tuple(
        _predicate(step, index, each)
        for index, each in enumerate(step.rule.expressions)
        if isinstance(each, ASKING)
    )


def outcome_text(step: RuleStep) -> str:
    """What a rule that matched came to, as its tool writes it; empty where it did not match."""
    return target_text(step) if step.matched else ""


def _predicate(step: RuleStep, index: int, expression: Expression) -> Predicate:
    text = expression_text(step.ref.table, expression, family_of(step.before.source))
    if step.matched or index < step.failed:
        return Predicate(text, True)
    if index == step.failed:
        return Predicate(text, False, step.value)
    return Predicate(text, None)
