"""What the desktop asks of every window besides light or dark: more contrast, less motion."""

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication


def wants_contrast() -> bool:
    """Whether the desktop asks for high contrast. Qt tells from 6.10 on."""
    hints = getattr(QGuiApplication.styleHints(), "accessibility", None)
    return hints is not None and bool(hints().contrastPreference() == Qt.ContrastPreference.HighContrast)


def contrast_changed() -> SignalInstance | None:
    """The signal that the desktop's wish has changed, where Qt tells."""
    hints = getattr(QGuiApplication.styleHints(), "accessibility", None)
    return None if hints is None else hints().contrastPreferenceChanged


def wants_less_motion() -> bool:
    """Whether the desktop asks for no animations. Of all desktops, Qt tells it of Windows alone."""
    effects = QApplication.isEffectEnabled(Qt.UIEffect.UI_General)
    return QGuiApplication.platformName() == "windows" and not effects
