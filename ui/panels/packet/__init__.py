"""The packet panel: what changed, which rule did it, and why."""

from ui.panels.packet.panel import PacketPanel

__all__ = ["PacketPanel"]
