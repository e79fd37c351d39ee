"""What kube-proxy sets connection tracking to when it starts."""

from collections.abc import Mapping

from sandbox.conntrack import KERNEL_SETTINGS
from sandbox.kube import ConntrackConfiguration

CORES = 4
"""How many cores every node has."""
_PREFIX = "net.netfilter.nf_conntrack_"
_MAX, _BUCKETS = f"{_PREFIX}max", f"{_PREFIX}buckets"


def conntrack_sysctls(config: ConntrackConfiguration) -> Mapping[str, str]:
    """The kernel settings that kube-proxy changes, by their full names: of time-outs those that are not 0.

    kube-proxy: pkg/proxy/conntrack/sysctls.go setSysctls
    """
    timeouts = {
        "tcp_timeout_established": config.tcp_established_timeout,
        "tcp_timeout_close_wait": config.tcp_close_wait_timeout,
        "udp_timeout": config.udp_timeout,
        "udp_timeout_stream": config.udp_stream_timeout,
    }
    found = {f"{_PREFIX}{name}": str(int(seconds)) for name, seconds in timeouts.items() if seconds > 0}
    if config.tcp_be_liberal:
        found[f"{_PREFIX}tcp_be_liberal"] = "1"
    return {**found, **_table_sysctls(_limit(config))}


def _limit(config: ConntrackConfiguration) -> int:
    """kube-proxy: getConntrackMax."""
    return max(config.max_per_core * CORES, config.minimum) if config.max_per_core else 0


def _table_sysctls(limit: int) -> Mapping[str, str]:
    """The table's size, which kube-proxy raises if need be and never lowers: a bucket for four entries."""
    wanted = {_MAX: limit, _BUCKETS: limit // 4}
    return {name: str(value) for name, value in wanted.items() if value > KERNEL_SETTINGS[name]}
