"""The interpreter: runs a packet through a chain, rule by rule, as the kernel does."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any, TypeAlias, get_args

import msgspec

from sandbox.chance import Chooser
from sandbox.net import IPAddress, Packet, parse_address
from sandbox.netfilter.expressions import (
    Accept,
    AddressType,
    Comment,
    CtState,
    Drop,
    Expression,
    Goto,
    Jump,
    MatchAddress,
    MatchAddressType,
    MatchCtState,
    MatchInterface,
    MatchMark,
    MatchPort,
    MatchProtocol,
    Nfacct,
    ProtocolModule,
    RecentCheck,
    RecentSet,
    Reject,
    Return,
    SetMark,
    Side,
    Statistic,
    Translation,
    Unmodelled,
    Verdict,
)
from sandbox.netfilter.extension_outcomes import EXTENSION_OUTCOMES, EXTENSION_VALUES
from sandbox.netfilter.extensions import MatchConnectionMark, MatchIcmp, MatchPorts, MatchTcpFlags
from sandbox.netfilter.limits import Limits
from sandbox.netfilter.lookups import NFT_MATCHERS, NFT_VALUES
from sandbox.netfilter.recent import RecentLists
from sandbox.netfilter.ruleset import Chain, Rule, RuleRef, Table

Decision: TypeAlias = Accept | Drop | Reject | Translation | Unmodelled
"""What ends the evaluation of a base chain; without one its policy does."""

Target: TypeAlias = Verdict | Translation | Unmodelled
"""What a rule may end in."""

_BROADCAST = parse_address("255.255.255.255")

STATISTIC_RANGE = 2**31
"""kernel: net/netfilter/xt_statistic.c compares 31 random bits with the threshold."""


MOST_LEVELS = 64
"""Chains that lead into one another, of which the kernel takes 16: rules that lead in a circle end here.

