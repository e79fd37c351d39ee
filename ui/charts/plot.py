"""The plot: pyqtgraph in the theme's colours. See `loading` for how to import it."""

from html import escape

import pyqtgraph as pg
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.charts.series import Bars, Chart, Lines, percent
from ui.language import tr
from ui.theme import fonts, theme

PATTERNS = (Qt.BrushStyle.SolidPattern, Qt.BrushStyle.BDiagPattern)
DASHES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
)
LABEL = 26
"""Letters of a label on an axis."""
LOWEST, AXIS, BAR = 160, 64, 17
"""Heights: of a plot at least, of what is below the bars, and of a bar with its words."""
SCALE = 2
"""Pixels of a saved picture for each one on the screen."""


class Plot(QWidget):
    """Shows one chart. Its numbers are told in words elsewhere: a picture is no table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart: Chart | None = None
        self.view = pg.PlotWidget()
        self.view.setMenuEnabled(False)
        self.view.setMouseEnabled(False, False)
        self.view.hideButtons()
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.legend = self.view.addLegend(offset=(-8, 8), sampleType=Sample)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.addWidget(self.view)
        theme.changed.connect(self._draw)

    def show_chart(self, chart: Chart) -> None:
        """Draw another chart."""
        self._chart = chart
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(chart.described)
        self.setMinimumHeight(_height(chart))
        self._draw()

    def image(self) -> QImage:
        """The picture, at twice the size of the screen's."""
        image = QImage(self.view.size() * SCALE, QImage.Format.Format_ARGB32)
        image.fill(theme.color("surface"))
        painter = QPainter(image)
        self._render(painter, QRectF(image.rect()))
        painter.end()
        return image

    def svg(self) -> str:
        """The picture as vectors, its words as text."""
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        generator.setSize(QSize(self.view.size()))
        generator.setViewBox(self.view.rect())
        generator.setTitle(self.accessibleName())
        generator.setDescription(self.accessibleDescription())
        painter = QPainter(generator)
        painter.fillRect(self.view.rect(), theme.color("surface"))
        self._render(painter, QRectF(self.view.rect()))
        painter.end()
        return data.toStdString()

    def _render(self, painter: QPainter, area: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.view.render(painter, area, self.view.rect())

    def _draw(self) -> None:
        """Everything anew, in the colours that are in force."""
        self.view.setBackground(theme.color("surface"))
        self.view.clear()
        self.legend.clear()
        self.legend.setLabelTextColor(theme.color("text"))
        for side in ("left", "bottom"):
            axis = self.view.getAxis(side)
            axis.setPen(pg.mkPen(theme.color("control")))
            axis.setTextPen(pg.mkPen(theme.color("text")))
            axis.setTickFont(fonts.words(fonts.SMALL))
            axis.setTicks(None)
            axis.enableAutoSIPrefix(False)
        match self._chart:
            case Bars():
                self._draw_bars(self._chart.shortened())
            case Lines():
                self._draw_lines(self._chart)
            case None:
                pass

    def _draw_bars(self, chart: Bars) -> None:
        """Horizontal bars, the first thing at the top; the series of one thing beside each other."""
        count, height = len(chart.labels), 0.8 / max(len(chart.series), 1)
        rows = [count - 1 - index for index in range(count)]
        for number, series in enumerate(chart.series):
            middle = [row + 0.4 - height * (number + 0.5) for row in rows]
            color = theme.color(series.token)
            bars = pg.BarGraphItem(
                x0=0,
                y=middle,
                height=height * 0.9,
                width=series.values,
                brush=_brush(color, number),
                pen=pg.mkPen(color, width=1.5),
                name=escape(series.name),
            )
            self.view.addItem(bars)
            for y, value in zip(middle, series.values, strict=True):
                self.view.addItem(_words(percent(value), value, y))
        self.view.getAxis("left").setTicks([list(zip(rows, map(_short, chart.labels), strict=True))])
        top = max((value for each in chart.series for value in each.values), default=1.0)
        self._label("", tr("share of all flows"))
        self.view.getAxis("bottom").setTicks([[(part / 10, f"{part * 10} %") for part in range(11)]])
        self.view.showGrid(x=True, y=False, alpha=0.15)
        self.view.setXRange(0, min(max(top * 1.25, 0.1), 1.25), padding=0)
        self.view.setYRange(-0.6, count - 0.4, padding=0)

    def _draw_lines(self, chart: Lines) -> None:
        for number, series in enumerate(chart.series):
            pen = pg.mkPen(theme.color(series.token), width=2, style=DASHES[number % len(DASHES)])
            self.view.plot(chart.times, series.values, pen=pen, name=escape(series.name))
        top = max((value for each in chart.series for value in each.values), default=1.0)
        self._label("entries", "seconds")
        self.view.showGrid(x=True, y=True, alpha=0.15)
        self.view.setXRange(0, chart.times[-1] if chart.times else 1, padding=0.01)
        self.view.setYRange(0, max(top * 1.15, 1), padding=0)

    def _label(self, left: str, bottom: str) -> None:
        color = theme.color("muted").name()
        for side, words in (("left", left), ("bottom", bottom)):
            self.view.setLabel(side, words, color=color, **{"font-size": f"{fonts.SMALL}px"})
            self.view.getAxis(side).showLabel(bool(words))


class Sample(pg.ItemSample):  # type: ignore[misc]
    """A legend's sample: a bar's ground and frame without a line through it."""

    def paint(self, painter: QPainter, *args: object) -> None:
        """Bars as a box, lines as pyqtgraph does."""
        if not isinstance(self.item, pg.BarGraphItem):
            super().paint(painter, *args)
            return
        painter.setPen(self.item.opts["pen"])
        painter.setBrush(self.item.opts["brush"])
        painter.drawRect(QRectF(2, 4, 16, 12))


def _height(chart: Chart) -> int:
    """As high as its words need."""
    if isinstance(chart, Lines):
        return LOWEST
    shown = chart.shortened()
    return max(LOWEST, AXIS + len(shown.labels) * len(shown.series) * BAR)


def _brush(color: QColor, number: int) -> QBrush:
    """Series differ by their pattern too."""
    return QBrush(color, PATTERNS[number % len(PATTERNS)])


def _words(text: str, x: float, y: float) -> "pg.TextItem":
    item = pg.TextItem(text, color=theme.color("text"), anchor=(0, 0.5))
    item.setFont(fonts.words(fonts.SMALL))
    item.setPos(x, y)
    return item


def _short(label: str) -> str:
    """A long name without its middle."""
    half = LABEL // 2
    return label if len(label) <= LABEL else f"{label[:half]}…{label[-half:]}"
