"""Rules made ready to run: what each of their expressions asks, in turn, and what they end in."""

from collections.abc import Iterator
from typing import TypeAlias, get_args

import msgspec

from sandbox.netfilter.expressions import (
    Comment,
    Expression,
    MatchAddress,
    MatchAddressType,
    MatchCtState,
    MatchInterface,
    MatchMark,
    MatchPort,
    MatchProtocol,
    Nfacct,
    Observe,
    ProtocolModule,
    Translation,
    Unmodelled,
    Verdict,
)
from sandbox.netfilter.extensions import MatchConnectionMark, MatchIcmp, MatchPorts, MatchTcpFlags
from sandbox.netfilter.outcomes import Test, test_of
from sandbox.netfilter.ruleset import Chain, Rule, RuleRef

Target: TypeAlias = Verdict | Translation | Unmodelled
"""What a rule may end in."""

_TARGETS = frozenset(get_args(Target))
_WITHOUT_EFFECT = frozenset({Comment, Nfacct, Observe})
_ASKED_AHEAD = frozenset(
    {
        MatchAddress,
        MatchAddressType,
        MatchConnectionMark,
        MatchCtState,
        MatchIcmp,
        MatchInterface,
        MatchMark,
        MatchPort,
        MatchPorts,
        MatchProtocol,
        MatchTcpFlags,
        ProtocolModule,
    }
)
"""Matches that only look at the packet and its connection."""
_PASSED_OVER = frozenset({Comment, Nfacct, Unmodelled})


class Program(msgspec.Struct, frozen=True):
    """A rule made ready: its tests, each with its expression's index, and what it ends in if all match."""

    ref: RuleRef
    rule: Rule
    tests: tuple[tuple[int, Test], ...]
    target: Target | None


def program_at(table: str, chain: Chain, position: int) -> Program:
    """The program of the rule at `position`, made when it is first asked for."""
    ref, rule = RuleRef(table, chain.name, position + 1), chain.rules[position]
    tests = tuple((index, test_of(each, ref)) for index, each in _asked(rule.expressions))
    end = next((each for each in rule.expressions if isinstance(each, Target)), None)
    program = chain.programs[table, position] = Program(ref, rule, tests, end)
    return program


def _asked(expressions: tuple[Expression, ...]) -> Iterator[tuple[int, Expression]]:
    """The expressions that have a say, with their indices, up to the one that the rule ends in."""
    for index, expression in enumerate(expressions):
        kind = type(expression)
        if kind is Unmodelled:
            yield from _asked_behind(expressions, index)
        if kind in _TARGETS:
            return
        if kind not in _WITHOUT_EFFECT:
            yield index, expression


def _asked_behind(expressions: tuple[Expression, ...], index: int) -> Iterator[tuple[int, Expression]]:
    """The matches behind one that is not modelled: where one of them says no, the rule does not match.

    None behind one that draws or changes something: it might not be asked at all.
    """
    for later, expression in enumerate(expressions[index + 1 :], index + 1):
        kind = type(expression)
        if kind in _ASKED_AHEAD:
            yield later, expression
        elif kind not in _PASSED_OVER:
            return
