"""The history: every undo step by its name; a click goes back or forward to it."""

from ui.panels.history.panel import HistoryPanel

__all__ = ["HistoryPanel"]
