"""The route panel: the routing table of the packet's device, and which route was taken and why."""

from ui.panels.route.panel import RoutePanel

__all__ = ["RoutePanel"]
