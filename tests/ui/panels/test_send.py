"""Sending: saved flows by name, other requests by a form, and what is missing said in a sentence."""

from ipaddress import ip_address, ip_network

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from sandbox.kube import Node, ObjectMeta, Pod, Service, ServicePort, ServiceType
from sandbox.net import Protocol
from sandbox.scenario import AddressTarget, Client, Flow, Scenario, ServiceTarget, Via
from tests.benchmarks.large_cluster import large_cluster
from tests.fixtures.hosting import hosted
from tests.fixtures.walking import FLOW, GivenSimulation
from ui.models import Document, Selection
from ui.panels.send import SendPanel
from ui.panels.send.form import RequestForm
from ui.panels.send.options import destinations, flow_line, parse_target

SERVICE = Service(
    ObjectMeta("nodeport", "default"),
    ServiceType.NODE_PORT,
    (ServicePort(80, 8080, node_port=31380),),
    cluster_ips=(ip_address("10.0.170.92"),),
)
SCENARIO = Scenario(
    nodes=(Node(ObjectMeta("cx31"), (ip_network("10.180.2.0/24"),), (ip_address("10.240.0.5"),)),),
    pods=(Pod(ObjectMeta("busybox", "default"), "cx31", (ip_address("10.180.2.8"),)),),
    services=(SERVICE,),
    clients=(Client(ObjectMeta("laptop"), (ip_address("198.51.100.79"),)),),
    flows=(FLOW, msgspec.structs.replace(FLOW, metadata=ObjectMeta("second"))),
)


class Sent(GivenSimulation):
    """Keeps what was sent."""

    def __init__(self) -> None:
        super().__init__()
        self.flows: list[Flow] = []

    def send(self, flow: Flow) -> None:
        self.flows.append(flow)
        super().send(flow)


@pytest.fixture
def document(qtbot: QtBot) -> Document:
    document = Document()
    document.show(SCENARIO)
    return document


@pytest.fixture
def selection(document: Document) -> Selection:
    return Selection(document)


@pytest.fixture
def sent() -> Sent:
    return Sent()


@pytest.fixture
def panel(qtbot: QtBot, document: Document, sent: Sent, selection: Selection) -> SendPanel:
    panel = SendPanel(document, sent, selection)
    hosted(qtbot, panel, 360, 240)
    return panel


def press_send(qtbot: QtBot, panel: SendPanel) -> None:
    QTest.mouseClick(panel.button, Qt.MouseButton.LeftButton)


def test_saved_flows_are_listed_by_name(panel: SendPanel) -> None:
    names = [panel.flows.itemText(index) for index in range(panel.flows.count())]
    assert names == ["external", "second", "Another request…"]
    assert not panel.form.isVisible()


def test_a_saved_flow_is_sent_when_it_is_chosen(qtbot: QtBot, panel: SendPanel, sent: Sent) -> None:
    QTest.keyClick(panel.flows, Qt.Key.Key_Down)
    assert [flow.metadata.name for flow in sent.flows] == ["second"]
    press_send(qtbot, panel)
    assert len(sent.flows) == 2


def test_the_flow_that_is_walked_is_the_one_that_is_shown(panel: SendPanel, sent: Sent) -> None:
    sent.send(SCENARIO.flows[1])
    sent.results_changed.emit()
    assert panel.flows.currentText() == "second"


def walk(sent: Sent, flow: Flow) -> None:
    sent.send(flow)
    sent.results_changed.emit()


@pytest.mark.parametrize(
    ("target", "text"),
    [
        (
            ServiceTarget("default/nodeport", Via.NODE_PORT, node="cx31"),
            "nodeport  NodePort  10.240.0.5:31380 (cx31)",
        ),
        (ServiceTarget("default/nodeport", port=80), "nodeport  ClusterIP  10.0.170.92:80"),
        (AddressTarget(ip_address("fd00::1"), 80), "[fd00::1]:80"),
    ],
)
def test_a_flow_that_is_walked_and_not_saved_is_in_the_form(
    panel: SendPanel, sent: Sent, target: AddressTarget | ServiceTarget, text: str
) -> None:
    walk(sent, Flow(ObjectMeta("by-hand"), SCENARIO.nodes[0].key, target, Protocol.UDP, requests=3))
    assert panel.flows.currentText() == "Another request…"
    assert panel.form.isVisible()
    assert panel.form.origin.currentText() == "cx31  (node)"
    assert panel.form.target.currentText() == text
    assert panel.form.protocol.currentText() == "UDP"
    assert panel.form.requests.currentText() == "3"


