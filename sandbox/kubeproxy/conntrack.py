"""What kube-proxy sets connection tracking to when it starts."""

from collections.abc import Mapping
from types import MappingProxyType

from sandbox.conntrack import KERNEL_SETTINGS, sysctl_number
from sandbox.kube import ConntrackConfiguration

CORES = 4
"""How many cores every node has."""
_MOST = 1 << 20
"""How many entries kube-proxy makes room for at the most on account of cores."""
_PREFIX = "net.netfilter.nf_conntrack_"
_MAX, _BUCKETS, _LIBERAL = (f"{_PREFIX}{name}" for name in ("max", "buckets", "tcp_be_liberal"))
_TIMEOUTS = {
    f"{_PREFIX}tcp_timeout_established": ("tcp_established_timeout", "tcpEstablishedTimeout"),
    f"{_PREFIX}tcp_timeout_close_wait": ("tcp_close_wait_timeout", "tcpCloseWaitTimeout"),
    f"{_PREFIX}udp_timeout": ("udp_timeout", "udpTimeout"),
    f"{_PREFIX}udp_timeout_stream": ("udp_stream_timeout", "udpStreamTimeout"),
}
FIELDS: Mapping[str, str] = MappingProxyType(
    {
        _MAX: "conntrack.maxPerCore",
        _BUCKETS: "conntrack.maxPerCore",
        _LIBERAL: "conntrack.tcpBeLiberal",
        **{name: f"conntrack.{field}" for name, (_, field) in _TIMEOUTS.items()},
    }
)
"""The field of kube-proxy's configuration that says what it sets each of its settings to."""


def conntrack_sysctls(config: ConntrackConfiguration, found: Mapping[str, str]) -> Mapping[str, str]:
    """The settings that kube-proxy changes on a host on which it has `found` these, by their full names.

    kube-proxy: pkg/proxy/conntrack/sysctls.go setSysctls
    """
    wanted = {name: int(seconds) for name, seconds in _timeouts(config).items() if seconds > 0}
    if config.tcp_be_liberal:
        wanted[_LIBERAL] = 1
    limit = _limit(config)
    raised = {_MAX: limit, _BUCKETS: limit // 4}
    wanted |= {name: value for name, value in raised.items() if _number(found, name) < value}
    return {name: str(value) for name, value in wanted.items() if found.get(name) != str(value)}


def _timeouts(config: ConntrackConfiguration) -> Mapping[str, float]:
    return {name: getattr(config, attribute) for name, (attribute, _) in _TIMEOUTS.items()}


def _limit(config: ConntrackConfiguration) -> int:
    """How many entries the table shall have room for at least, 0 for what the kernel says.

    kube-proxy: pkg/proxy/conntrack/sysctls.go getConntrackMax
    """
    scaled = config.max_per_core * CORES
    if scaled > _MOST:
        return _MOST
    return max(scaled, config.minimum) if scaled else 0


def _number(found: Mapping[str, str], name: str) -> int:
    return sysctl_number(found[name]) if name in found else KERNEL_SETTINGS[name]
