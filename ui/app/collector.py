"""The guard over Python's garbage collector: it runs on the window's thread only.

A collection on the worker's thread would destroy Qt objects there. Of a large scenario a whole collection
takes as long as it has objects, and finds next to nothing: it comes the more seldom the longer it takes.
"""

import gc
import time

from PySide6.QtCore import QObject, QTimer

INTERVAL = 1000
"""Milliseconds between two looks."""
SHARE = 200
"""Whole collections take at most this part of the time."""
WHOLE = 2
"""The generation that a whole collection looks at, with all before it."""


class Collector(QObject):
    """Collects by a timer what the interpreter would collect by itself."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        self._next_whole = 0.0
        self._timer = QTimer(self, interval=INTERVAL)
        self._timer.timeout.connect(self.collect)
        gc.disable()
        self._timer.start()

    def collect(self) -> None:
        """Collect the oldest generation that has grown over its threshold."""
        grown = [
            generation
            for generation, count in enumerate(gc.get_count())
            if count > self._thresholds[generation]
        ]
        begun = time.monotonic()
        if WHOLE in grown and begun >= self._next_whole:
            gc.collect(WHOLE)
            ended = time.monotonic()
            self._next_whole = ended + SHARE * (ended - begun)
        elif grown:
            gc.collect(min(max(grown), WHOLE - 1))

    def close(self) -> None:
        """Let the interpreter collect by itself again."""
        self._timer.stop()
        gc.enable()
