"""The table twin: topology and walk as tables that say all that the canvas shows, for the keyboard."""

from ui.panels.table_twin.panel import TableTwin

__all__ = ["TableTwin"]
