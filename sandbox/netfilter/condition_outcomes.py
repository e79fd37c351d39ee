"""What the matches of `conditions` come to, and what each saw."""

from collections.abc import Callable, Mapping
from ipaddress import IPv4Network, IPv6Network
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sandbox.conntrack import ConntrackEntry, Direction, EntryStatus
from sandbox.net import IPAddress, parse_address
from sandbox.netfilter.conditions import (
    ConnectionCondition,
    ConnectionField,
    LinkType,
    MatchAddressTypes,
    MatchBridgePort,
    MatchConnection,
    MatchIpsec,
    MatchLinkType,
    MatchSocket,
    MatchTimeToLive,
    PortCondition,
    PortOption,
)
from sandbox.netfilter.expressions import UNSEEN, AddressType
from sandbox.netfilter.fields import Range
from sandbox.netfilter.ruleset import RuleRef
from sandbox.netfilter.surroundings import BridgePorts

if TYPE_CHECKING:
    from sandbox.netfilter.evaluate import Evaluation

_BROADCAST = parse_address("255.255.255.255")
_STATUS = MappingProxyType(
    {
        "SEEN_REPLY": EntryStatus.SEEN_REPLY,
        "ASSURED": EntryStatus.ASSURED,
        "CONFIRMED": EntryStatus.CONFIRMED,
        "SNAT": EntryStatus.SRC_NAT,
        "DNAT": EntryStatus.DST_NAT,
    }
)
"""What rules call the bits of an entry's status; those that no entry here has are left out."""

_SEEN: Mapping[ConnectionField, Callable[[ConntrackEntry], IPAddress | int]] = MappingProxyType(
    {
        ConnectionField.ORIGINAL_SOURCE: lambda entry: entry.original.source,
        ConnectionField.ORIGINAL_DESTINATION: lambda entry: entry.original.destination,
        ConnectionField.REPLY_SOURCE: lambda entry: entry.reply.source,
        ConnectionField.REPLY_DESTINATION: lambda entry: entry.reply.destination,
        ConnectionField.ORIGINAL_SOURCE_PORT: lambda entry: entry.original.source_port,
        ConnectionField.ORIGINAL_DESTINATION_PORT: lambda entry: entry.original.destination_port,
        ConnectionField.REPLY_SOURCE_PORT: lambda entry: entry.reply.source_port,
        ConnectionField.REPLY_DESTINATION_PORT: lambda entry: entry.reply.destination_port,
        ConnectionField.PROTOCOL: lambda entry: _protocol_number(entry),
    }
)


def match_connection(match: MatchConnection, ref: RuleRef, evaluation: "Evaluation") -> bool:
    """`-m conntrack`, `ct original …`."""
    # kernel: net/netfilter/xt_conntrack.c conntrack_mt
    return not _state_fails(match, evaluation) and _failing(match, evaluation) is None


def _state_fails(match: MatchConnection, evaluation: "Evaluation") -> bool:
    states = {each.value for each in evaluation.ct_states or UNSEEN}
    return bool(match.states) and states.isdisjoint(match.states) is not match.states_negated


def _failing(match: MatchConnection, evaluation: "Evaluation") -> ConnectionCondition | None:
    """The first condition that does not hold, None if all do."""
    found = evaluation.surroundings.connection
    if found is None:
        return None if match.states else match.conditions[0]
    return next((each for each in match.conditions if _fails(each, *found)), None)


def _fails(condition: ConnectionCondition, entry: ConntrackEntry, direction: Direction) -> bool:
    """Whether it does not hold; one about the other family's addresses never does."""
    wanted = condition.wanted
    if isinstance(wanted, IPv4Network | IPv6Network) and wanted.version != entry.original.source.version:
        return True
    return _holds(condition, entry, direction) is condition.negated


def _holds(condition: ConnectionCondition, entry: ConntrackEntry, direction: Direction) -> bool:
    match condition.wanted:
        case tuple(words) if condition.field is ConnectionField.DIRECTION:
            return direction.name in words
        case tuple(words):
            return any(name in words and entry.has(bit) for name, bit in _STATUS.items())
        case Range(int() as low, int() as high):
            seen = _SEEN[condition.field](entry)
            return isinstance(seen, int) and low <= seen <= high
        case int() as wanted:
            return _SEEN[condition.field](entry) == wanted
        case wanted:
            return _SEEN[condition.field](entry) in wanted  # type: ignore[operator]


def _protocol_number(entry: ConntrackEntry) -> int:
    original = entry.original
    return original.protocol.number if original.source.version == 4 else original.protocol.number_in_ipv6


def _connection_text(evaluation: "Evaluation", match: MatchConnection) -> str:
    found = evaluation.surroundings.connection
    if _state_fails(match, evaluation):
        return ",".join(sorted(each.value for each in evaluation.ct_states)) or "no connection"
    failing = _failing(match, evaluation)
    if found is None or failing is None:
        return "no connection"
    entry, direction = found
    return f"{failing.field.value.removeprefix('--')} {_seen_text(failing.field, entry, direction)}"


def _seen_text(field: ConnectionField, entry: ConntrackEntry, direction: Direction) -> str:
    if field is ConnectionField.DIRECTION:
        return direction.name
    if field is ConnectionField.STATUS:
        return ",".join(name for name, bit in _STATUS.items() if entry.has(bit)) or "NONE"
    return str(_SEEN[field](entry))


def match_link_type(match: MatchLinkType, ref: RuleRef, evaluation: "Evaluation") -> bool:
    """`-m pkttype`, `meta pkttype`."""
    # kernel: net/netfilter/xt_pkttype.c pkttype_mt
    return (_link_type(evaluation) is match.type) is not match.negated


