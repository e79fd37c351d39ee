"""The ports of a Service: port → targetPort → nodePort, a protocol and, where there are several, a name."""

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from sandbox.kube import ObjectKey, Service, ServicePort, needs_node_ports
from sandbox.net import Protocol
from sandbox.scenario import KubeObject, Scenario, edits
from ui.language import say, tr
from ui.models import Document
from ui.models.document import Edit
from ui.panels.inspector.fields import Ports
from ui.panels.inspector.rows import CheckedLine, FieldRow
from ui.panels.inspector.texts import parse_target, parse_whole
from ui.theme import fonts, icon
from ui.theme.controls import Segmented, styled_label

PROTOCOLS = (Protocol.TCP, Protocol.UDP, Protocol.SCTP)

NUMBERS: dict[str, tuple[str, Callable[[str], object]]] = {
    "port": ("port", parse_whole),
    "targetPort": ("target_port", parse_target),
    "nodePort": ("node_port", parse_whole),
}
"""Kubernetes' name of each number, the field that holds it, and how it is read."""


class PortsRow(FieldRow):
    """One group for each port, and a button that adds one."""

    def __init__(self, document: Document, field: Ports) -> None:
        super().__init__(document, field)
        self.groups: list[PortGroup] = []
        self._service: Service | None = None
        self._groups = QVBoxLayout()
        self._groups.setSpacing(8)
        self.box.addLayout(self._groups)
        self.add_button = QPushButton(icon("add"), tr("Add port"))
        self.add_button.setAccessibleName(tr("Add a port"))
        self.add_button.clicked.connect(self._add)
        self.box.addSpacing(4)
        self.box.addWidget(self.add_button)

    def refresh(self, value: KubeObject, scenario: Scenario) -> None:
        """Show the ports."""
        assert isinstance(value, Service), "only a Service has ports"
        again = self._service is not None and self._service.key == value.key
        self._service = value
        self._keep(len(value.ports))
        for group, port in zip(self.groups, value.ports, strict=True):
            group.show_port(port, value, again=again)

    def wrong(self, number: int, field: str, text: str) -> str:
        """What is wrong with a port's field as it is being typed; empty if nothing."""
        try:
            return self._document.check(self._edit(number, field, text))
        except ValueError as error:
            return say(str(error))

    def take(self, number: int, field: str, text: str) -> bool:
        """Make a port's field one undo step."""
        label = (
            tr("Set {field} to {text}", field=field, text=text) if text else tr("Clear {field}", field=field)
        )
        return self._document.apply(label, self._edit(number, field, text))

    def remove(self, number: int) -> None:
        """Remove a port."""
        ports = self._ports()
        self._set(tr("Remove port {port}", port=ports[number].port), ports[:number] + ports[number + 1 :])

    def _edit(self, number: int, field: str, text: str) -> Edit:
        """The edit that a typed value means; raises ValueError."""
        ports = self._ports()
        name, parse = NUMBERS.get(field, (field, str))
        value = Protocol(text) if field == "protocol" else parse(text.strip() or _empty(field))
        changed = replace(ports[number], **{name: value})
        return partial(
            _set_ports, key=self._known_key(), ports=(*ports[:number], changed, *ports[number + 1 :])
        )

    def _add(self) -> None:
        ports = self._ports()
        number = next(each for each in range(80, 65536) if all(each != port.port for port in ports))
        named = [each if each.name else replace(each, name=f"port-{each.port}") for each in ports]
        name = f"port-{number}" if ports else ""
        self._set(tr("Add port {number}", number=number), (*named, ServicePort(number, number, name)))

    def _set(self, label: str, ports: tuple[ServicePort, ...]) -> None:
        self._document.apply(label, partial(_set_ports, key=self._known_key(), ports=ports))

    def _ports(self) -> tuple[ServicePort, ...]:
        assert self._service is not None, "an edit comes from a row that shows a Service"
        return self._service.ports

    def _known_key(self) -> ObjectKey:
        assert self._key is not None, "an edit comes from a row that shows a Service"
        return self._key

    def _keep(self, count: int) -> None:
        while len(self.groups) > count:
            self.groups.pop().deleteLater()
        while len(self.groups) < count:
            group = PortGroup(self, len(self.groups))
            self.groups.append(group)
            self._groups.addWidget(group)


