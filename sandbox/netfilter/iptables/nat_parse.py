"""Translations as expressions, one reader for each target; None for what is not modelled."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from sandbox.net import Family
from sandbox.netfilter.expressions import Dnat, Expression, Masquerade, Snat
from sandbox.netfilter.extensions import Redirect
from sandbox.netfilter.iptables.options import Module
from sandbox.netfilter.iptables.values import address_and_ports, port_range


def _dnat(module: Module, family: Family) -> Expression | None:
    option = module.option("--to-destination")
    if option is None or not _is_modelled(option.value, family):
        return None
    address, ports = address_and_ports(option.value, family)
    low, high = port_range(ports, "-") if ports else (0, 0)
    return Dnat(address, low, 0 if low == high else high, _has(module, "random"), _has(module, "persistent"))


def _snat(module: Module, family: Family) -> Expression | None:
    option = module.option("--to-source")
    if option is None or not _is_modelled(option.value, family):
        return None
    address, ports = address_and_ports(option.value, family)
    low, high = port_range(ports, "-") if ports else (0, 0)
    given = (_has(module, name) for name in ("random-fully", "random", "persistent"))
    return Snat(address, low, high, *given)


def _masquerade(module: Module, family: Family) -> Expression:
    return Masquerade(_has(module, "random-fully"), *_to_ports(module), _has(module, "random"))


def _redirect(module: Module, family: Family) -> Expression:
    return Redirect(*_to_ports(module), _has(module, "random"))


def _to_ports(module: Module) -> tuple[int, int]:
    option = module.option("--to-ports")
    return port_range(option.value, "-") if option is not None else (0, 0)


def _has(module: Module, name: str) -> bool:
    return module.option(f"--{name}") is not None


def _is_modelled(text: str, family: Family) -> bool:
    """Whether it names one address, not a range of them or only a port, and no base of shifted ports."""
    if "/" in text:
        return False
    if family is Family.IPV6:
        return "-" not in text.partition("]")[0]
    address = text.partition(":")[0]
    return bool(address) and "-" not in address


NAT_TARGETS: Mapping[str, Callable[[Module, Family], Expression | None]] = MappingProxyType(
    {"DNAT": _dnat, "SNAT": _snat, "MASQUERADE": _masquerade, "REDIRECT": _redirect}
)
