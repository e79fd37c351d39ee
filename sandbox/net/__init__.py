"""Addresses, packets and headers: the smallest values of the engine.

Knows no hosts, no rules and no Kubernetes; imports nothing of Natwalk.
"""

from sandbox.net.address import (
    Family,
    InterfaceAddress,
    IPAddress,
    IPNetwork,
    family_of,
    first_of_family,
    is_within,
    network_of,
    of_family,
    parse_address,
    parse_interface_address,
    parse_network,
    socket_text,
)
from sandbox.net.enumeration import Enumeration
from sandbox.net.packet import (
    ECHO_TYPES,
    HEADER_FIELDS,
    ICMP_NUMBERS,
    IcmpEcho,
    IcmpError,
    IcmpReason,
    Packet,
    Protocol,
    ProxyHeader,
    SctpChunk,
    TcpFlags,
    changed_fields,
)

__all__ = [
    "ECHO_TYPES",
    "HEADER_FIELDS",
    "ICMP_NUMBERS",
    "Enumeration",
    "Family",
    "IPAddress",
    "IPNetwork",
    "IcmpEcho",
    "IcmpError",
    "IcmpReason",
    "InterfaceAddress",
    "Packet",
    "Protocol",
    "ProxyHeader",
    "SctpChunk",
    "TcpFlags",
    "changed_fields",
    "family_of",
    "first_of_family",
    "is_within",
    "network_of",
    "of_family",
    "parse_address",
    "parse_interface_address",
    "parse_network",
    "socket_text",
]