def _set_ports(scenario: Scenario, *, key: ObjectKey, ports: tuple[ServicePort, ...]) -> Scenario:
    return edits.set_ports(scenario, key, ports)


def _empty(field: str) -> str:
    """What an empty field means: any node port, no name."""
    return "0" if field == "nodePort" else ""


class PortGroup(QWidget):
    """The fields of one port."""

    def __init__(self, row: PortsRow, number: int) -> None:
        super().__init__()
        self._row, self._number = row, number
        self._errors = QVBoxLayout()
        self._errors.setSpacing(2)
        self.lines = {name: self._line(name) for name in (*NUMBERS, "name")}
        self.protocol = Segmented(
            tr("protocol of port {number}", number=number + 1), [each.value for each in PROTOCOLS]
        )
        self.protocol.chosen.connect(lambda at: row.take(number, "protocol", PROTOCOLS[at].value))
        self.remove_button = QToolButton()
        self.remove_button.setIcon(icon("close", "muted"))
        self.remove_button.setProperty("flat", True)
        self.remove_button.setAccessibleName(tr("Remove port {number}", number=number + 1))
        self.remove_button.setToolTip(tr("Remove this port"))
        self.remove_button.clicked.connect(lambda: row.remove(number))
        self._lay_out()

    def show_port(self, port: ServicePort, service: Service, *, again: bool) -> None:
        """Show a port's values, and its node port only where the type has one."""
        several = len(service.ports) > 1
        has_node_port = bool(port.node_port) or needs_node_ports(service)
        texts = {
            "port": str(port.port),
            "targetPort": str(port.target_port),
            "nodePort": str(port.node_port or ""),
            "name": port.name,
        }
        for name, text in texts.items():
            self.lines[name].show_value(text, again=again)
        self.protocol.set_current(PROTOCOLS.index(port.protocol))
        self.lines["name"].setVisible(several)
        for each in (self.lines["nodePort"], self._node_port_caption, self._second_arrow):
            each.setVisible(has_node_port)
        self.remove_button.setVisible(several)

    def _line(self, name: str) -> CheckedLine:
        return CheckedLine(
            tr("{name} of port {number}", name=name, number=self._number + 1),
            lambda text: self._row.wrong(self._number, name, text),
            lambda text: self._row.take(self._number, name, text),
            hint=tr("name") if name == "name" else "",
            errors=self._errors,
        )

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(4)
        self._node_port_caption = styled_label("nodePort", "muted")
        self._second_arrow = _arrow()
        # A packet meets the node port first and the target port last.
        grid.addWidget(styled_label("port", "muted"), 0, 0)
        grid.addWidget(self._node_port_caption, 0, 2)
        grid.addWidget(styled_label("targetPort", "muted"), 0, 4)
        grid.addWidget(self.lines["port"], 1, 0)
        grid.addWidget(self._second_arrow, 1, 1)
        grid.addWidget(self.lines["nodePort"], 1, 2)
        grid.addWidget(_arrow(), 1, 3)
        grid.addWidget(self.lines["targetPort"], 1, 4)
        grid.addWidget(self.remove_button, 1, 5)
        grid.addWidget(self.lines["name"], 2, 0, 1, 6)
        grid.addLayout(self._errors, 3, 0, 1, 6)
        grid.addWidget(self.protocol, 4, 0, 1, 6)


def _arrow() -> QLabel:
    arrow = styled_label("→", "muted", fonts.code())
    arrow.setAlignment(Qt.AlignmentFlag.AlignCenter)
    arrow.setFixedWidth(20)
    return arrow
