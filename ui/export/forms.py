"""The forms of a picture: SVG and PDF, whose text stays text, and PNG."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import msgspec
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QImageWriter, QPageLayout, QPageSize, QPainter, QPdfWriter

from ui.export.subjects import Subject
from ui.language import tr

MOST_PIXELS = 100_000_000
"""Of a PNG: 400 MB while it is made."""
POINTS = 0.75
"""Points of a pixel at 96 per inch."""
FINE = 12
"""Units of a PDF's painter for a pixel, so that letters keep their places."""


class PictureTooLargeError(ValueError):
    """The picture has more pixels than fit into memory; `str()` is one sentence."""


class Form(msgspec.Struct, frozen=True):
    """A form: its file name's end, what makes its bytes, whether it has a scale and can carry a scenario."""

    suffix: str
    encode: Callable[[Subject, float], bytes]
    has_scale: bool = False
    carries: bool = False


def pixels(subject: Subject, scale: float) -> QSize:
    """The size of an image of it."""
    return (subject.size * scale).toSize().expandedTo(QSize(1, 1))


def image_of(subject: Subject, scale: float) -> QImage:
    """It as an image. Raises PictureTooLargeError."""
    size = pixels(subject, scale)
    if size.width() * size.height() > MOST_PIXELS:
        raise PictureTooLargeError(
            tr(
                "A picture of {width} × {height} pixels is too large; choose a smaller scale or a part of it",
                width=size.width(),
                height=size.height(),
            )
        )
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.scale(scale, scale)
    subject.paint(painter)
    painter.end()
    return image


def _png(subject: Subject, scale: float) -> bytes:
    buffer = _buffer()
    QImageWriter(buffer, QByteArray(b"PNG")).write(image_of(subject, scale))
    return bytes(buffer.data().data())


def _svg(subject: Subject, scale: float) -> bytes:
    from PySide6.QtSvg import QSvgGenerator

    buffer = _buffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(96)
    generator.setSize(pixels(subject, 1.0))
    generator.setViewBox(QRectF(0, 0, subject.size.width(), subject.size.height()))
    generator.setTitle("Natwalk")
    painter = QPainter(generator)
    subject.paint(painter)
    painter.end()
    return bytes(buffer.data().data())


def _pdf(subject: Subject, scale: float) -> bytes:
    buffer = _buffer()
    writer = QPdfWriter(buffer)
    writer.setCreator("Natwalk")
    writer.setResolution(96 * FINE)
    page = QPageSize(
        QSizeF(subject.size) * POINTS, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch
    )
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF()))
    painter = QPainter(writer)
    painter.scale(FINE, FINE)
    subject.paint(painter)
    painter.end()
    return bytes(buffer.data().data())


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.setData(QByteArray())
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "SVG": Form(".svg", _svg, carries=True),
        "PDF": Form(".pdf", _pdf),
        "PNG": Form(".png", _png, has_scale=True, carries=True),
    }
)
"""Every form by its name."""


def form_of(suffix: str) -> Form | None:
    """The form with that end of its file names."""
    return next((form for form in FORMS.values() if form.suffix == suffix.lower()), None)


def encoded(form: Form, subject: Subject, scale: float = 1.0, scenario: str | None = None) -> bytes:
    """The picture's bytes, with the scenario's text in them if one is given. Raises PictureTooLargeError."""
    from sandbox.formats.pictures import png_with, svg_with

    content = form.encode(subject, scale)
    if scenario is None or not form.carries:
        return content
    if form.suffix == ".png":
        return png_with(content, scenario)
    return svg_with(content.decode("utf-8"), scenario).encode("utf-8")
