"""Many rectangles, lines or pixmaps in one call: NumPy arrays that Qt reads where they lie.

Rows are laid out as Qt's own classes are, and PySide takes the first of them with a count.
"""

from typing import TYPE_CHECKING, TypeAlias, cast

from PySide6.QtCore import QLine, QRect
from PySide6.QtGui import QPainter, QPixmap
from shiboken6 import Shiboken

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole: TypeAlias = NDArray[np.int32]
    Real: TypeAlias = NDArray[np.float64]


def draw_rects(painter: QPainter, rows: "Whole") -> None:
    """Rows of left, top, right and bottom pixel, all included, as QRect keeps them."""
    if len(rows):
        painter.drawRects(cast(QRect, Shiboken.wrapInstance(rows.ctypes.data, QRect)), len(rows))


def draw_lines(painter: QPainter, rows: "Whole") -> None:
    """Rows of x, y, x, y, as QLine keeps them."""
    if len(rows):
        painter.drawLines(cast(QLine, Shiboken.wrapInstance(rows.ctypes.data, QLine)), len(rows))


def draw_pixmaps(painter: QPainter, pixmap: QPixmap, centers: "Real") -> None:
    """The whole pixmap around each of the centres, rows of x and y."""
    import numpy as np

    if not len(centers):
        return
    ratio = pixmap.devicePixelRatio()
    rows = np.zeros((len(centers), 10))
    rows[:, 0:2] = centers
    rows[:, 4:6] = pixmap.width(), pixmap.height()
    rows[:, 6:8] = 1 / ratio
    rows[:, 9] = 1
    fragment = Shiboken.wrapInstance(rows.ctypes.data, QPainter.PixmapFragment)
    painter.drawPixmapFragments(cast(QPainter.PixmapFragment, fragment), len(rows), pixmap)
