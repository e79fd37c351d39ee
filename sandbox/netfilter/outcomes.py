"""What each expression comes to, and what it saw: iptables' own here, the others beside it."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from sandbox.net import IPAddress
from sandbox.netfilter.condition_outcomes import address_type
from sandbox.netfilter.expressions import (
    UNSEEN,
    AddressType,
    Dnat,
    Expression,
    MatchAddress,
    MatchAddressType,
    MatchCtState,
    MatchInterface,
    MatchMark,
    MatchPort,
    MatchProtocol,
    ProtocolModule,
    RecentCheck,
    RecentSet,
    SetMark,
    Side,
    Statistic,
    Verdict,
)
from sandbox.netfilter.extension_outcomes import EXTENSION_OUTCOMES, EXTENSION_VALUES
from sandbox.netfilter.fields import protocol_of
from sandbox.netfilter.lookups import NFT_MATCHERS, NFT_VALUES, seen_part
from sandbox.netfilter.ruleset import RuleRef

if TYPE_CHECKING:
    from sandbox.netfilter.evaluate import Evaluation

Test: TypeAlias = Callable[["Evaluation"], Verdict | Dnat | bool]
"""An expression of a rule, ready to be asked: whether it matches, or what it ends the rule with."""

STATISTIC_RANGE = 2**31
"""kernel: net/netfilter/xt_statistic.c compares 31 random bits with the threshold."""


def test_of(expression: Expression, ref: RuleRef) -> Test:
    """The test that an expression of the rule at `ref` is, with all that does not hang on the packet done."""
    if isinstance(expression, MatchAddress):
        return _address_test(expression)
    return partial(_OUTCOMES[type(expression)], expression, ref)


def seen_value(evaluation: "Evaluation", expression: Expression) -> str:
    """What the expression saw in the packet, for a person who asks why it did not match."""
    value = _VALUES.get(type(expression))
    return "" if value is None else value(evaluation, expression)


def _address_test(match: MatchAddress) -> Test:
    """An address of the other family never matches."""
    network, is_source, wanted = match.network, match.side is Side.SOURCE, not match.negated
    kind, number, mask = type(network.network_address), int(network.network_address), int(network.netmask)

    def test(evaluation: "Evaluation") -> bool:
        packet = evaluation.packet
        address = packet.source if is_source else packet.destination
        return type(address) is kind and (int(address) & mask == number) is wanted

    return test


def _address(evaluation: "Evaluation", side: Side) -> IPAddress:
    packet = evaluation.packet
    return packet.source if side is Side.SOURCE else packet.destination


def _port(evaluation: "Evaluation", side: Side) -> int:
    packet = evaluation.packet
    return packet.source_port if side is Side.SOURCE else packet.destination_port


def _interface(evaluation: "Evaluation", side: Side) -> str:
    return evaluation.in_interface if side is Side.SOURCE else evaluation.out_interface


def _match_protocol(match: MatchProtocol, ref: RuleRef, evaluation: "Evaluation") -> bool:
    return (protocol_of(evaluation.packet) == match.protocol) is not match.negated


def _match_port(match: MatchPort, ref: RuleRef, evaluation: "Evaluation") -> bool:
    if evaluation.packet.protocol is not match.protocol:
        return False
    return (match.low <= _port(evaluation, match.side) <= match.high) is not match.negated


def _protocol_text(evaluation: "Evaluation") -> str:
    return seen_part(protocol_of(evaluation.packet))


def _match_module(match: ProtocolModule, ref: RuleRef, evaluation: "Evaluation") -> bool:
    return evaluation.packet.protocol is match.protocol


def _match_interface(match: MatchInterface, ref: RuleRef, evaluation: "Evaluation") -> bool:
    name = _interface(evaluation, match.side)
    prefix = match.name.removesuffix("+")
    same = name.startswith(prefix) if match.name.endswith("+") else name == match.name
    return same is not match.negated


def _match_mark(match: MatchMark, ref: RuleRef, evaluation: "Evaluation") -> bool:
    # kernel: net/netfilter/xt_mark.c mark_mt
    return (evaluation.packet.mark & match.mask == match.value) is not match.negated


def _match_ct_state(match: MatchCtState, ref: RuleRef, evaluation: "Evaluation") -> bool:
    # kernel: net/netfilter/xt_conntrack.c conntrack_mt
    return (evaluation.ct_states or UNSEEN).isdisjoint(match.states) is match.negated


def _match_address_type(match: MatchAddressType, ref: RuleRef, evaluation: "Evaluation") -> bool:
    # kernel: net/netfilter/xt_addrtype.c match_type
    return (_address_type(evaluation, match.side) is match.type) is not match.negated


def _address_type(evaluation: "Evaluation", side: Side) -> AddressType:
    address = _address(evaluation, side)
    return address_type(address, evaluation.is_local(address))


def _match_statistic(match: Statistic, ref: RuleRef, evaluation: "Evaluation") -> bool:
    # kernel: net/netfilter/xt_statistic.c statistic_mt
    weights = _statistic_weights(match.threshold)
    return evaluation.chooser.choose(f"{evaluation.host}/{ref}", weights) == 0


@cache
def _statistic_weights(threshold: int) -> tuple[Fraction, Fraction]:
    """The probabilities that it matches and that it does not."""
    probability = Fraction(threshold, STATISTIC_RANGE)
    return probability, 1 - probability


def _match_recent(match: RecentCheck, ref: RuleRef, evaluation: "Evaluation") -> bool:
    # kernel: net/netfilter/xt_recent.c recent_mt
    address, recent, now = _listed(evaluation, match), evaluation.recent, evaluation.now
    seen = recent.seen_within(match.list_name, address, match.seconds, now, match.hits or 1)
    matched = seen is not match.negated
    if matched and match.updates and recent.stamps(match.list_name, address):
        evaluation.recent = recent.with_source(match.list_name, address, now)
    return matched


def _set_recent(match: RecentSet, ref: RuleRef, evaluation: "Evaluation") -> bool:
    address = _listed(evaluation, match)
    evaluation.recent = evaluation.recent.with_source(match.list_name, address, evaluation.now)
    return True


def _listed(evaluation: "Evaluation", match: RecentCheck | RecentSet) -> IPAddress:
    packet = evaluation.packet
    return packet.destination if match.of_destination else packet.source


def _recent_text(evaluation: "Evaluation", match: RecentCheck) -> str:
    address = _listed(evaluation, match)
    stamps = evaluation.recent.stamps(match.list_name, address)
    if match.hits and stamps:
        return f"{address} was put on the list {len(stamps)} times"
    return f"{address} is {'' if match.negated else 'not '}on the list"


def _set_mark(statement: SetMark, ref: RuleRef, evaluation: "Evaluation") -> bool:
    # kernel: net/netfilter/xt_mark.c mark_tg
    packet = evaluation.packet
    mark = (packet.mark & ~statement.mask) ^ statement.value
    evaluation.packet = msgspec.structs.replace(packet, mark=mark)
    return True


_OUTCOMES: Mapping[type[Any], Callable[[Any, RuleRef, "Evaluation"], Verdict | Dnat | bool]] = (
    MappingProxyType(
        {
            MatchProtocol: _match_protocol,
            MatchPort: _match_port,
            ProtocolModule: _match_module,
            MatchInterface: _match_interface,
            MatchMark: _match_mark,
            MatchCtState: _match_ct_state,
            MatchAddressType: _match_address_type,
            Statistic: _match_statistic,
            RecentCheck: _match_recent,
            RecentSet: _set_recent,
            SetMark: _set_mark,
            **NFT_MATCHERS,
            **EXTENSION_OUTCOMES,
        }
    )
)
"""What each comes to; not here: what ends a rule, and what has no effect."""


def _states_text(evaluation: "Evaluation", match: MatchCtState) -> str:
    return ",".join(sorted(state.value for state in evaluation.ct_states)) or "no connection"


_VALUES: Mapping[type[Any], Callable[["Evaluation", Any], str]] = MappingProxyType(
    {
        MatchAddress: lambda evaluation, match: str(_address(evaluation, match.side)),
        MatchProtocol: lambda evaluation, match: _protocol_text(evaluation),
        MatchPort: lambda evaluation, match: str(_port(evaluation, match.side)),
        ProtocolModule: lambda evaluation, match: _protocol_text(evaluation),
        MatchInterface: lambda evaluation, match: _interface(evaluation, match.side) or "none",
        MatchMark: lambda evaluation, match: f"{evaluation.packet.mark:#x}",
        MatchCtState: _states_text,
        MatchAddressType: lambda evaluation, match: _address_type(evaluation, match.side).value,
        Statistic: lambda evaluation, match: "not drawn",
        RecentCheck: _recent_text,
        **NFT_VALUES,
        **EXTENSION_VALUES,
    }
)
