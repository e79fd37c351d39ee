"""The sets of a `Host` document that iptables rules ask."""

from collections.abc import Mapping
from functools import lru_cache

from sandbox.netfilter.ip_sets import NO_SETS, IpSet
from sandbox.scenario.compile.errors import FlowError
from sandbox.scenario.objects import HostDocument
from sandbox.telling import told

REMEMBERED = 16
"""Texts of several nodes: worlds are compiled anew after every edit."""


def ip_sets(document: HostDocument) -> Mapping[str, IpSet]:
    """The sets by name. Raises FlowError if they cannot be read."""
    if not document.ipsets.strip():
        return NO_SETS
    try:
        return parsed_sets(document.ipsets)
    except ValueError as error:
        message = told("the sets of {key} have a mistake in {error}", key=document.key, error=error)
        raise FlowError(message, ("spec", "ipsets"), document.key) from error


@lru_cache(REMEMBERED)
def parsed_sets(text: str) -> Mapping[str, IpSet]:
    """The sets of a text. Raises ValueError for what is none."""
    from sandbox.netfilter.iptables.ip_set_parse import parse_ip_sets

    return parse_ip_sets(text)
