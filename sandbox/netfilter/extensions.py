"""What rules of other software say besides what kube-proxy's do: more matches, and the connection's mark."""

from enum import Enum
from typing import TypeAlias

import msgspec

from sandbox.net import IPAddress, TcpFlags
from sandbox.netfilter.conditions import ConditionMatch
from sandbox.netfilter.ip_sets import MatchSet

TCP_FLAGS: tuple[tuple[str, int, TcpFlags], ...] = (
    ("FIN", 1, TcpFlags.FIN),
    ("SYN", 2, TcpFlags.SYN),
    ("RST", 4, TcpFlags.RST),
    ("PSH", 8, TcpFlags.PSH),
    ("ACK", 16, TcpFlags.ACK),
    ("URG", 32, TcpFlags.NONE),
)
"""Each flag by name, with its bit in the header; no packet here has URG."""


class Ports(Enum):
    """Which ports `multiport` looks at; the value is its option."""

    SOURCE = "--sports"
    DESTINATION = "--dports"
    EITHER = "--ports"


class MatchPorts(msgspec.Struct, frozen=True):
    """`-m multiport --dports 80,8000:8010`: one of the ranges has the port, both ends included."""

    ports: Ports
    ranges: tuple[tuple[int, int], ...]
    negated: bool = False


class MatchAddressRange(msgspec.Struct, frozen=True):
    """`-m iprange --src-range LOW-HIGH`, or `--dst-range`: one of these addresses, both ends included."""

    of_source: bool
    low: IPAddress
    high: IPAddress
    negated: bool = False


class MatchTcpFlags(msgspec.Struct, frozen=True):
    """`-m tcp --tcp-flags MASK SET`: of the header's bits in `mask`, those in `wanted` are set, no others."""

    mask: int
    wanted: int
    negated: bool = False


DEFAULT_BURST = 5
"""iptables: extensions/libxt_limit.c XT_LIMIT_BURST; nft: src/parser_bison.y limit_burst_pkts."""


class Limit(msgspec.Struct, frozen=True):
    """`-m limit --limit RATE/UNIT --limit-burst BURST`: so many packets in so many seconds, after a burst.

    `over` matches what comes above that.
    """

    rate: int
    seconds: int
    burst: int = DEFAULT_BURST
    over: bool = False


class MatchConnectionMark(msgspec.Struct, frozen=True):
    """`-m connmark --mark VALUE/MASK`; a packet without a connection does not match."""

    value: int
    mask: int
    negated: bool = False


class ReversePath(msgspec.Struct, frozen=True):
    """`-m rpfilter`: the way back to the packet's source leaves by where it came in.

    `loose`: by anything. `accept_local`: the host's own addresses too. `valid_mark` has no effect: there is
    one routing table.
    """

    loose: bool = False
    valid_mark: bool = False
    accept_local: bool = False
    inverted: bool = False


ANY_ICMP = 255
"""The type that stands for all. iptables: extensions/libxt_icmp.h, xt_icmp_codes."""


class MatchIcmp(msgspec.Struct, frozen=True):
    """`-m icmp --icmp-type TYPE[/CODE]`, `-m icmp6 --icmpv6-type …`; `code` None takes all."""

    version: int
    type: int
    code: int | None = None
    negated: bool = False


class MatchIcmpTypes(msgspec.Struct, frozen=True):
    """nftables' `icmp type { … }`, `icmpv6 type …`: an ICMP packet of that version, of one of the types."""

    version: int
    types: tuple[int, ...]
    negated: bool = False


class SetConnectionMark(msgspec.Struct, frozen=True):
    """`-j CONNMARK --set-xmark VALUE/MASK`: clear the bits of MASK, then XOR VALUE. Evaluation goes on."""

    value: int
    mask: int


class SaveMark(msgspec.Struct, frozen=True):
    """`-j CONNMARK --save-mark --nfmask M --ctmask C`: the packet's bits of M, for the connection's of C."""

    packet_mask: int
    connection_mask: int


class RestoreMark(msgspec.Struct, frozen=True):
    """`-j CONNMARK --restore-mark --nfmask M --ctmask C`: the connection's bits for the packet's."""

    packet_mask: int
    connection_mask: int


class NoTrack(msgspec.Struct, frozen=True):
    """`-j CT --notrack`, or `-j NOTRACK`: connection tracking passes the packet over. Evaluation goes on."""

    is_ct: bool = False


class Redirect(msgspec.Struct, frozen=True):
    """`-j REDIRECT --to-ports LOW[-HIGH]`: DNAT to this host itself; ports 0 keep the port."""

    low_port: int = 0
    high_port: int = 0
    random: bool = False


ExtensionMatch: TypeAlias = (
    MatchPorts
    | MatchAddressRange
    | MatchTcpFlags
    | MatchIcmp
    | MatchIcmpTypes
    | Limit
    | MatchConnectionMark
    | ReversePath
    | ConditionMatch
    | MatchSet
)
ExtensionStatement: TypeAlias = SetConnectionMark | SaveMark | RestoreMark | NoTrack
Extension: TypeAlias = ExtensionMatch | ExtensionStatement
