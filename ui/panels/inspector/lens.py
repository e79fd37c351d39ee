"""The port lens: port, nodePort and targetPort side by side, each with whose it is and where it counts."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from sandbox.kube import Service, ServicePort
from sandbox.scenario import KubeObject, Scenario
from ui.language import tr
from ui.models import Document
from ui.panels.boxes import Box
from ui.panels.inspector.fields import Lens
from ui.panels.inspector.rows import FieldRow
from ui.theme import fonts
from ui.theme.controls import styled_label

MOST_PORTS = 4
"""Ports that are shown through the lens; more are edited below it."""


class LensRow(FieldRow):
    """A line of three boxes for each of the first ports."""

    def __init__(self, document: Document, field: Lens) -> None:
        super().__init__(document, field)
        self.lenses: list[PortLens] = []

    def refresh(self, value: KubeObject, scenario: Scenario) -> None:
        """Show the ports."""
        assert isinstance(value, Service), "only a Service has ports"
        ports = value.ports[:MOST_PORTS]
        while len(self.lenses) < len(ports):
            self.lenses.append(PortLens())
            self.box.addWidget(self.lenses[-1])
        for number, lens in enumerate(self.lenses):
            lens.setVisible(number < len(ports))
            if number < len(ports):
                lens.show_port(value, ports[number], scenario)


class PortLens(QWidget):
    """The three numbers of a port."""

    def __init__(self) -> None:
        super().__init__()
        self.cells = {name: _Cell(name, token) for name, token in CELLS.items()}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        for column, cell in enumerate(self.cells.values()):
            grid.addWidget(cell, 0, column)
            grid.setColumnStretch(column, 1)

    def show_port(self, service: Service, port: ServicePort, scenario: Scenario) -> None:
        """Show a port of a Service."""
        where = (
            tr("of the Service, at its clusterIP")
            if service.cluster_ips
            else tr("of its pods: it is headless")
        )
        self.cells["port"].show_number(str(port.port), where)
        if port.node_port:
            self.cells["nodePort"].show_number(str(port.node_port), tr("on every node, for those outside"))
        else:
            self.cells["nodePort"].show_number("–", tr("none: only inside the cluster"))
        self.cells["targetPort"].show_number(
            str(port.target_port), tr("in the pod: there the server listens")
        )


CELLS = {"port": "service", "nodePort": "node", "targetPort": "pod"}
"""The numbers in the order in which the editor below has them, each in the colour of what has it."""


class _Cell(Box):
    def __init__(self, name: str, token: str) -> None:
        super().__init__(f"{token}_fill", token)
        self._name = name
        self.number = QLabel()
        self.number.setFont(fonts.code(fonts.LARGE, bold=True))
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.where = styled_label("", "muted", fonts.words(fonts.SMALL))
        self.where.setWordWrap(True)
        self.where.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 6, 8, 6)
        box.setSpacing(2)
        box.addWidget(styled_label(name, "muted", fonts.code(fonts.SMALL)))
        box.addWidget(self.number)
        box.addWidget(self.where, 1, Qt.AlignmentFlag.AlignTop)

    def show_number(self, number: str, where: str) -> None:
        self.number.setText(number)
        self.where.setText(where)
        self.setAccessibleName(f"{self._name} {number}, {where}")