def _link_type(evaluation: "Evaluation") -> LinkType:
    """What the frame that brought the packet was; one that is sent from here is for nobody else yet."""
    destination = evaluation.packet.destination
    if evaluation.in_interface in ("", "lo"):
        return LinkType.UNICAST
    if destination.is_multicast:
        return LinkType.MULTICAST
    return LinkType.BROADCAST if destination == _BROADCAST else LinkType.UNICAST


def match_time_to_live(match: MatchTimeToLive, ref: RuleRef, evaluation: "Evaluation") -> bool:
    """`-m ttl`, `-m hl`, `ip ttl`, `ip6 hoplimit`; a packet of the other family does not match."""
    # kernel: net/netfilter/xt_hl.c ttl_mt, hl_mt6
    packet = evaluation.packet
    same_family = packet.source.version == match.version
    return same_family and (match.low <= packet.ttl <= match.high) is not match.negated


def match_bridge_port(match: MatchBridgePort, ref: RuleRef, evaluation: "Evaluation") -> bool:
    """`-m physdev`."""
    # kernel: net/netfilter/xt_physdev.c physdev_mt
    ports = evaluation.surroundings.bridge_ports
    return all(_port_fits(each, ports) for each in match.conditions)


def _port_fits(condition: PortCondition, ports: BridgePorts | None) -> bool:
    """Whether a condition holds; of a frame that leaves by no port, none that names one does, nor its `!`."""
    if condition.option is PortOption.OUTGOING and ports is not None and not ports.outgoing:
        return False
    return _port_holds(condition, ports) is not condition.negated


def _port_holds(condition: PortCondition, ports: BridgePorts | None) -> bool:
    """Whether a condition holds but for its `!`; none does where br_netfilter knows nothing."""
    incoming, outgoing = ports or BridgePorts()
    match condition.option:
        case PortOption.CAME_IN:
            return bool(incoming)
        case PortOption.GOES_OUT | PortOption.BRIDGED:
            return bool(outgoing)
        case PortOption.INCOMING:
            return _named(incoming, condition.name)
        case PortOption.OUTGOING:
            return _named(outgoing, condition.name)


def _named(name: str, wanted: str) -> bool:
    return bool(name) and (name.startswith(wanted[:-1]) if wanted.endswith("+") else name == wanted)


def _ports_text(evaluation: "Evaluation", match: MatchBridgePort) -> str:
    ports = evaluation.surroundings.bridge_ports
    return "no bridge" if ports is None else f"in {ports.incoming or 'none'}, out {ports.outgoing or 'none'}"


def match_address_types(match: MatchAddressTypes, ref: RuleRef, evaluation: "Evaluation") -> bool:
    """`-m addrtype`, where one interface counts, or several types do."""
    # kernel: net/netfilter/xt_addrtype.c addrtype_mt_v1
    return (_type_on(match, evaluation) in match.types) is not match.negated


def _type_on(match: MatchAddressTypes, evaluation: "Evaluation") -> str:
    """The address's type as seen from the interface: that of another is for the host itself none of its own.

    kernel: net/ipv4/fib_frontend.c __inet_dev_addr_type
    """
    packet = evaluation.packet
    address = packet.source if match.of_source else packet.destination
    return address_type(address, _is_own(address, match.interface, evaluation)).value


def address_type(address: IPAddress, is_own: bool) -> AddressType:
    """What kind of address it is, if it `is_own` of the host or not."""
    if address.is_multicast:
        return AddressType.MULTICAST
    if is_own:
        return AddressType.LOCAL
    return AddressType.BROADCAST if address == _BROADCAST else AddressType.UNICAST


def _is_own(address: IPAddress, limit: str, evaluation: "Evaluation") -> bool:
    if not limit:
        return evaluation.is_local(address)
    name = evaluation.in_interface if limit == "in" else evaluation.out_interface
    return evaluation.surroundings.is_local_on(address, name)


def match_socket(match: MatchSocket, ref: RuleRef, evaluation: "Evaluation") -> bool:
    """`-m owner --socket-exists`."""
    # kernel: net/netfilter/xt_owner.c owner_mt
    return evaluation.surroundings.has_socket is not match.negated


def match_ipsec(match: MatchIpsec, ref: RuleRef, evaluation: "Evaluation") -> bool:
    """`-m policy`."""
    # kernel: net/netfilter/xt_policy.c policy_mt
    return match.is_none


CONDITION_OUTCOMES: Mapping[type[Any], Callable[[Any, RuleRef, "Evaluation"], bool]] = MappingProxyType(
    {
        MatchConnection: match_connection,
        MatchLinkType: match_link_type,
        MatchTimeToLive: match_time_to_live,
        MatchBridgePort: match_bridge_port,
        MatchAddressTypes: match_address_types,
        MatchSocket: match_socket,
        MatchIpsec: match_ipsec,
    }
)
"""Whether each matches."""

CONDITION_VALUES: Mapping[type[Any], Callable[["Evaluation", Any], str]] = MappingProxyType(
    {
        MatchConnection: _connection_text,
        MatchLinkType: lambda evaluation, match: _link_type(evaluation).value,
        MatchTimeToLive: lambda evaluation, match: str(evaluation.packet.ttl),
        MatchBridgePort: _ports_text,
        MatchAddressTypes: lambda evaluation, match: _type_on(match, evaluation),
        MatchIpsec: lambda evaluation, match: "no IPsec",
        MatchSocket: lambda evaluation, match: "a socket" if match.negated else "no socket",
    }
)
"""What each saw, for a person who asks why it did not match."""
