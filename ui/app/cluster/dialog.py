"""`ClusterDialog`: which cluster to open, the command that will read it, and how far it is."""

from collections.abc import Callable

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.app.cluster.kubectl import CONTEXTS, CURRENT, KINDS, Kubectl, get_arguments, settings_arguments
from ui.language import mark, tr
from ui.theme import fonts
from ui.theme.choice_box import ChoiceBox
from ui.theme.controls import styled_label

WIDTH = 520
PROMISE = mark(
    "Your own kubectl reads nodes, pods, Services, EndpointSlices and kube-proxy’s settings, with your "
    "rights. It changes nothing, and Natwalk itself opens no connection."
)
MISSING = mark(
    "There is no kubectl here. Where there is one, save what “kubectl get {kinds} -A -o yaml” prints, "
    "and open that file."
)


class ClusterDialog(QDialog):
    """Asks kubectl for its contexts, then for the cluster of the chosen one, which `done_with` is given."""

    def __init__(self, done_with: Callable[[str, str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Open from cluster"))
        self._done_with, self._contexts, self._cluster = done_with, "", ""
        self._asking = Kubectl(self)
        self.kubectl, self.settings = Kubectl(self), Kubectl(self)
        self.context = ChoiceBox(tr("Context"))
        self.command = QLabel()
        self.told = styled_label("", "muted", fonts.words())
        self.problem = styled_label("", "error", fonts.words())
        self.bar = QProgressBar()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.open_button = QPushButton(tr("Open"))
        self._set_up()
        self._lay_out()
        self._ask_contexts()

    def done(self, result: int) -> None:
        """Close, and end what runs."""
        self._asking.cancel()
        self.kubectl.cancel()
        self.settings.cancel()
        super().done(result)

    def _set_up(self) -> None:
        self.context.currentTextChanged.connect(self._show_command)
        self.command.setFont(fonts.code(fonts.SMALL))
        self.command.setWordWrap(True)
        self.command.setAccessibleName(tr("The command that will be run"))
        self.bar.setAccessibleName(tr("Reading the cluster"))
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.open_button.setProperty("primary", True)
        self.open_button.setDefault(True)
        self.open_button.setEnabled(False)
        self.open_button.clicked.connect(self._read)
        self.buttons.addButton(self.open_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.rejected.connect(self.reject)
        self._asking.finished.connect(self._take_contexts)
        self._asking.failed.connect(self._fail)
        self.kubectl.received.connect(self._show_received)
        self.kubectl.finished.connect(self._take_cluster)
        self.kubectl.failed.connect(self._fail)
        self.settings.finished.connect(self._take_settings)
        self.settings.failed.connect(lambda reason: self._take_settings(""))

    def _lay_out(self) -> None:
        rows = QFormLayout()
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows.addRow(tr("Context"), self.context)
        rows.addRow(tr("Runs"), self.command)
        promise = styled_label(tr(PROMISE), "muted", fonts.words())
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        for label in (promise, self.told, self.problem):
            label.setWordWrap(True)
        column.addWidget(promise)
        column.addLayout(rows)
        for widget in (self.bar, self.told, self.problem):
            column.addWidget(widget)
            widget.hide()
        column.addStretch(1)
        column.addWidget(self.buttons)
        self._fit()

    def _fit(self) -> None:
        """As high as the words ask for at this width; Qt asks wrapped labels only about their usual width."""
        column = self.layout()
        assert column is not None
        column.activate()
        self.setFixedSize(WIDTH, column.totalHeightForWidth(WIDTH))

    def _ask_contexts(self) -> None:
        if Kubectl.is_there():
            self._asking.run(CONTEXTS)
        else:
            self._fail(tr(MISSING, kinds=KINDS))

    def _take_contexts(self, printed: str) -> None:
        """First all contexts, then which of them is the current one."""
        if not self._contexts:
            self._contexts = printed
            self.context.addItems(printed.split())
            if not self.context.count():
                self._fail(tr("kubectl knows no context: its settings name no cluster"))
                return
            self.open_button.setEnabled(True)
            self._asking.failed.disconnect(self._fail)  # without a current context the first one is chosen
            self._asking.run(CURRENT)
        else:
            self.context.setCurrentText(printed.strip())

    def _show_command(self, context: str) -> None:
        commands = (get_arguments(context), settings_arguments(context))
        self.command.setText("\n".join(" ".join(("kubectl", *each)) for each in commands))
        self._fit()

    def _read(self) -> None:
        self.problem.hide()
        self._show_running(True)
        self._show_received(0)
        self.kubectl.run(get_arguments(self.context.currentText()))

    def _show_running(self, is_running: bool) -> None:
        self.bar.setVisible(is_running)
        self.told.setVisible(is_running)
        self.context.setEnabled(not is_running)
        self.open_button.setEnabled(not is_running and self.context.count() > 0)
        self._fit()

    def _show_received(self, size: int) -> None:
        text = QLocale().formattedDataSize(size)
        self.told.setText(tr("{size} read", size=text) if size else tr("Asking the cluster…"))

    def _take_cluster(self, printed: str) -> None:
        """The cluster's objects; then kube-proxy's settings, which one may have no right to read."""
        self._cluster = printed
        self.settings.run(settings_arguments(self.context.currentText()))

    def _take_settings(self, printed: str) -> None:
        context = self.context.currentText()
        self.accept()
        self._done_with(f"{self._cluster}\n{printed}", context)

    def _fail(self, reason: str) -> None:
        self._show_running(False)
        self.problem.setText(reason)
        self.problem.show()
        self._fit()
