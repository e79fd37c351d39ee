"""Canvas, packet panel and transport, or a blank where one is not there yet."""

from importlib import import_module

from PySide6.QtWidgets import QLabel, QWidget


class Blank(QLabel):
    """An empty area."""

    def zoom_in(self) -> None:
        """Nothing to zoom."""

    zoom_out = zoom_reset = fit_all = zoom_in


def part(module: str, name: str, *models: object) -> QWidget:
    """The widget of that name, made of the models."""
    try:
        found: QWidget = getattr(import_module(module), name)(*models)
    except (ImportError, AttributeError):
        return Blank(name)
    return found
