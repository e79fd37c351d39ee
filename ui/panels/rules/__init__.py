"""The rules panel: the chains that the packet went through, and every other chain of its device."""

from ui.panels.rules.panel import RulesPanel

__all__ = ["RulesPanel"]
