"""What an nftables expression reads from a packet, and the keys that sets and maps are asked for."""

from typing import TypeAlias

import msgspec

from sandbox.net import Enumeration, IPAddress, IPNetwork, Packet, Protocol

ICMPV6 = "ipv6-icmp"
"""What rules call ICMP of IPv6, to them a protocol of its own. /etc/protocols has the name."""


class Field(Enumeration):
    """One thing that a rule can look at; the value is nft's own text for it."""

    IP_SADDR = "ip saddr"
    IP_DADDR = "ip daddr"
    IP6_SADDR = "ip6 saddr"
    IP6_DADDR = "ip6 daddr"
    IP_VERSION = "ip version"
    IP6_VERSION = "ip6 version"
    IP_PROTOCOL = "ip protocol"
    IP6_NEXTHDR = "ip6 nexthdr"
    L4PROTO = "meta l4proto"
    TH_SPORT = "th sport"
    TH_DPORT = "th dport"
    TCP_SPORT = "tcp sport"
    TCP_DPORT = "tcp dport"
    UDP_SPORT = "udp sport"
    UDP_DPORT = "udp dport"
    SCTP_SPORT = "sctp sport"
    SCTP_DPORT = "sctp dport"
    IIF = "iif"
    OIF = "oif"
    IIFNAME = "iifname"
    OIFNAME = "oifname"
    MARK = "meta mark"
    CT_STATE = "ct state"


class Numgen(msgspec.Struct, frozen=True):
    """`numgen random mod MODULUS [offset OFFSET]`: each number equally likely, as far as 2**32 divides.

    kernel: net/netfilter/nft_numgen.c nft_ng_random_gen
    """

    modulus: int
    offset: int = 0


class Range(msgspec.Struct, frozen=True):
    """`LOW-HIGH`, both included: of ports or of addresses."""

    low: IPAddress | int
    high: IPAddress | int


def protocol_of(packet: Packet) -> Protocol | str:
    """The packet's protocol as rules know it."""
    is_icmpv6 = packet.protocol is Protocol.ICMP and packet.source.version == 6
    return ICMPV6 if is_icmpv6 else packet.protocol


Selector: TypeAlias = Field | Numgen
KeyPart: TypeAlias = IPAddress | IPNetwork | Range | Protocol | int | str
Key: TypeAlias = tuple[KeyPart, ...]
"""One value for each of the selectors that a set is asked with; networks and ranges stand for all in them.

Connection states are nft's words: `established`. An interface's name may end in `*`. ICMP is IPv4's alone.
"""
