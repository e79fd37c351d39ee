"""ICMP types and codes by the names that iptables takes for them."""

from collections.abc import Mapping
from types import MappingProxyType

from sandbox.netfilter.extensions import ANY_ICMP

ICMP_TYPES: Mapping[str, Mapping[str, tuple[int, int | None]]] = MappingProxyType(
    {
        "icmp": MappingProxyType(
            {
                "any": (ANY_ICMP, None),
                "echo-reply": (0, None),
                "pong": (0, None),
                "destination-unreachable": (3, None),
                "network-unreachable": (3, 0),
                "host-unreachable": (3, 1),
                "protocol-unreachable": (3, 2),
                "port-unreachable": (3, 3),
                "fragmentation-needed": (3, 4),
                "host-prohibited": (3, 10),
                "communication-prohibited": (3, 13),
                "source-quench": (4, None),
                "redirect": (5, None),
                "echo-request": (8, None),
                "ping": (8, None),
                "router-advertisement": (9, None),
                "router-solicitation": (10, None),
                "time-exceeded": (11, None),
                "ttl-exceeded": (11, None),
                "parameter-problem": (12, None),
                "timestamp-request": (13, None),
                "timestamp-reply": (14, None),
            }
        ),
        "icmp6": MappingProxyType(
            {
                "destination-unreachable": (1, None),
                "no-route": (1, 0),
                "communication-prohibited": (1, 1),
                "address-unreachable": (1, 3),
                "port-unreachable": (1, 4),
                "packet-too-big": (2, None),
                "time-exceeded": (3, None),
                "ttl-exceeded": (3, None),
                "parameter-problem": (4, None),
                "echo-request": (128, None),
                "ping": (128, None),
                "echo-reply": (129, None),
                "pong": (129, None),
                "router-solicitation": (133, None),
                "router-advertisement": (134, None),
                "neighbour-solicitation": (135, None),
                "neighbor-solicitation": (135, None),
                "neighbour-advertisement": (136, None),
                "neighbor-advertisement": (136, None),
                "redirect": (137, None),
            }
        ),
    }
)
"""By module: type and code, None for all codes. iptables: extensions/libxt_icmp.h icmp_codes."""
