"""The events panel: every step of the walk as a table that can be filtered and never moves by itself."""

from ui.panels.events.panel import EventsPanel

__all__ = ["EventsPanel"]
