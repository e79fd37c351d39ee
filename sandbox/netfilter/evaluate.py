"""The interpreter: runs a packet through a chain, rule by rule, as the kernel does."""

from collections.abc import Callable
from typing import Any, TypeAlias

import msgspec

from sandbox.chance import Chooser
from sandbox.net import IPAddress, Packet
from sandbox.netfilter.expressions import (
    Accept,
    CtState,
    Drop,
    Goto,
    Jump,
    Reject,
    Return,
    Translation,
    Unmodelled,
)
from sandbox.netfilter.hooks import Hook
from sandbox.netfilter.limits import Limits
from sandbox.netfilter.outcomes import seen_value
from sandbox.netfilter.program import Program, Target, ready_chain
from sandbox.netfilter.recent import RecentLists
from sandbox.netfilter.ruleset import Rule, RuleRef, Table
from sandbox.netfilter.surroundings import ANYWHERE, Surroundings

Decision: TypeAlias = Accept | Drop | Reject | Translation | Unmodelled
"""What ends the evaluation of a base chain; without one its policy does."""

MOST_LEVELS = 64
"""Chains that lead into one another, of which the kernel takes 16: rules that lead in a circle end here.

kernel: include/net/netfilter/nf_tables.h NFT_JUMP_STACK_SIZE
"""
_TOO_DEEP = Unmodelled(f"a way through more than {MOST_LEVELS} chains, or in a circle,")


StepMaker: TypeAlias = Callable[
    [Packet, Packet, Hook, RuleRef, Rule, bool, int, str, int, Target | None], Any
]
"""Makes the record of a rule that was looked at: what `trace.RuleStep` says of its fields."""


class Evaluation(msgspec.Struct):
    """One packet in one table at one hook: what rules may look at, and what they change while it runs.

    `make_step` makes a record of each rule that is looked at, which is added to `visits`.
    `connection_mark` is None for a packet without a connection. `surroundings` answers what few rules ask.
    """

    table: Table
    packet: Packet
    chooser: Chooser
    is_local: Callable[[IPAddress], bool]
    make_step: StepMaker
    hook: Hook = Hook.OUTPUT
    host: str = ""
    in_interface: str = ""
    out_interface: str = ""
    ct_states: frozenset[CtState] = frozenset()
    connection_mark: int | None = None
    recent: RecentLists = RecentLists()
    limits: Limits = Limits()
    surroundings: Surroundings = ANYWHERE
    now: float = 0.0
    visits: list[Any] = []

    def run(self, chain: str) -> tuple[Decision, RuleRef] | None:
        """Run the packet through `chain`; the decision and the rule that made it, or None for the policy.

        Raises KeyError if a rule jumps to a chain that does not exist.
        """
        return self._run(chain, 0, 0)

    def _run(self, name: str, depth: int, level: int) -> tuple[Decision, RuleRef] | None:
        """Run a chain that is `depth` jumps, and `level` jumps and gotos, from the base chain."""
        chain = self.table.ready.get(name) or ready_chain(self.table, name)
        for position in chain.candidates(self.packet):
            program = chain.programs[position]
            target = self._visit(program, depth)
            if target is None:
                continue
            if isinstance(target, Jump):
                inner = depth + 1
            elif isinstance(target, Goto):
                inner = depth
            else:
                return None if isinstance(target, Return) else (target, program.ref)
            if level == MOST_LEVELS:
                return _TOO_DEEP, program.ref
            decided = self._run(target.chain, inner, level + 1)
            if decided is not None or isinstance(target, Goto):
                return decided
        return None

    def _visit(self, program: Program, depth: int) -> Target | None:
        """Ask the rule's tests in turn; what it ends in, if all matched and it ends in something."""
        before, target, failed, value = self.packet, program.target, -1, ""
        for index, test in program.tests:
            outcome = test(self)
            if outcome is True:
                continue
            if outcome is False:
                target, failed, value = None, index, seen_value(self, program.rule.expressions[index])
            else:
                target = outcome
            break
        ref, rule, matched = program.ref, program.rule, failed < 0
        hook, after = self.hook, self.packet
        step = self.make_step(before, after, hook, ref, rule, matched, failed, value, depth, target)
        self.visits.append(step)
        return target
