"""nft's names for what `reject` sends, beside iptables' names, which rules hold."""

from types import MappingProxyType

from sandbox.net import Family
from sandbox.netfilter.expressions import PORT_UNREACHABLE

TCP_RESET = "tcp-reset"

ICMP = MappingProxyType(
    {
        "net-unreachable": "icmp-net-unreachable",
        "host-unreachable": "icmp-host-unreachable",
        "prot-unreachable": "icmp-proto-unreachable",
        "port-unreachable": "icmp-port-unreachable",
        "net-prohibited": "icmp-net-prohibited",
        "host-prohibited": "icmp-host-prohibited",
        "admin-prohibited": "icmp-admin-prohibited",
    }
)
ICMPV6 = MappingProxyType(
    {
        "no-route": "icmp6-no-route",
        "admin-prohibited": "icmp6-adm-prohibited",
        "addr-unreachable": "icmp6-addr-unreachable",
        "port-unreachable": "icmp6-port-unreachable",
    }
)
ICMPX = MappingProxyType(
    {
        "no-route": {Family.IPV4: "icmp-net-unreachable", Family.IPV6: "icmp6-no-route"},
        "port-unreachable": PORT_UNREACHABLE,
        "host-unreachable": {Family.IPV4: "icmp-host-unreachable", Family.IPV6: "icmp6-addr-unreachable"},
        "admin-prohibited": {Family.IPV4: "icmp-admin-prohibited", Family.IPV6: "icmp6-adm-prohibited"},
    }
)
"""kernel: net/netfilter/nft_reject.c icmp_code_v4, icmp_code_v6."""


def rejection_text(reject_with: str, family: str, names_family: bool = False) -> str:
    """`reject`, with what it sends where that is not what nft sends by itself in a table of `family`.

    `names_family`: it sends errors of one family, also in a table of both.
    """
    is_abstract = family == "inet" and not names_family
    if reject_with in PORT_UNREACHABLE.values() and (is_abstract or family != "inet"):
        return "reject"
    if reject_with == TCP_RESET:
        return "reject with tcp reset"
    if is_abstract:
        abstract = next((name for name, both in ICMPX.items() if reject_with in both.values()), "")
        if abstract:
            return f"reject with icmpx {abstract}"
    for word, names in (("icmp", ICMP), ("icmpv6", ICMPV6)):
        for name, own in names.items():
            if own == reject_with:
                return f"reject with {word} {name}"
    raise TypeError(f"nft has no reject with {reject_with}")


def read_rejection(words: list[str], family: Family) -> str | None:
    """What `reject` sends to packets of `family`, by the words after it; None if it is not known."""
    words = [word for word in words if word != "type"]
    match words:
        case []:
            return PORT_UNREACHABLE[family]
        case ["with", "tcp", "reset"]:
            return TCP_RESET
        case ["with", "icmp", name]:
            return ICMP.get(name)
        case ["with", "icmpv6", name]:
            return ICMPV6.get(name)
        case ["with", "icmpx", name]:
            return ICMPX[name][family] if name in ICMPX else None
        case _:
            return None
