"""The canvas: the scenario as one painted picture that is edited in place and that packets walk through.

`geometry` says where things go, `picture` keeps them up with the scenario, `paint` paints them, `walk` says
what a moment of an exchange shows, `interactions` are the gestures. Knows models and theme; no panel and no
transport.
"""

from ui.canvas.view import CanvasView

__all__ = ["CanvasView"]
