from collections.abc import Callable
from typing import TypeVar, cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from sandbox.kube import ObjectKey, Service, ServiceType, SessionAffinity, TrafficPolicy
from ui.models import Document, Selection
from ui.panels.inspector import Inspector
from ui.panels.inspector.panel import Form
from ui.panels.inspector.ports import PortsRow
from ui.panels.inspector.rows import CheckedLine, FactsRow, OptionsRow, TextRow

NODEPORT = ObjectKey("Service", "default", "nodeport")
Row = TypeVar("Row", bound=QWidget)
FormOf = Callable[[ObjectKey], Form]
Now = Callable[[], Service]


def row(form: Form, name: str, kind: type[Row]) -> Row:
    found = form.rows[name]
    assert isinstance(found, kind)
    return cast(Row, found)


def choose(form: Form, name: str, text: str) -> None:
    options = row(form, name, OptionsRow)
    words = [str(each.value) for each in options.field.offered]
    options.segments.button(words.index(text)).click()


def type_into(line: CheckedLine, text: str) -> None:
    line.line.selectAll()
    QTest.keyClicks(line.line, text)


def shown(form: Form) -> set[str]:
    return {name for name, each in form.rows.items() if not each.isHidden()}


def test_it_shows_what_the_service_is(form_of: FormOf, service: Now) -> None:
    form = form_of(NODEPORT)
    assert row(form, "name", TextRow).input.line.text() == "nodeport"
    assert row(form, "type", OptionsRow).segments.current == 1
    assert row(form, "clusterIP", FactsRow).lines.text() == str(service().cluster_ips[0])
    assert "source-ip-app" in row(form, "endpoints", FactsRow).lines.text()
    port = row(form, "ports", PortsRow).groups[0]
    assert port.lines["nodePort"].line.text() == str(service().ports[0].node_port)


def test_a_type_brings_and_takes_what_kubernetes_allocates(
    form_of: FormOf, service: Now, document: Document
) -> None:
    form = form_of(NODEPORT)
    port = row(form, "ports", PortsRow).groups[0]
    choose(form, "type", "ClusterIP")
    assert document.undo_stack.undoText() == "Set type to ClusterIP"
    assert service().ports[0].node_port == 0
    assert port.lines["nodePort"].isHidden()
    assert "externalTrafficPolicy" not in shown(form)
    choose(form, "type", "LoadBalancer")
    assert service().ports[0].node_port
    assert not port.lines["nodePort"].isHidden()
    assert {"externalTrafficPolicy", "loadBalancer ingress"} <= shown(form)
    assert "healthCheckNodePort" not in shown(form)
    choose(form, "externalTrafficPolicy", "Local")
    assert document.undo_stack.undoText() == "Set externalTrafficPolicy to Local"
    assert row(form, "healthCheckNodePort", FactsRow).lines.text() == str(service().health_check_node_port)
    document.undo_stack.undo()
    assert "healthCheckNodePort" not in shown(form)
    assert row(form, "externalTrafficPolicy", OptionsRow).segments.current == 0


def test_a_wrong_port_says_so_while_it_is_typed(form_of: FormOf, service: Now, document: Document) -> None:
    line = row(form_of(NODEPORT), "ports", PortsRow).groups[0].lines["nodePort"]
    before = service().ports[0].node_port
    type_into(line, "80")
    assert "between 30000 and 32767" in line.error.text()
    assert line.line.property("invalid")
    QTest.keyClick(line.line, Qt.Key.Key_Return)
    assert service().ports[0].node_port == before
    assert line.line.text() == "80", "what was typed is not lost"
    type_into(line, "32000")
    assert line.error.isHidden()
    QTest.keyClick(line.line, Qt.Key.Key_Return)
    assert service().ports[0].node_port == 32000
    assert document.undo_stack.undoText() == "Set nodePort to 32000"


def test_words_are_no_port(form_of: FormOf) -> None:
    line = row(form_of(NODEPORT), "ports", PortsRow).groups[0].lines["port"]
    type_into(line, "http")
    assert line.error.text() == "'http' is no whole number"


def test_escape_restores_the_value(form_of: FormOf) -> None:
    line = row(form_of(NODEPORT), "name", TextRow).input
    type_into(line, "No Name")
    assert "no Kubernetes name" in line.error.text()
    QTest.keyClick(line.line, Qt.Key.Key_Escape)
    assert line.line.text() == "nodeport"
    assert line.error.isHidden()


def test_ports_are_added_named_and_removed(form_of: FormOf, service: Now) -> None:
    ports = row(form_of(NODEPORT), "ports", PortsRow)
    assert ports.groups[0].lines["name"].isHidden()
    ports.add_button.click()
    assert len(service().ports) == len(ports.groups) == 2
    assert all(each.name for each in service().ports)
    assert not ports.groups[1].lines["name"].isHidden()
    ports.groups[1].protocol.button(1).click()
    assert service().ports[1].protocol.value == "UDP"
    ports.groups[0].remove_button.click()
    assert [each.port for each in service().ports] == [81]
    assert len(ports.groups) == 1


def test_renaming_keeps_the_object_selected(
    form_of: FormOf, selection: Selection, document: Document
) -> None:
    line = row(form_of(NODEPORT), "name", TextRow).input
    type_into(line, "web")
    QTest.keyClick(line.line, Qt.Key.Key_Return)
    assert selection.keys == (ObjectKey("Service", "default", "web"),)
    assert document.undo_stack.undoText() == "Rename to web"
    assert line.line.text() == "web"


def test_affinity_shows_its_timeout(form_of: FormOf, service: Now) -> None:
    form = form_of(NODEPORT)
    assert "timeoutSeconds" not in shown(form)
    choose(form, "sessionAffinity", "ClientIP")
    assert service().session_affinity is SessionAffinity.CLIENT_IP
    line = row(form, "timeoutSeconds", TextRow).input
    type_into(line, "100000")
    assert "choose 1 to 86400" in line.error.text()
    type_into(line, "60")
    QTest.keyClick(line.line, Qt.Key.Key_Return)
    assert service().affinity_timeout == 60


def test_a_selector_decides_the_endpoints(form_of: FormOf) -> None:
    form = form_of(NODEPORT)
    line = row(form, "selector", TextRow).input
    type_into(line, "app")
    assert line.error.text() == "Write labels as name=value, parted by commas"
    type_into(line, "app=nobody")
    QTest.keyClick(line.line, Qt.Key.Key_Return)
    assert row(form, "endpoints", FactsRow).lines.text() == "none: no running pod has these labels"


def test_an_edit_from_elsewhere_shows(form_of: FormOf, document: Document, inspector: Inspector) -> None:
    from sandbox.scenario import edits

    form = form_of(NODEPORT)
    document.apply("Elsewhere", lambda s: edits.set_external_traffic_policy(s, NODEPORT, TrafficPolicy.LOCAL))
    assert row(form, "externalTrafficPolicy", OptionsRow).segments.current == 1
    document.apply("Elsewhere", lambda s: edits.set_service_type(s, NODEPORT, ServiceType.CLUSTER_IP))
    assert row(form, "type", OptionsRow).segments.current == 0


def test_arrow_keys_choose_an_option(form_of: FormOf, service: Now) -> None:
    segments = row(form_of(NODEPORT), "type", OptionsRow).segments
    QTest.keyClick(segments.button(1), Qt.Key.Key_Right)
    assert service().type is ServiceType.LOAD_BALANCER
    QTest.keyClick(segments.button(2), Qt.Key.Key_Right)
    assert service().type is ServiceType.LOAD_BALANCER
