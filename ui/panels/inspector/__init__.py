"""The inspector: the fields of the selected object, generated from tables, one per kind."""

from ui.panels.inspector.panel import Inspector

__all__ = ["Inspector"]
