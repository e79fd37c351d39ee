"""`Theme`: the colours in force, which follow the system unless someone chose otherwise."""

from enum import Enum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from ui.theme import fonts
from ui.theme.style import style_sheet
from ui.theme.system import contrast_changed, wants_contrast
from ui.theme.tokens import TOKENS, ThemeName


class Appearance(Enum):
    """What people choose from; SYSTEM is light, dark or of high contrast as the desktop is."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high contrast"


THEMES = {
    Appearance.LIGHT: ThemeName.LIGHT,
    Appearance.DARK: ThemeName.DARK,
    Appearance.HIGH_CONTRAST: ThemeName.HIGH_CONTRAST,
}

ROLES: dict[QPalette.ColorRole, str] = {
    QPalette.ColorRole.Window: "surface",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "window",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "dropped",
    QPalette.ColorRole.Highlight: "accent_fill",
    QPalette.ColorRole.HighlightedText: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Light: "border",
    QPalette.ColorRole.Midlight: "border",
    QPalette.ColorRole.Mid: "control",
    QPalette.ColorRole.Dark: "control",
    QPalette.ColorRole.Shadow: "border",
}
"""Which token each role of Qt's palette takes."""

FADED_ROLES = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


class Theme(QObject):
    """The theme in force. Connect to `changed` and ask for colours again when it comes."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.appearance = Appearance.SYSTEM
        self.name = ThemeName.LIGHT
        self._colors = _colors_of(self.name)
        self._application: QApplication | None = None

    @property
    def is_dark(self) -> bool:
        """Whether words are lighter than what is behind them."""
        return self.name is not ThemeName.LIGHT

    def color(self, token: str) -> QColor:
        """The colour of a token of `TOKENS`. Shared: copy it before you change it."""
        return self._colors[token]

    def install(self, application: QApplication) -> None:
        """Dress the application, and follow the system from now on."""
        self._application = application
        application.setFont(fonts.words())
        application.styleHints().colorSchemeChanged.connect(self._follow_system)
        contrast = contrast_changed()
        if contrast is not None:
            contrast.connect(self._follow_system)
        self._take(self._wanted())

    def choose(self, appearance: Appearance) -> None:
        """Take a theme, or the system's."""
        self.appearance = appearance
        wanted = self._wanted()
        if wanted is not self.name:
            self._take(wanted)

    def palette(self) -> QPalette:
        """Qt's palette in the theme's colours."""
        palette = QPalette()
        for role, token in ROLES.items():
            palette.setColor(role, self.color(token))
        for role in FADED_ROLES:
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("control"))
        return palette

    def _take(self, name: ThemeName) -> None:
        self.name = name
        self._colors = _colors_of(name)
        if self._application is not None:
            self._application.setPalette(self.palette())
            self._application.setStyleSheet(style_sheet(name))
        self.changed.emit()

    def _wanted(self) -> ThemeName:
        if self.appearance in THEMES:
            return THEMES[self.appearance]
        if self._application is None:
            return ThemeName.LIGHT
        if wants_contrast():
            return ThemeName.HIGH_CONTRAST
        dark = self._application.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return ThemeName.DARK if dark else ThemeName.LIGHT

    def _follow_system(self) -> None:
        self.choose(self.appearance)


def _colors_of(name: ThemeName) -> dict[str, QColor]:
    return {token: QColor(row[name.value]) for token, row in TOKENS.items()}


theme = Theme()
"""The one theme of the application."""