PING = "ICMP (ping)"


def targets(panel: SendPanel) -> list[str]:
    return [panel.form.target.itemText(index) for index in range(panel.form.target.count())]


def test_a_ping_is_offered_targets_without_a_port(qtbot: QtBot, panel: SendPanel, sent: Sent) -> None:
    panel.new_request()
    panel.form.protocol.setCurrentText(PING)
    assert targets(panel) == [
        "nodeport  ClusterIP  10.0.170.92",
        "cx31  node  10.240.0.5",
        "busybox  pod  10.180.2.8",
    ]
    panel.form.target.setCurrentIndex(2)
    press_send(qtbot, panel)
    assert sent.flows[-1].protocol is Protocol.ICMP
    assert sent.flows[-1].target == AddressTarget(ip_address("10.180.2.8"))


def test_the_target_stays_when_its_port_goes_and_comes(panel: SendPanel) -> None:
    panel.new_request()
    panel.form.fill()
    panel.form.target.setCurrentIndex(0)
    before = panel.form.target.currentText()
    assert before == "nodeport  ClusterIP  10.0.170.92:80"
    panel.form.protocol.setCurrentText(PING)
    assert panel.form.target.currentText() == "nodeport  ClusterIP  10.0.170.92"
    panel.form.protocol.setCurrentText("UDP")
    assert panel.form.target.currentText() == before
    panel.form.target.setEditText("10.1.2.3:8080")
    panel.form.protocol.setCurrentText(PING)
    assert panel.form.target.currentText() == "10.1.2.3"
    panel.form.protocol.setCurrentText("TCP")
    assert panel.form.target.currentText() == "10.1.2.3:80"


def test_of_a_node_port_its_node_is_pinged(panel: SendPanel) -> None:
    panel.new_request()
    panel.form.fill()
    panel.form.target.setCurrentText("nodeport  NodePort  10.240.0.5:31380 (cx31)")
    panel.form.protocol.setCurrentText(PING)
    assert panel.form.target.currentText() == "cx31  node  10.240.0.5"


def test_an_address_to_be_pinged_may_be_typed(qtbot: QtBot, panel: SendPanel, sent: Sent) -> None:
    panel.new_request()
    panel.form.protocol.setCurrentText(PING)
    panel.form.target.setEditText("10.1.2.3:80")
    press_send(qtbot, panel)
    assert panel.problem.text() == (
        "Write an address alone, such as 10.0.0.1 or fd00::1, or choose from the list."
    )
    panel.form.target.setEditText("fd00::1")
    press_send(qtbot, panel)
    assert sent.flows[-1].target == AddressTarget(ip_address("fd00::1"))


def test_a_ping_that_is_walked_and_not_saved_is_in_the_form(panel: SendPanel, sent: Sent) -> None:
    target = ServiceTarget("default/nodeport")
    walk(sent, Flow(ObjectMeta("by-hand"), SCENARIO.nodes[0].key, target, Protocol.ICMP))
    assert panel.form.protocol.currentText() == PING
    assert panel.form.target.currentText() == "nodeport  ClusterIP  10.0.170.92"


def test_what_someone_writes_into_the_form_stays_while_the_same_flow_is_walked(
    panel: SendPanel, sent: Sent
) -> None:
    walk(sent, SCENARIO.flows[0])
    panel.new_request()
    panel.form.target.setEditText("10.0.0.1:80")
    sent.results_changed.emit()
    assert panel.form.isVisible()
    assert panel.form.target.currentText() == "10.0.0.1:80"


def test_a_long_target_shows_its_beginning(panel: SendPanel) -> None:
    panel.new_request()
    panel.form.target.setCurrentIndex(1)
    line = panel.form.target.lineEdit()
    assert line is not None
    assert line.cursorPosition() == 0


