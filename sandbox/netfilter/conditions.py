"""Matches that ask for more than the packet's header: its connection, its frame, its time to live."""

from enum import Enum
from typing import TypeAlias

import msgspec

from sandbox.net import Enumeration, IPNetwork
from sandbox.netfilter.fields import Range


class ConnectionField(Enumeration):
    """What `-m conntrack` asks of a connection besides its state, in the order in which iptables prints it.

    The value is the option.
    """

    PROTOCOL = "--ctproto"
    ORIGINAL_SOURCE = "--ctorigsrc"
    ORIGINAL_DESTINATION = "--ctorigdst"
    REPLY_SOURCE = "--ctreplsrc"
    REPLY_DESTINATION = "--ctrepldst"
    ORIGINAL_SOURCE_PORT = "--ctorigsrcport"
    ORIGINAL_DESTINATION_PORT = "--ctorigdstport"
    REPLY_SOURCE_PORT = "--ctreplsrcport"
    REPLY_DESTINATION_PORT = "--ctrepldstport"
    STATUS = "--ctstatus"
    DIRECTION = "--ctdir"


Wanted: TypeAlias = IPNetwork | Range | int | tuple[str, ...]


class ConnectionCondition(msgspec.Struct, frozen=True):
    """One question about a connection.

    `wanted` is a number for a protocol, words such as `ASSURED` for the status and the direction; the status
    asks for one of them.
    """

    field: ConnectionField
    wanted: Wanted
    negated: bool = False


class MatchConnection(msgspec.Struct, frozen=True):
    """`-m conntrack` with more than `--ctstate`, whose part of it is `states`: all of it holds.

    A packet without a connection is asked for its state alone, and matches not at all if that is not asked.
    """

    conditions: tuple[ConnectionCondition, ...]
    states: tuple[str, ...] = ()
    states_negated: bool = False


class LinkType(Enum):
    """Whom a frame is for. kernel: include/uapi/linux/if_packet.h PACKET_*."""

    UNICAST = "unicast"
    BROADCAST = "broadcast"
    MULTICAST = "multicast"


class MatchLinkType(msgspec.Struct, frozen=True):
    """`-m pkttype --pkt-type TYPE`."""

    type: LinkType
    negated: bool = False


class MatchTimeToLive(msgspec.Struct, frozen=True):
    """`-m ttl --ttl-eq N`, `-m hl --hl-eq N`: from `low` to `high`, both included, for IP of `version`."""

    version: int
    low: int
    high: int
    negated: bool = False


class PortOption(Enumeration):
    """What `-m physdev` asks, in the order in which iptables prints it; the value is the option."""

    CAME_IN = "--physdev-is-in"
    INCOMING = "--physdev-in"
    GOES_OUT = "--physdev-is-out"
    OUTGOING = "--physdev-out"
    BRIDGED = "--physdev-is-bridged"


class PortCondition(msgspec.Struct, frozen=True):
    """One option of `-m physdev`; a name that ends in `+` stands for all that begin so."""

    option: PortOption
    name: str = ""
    negated: bool = False


class MatchBridgePort(msgspec.Struct, frozen=True):
    """`-m physdev`: all of its conditions hold."""

    conditions: tuple[PortCondition, ...]


class MatchAddressTypes(msgspec.Struct, frozen=True):
    """`-m addrtype` with several types, or with `--limit-iface-in` or `-out`.

    Types are the options' words. Of an `interface`, `in` or `out`, only its own addresses are local.
    """

    of_source: bool
    types: tuple[str, ...]
    interface: str = ""
    negated: bool = False


class MatchSocket(msgspec.Struct, frozen=True):
    """`-m owner --socket-exists`: a socket of this host sent the packet."""

    negated: bool = False


class MatchIpsec(msgspec.Struct, frozen=True):
    """`-m policy --dir in --pol ipsec …`: it came or goes by IPsec, as no packet here; `none`: it does not.

    `options` are all of them as they stand.
    """

    options: str
    is_none: bool = False


ConditionMatch: TypeAlias = (
    MatchConnection
    | MatchIpsec
    | MatchLinkType
    | MatchTimeToLive
    | MatchBridgePort
    | MatchAddressTypes
    | MatchSocket
)
