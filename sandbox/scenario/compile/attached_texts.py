"""Reading what tools on a real node printed, text by text.

The parsers are imported when there is something to parse. What they make of a text is remembered, since
worlds are compiled anew after every edit.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from sandbox.conntrack import ConntrackTable
from sandbox.net import Family
from sandbox.netfilter import Ruleset
from sandbox.scenario.compile.errors import FlowError
from sandbox.scenario.compile.ip_sets import ip_sets, parsed_sets
from sandbox.scenario.objects import HostDocument, NodeState
from sandbox.telling import told

if TYPE_CHECKING:
    from sandbox.conntrack.listing import ConntrackListing
    from sandbox.netfilter.nft import Listing
    from sandbox.routing.listing import RouteListing
    from sandbox.topology.listing import Device

T = TypeVar("T")

IPTABLES_FIELDS = {Family.IPV4: "iptables", Family.IPV6: "ip6tables"}
ROUTE_FIELDS = {Family.IPV4: "routes", Family.IPV6: "routes6"}
REMEMBERED = 16
"""Texts of each kind: of several nodes, each in two families."""


def iptables_rules(document: HostDocument, family: Family) -> Ruleset:
    """The tables that `iptables-save` printed. Raises FlowError, as all that follow do."""
    field = IPTABLES_FIELDS[family]
    text: str = getattr(document.state, field)
    if not text.strip():
        return Ruleset()
    sets = _sets_text(document)
    return _read(document, field, lambda: _iptables(text, family, sets))


def _sets_text(document: HostDocument) -> str:
    """The sets that the node printed, else those of the document."""
    own = document.state.ipsets
    if not own.strip():
        ip_sets(document)
        return document.ipsets
    _read(document, "ipsets", lambda: parsed_sets(own))
    return own


def nftables_rules(document: HostDocument, family: Family) -> Ruleset:
    """The tables that `nft list ruleset` printed, in the order in which they were made."""
    text = document.state.nftables
    return _read(document, "nftables", lambda: _nftables(text, family)).ruleset if text.strip() else Ruleset()


def devices(document: HostDocument) -> "tuple[Device, ...] | None":
    """The devices that `ip -j addr` printed; None if it was not asked."""
    text = document.state.addresses
    return _read(document, "addresses", lambda: _devices(text)) if text.strip() else None


def routes(document: HostDocument, family: Family) -> "RouteListing | None":
    """The routes that `ip -j route` printed; None if it was not asked."""
    field = ROUTE_FIELDS[family]
    text: str = getattr(document.state, field)
    return _read(document, field, lambda: _routes(text, family)) if text.strip() else None


def connections(document: HostDocument, now: float) -> "ConntrackListing | None":
    """The connections that `conntrack -L` printed, with time-outs from `now` on; None if it was not asked."""
    text = document.state.conntrack
    return _read(document, "conntrack", lambda: _connections(text, now)) if text.strip() else None


def connection_table(document: HostDocument, now: float) -> ConntrackTable:
    """The connections that the node has at the start, which is `now`."""
    text = document.state.conntrack
    return _read(document, "conntrack", lambda: _table(text, now)) if text.strip() else ConntrackTable()


def mistakes(document: HostDocument) -> Iterator[tuple[str, str]]:
    """What cannot be read: the field and one sentence each."""
    readers: list[Callable[[], object]] = [
        *(lambda family=family: iptables_rules(document, family) for family in Family),
        lambda: nftables_rules(document, Family.IPV4),
        lambda: nftables_rules(document, Family.IPV6),
        lambda: _sets_text(document),
        lambda: connections(document, 0.0),
        lambda: devices(document),
        *(lambda family=family: routes(document, family) for family in Family),
    ]
    found: dict[tuple[str, str], None] = {}
    for read in readers:
        try:
            read()
        except FlowError as error:
            found[".".join(error.path), str(error)] = None
    yield from found


def managed_tables(state: NodeState) -> tuple[str, ...]:
    """Tables of nft's listing that iptables made, and that no `iptables-save` of their family accounts for.

    A listing that cannot be read has none.
    """
    try:
        managed = _nftables(state.nftables, Family.IPV4).managed if state.nftables.strip() else ()
    except ValueError:
        return ()
    saved = {"ip": state.iptables, "ip6": state.ip6tables}
    return tuple(name for name in managed if not saved[name.split()[0]].strip())


def _read(document: HostDocument, field: str, parse: Callable[[], T]) -> T:
    try:
        return parse()
    except ValueError as error:
        message = told(
            "the state of {key} has a mistake in {field}: {error}", key=document.key, field=field, error=error
        )
        raise FlowError(message, ("spec", "state", field), document.key) from error


@lru_cache(REMEMBERED)
def _iptables(text: str, family: Family, sets: str) -> Ruleset:
    from sandbox.netfilter.iptables.ruleset_parse import parse_ruleset

    return parse_ruleset(text, family, sets=parsed_sets(sets))


@lru_cache(REMEMBERED)
def _nftables(text: str, family: Family) -> "Listing":
    from sandbox.netfilter.nft import parse_listing

    return parse_listing(text, family)


@lru_cache(REMEMBERED)
def _devices(text: str) -> "tuple[Device, ...]":
    from sandbox.topology.listing import read_devices

    return read_devices(text)


@lru_cache(REMEMBERED)
def _routes(text: str, family: Family) -> "RouteListing":
    from sandbox.routing.listing import read_routes

    return read_routes(text, family)


@lru_cache(REMEMBERED)
def _connections(text: str, now: float) -> "ConntrackListing":
    from sandbox.conntrack.listing import read_conntrack

    return read_conntrack(text, now)


@lru_cache(REMEMBERED)
def _table(text: str, now: float) -> ConntrackTable:
    return ConntrackTable.of(_connections(text, now).entries)