def test_another_request_goes_from_what_is_selected_to_a_service(
    qtbot: QtBot, panel: SendPanel, sent: Sent, selection: Selection
) -> None:
    selection.set([SCENARIO.pods[0].key, SERVICE.key])
    panel.new_request()
    assert panel.form.isVisible()
    panel.form.protocol.setCurrentText("UDP")
    press_send(qtbot, panel)
    flow = sent.flows[0]
    assert flow.sender == SCENARIO.pods[0].key
    assert flow.target == ServiceTarget("default/nodeport", Via.CLUSTER_IP, 80)
    assert flow.protocol is Protocol.UDP


@pytest.mark.qt_log_ignore("This plugin does not support")  # the list of completions asks for it
def test_an_address_may_be_typed(qtbot: QtBot, panel: SendPanel, sent: Sent) -> None:
    panel.new_request()
    line = panel.form.target.lineEdit()
    assert line is not None
    line.clear()
    QTest.keyClicks(line, "10.240.0.5:31380")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert sent.flows[0].target == AddressTarget(ip_address("10.240.0.5"), 31380)


def test_what_is_wrong_is_said_in_a_sentence(qtbot: QtBot, panel: SendPanel, sent: Sent) -> None:
    panel.new_request()
    panel.form.target.setEditText("nonsense")
    press_send(qtbot, panel)
    assert not sent.flows
    assert panel.problem.isVisible()
    assert panel.problem.text().startswith("Write an address and port")


def test_a_changed_scenario_is_offered_at_once(panel: SendPanel, document: Document) -> None:
    document.show(msgspec.structs.replace(SCENARIO, flows=(), clients=(), pods=(), nodes=()))
    assert panel.flows.count() == 1
    assert panel.form.isVisible()
    assert panel.form.origin.count() == 0


def test_every_address_of_a_service_is_a_target() -> None:
    assert [each.label for each in destinations(SCENARIO)] == [
        "nodeport  ClusterIP  10.0.170.92:80",
        "nodeport  NodePort  10.240.0.5:31380 (cx31)",
    ]


def test_flows_read_as_sentences() -> None:
    assert flow_line(FLOW) == "TCP from laptop to 10.240.0.5:31380"
    target = ServiceTarget("default/nodeport", Via.NODE_PORT, 80, "cx31")
    by_service = msgspec.structs.replace(FLOW, target=target)
    assert flow_line(by_service) == "TCP from laptop to nodeport by its NodePort on cx31"


@pytest.mark.parametrize("text", ["[fd00::1]:80", "fd00::1:80"])
def test_ipv6_targets_are_read(text: str) -> None:
    assert parse_target(text) == AddressTarget(ip_address("fd00::1"), 80)


@pytest.mark.parametrize("text", ["", "10.0.0.1", "10.0.0.1:0", "10.0.0.1:99999", "host:80", ":80"])
def test_other_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="Write an address and port"):
        parse_target(text)


def test_every_control_has_a_name(panel: SendPanel) -> None:
    for control in (panel.flows, panel.button, panel.form.origin, panel.form.target, panel.form.protocol):
        assert control.accessibleName()


def test_several_requests_are_sent_by_their_number(qtbot: QtBot) -> None:
    form = RequestForm()
    hosted(qtbot, form, 360, 200)
    form.offer(SCENARIO)
    form.target.setCurrentText("10.0.0.1:80")
    assert form.flow().requests == 1
    form.requests.setFocus()
    QTest.keyClick(form.requests, Qt.Key.Key_Down)
    QTest.keyClick(form.requests, Qt.Key.Key_Down)
    assert form.flow().requests == 3


def test_a_large_cluster_offers_the_node_ports_of_its_first_nodes_alone() -> None:
    cluster = large_cluster(nodes=100, services=200, pods=0)
    found = destinations(cluster)
    nodes = {each.target.node for each in found if isinstance(each.target, ServiceTarget)}
    assert nodes == {"", *(f"node-{number}" for number in range(25))}
    assert len(found) == 200 + 200 * 25
