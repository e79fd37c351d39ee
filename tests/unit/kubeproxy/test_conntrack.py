"""What kube-proxy sets connection tracking to at its start: pkg/proxy/conntrack/sysctls_test.go likewise."""

import pytest

from sandbox.kube import ConntrackConfiguration
from sandbox.kubeproxy.conntrack import conntrack_sysctls

PREFIX = "net.netfilter.nf_conntrack_"
DEFAULTS = {"tcp_timeout_established": "86400", "tcp_timeout_close_wait": "3600"}
NOTHING = ConntrackConfiguration(0, 0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("config", "found", "written"),
    [
        (ConntrackConfiguration(), {}, DEFAULTS),
        (ConntrackConfiguration(), {**DEFAULTS, "max": "131072", "buckets": "32768"}, {}),
        (ConntrackConfiguration(), {**DEFAULTS, "max": "1000"}, {"max": "131072"}),
        (NOTHING, {"max": "1000"}, {}),
        (ConntrackConfiguration(100_000, 5, 0.0, 0.0), {}, {"max": "400000"}),
        (ConntrackConfiguration(1, 2_000_000, 0.0, 0.0), {}, {"max": "2000000", "buckets": "500000"}),
        (ConntrackConfiguration(500_000, 2_000_000, 0.0, 0.0), {}, {"max": "1048576"}),
        (ConntrackConfiguration(0, 2_000_000, 0.0, 0.0), {}, {}),
        (ConntrackConfiguration(0, 0, 0.5, 0.0), {}, {"tcp_timeout_established": "0"}),
        (
            ConntrackConfiguration(0, 0, 0.0, 1.9, True, 7.0, 8.0),
            {},
            {
                "tcp_timeout_close_wait": "1",
                "tcp_be_liberal": "1",
                "udp_timeout": "7",
                "udp_timeout_stream": "8",
            },
        ),
    ],
    ids=[
        "defaults",
        "nothing to do",
        "too small",
        "left alone",
        "by its cores",
        "at least",
        "at most by its cores",
        "no cores, no least",
        "less than a second",
        "the rest",
    ],
)
def test_it_writes(config: ConntrackConfiguration, found: dict[str, str], written: dict[str, str]) -> None:
    sysctls = {f"{PREFIX}{name}": value for name, value in found.items()}
    assert conntrack_sysctls(config, sysctls) == {f"{PREFIX}{name}": value for name, value in written.items()}
