"""`AnimationDialog`: form, width, rate and speed of a walk's animation; its size before it is made."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, cast

from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from sandbox.formats import ScenarioError
from sandbox.playback import Timeline
from sandbox.playback.frames import frames_of
from sandbox.progress import Progress
from sandbox.scenario import Scenario
from ui.export.animation import FORMS, AnimationError, AnimationForm, Motion, encoded, estimated_size
from ui.export.film import Film
from ui.jobs import Jobs
from ui.language import tr, tr_n
from ui.models.question import Question
from ui.theme.choice_box import ChoiceBox
from ui.theme.controls import Switch, styled_label
from ui.theme.progress import ProgressRow

WIDTHS = (640, 960, 1280, 1920)
RATES = (8, 12, 20, 30)
SPEEDS = (0.5, 1.0, 2.0, 4.0)
Value = TypeVar("Value")


class AnimationDialog(QDialog):
    """Makes an animation on the worker. It stays open where one could not be made, and says why."""

    def __init__(
        self, scenario: Scenario, timeline: Timeline, stem: str, jobs: Jobs, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export animation"))
        self._scenario, self._timeline, self._stem = scenario, timeline, stem
        names = tr("Form"), tr("Width"), tr("Frames"), tr("Speed")
        self.form, self.width_box, self.rate, self.speed = map(ChoiceBox, names)
        self.loop = Switch(tr("Begins again at its end"))
        self.length, self.size_label = QLabel(), QLabel()
        self.problem = styled_label("", "dropped")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.save_button = self.buttons.addButton(tr("Save…"), QDialogButtonBox.ButtonRole.ActionRole)
        self.save_button.setDefault(True)
        self.progress = ProgressRow(tr("Making the animation"))
        self.progress.button.setAutoDefault(False)
        self.estimate, self.making = Question(jobs, self), Question(jobs, self)
        self._fill()
        self._lay_out()
        self._connect()
        self._refresh()

    def done(self, result: int) -> None:
        """Close, and go on with nothing."""
        self.estimate.cancel()
        self.making.cancel()
        super().done(result)

    def save_to(self, path: Path) -> None:
        """Make the animation and write it to a file."""
        from sandbox.formats.saving import save_bytes

        form, motion = self._form, self._motion()

        def write(content: bytes) -> None:
            save_bytes(path, content)
            self.accept()

        self.estimate.cancel()
        self._ask(self.making, lambda progress: encoded(form, motion, progress), write)

    def _fill(self) -> None:
        self.form.addItems(list(FORMS))
        for box, values, unit in (
            (self.width_box, WIDTHS, tr("{number} pixels")),
            (self.rate, RATES, tr("{number} in a second")),
            (self.speed, SPEEDS, "{number:g} ×"),
        ):
            for value in values:
                box.addItem(unit.format(number=value), value)
            box.setCurrentIndex(1)
        self.loop.setChecked(True)
        self._grey_what_is_lacking()

    def _grey_what_is_lacking(self) -> None:
        """What the machine cannot make is there, but cannot be chosen, and says why."""
        model = cast(QStandardItemModel, self.form.model())
        for index, form in enumerate(FORMS.values()):
            lack = form.lack()
            model.item(index).setEnabled(not lack)
            model.item(index).setToolTip(lack)
        lacks = filter(None, (form.lack() for form in FORMS.values()))
        self.lack = styled_label(" ".join(lacks), "muted")
        self.lack.setVisible(bool(self.lack.text()))

    def _lay_out(self) -> None:
        rows = QFormLayout()
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for box in (self.form, self.width_box, self.rate, self.speed):
            rows.addRow(box.accessibleName(), box)
        rows.addRow(tr("Length"), self.length)
        rows.addRow(tr("Size"), self.size_label)
        rows.addRow(self.loop)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addLayout(rows)
        for label in (self.lack, self.problem):
            label.setWordWrap(True)
            column.addWidget(label)
        self.problem.hide()
        column.addStretch(1)
        column.addWidget(self.progress)
        column.addWidget(self.buttons)
        self.setMinimumWidth(440)

    def _connect(self) -> None:
        for box in (self.form, self.width_box, self.rate, self.speed):
            box.currentIndexChanged.connect(self._refresh)
        self.save_button.clicked.connect(self._choose_file)
        self.buttons.rejected.connect(self.reject)
        self.progress.cancelled.connect(self.making.cancel)
        self.making.changed.connect(self._show_progress)

    @property
    def _form(self) -> AnimationForm:
        return FORMS[self.form.currentText()]

    def _motion(self) -> Motion:
        frames = frames_of(self._timeline, self.rate.currentData(), self.speed.currentData())
        film = Film(self._scenario, self._timeline, self.width_box.currentData())
        return Motion(film, frames, self.loop.isChecked())

    def _refresh(self) -> None:
        """Say how long it will be, and ask the worker how large."""
        form, motion = self._form, self._motion()
        frames = tr_n("{count} frame", "{count} frames", len(motion.frames))
        self.length.setText(tr("{seconds} s, {frames}", seconds=round(motion.duration), frames=frames))
        self.size_label.setText("…")
        self.problem.hide()
        self._ask(self.estimate, lambda progress: estimated_size(form, motion, progress), self._show_size)

    def _show_size(self, size: int) -> None:
        self.size_label.setText(tr("about {size}", size=self.locale().formattedDataSize(size, 1)))

    def _choose_file(self) -> None:
        form, name = self._form, self.form.currentText()
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("Save animation"), self._stem + form.suffix, f"{name} (*{form.suffix})"
        )
        if chosen:
            path = Path(chosen)
            self.save_to(path if path.suffix else path.with_suffix(form.suffix))

    def _ask(
        self, question: Question, work: Callable[[Progress], Value], done: Callable[[Value], None]
    ) -> None:
        """Compute on the worker and go on here; what goes wrong is told, and the dialog stays."""

        def attempt(progress: Progress) -> Value | AnimationError:
            try:
                return work(progress)
            except AnimationError as error:
                return error

        def take(value: Value | AnimationError) -> None:
            try:
                if isinstance(value, AnimationError):
                    raise value
                done(value)
            except (AnimationError, ScenarioError) as error:
                self.problem.setText(str(error))
                self.problem.show()

        question.ask(attempt, take)

    def _show_progress(self) -> None:
        """How far it is; meanwhile nothing else can be begun."""
        running = self.making.is_running
        self.progress.show_progress(running, self.making.progress)
        for widget in (self.form, self.width_box, self.rate, self.speed, self.loop, self.save_button):
            widget.setEnabled(not running)