kernel: include/net/netfilter/nf_tables.h NFT_JUMP_STACK_SIZE
"""
_TOO_DEEP = Unmodelled(f"a way through more than {MOST_LEVELS} chains, or in a circle,")


class RuleVisit(msgspec.Struct, frozen=True):
    """A rule that was looked at; `failed` is the index of the expression that did not match, -1 if all did.

    `target` is what it came to, which a verdict map may have chosen; None if it came to nothing.
    """

    ref: RuleRef
    rule: Rule
    before: Packet
    after: Packet
    failed: int
    value: str
    depth: int
    target: Target | None = None


def _anywhere(loose: bool, accept_local: bool) -> bool:
    return True


class Evaluation(msgspec.Struct):
    """One packet in one table at one hook: what rules may look at, and what they change while it runs.

    `connection_mark` is None for a packet without a connection. `comes_back` says whether the way back to its
    source leaves by where it came in (loosely by anything; also to the host's own addresses).
    """

    table: Table
    packet: Packet
    chooser: Chooser
    is_local: Callable[[IPAddress], bool]
    host: str = ""
    in_interface: str = ""
    out_interface: str = ""
    ct_states: frozenset[CtState] = frozenset()
    connection_mark: int | None = None
    recent: RecentLists = RecentLists()
    limits: Limits = Limits()
    comes_back: Callable[[bool, bool], bool] = _anywhere
    now: float = 0.0
    visits: list[RuleVisit] = []

    def run(self, chain: str) -> tuple[Decision, RuleRef] | None:
        """Run the packet through `chain`; the decision and the rule that made it, or None for the policy.

        Raises KeyError if a rule jumps to a chain that does not exist.
        """
        return self._run(self.table.chains[chain], 0, 0)

    def _run(self, chain: Chain, depth: int, level: int) -> tuple[Decision, RuleRef] | None:
        """Run a chain that is `depth` jumps, and `level` jumps and gotos, from the base chain."""
        candidates = chain.candidates(self.packet.destination, self.packet.destination_port)
        for position in candidates:
            rule = chain.rules[position]
            ref = RuleRef(self.table.name, chain.name, position + 1)
            target = self._visit(rule, ref, depth)
            match target:
                case None:
                    continue
                case Jump() | Goto() if level == MOST_LEVELS:
                    return _TOO_DEEP, ref
                case Jump(name):
                    decided = self._run(self.table.chains[name], depth + 1, level + 1)
                    if decided is not None:
                        return decided
                case Goto(name):
                    return self._run(self.table.chains[name], depth, level + 1)
                case Return():
                    return None
                case _:
                    return target, ref
        return None

    def _visit(self, rule: Rule, ref: RuleRef, depth: int) -> Target | None:
        """Run the rule's expressions; what it ends in, if all matched and it ends in something."""
        before, target = self.packet, None
        for index, expression in enumerate(rule.expressions):
            outcome = _OUTCOMES[type(expression)](self, expression, ref)
            if outcome is False:
                self._note_failure(rule, ref, before, index, depth)
                return None
            if outcome is not True:
                later = self._failing_later(rule, index, ref) if isinstance(outcome, Unmodelled) else None
                if later is not None:
                    self._note_failure(rule, ref, before, later, depth)
                    return None
                target = outcome
                break
        self.visits.append(RuleVisit(ref, rule, before, self.packet, -1, "", depth, target))
        return target

    def _note_failure(self, rule: Rule, ref: RuleRef, before: Packet, index: int, depth: int) -> None:
        expression = rule.expressions[index]
        value = _VALUES.get(type(expression), _no_value)(self, expression)
        self.visits.append(RuleVisit(ref, rule, before, self.packet, index, value, depth))

    def _failing_later(self, rule: Rule, index: int, ref: RuleRef) -> int | None:
        """The first expression behind one that is not modelled which does not match: then the rule does not.

        None where all might match, or where one that draws or changes something would have to be asked.
        """
        for later, expression in enumerate(rule.expressions[index + 1 :], index + 1):
            kind = type(expression)
            if kind in _ASKED_AHEAD and _OUTCOMES[kind](self, expression, ref) is False:
                return later
            if kind not in _ASKED_AHEAD and kind not in _PASSED_OVER:
                return None
        return None


def _address(evaluation: Evaluation, side: Side) -> IPAddress:
    packet = evaluation.packet
    return packet.source if side is Side.SOURCE else packet.destination


def _port(evaluation: Evaluation, side: Side) -> int:
    packet = evaluation.packet
    return packet.source_port if side is Side.SOURCE else packet.destination_port


def _interface(evaluation: Evaluation, side: Side) -> str:
    return evaluation.in_interface if side is Side.SOURCE else evaluation.out_interface


def _match_address(evaluation: Evaluation, match: MatchAddress, ref: RuleRef) -> bool:
    address = _address(evaluation, match.side)
    same_family = address.version == match.network.version
    return same_family and (address in match.network) is not match.negated


def _match_protocol(evaluation: Evaluation, match: MatchProtocol, ref: RuleRef) -> bool:
    return (evaluation.packet.protocol is match.protocol) is not match.negated


def _match_port(evaluation: Evaluation, match: MatchPort, ref: RuleRef) -> bool:
    if evaluation.packet.protocol is not match.protocol:
        return False
    return (match.low <= _port(evaluation, match.side) <= match.high) is not match.negated


def _match_module(evaluation: Evaluation, match: ProtocolModule, ref: RuleRef) -> bool:
    return evaluation.packet.protocol is match.protocol


def _match_interface(evaluation: Evaluation, match: MatchInterface, ref: RuleRef) -> bool:
    name = _interface(evaluation, match.side)
    prefix = match.name.removesuffix("+")
    same = name.startswith(prefix) if match.name.endswith("+") else name == match.name
    return same is not match.negated


def _match_mark(evaluation: Evaluation, match: MatchMark, ref: RuleRef) -> bool:
    # kernel: net/netfilter/xt_mark.c mark_mt
    return (evaluation.packet.mark & match.mask == match.value) is not match.negated


def _match_ct_state(evaluation: Evaluation, match: MatchCtState, ref: RuleRef) -> bool:
    # kernel: net/netfilter/xt_conntrack.c conntrack_mt
    return any(state in evaluation.ct_states for state in match.states) is not match.negated


def _match_address_type(evaluation: Evaluation, match: MatchAddressType, ref: RuleRef) -> bool:
    # kernel: net/netfilter/xt_addrtype.c match_type
    return (_address_type(evaluation, match.side) is match.type) is not match.negated


def _address_type(evaluation: Evaluation, side: Side) -> AddressType:
    address = _address(evaluation, side)
    if address.is_multicast:
        return AddressType.MULTICAST
    if evaluation.is_local(address):
        return AddressType.LOCAL
    return AddressType.BROADCAST if address == _BROADCAST else AddressType.UNICAST


def _match_statistic(evaluation: Evaluation, match: Statistic, ref: RuleRef) -> bool:
    # kernel: net/netfilter/xt_statistic.c statistic_mt
    probability = Fraction(match.threshold, STATISTIC_RANGE)
    return evaluation.chooser.choose(f"{evaluation.host}/{ref}", (probability, 1 - probability)) == 0


def _match_recent(evaluation: Evaluation, match: RecentCheck, ref: RuleRef) -> bool:
    source = evaluation.packet.source
    return evaluation.recent.seen_within(match.list_name, source, match.seconds, evaluation.now)


def _set_recent(evaluation: Evaluation, match: RecentSet, ref: RuleRef) -> bool:
    evaluation.recent = evaluation.recent.with_source(
        match.list_name, evaluation.packet.source, evaluation.now
    )
    return True


def _set_mark(evaluation: Evaluation, statement: SetMark, ref: RuleRef) -> bool:
    # kernel: net/netfilter/xt_mark.c mark_tg
    packet = evaluation.packet
    mark = (packet.mark & ~statement.mask) ^ statement.value
    evaluation.packet = msgspec.structs.replace(packet, mark=mark)
    return True


def _always(evaluation: Evaluation, match: Comment | Nfacct, ref: RuleRef) -> bool:
    return True


def _end(evaluation: Evaluation, target: Target, ref: RuleRef) -> Target:
    return target


_OUTCOMES: dict[type[Any], Callable[[Evaluation, Any, RuleRef], Target | bool]] = {
    **dict.fromkeys(get_args(Target), _end),
    MatchAddress: _match_address,
    MatchProtocol: _match_protocol,
    MatchPort: _match_port,
    ProtocolModule: _match_module,
    MatchInterface: _match_interface,
    MatchMark: _match_mark,
    MatchCtState: _match_ct_state,
    MatchAddressType: _match_address_type,
    Comment: _always,
    Statistic: _match_statistic,
    RecentCheck: _match_recent,
    RecentSet: _set_recent,
    Nfacct: _always,
    SetMark: _set_mark,
    **NFT_MATCHERS,
    **EXTENSION_OUTCOMES,
}
"""What each expression comes to: whether it matched, or what it ends the rule in."""

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


def _no_value(evaluation: Evaluation, expression: Expression) -> str:
    return ""


def _states_text(evaluation: Evaluation, match: MatchCtState) -> str:
    return ",".join(sorted(state.value for state in evaluation.ct_states)) or "no connection"


_VALUES: dict[type[Any], Callable[[Evaluation, Any], str]] = {
    MatchAddress: lambda evaluation, match: str(_address(evaluation, match.side)),
    MatchProtocol: lambda evaluation, match: evaluation.packet.protocol.lower,
    MatchPort: lambda evaluation, match: str(_port(evaluation, match.side)),
    ProtocolModule: lambda evaluation, match: evaluation.packet.protocol.lower,
    MatchInterface: lambda evaluation, match: _interface(evaluation, match.side) or "none",
    MatchMark: lambda evaluation, match: f"{evaluation.packet.mark:#x}",
    MatchCtState: _states_text,
    MatchAddressType: lambda evaluation, match: _address_type(evaluation, match.side).value,
    Statistic: lambda evaluation, match: "not drawn",
    RecentCheck: lambda evaluation, match: f"{evaluation.packet.source} is not on the list",
    **NFT_VALUES,
    **EXTENSION_VALUES,
}
"""What the expression saw in the packet, for a person who asks why it did not match."""
