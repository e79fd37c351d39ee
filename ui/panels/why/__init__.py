"""The Why panel: a step in plain sentences, with its rule and where its behaviour is written."""

from ui.panels.why.panel import WhyPanel

__all__ = ["WhyPanel"]
