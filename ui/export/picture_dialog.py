"""`PictureDialog`: of what, in which form and how large; then to a file or to the clipboard."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec
from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from sandbox.formats import ScenarioError
from ui.export.forms import FORMS, Form, PictureTooLargeError, encoded, image_of, pixels
from ui.export.subjects import Subject
from ui.jobs import Job, Jobs, run_inline
from ui.language import tr
from ui.theme.choice_box import ChoiceBox
from ui.theme.controls import Switch, styled_label

SCALES = (1, 2, 3, 4)
Value = TypeVar("Value")


class Offer(msgspec.Struct, frozen=True):
    """Something to make a picture of. `scenario` is the text that the picture can carry, empty for none.

    `jobs` computes it; what may be painted on the window's thread alone has `run_inline`.
    """

    title: str
    make: Callable[[], Subject]
    scenario: str = ""
    jobs: Jobs = run_inline


class PictureDialog(QDialog):
    """Makes pictures of what is offered. It stays open where one could not be made, and says why."""

    def __init__(self, offers: Sequence[Offer], stem: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export picture"))
        self._offers, self._stem = offers, stem
        self._subjects: dict[int, Subject] = {}
        self._running: list[Job] = []
        names = tr("Picture of"), tr("Form"), tr("Scale")
        self.what, self.form, self.scale = map(ChoiceBox, names)
        self.carry = Switch(tr("Can be opened again as this scenario"))
        self.size_label, self.problem = QLabel(), styled_label("", "dropped")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.save_button = self._button(tr("Save…"), self._choose_file)
        self.copy_button = self._button(tr("Copy"), self._copy)
        self.save_button.setDefault(True)
        self._fill()
        self._lay_out()
        self._refresh()

    def done(self, result: int) -> None:
        """Close, and wait for nothing any more."""
        for job in self._running:
            job.cancel()
        super().done(result)

    def choose(self, title: str) -> None:
        """Choose what to make a picture of."""
        self.what.setCurrentText(title)

    def save_to(self, path: Path) -> None:
        """Write the picture to a file."""
        from sandbox.formats.saving import save_bytes

        form, scale = self._form, self._scale
        scenario = self._offer.scenario if self.carry.isEnabled() and self.carry.isChecked() else ""

        def write(content: bytes) -> None:
            save_bytes(path, content)
            self.accept()

        self._attempt(lambda subject: encoded(form, subject, scale, scenario or None), write)

    def _button(self, text: str, run: Callable[[], None]) -> QPushButton:
        button = self.buttons.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)
        button.clicked.connect(run)
        return button

    def _fill(self) -> None:
        self.what.addItems([each.title for each in self._offers])
        self.form.addItems(list(FORMS))
        for scale in SCALES:
            self.scale.addItem(f"{scale} ×", scale)
        self.scale.setCurrentIndex(1)
        self._choose_whether_to_carry()
        self.form.setCurrentText("PNG")
        for box in (self.what, self.form, self.scale):
            box.currentIndexChanged.connect(self._refresh)
        self.buttons.rejected.connect(self.reject)

    def _choose_whether_to_carry(self) -> None:
        """A picture that is passed on had better not hold what nobody sees in it."""
        from sandbox.imports.private import holds_private_fields

        is_private = any(map(holds_private_fields, {each.scenario for each in self._offers}))
        self.carry.setChecked(not is_private)
        if is_private:
            self.carry.setToolTip(
                tr("The picture would hold the environment variables and tools’ own notes, too")
            )

    def _lay_out(self) -> None:
        rows = QFormLayout()
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for box in (self.what, self.form, self.scale):
            rows.addRow(box.accessibleName(), box)
        rows.addRow(tr("Size"), self.size_label)
        rows.addRow(self.carry)
        self.problem.setWordWrap(True)
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addLayout(rows)
        column.addWidget(self.problem)
        column.addStretch(1)
        column.addWidget(self.buttons)
        self.setMinimumWidth(420)

    @property
    def _offer(self) -> Offer:
        return self._offers[max(self.what.currentIndex(), 0)]

    @property
    def _form(self) -> Form:
        return FORMS[self.form.currentText()]

    @property
    def _scale(self) -> float:
        return float(self.scale.currentData()) if self._form.has_scale else 1.0

    def _refresh(self) -> None:
        """Offer what the form can do, and say how large the picture will be."""
        form, index = self._form, self.what.currentIndex()
        self.scale.setEnabled(form.has_scale)
        self.carry.setEnabled(form.carries and bool(self._offer.scenario))
        self.problem.hide()
        if index not in self._subjects:
            self.size_label.setText("…")
            self._compute(self._offer.make, lambda subject: self._know(index, subject))
        else:
            self._show_size()

    def _know(self, index: int, subject: Subject) -> None:
        self._subjects[index] = subject
        if index == self.what.currentIndex():
            self._show_size()

    def _show_size(self) -> None:
        size = pixels(self._subjects[self.what.currentIndex()], self._scale)
        words = tr("{width} × {height} pixels", width=size.width(), height=size.height())
        sharp = "" if self._form.has_scale else ", " + tr("sharp at any size")
        self.size_label.setText(words + sharp)

    def _choose_file(self) -> None:
        form, name = self._form, self.form.currentText()
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("Save picture"), self._stem + form.suffix, f"{name} (*{form.suffix})"
        )
        if chosen:
            path = Path(chosen)
            self.save_to(path if path.suffix else path.with_suffix(form.suffix))

    def _copy(self) -> None:
        scale = float(self.scale.currentData())

        def work(subject: Subject) -> tuple[QImage, bytes]:
            return image_of(subject, scale), encoded(FORMS["SVG"], subject)

        self._attempt(work, self._put_on_clipboard)

    def _put_on_clipboard(self, made: tuple[QImage, bytes]) -> None:
        image, svg = made
        data = QMimeData()
        data.setImageData(image)
        data.setData("image/svg+xml", QByteArray(svg))
        QGuiApplication.clipboard().setMimeData(data)
        self.accept()

    def _attempt(self, work: Callable[[Subject], Value], done: Callable[[Value], None]) -> None:
        """Paint where the offer says, and go on here; what goes wrong is told, and the dialog stays."""
        known, make = self._subjects.get(self.what.currentIndex()), self._offer.make
        self.buttons.setEnabled(False)

        def painted() -> Value | PictureTooLargeError:
            try:
                return work(make() if known is None else known)
            except PictureTooLargeError as error:
                return error

        def take(value: Value | PictureTooLargeError) -> None:
            self.buttons.setEnabled(True)
            try:
                if isinstance(value, PictureTooLargeError):
                    raise value
                done(value)
            except (PictureTooLargeError, ScenarioError) as error:
                self.problem.setText(str(error))
                self.problem.show()

        self._compute(painted, take)

    def _compute(self, work: Callable[[], Value], done: Callable[[Value], None]) -> None:
        """Compute where the offer says, as long as the dialog is open."""
        job = self._offer.jobs(work, done)
        if job is not None:
            self._running.append(job)
