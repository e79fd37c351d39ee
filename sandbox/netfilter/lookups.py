"""What the expressions do that only nftables has: reading fields, asking sets and maps, drawing numbers."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sandbox.net import IPAddress, Protocol, family_of
from sandbox.netfilter.expressions import (
    UNSEEN,
    CtState,
    Dnat,
    DnatMap,
    Lookup,
    MatchFamily,
    NftMatch,
    Observe,
    SetUpdate,
    Verdict,
    VerdictLookup,
)
from sandbox.netfilter.fields import Field, Key, KeyPart, Numgen, Selector, protocol_of
from sandbox.netfilter.ruleset import RuleRef
from sandbox.netfilter.sets import DYNAMIC_SIZE, first_match, matches

if TYPE_CHECKING:
    from sandbox.netfilter.evaluate import Evaluation

RANDOM_RANGE = 2**32
"""kernel: net/netfilter/nft_numgen.c scales 32 random bits."""

_PORTED = (Protocol.TCP, Protocol.UDP, Protocol.SCTP)
_PORTS: Mapping[Field, tuple[tuple[Protocol, ...], bool]] = MappingProxyType(
    {
        Field.TH_SPORT: (_PORTED, True),
        Field.TH_DPORT: (_PORTED, False),
        Field.TCP_SPORT: ((Protocol.TCP,), True),
        Field.TCP_DPORT: ((Protocol.TCP,), False),
        Field.UDP_SPORT: ((Protocol.UDP,), True),
        Field.UDP_DPORT: ((Protocol.UDP,), False),
        Field.SCTP_SPORT: ((Protocol.SCTP,), True),
        Field.SCTP_DPORT: ((Protocol.SCTP,), False),
    }
)
"""Of which protocols a field reads the port, and whether it is the source's."""


