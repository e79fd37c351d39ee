"""Checks of what flows ask that is not modelled as a cluster has it."""

from collections.abc import Iterator
from ipaddress import IPv4Address

from sandbox.kube import SessionAffinity
from sandbox.scenario.check.problem import Census, Problem, Severity
from sandbox.scenario.objects import AddressTarget, Flow
from sandbox.telling import told

BROADCAST = IPv4Address("255.255.255.255")


def check_flows(census: Census) -> Iterator[Problem]:
    """Destinations that stand for several machines, and requests that nobody looks at."""
    sticky = any(each.session_affinity is not SessionAffinity.NONE for each in census.scenario.services)
    for flow in census.scenario.flows:
        yield from _check_destination(flow)
        if sticky and flow.expect and flow.requests > 1:
            message = told(
                "expect of {key} looks at the first of its {requests} requests, and sessionAffinity may make "
                "the others differ; walk those in the window",
                key=flow.key,
                requests=flow.requests,
            )
            yield Problem(flow.key, "spec.requests", message, Severity.NOTE)


def _check_destination(flow: Flow) -> Iterator[Problem]:
    if not isinstance(flow.target, AddressTarget):
        return
    address = flow.target.address
    if address.is_multicast or address == BROADCAST:
        message = told(
            "{key} goes to {address}, which stands for several machines: it follows the routes like any "
            "other here; send to one address",
            key=flow.key,
            address=address,
        )
        yield Problem(flow.key, "spec.to.address", message, Severity.NOTE)
