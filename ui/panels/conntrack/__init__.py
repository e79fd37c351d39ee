"""The conntrack panel: the connections that the packet's device knows at this step."""

from ui.panels.conntrack.panel import ConntrackPanel

__all__ = ["ConntrackPanel"]
