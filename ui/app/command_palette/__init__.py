"""The command palette: find or do anything by typing a few letters of it."""

from ui.app.command_palette.box import CommandPalette

__all__ = ["CommandPalette"]
