"""Routing: longest-prefix match, address types and source address selection.

Knows one host's table at a time; no links, no rules.
"""

from sandbox.routing.source import select_address
from sandbox.routing.table import Route, RouteType, RoutingTable

__all__ = ["Route", "RouteType", "RoutingTable", "select_address"]
