"""The ladder panel: devices side by side, crossings as arrows with addresses, time running down."""

from ui.panels.ladder.panel import LadderPanel

__all__ = ["LadderPanel"]
