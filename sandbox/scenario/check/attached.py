"""Checks of what a real node printed: what cannot be read, is not modelled, or is missing beside the rest."""

from collections.abc import Iterator

from sandbox.kube import Node
from sandbox.net import Family
from sandbox.scenario.check.problem import Problem, Severity
from sandbox.scenario.compile.attached_rules import (
    attached_ruleset,
    holds_kube_proxys_rules,
    unmodelled_parts,
)
from sandbox.scenario.compile.attached_texts import (
    ROUTE_FIELDS,
    connections,
    devices,
    managed_tables,
    mistakes,
    routes,
)
from sandbox.scenario.compile.errors import FlowError
from sandbox.scenario.objects import HostDocument
from sandbox.telling import told


def check_state(value: HostDocument, node: Node | None) -> Iterator[Problem]:
    """What a person should know of a node's attached state; None: there is no node of that name."""
    found = tuple(mistakes(value))
    for field, mistake in found:
        yield Problem(value.key, field, mistake, Severity.ERROR)
    if not found:
        yield from _check_rules(value)
        yield from _check_routes(value)
        yield from _check_connections(value)
        if node is not None:
            yield from _check_addresses(value, node)


def _check_rules(value: HostDocument) -> Iterator[Problem]:
    for field, text, place in unmodelled_parts(value):
        message = told(
            "{key} has “{text}” in {place}, which is not modelled: a packet that gets there stops; "
            "take it out of the text to see what comes after",
            key=value.key,
            text=text,
            place=place,
        )
        yield _problem(value, field, message)
    managed = managed_tables(value.state)
    if managed:
        message = told(
            "nft shows {managed} of {key}, which iptables made and nft does not show whole, so they "
            "are left out; attach iptables-save or ip6tables-save as well",
            managed=", ".join(managed),
            key=value.key,
        )
        yield _problem(value, "spec.state.nftables", message)
    rulesets = [each for each in (attached_ruleset(value, family) for family in Family) if each is not None]
    if rulesets and not any(map(holds_kube_proxys_rules, rulesets)):
        message = told(
            "the rules of {key} hold none of kube-proxy's; attach those of iptables-save and nft",
            key=value.key,
        )
        yield _problem(value, "spec.state", message)
    if rulesets and (value.iptables or value.nftables):
        message = told(
            "{key} has rules in its state, which holds all: spec.iptables and spec.nftables are "
            "passed over; leave them out",
            key=value.key,
        )
        yield _problem(value, "spec.state", message, Severity.NOTE)


def _check_routes(value: HostDocument) -> Iterator[Problem]:
    try:
        printed = devices(value)
        listings = {field: routes(value, family) for family, field in ROUTE_FIELDS.items()}
    except FlowError:
        return
    names = None if printed is None else {each.name for each in printed}
    for field, listing in listings.items():
        for remark in listing.remarks if listing is not None else ():
            yield _problem(
                value,
                f"spec.state.{field}",
                told("{key}: route {remark}", remark=remark, key=value.key),
                Severity.NOTE,
            )
        unknown = {each.interface for each in listing.routes} - (names or set()) if listing and names else ()
        for name in sorted(filter(None, unknown)):
            message = told(
                "routes of {key} leave by {name}, which its addresses do not list: they are left out; "
                "attach both of one moment",
                key=value.key,
                name=name,
            )
            yield _problem(
                value,
                f"spec.state.{field}",
                message,
            )
    if names is None and any(listing is not None for listing in listings.values()):
        message = told(
            "routes of {key} are attached without its addresses; attach ip -j addr as well", key=value.key
        )
        yield _problem(value, "spec.state.routes", message)


def _check_addresses(value: HostDocument, node: Node) -> Iterator[Problem]:
    printed = devices(value)
    held = {each.address for device in printed or () for each in device.addresses}
    missing = [address for address in node.addresses if address not in held]
    if printed is not None and missing:
        message = told(
            "{key} lists no device with {addresses}, which the node has as InternalIP; attach what that very "
            "node printed",
            key=value.key,
            addresses=", ".join(map(str, missing)),
        )
        yield _problem(value, "spec.state.addresses", message)


def _check_connections(value: HostDocument) -> Iterator[Problem]:
    listing = connections(value, 0.0)
    left_out = () if listing is None else listing.left_out
    for kind in dict.fromkeys(left_out):
        message = told(
            "{count} of {key}'s connections are {kind}, which is not modelled; they are left out",
            count=left_out.count(kind),
            key=value.key,
            kind=kind,
        )
        yield _problem(value, "spec.state.conntrack", message, Severity.NOTE)


def _problem(value: HostDocument, field: str, message: str, severity: Severity = Severity.WARNING) -> Problem:
    return Problem(value.key, field, message, severity)
