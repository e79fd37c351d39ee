"""How the window looks: colour tokens, fonts, icons, plain controls, and the one locator for shipped files.

Knows Qt's widgets, but nothing of scenarios or packets.
"""

from ui.theme import fonts
from ui.theme.current import Appearance, Theme, theme
from ui.theme.icons import icon
from ui.theme.resources import is_resource, resource
from ui.theme.tokens import GRAPHIC_PAIRS, TEXT_PAIRS, TOKENS, ThemeName

__all__ = [
    "GRAPHIC_PAIRS",
    "TEXT_PAIRS",
    "TOKENS",
    "Appearance",
    "Theme",
    "ThemeName",
    "fonts",
    "icon",
    "is_resource",
    "resource",
    "theme",
]
