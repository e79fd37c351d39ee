"""Sending: a saved flow, or a request from anything to anything."""

from ui.panels.send.panel import SendPanel

__all__ = ["SendPanel"]
