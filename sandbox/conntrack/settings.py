"""How a host tracks connections: time-outs and limits, as its kernel settings say."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar

import msgspec

from sandbox.conntrack.entry import SctpState, TcpState

_State = TypeVar("_State", TcpState, SctpState)
_PREFIX = "net.netfilter.nf_conntrack_"
_MOST_DIGITS = 100
"""Of a setting: Python refuses to read thousands."""
_KERNEL = {
    "tcp_timeout_syn_sent": 120,
    "tcp_timeout_syn_recv": 60,
    "tcp_timeout_established": 432000,
    "tcp_timeout_fin_wait": 120,
    "tcp_timeout_close_wait": 60,
    "tcp_timeout_last_ack": 30,
    "tcp_timeout_time_wait": 120,
    "tcp_timeout_close": 10,
    "tcp_timeout_max_retrans": 300,
    "tcp_timeout_unacknowledged": 300,
    "tcp_loose": 1,
    "udp_timeout": 30,
    "udp_timeout_stream": 120,
    "icmp_timeout": 30,
    "icmpv6_timeout": 30,
    "sctp_timeout_closed": 10,
    "sctp_timeout_cookie_wait": 3,
    "sctp_timeout_cookie_echoed": 3,
    "sctp_timeout_established": 210,
    "sctp_timeout_shutdown_sent": 3,
    "sctp_timeout_shutdown_recd": 3,
    "sctp_timeout_shutdown_ack_sent": 3,
    "sctp_timeout_heartbeat_sent": 30,
    "max": 262144,
    "buckets": 262144,
}
KERNEL_SETTINGS: Mapping[str, int] = MappingProxyType(
    {f"{_PREFIX}{name}": value for name, value in _KERNEL.items()}
)
"""What the kernel begins with, time in seconds, on a machine of more than 4 GB.

kernel: net/netfilter/nf_conntrack_proto_tcp.c tcp_timeouts, nf_conntrack_proto_sctp.c sctp_timeouts,
nf_conntrack_proto_udp.c udp_timeouts, nf_conntrack_core.c nf_conntrack_init_start
"""


class Settings(msgspec.Struct, frozen=True):
    """What the settings `net.netfilter.nf_conntrack_…` of a host come to; times in seconds.

    `unacknowledged` is for TCP data that waits to be acknowledged, `retransmitted` for connections of which
    no acknowledgement was seen yet; `is_loose` takes up TCP connections that are under way. `limit` entries
    fit into the table (0 for no limit), which lie in `buckets`.
    """

    tcp: Mapping[TcpState, float]
    sctp: Mapping[SctpState, float]
    unacknowledged: float
    retransmitted: float
    is_loose: bool
    udp: float
    udp_stream: float
    icmp: Mapping[int, float]
    """By IP version."""
    limit: int
    buckets: int

    @classmethod
    def of(cls, sysctls: Mapping[str, str]) -> "Settings":
        """The settings of a host that has these sysctls, by their full names, and else the kernel's."""
        values = {
            name: sysctl_number(sysctls.get(f"{_PREFIX}{name}", str(value)))
            for name, value in _KERNEL.items()
        }
        return cls(
            _by_state(TcpState, "tcp", values),
            _by_state(SctpState, "sctp", values),
            values["tcp_timeout_unacknowledged"],
            values["tcp_timeout_max_retrans"],
            values["tcp_loose"] != 0,
            values["udp_timeout"],
            values["udp_timeout_stream"],
            MappingProxyType({4: values["icmp_timeout"], 6: values["icmpv6_timeout"]}),
            values["max"],
            values["buckets"],
        )


def _by_state(states: type[_State], protocol: str, values: Mapping[str, int]) -> Mapping[_State, float]:
    names = {state: f"{protocol}_timeout_{state.value.lower()}" for state in states}
    return MappingProxyType({state: values[name] for state, name in names.items() if name in values})


def sysctl_number(setting: str) -> int:
    """A kernel setting as a number: a switch is on unless it is 0."""
    return int(setting) if setting.isdecimal() and len(setting) <= _MOST_DIGITS else 0


KERNEL = Settings.of({})
"""The settings of a host of which nobody has changed any."""