@lru_cache(maxsize=64)
def numgen_weights(modulus: int) -> tuple[Fraction, ...]:
    """The probability of each number: the share of 2**32 random values that are scaled to it.

    kernel: include/linux/math.h reciprocal_scale
    """
    bounds = [-(-number * RANDOM_RANGE // modulus) for number in range(modulus + 1)]
    return tuple(Fraction(bounds[each + 1] - bounds[each], RANDOM_RANGE) for each in range(modulus))


def match_family(match: MatchFamily, ref: RuleRef, evaluation: "Evaluation") -> bool:
    """`meta nfproto`."""
    return (family_of(evaluation.packet.source) is match.family) is not match.negated


def look_up(match: Lookup, ref: RuleRef, evaluation: "Evaluation") -> bool:
    """Whether the packet's key is in the set; a packet that has no such field does not match."""
    # kernel: net/netfilter/nft_lookup.c nft_lookup_eval
    key = _key(evaluation, match.selectors, ref)
    return key is not None and _contains(evaluation, match.set, key) is not match.negated


def look_up_verdict(match: VerdictLookup, ref: RuleRef, evaluation: "Evaluation") -> Verdict | bool:
    """The verdict of the map, or False."""
    key = _key(evaluation, match.selectors, ref)
    if key is None:
        return False
    if isinstance(match.map, str):
        element = evaluation.table.sets[match.map].find(key)
        return False if element is None else element.verdict or False
    return next((verdict for pattern, verdict in match.map if matches(pattern, key)), False)


def translate_by_map(match: DnatMap, ref: RuleRef, evaluation: "Evaluation") -> Dnat | bool:
    """The translation that the map has, or False."""
    # kernel: net/netfilter/nft_lookup.c nft_lookup_eval, net/netfilter/nft_nat.c nft_nat_eval
    key = _key(evaluation, match.selectors, ref)
    if key is None:
        return False
    if isinstance(match.map, str):
        element = evaluation.table.sets[match.map].find(key)
        found = () if element is None else element.data
    else:
        found = next((data for pattern, data in match.map if matches(pattern, key)), ())
    return Dnat(*found) if found else False  # type: ignore[arg-type]


def update_set(statement: SetUpdate, ref: RuleRef, evaluation: "Evaluation") -> bool:
    """Put the packet's key into a set, or renew its time."""
    # kernel: net/netfilter/nft_dynset.c nft_dynset_eval
    key = _key(evaluation, statement.selectors, ref)
    if key is None:
        return False
    address, named = _address(key), evaluation.table.sets[statement.set]
    is_there = evaluation.recent.holds(named.name, address, named.timeout, evaluation.now)
    if statement.refresh or not is_there:
        limit = named.size or DYNAMIC_SIZE
        evaluation.recent = evaluation.recent.with_source(named.name, address, evaluation.now, limit)
    return True


def _contains(evaluation: "Evaluation", where: str | tuple[Key, ...], key: Key) -> bool:
    if not isinstance(where, str):
        return first_match(where, key) is not None
    named = evaluation.table.sets[where]
    if named.find(key) is not None:
        return True
    now = evaluation.now
    return named.is_dynamic and evaluation.recent.holds(where, _address(key), named.timeout, now)


def _address(key: Key) -> IPAddress:
    """The only key that sets which rules fill may have."""
    (address,) = key
    return address  # type: ignore[return-value]


def _key(evaluation: "Evaluation", selectors: tuple[Selector, ...], ref: RuleRef) -> Key | None:
    values = [
        _draw(evaluation, each, ref) if isinstance(each, Numgen) else _value(evaluation, each)
        for each in selectors
    ]
    return None if None in values else tuple(each for each in values if each is not None)


def _draw(evaluation: "Evaluation", numgen: Numgen, ref: RuleRef) -> int:
    # kernel: net/netfilter/nft_numgen.c nft_ng_random_gen
    weights = numgen_weights(numgen.modulus)
    return evaluation.chooser.choose(f"{evaluation.host}/{ref}", weights) + numgen.offset


def _value(evaluation: "Evaluation", field: Field) -> KeyPart | None:
    """What the field is in this packet; None if the packet has none."""
    packet = evaluation.packet
    match field:
        case Field.IP_SADDR:
            return packet.source if packet.source.version == 4 else None
        case Field.IP_DADDR:
            return packet.destination if packet.destination.version == 4 else None
        case Field.IP6_SADDR:
            return packet.source if packet.source.version == 6 else None
        case Field.IP6_DADDR:
            return packet.destination if packet.destination.version == 6 else None
        case Field.IP_VERSION:
            return 4 if packet.source.version == 4 else None
        case Field.IP6_VERSION:
            return 6 if packet.source.version == 6 else None
        case Field.IP_PROTOCOL:
            return protocol_of(packet) if packet.source.version == 4 else None
        case Field.IP6_NEXTHDR:
            return protocol_of(packet) if packet.source.version == 6 else None
        case Field.L4PROTO:
            return protocol_of(packet)
        case Field.IIF | Field.IIFNAME:
            return evaluation.in_interface
        case Field.OIF | Field.OIFNAME:
            return evaluation.out_interface
        case Field.MARK:
            return packet.mark
        case Field.CT_STATE:
            return _state(evaluation)
        case _:
            protocols, is_source = _PORTS[field]
            port = packet.source_port if is_source else packet.destination_port
            return port if packet.protocol in protocols else None


def _state(evaluation: "Evaluation") -> str:
    """The connection's state; what tracking has not come to is invalid."""
    # kernel: net/netfilter/nft_ct.c nft_ct_get_eval
    states = (evaluation.ct_states or UNSEEN) - {CtState.SNAT, CtState.DNAT}
    return next(state.value.lower() for state in states)


def _key_text(evaluation: "Evaluation", match: Lookup | VerdictLookup | DnatMap) -> str:
    """The packet's key for a person; a number that was drawn is not drawn again."""
    fields = [each for each in match.selectors if isinstance(each, Field)]
    return " . ".join(seen_part(_value(evaluation, each)) for each in fields)


def seen_part(part: KeyPart | None) -> str:
    """What a field of a packet is, for a person."""
    return part.lower if isinstance(part, Protocol) else "none" if part in (None, "") else str(part)


NFT_MATCHERS: Mapping[type[NftMatch], Callable[[Any, RuleRef, "Evaluation"], Verdict | Dnat | bool]] = (
    MappingProxyType(
        {
            MatchFamily: match_family,
            Lookup: look_up,
            VerdictLookup: look_up_verdict,
            DnatMap: translate_by_map,
            SetUpdate: update_set,
            Observe: lambda match, ref, evaluation: True,
        }
    )
)
"""What each of them does: match or not, or end the rule with a verdict."""

NFT_VALUES: Mapping[type[NftMatch], Callable[["Evaluation", Any], str]] = MappingProxyType(
    {
        MatchFamily: lambda evaluation, match: family_of(evaluation.packet.source).value,
        Lookup: _key_text,
        VerdictLookup: _key_text,
        DnatMap: _key_text,
    }
)
"""What each saw in the packet, for a person who asks why it did not match."""
