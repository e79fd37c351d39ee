"""The netfilter map: the hooks of the packet's device and what stands in them, lit as the packet passes."""

from ui.panels.netfilter_map.panel import NetfilterMapPanel

__all__ = ["NetfilterMapPanel"]
