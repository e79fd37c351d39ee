"""Targets as expressions."""

from collections.abc import Callable, Container, Mapping
from types import MappingProxyType

from sandbox.net import Family
from sandbox.netfilter.expressions import (
    FULL_MARK,
    PORT_UNREACHABLE,
    TCP_RESET,
    Accept,
    Drop,
    Expression,
    Goto,
    Jump,
    Observe,
    Reject,
    Return,
    SetMark,
    Unmodelled,
    Verdict,
)
from sandbox.netfilter.iptables.errors import MistakeError, no_chain
from sandbox.netfilter.iptables.extension_parse import EXTENSION_TARGETS
from sandbox.netfilter.iptables.nat_parse import NAT_TARGETS
from sandbox.netfilter.iptables.options import Module
from sandbox.netfilter.iptables.values import mark

OBSERVERS = frozenset(
    [
        "AUDIT",
        "CHECKSUM",
        "CLASSIFY",
        "CONNSECMARK",
        "DSCP",
        "ECN",
        "IDLETIMER",
        "LED",
        "LOG",
        "NFLOG",
        "RATEEST",
        "SECMARK",
        "TCPMSS",
        "TCPOPTSTRIP",
        "TOS",
        "TRACE",
        "ULOG",
    ]
)
"""Targets that look on, or change nothing of the packet that is modelled; the next rule is asked."""

UNMODELLED_TARGETS = frozenset(
    [
        "CLUSTERIP",
        "DNPT",
        "HL",
        "HMARK",
        "NETMAP",
        "NFQUEUE",
        "QUEUE",
        "SET",
        "SNPT",
        "SYNPROXY",
        "TEE",
        "TPROXY",
        "TTL",
    ]
)
"""Targets that iptables has and Natwalk does not run."""

_ICMP_REJECTIONS = {
    "net-unreach": "icmp-net-unreachable",
    "host-unreach": "icmp-host-unreachable",
    "proto-unreach": "icmp-proto-unreachable",
    "port-unreach": "icmp-port-unreachable",
    "net-prohib": "icmp-net-prohibited",
    "host-prohib": "icmp-host-prohibited",
    "admin-prohib": "icmp-admin-prohibited",
}
_ICMP6_REJECTIONS = {
    "no-route": "icmp6-no-route",
    "adm-prohibited": "icmp6-adm-prohibited",
    "addr-unreach": "icmp6-addr-unreachable",
    "port-unreach": "icmp6-port-unreachable",
}
_UNSENT = frozenset({"policy-fail", "reject-route"})
"""ICMPv6 errors that Natwalk does not send."""
REJECTIONS: Mapping[Family, Mapping[str, str]] = MappingProxyType(
    {
        family: MappingProxyType(
            {
                **names,
                **{name: name for name in names.values()},
                "tcp-rst": TCP_RESET,
                TCP_RESET: TCP_RESET,
            }
        )
        for family, names in ((Family.IPV4, _ICMP_REJECTIONS), (Family.IPV6, _ICMP6_REJECTIONS))
    }
)
"""What `--reject-with` takes, short or whole, and the name that iptables prints for it.

iptables: extensions/libipt_REJECT.c reject_table, libip6t_REJECT.c
"""
TABLES = {
    "DNAT": "nat",
    "SNAT": "nat",
    "MASQUERADE": "nat",
    "REDIRECT": "nat",
    "REJECT": "filter",
    "CT": "raw",
    "NOTRACK": "raw",
    "CHECKSUM": "mangle",
    "DSCP": "mangle",
    "ECN": "mangle",
    "TOS": "mangle",
}
"""The only table that a target may stand in."""

_VERDICTS: Mapping[str, Verdict] = MappingProxyType(
    {"ACCEPT": Accept(), "DROP": Drop(), "RETURN": Return()},
)


def target_expression(module: Module, table: str, chains: Container[str], family: Family) -> Expression:
    """The expression of a `-j` or `-g` in a table that has `chains`.

    Raises MistakeError for one that cannot be there.
    """
    _check_table(module.name, table)
    if module.name in chains and not module.options:
        return Goto(module.name) if module.kind == "-g" else Jump(module.name)
    read = _READERS.get(module.name)
    known = read or module.name in _VERDICTS or module.name in OBSERVERS | UNMODELLED_TARGETS
    if module.kind == "-g" or not known:
        raise no_chain(table, module.name)
    if module.name in OBSERVERS:
        return Observe(module.text)
    if module.name in _VERDICTS and not module.options:
        return _VERDICTS[module.name]
    found = read(module, family) if read is not None and module.is_modelled else None
    return Unmodelled(module.text) if found is None else found


def _check_table(name: str, table: str) -> None:
    if TABLES.get(name, table) != table:
        raise MistakeError(f"{name} cannot stand in table {table}; write it in table {TABLES[name]}")
    if name == "DROP" and table == "nat":
        raise MistakeError(
            "DROP cannot stand in table nat, which is not for filtering; write it in table filter"
        )


def _set_mark(module: Module, family: Family) -> Expression | None:
    # iptables: extensions/libxt_MARK.c mark_tg_parse
    if len(module.options) != 1 or module.options[0].negated:
        return None
    (option,) = module.options
    value, mask = mark(option.value)
    return {
        "--set-xmark": SetMark(value, mask),
        "--set-mark": SetMark(value, value | mask),
        "--or-mark": SetMark(value, value),
        "--xor-mark": SetMark(value, 0),
        "--and-mark": SetMark(0, FULL_MARK & ~value),
    }[option.flag]


def _reject(module: Module, family: Family) -> Expression | None:
    option = module.option("--reject-with")
    if option is None:
        return Reject(PORT_UNREACHABLE[family])
    if family is Family.IPV6 and option.value.removeprefix("icmp6-") in _UNSENT:
        return None
    found = REJECTIONS[family].get(option.value)
    if found is None:
        names = ", ".join(dict.fromkeys(REJECTIONS[family].values()))
        raise MistakeError(f"“{option.value}” is nothing to reject with; there are {names}")
    return Reject(found)


_READERS: Mapping[str, Callable[[Module, Family], Expression | None]] = MappingProxyType(
    {
        "MARK": _set_mark,
        "REJECT": _reject,
        **NAT_TARGETS,
        **EXTENSION_TARGETS,
    },
)
"""What each target with options comes to; None where it says something that is not modelled."""
