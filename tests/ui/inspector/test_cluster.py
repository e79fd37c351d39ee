from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from sandbox.kube import (
    DetectLocalMode,
    KubeProxyConfiguration,
    ObjectKey,
    Pod,
    ProxyMode,
    Service,
    TrafficPolicy,
)
from sandbox.net import Protocol, parse_address, parse_network
from sandbox.scenario import AddressTarget, Flow, Network, NetworkRoute, Overlay, ServiceTarget, Via
from ui.models import Document, Selection
from ui.panels.inspector import Inspector
from ui.panels.inspector.choices import ChoiceRow
from ui.panels.inspector.lens import LensRow
from ui.panels.inspector.panel import Form
from ui.panels.inspector.rows import OnOffRow, OptionsRow, TextRow
from ui.panels.inspector.texts import container_ports_text, parse_container_ports

FormOf = Callable[[ObjectKey], Form]
NODEPORT = ObjectKey("Service", "default", "nodeport")
CLOUDY = ObjectKey("Service", "default", "loadbalancer")


def write(form: Form, name: str, text: str) -> None:
    found = form.rows[name]
    assert isinstance(found, TextRow), name
    assert not found.isHidden()
    found.input.line.selectAll()
    QTest.keyClick(found.input.line, Qt.Key.Key_Delete)
    QTest.keyClicks(found.input.line, text)
    QTest.keyClick(found.input.line, Qt.Key.Key_Return)
    assert found.input.error.text() == ""


def choose(form: Form, name: str, label: str) -> None:
    found = form.rows[name]
    assert isinstance(found, ChoiceRow), name
    assert not found.isHidden()
    number = found.choice.findText(label)
    assert number >= 0, label
    found.choice.setCurrentIndex(number)
    found.choice.activated.emit(number)


def switch(form: Form, name: str) -> None:
    found = form.rows[name]
    assert isinstance(found, OnOffRow)
    found.switch.click()


def shown(form: Form, name: str) -> bool:
    return not form.rows[name].isHidden()


def proxy(document: Document) -> KubeProxyConfiguration:
    return document.scenario.proxy_configurations[0]


def test_kube_proxy_is_configured_from_nothing_selected(
    document: Document, inspector: Inspector, selection: Selection
) -> None:
    words = next(each for each in inspector.cluster.buttons if each.startswith("kube-proxy"))
    inspector.cluster.buttons[words].click()
    form = inspector.form
    assert form is not None
    assert selection.keys == (proxy(document).key,)
    mode = form.rows["mode"]
    assert isinstance(mode, OptionsRow)
    mode.segments.button(1).click()
    assert proxy(document).mode is ProxyMode.NFTABLES
    assert not shown(form, "localhostNodePorts")
    mode.segments.button(0).click()
    switch(form, "localhostNodePorts")
    switch(form, "masqueradeAll")
    write(form, "clusterCIDR", "10.180.0.0/16")
    write(form, "nodePortAddresses", "10.240.0.0/24")
    choose(form, "detectLocalMode", "InterfaceNamePrefix")
    assert not shown(form, "clusterCIDR")
    write(form, "detectLocal.interfaceNamePrefix", "veth")
    assert proxy(document) == KubeProxyConfiguration(
        proxy(document).metadata,
        cluster_cidrs=(parse_network("10.180.0.0/16"),),
        node_port_addresses=("10.240.0.0/24",),
        masquerade_all=True,
        localhost_node_ports=False,
        detect_local_mode=DetectLocalMode.INTERFACE_NAME_PREFIX,
        interface_name_prefix="veth",
    )


def test_the_network(document: Document, inspector: Inspector) -> None:
    inspector.cluster.buttons["Network, with its defaults"].click()
    assert document.undo_stack.undoText() == "Configure the network"
    form = inspector.form
    assert form is not None
    overlay = form.rows["overlay"]
    assert isinstance(overlay, OptionsRow)
    overlay.segments.button(1).click()
    switch(form, "overlayAddressIsNode")
    write(form, "routes", "10.0.0.0/16 via kubernetes-node-cx31")
    network = document.scenario.network
    assert isinstance(network, Network)
    assert network.overlay is Overlay.VXLAN
    assert network.overlay_address_is_node
    assert network.routes == (NetworkRoute(parse_network("10.0.0.0/16"), "kubernetes-node-cx31"),)


def test_a_request(document: Document, form_of: FormOf) -> None:
    def flow() -> Flow:
        return document.scenario.flows[0]

    form = form_of(flow().key)
    choose(form, "from", "laptop  (client)")
    choose(form, "to.service", "default/nodeport")
    assert not shown(form, "to.node")
    choose(form, "to.via", "NodePort")
    choose(form, "to.node", "kubernetes-node-jj1t")
    write(form, "to.port", "80")
    write(form, "requests", "3")
    write(form, "at", "1.5")
    assert flow().target == ServiceTarget("default/nodeport", Via.NODE_PORT, 80, "kubernetes-node-jj1t")
    assert (flow().sender.name, flow().requests, flow().at) == ("laptop", 3, 1.5)
    write(form, "at", "")
    assert flow().at is None
    choose(form, "to.service", "an address")
    write(form, "to.address", "10.240.0.5")
    protocol = form.rows["protocol"]
    assert isinstance(protocol, OptionsRow)
    protocol.segments.button(1).click()
    assert flow().target == AddressTarget(parse_address("10.240.0.5"), 80)
    assert flow().protocol is Protocol.UDP
    protocol.segments.button(3).click()
    assert flow().protocol is Protocol.ICMP
    assert flow().target == AddressTarget(parse_address("10.240.0.5"))
    assert not shown(form, "to.port")
    protocol.segments.button(0).click()
    assert flow().target == AddressTarget(parse_address("10.240.0.5"), 80)


def test_all_that_kube_proxy_reads_of_a_service(document: Document, form_of: FormOf) -> None:
    form = form_of(CLOUDY)
    write(form, "externalIPs", "203.0.113.9")
    write(form, "loadBalancerSourceRanges", "198.51.100.0/24")
    switch(form, "publishNotReadyAddresses")
    switch(form, "allocateLoadBalancerNodePorts")
    choose(form, "trafficDistribution", "PreferClose")
    service = document.scenario.by_key[CLOUDY]
    assert isinstance(service, Service)
    assert service.external_ips == (parse_address("203.0.113.9"),)
    assert service.source_ranges == (parse_network("198.51.100.0/24"),)
    assert service.publish_not_ready_addresses
    assert not service.allocate_node_ports
    assert service.traffic_distribution == "PreferClose"
    assert service.external_traffic_policy is TrafficPolicy.CLUSTER


def test_the_lens_tells_the_three_numbers_apart(form_of: FormOf) -> None:
    row = form_of(NODEPORT).rows["port lens"]
    assert isinstance(row, LensRow)
    names = [cell.accessibleName() for cell in row.lenses[0].cells.values()]
    assert names == [
        "port 80, of the Service, at its clusterIP",
        "nodePort 31380, on every node, for those outside",
        "targetPort 8080, in the pod: there the server listens",
    ]
    cells = form_of(ObjectKey("Service", "default", "clusterip")).rows["port lens"]
    assert isinstance(cells, LensRow)
    assert cells.lenses[0].cells["nodePort"].number.text() == "–"


def test_a_pods_ports_and_phase(document: Document, form_of: FormOf) -> None:
    key = document.scenario.pods[0].key
    form = form_of(key)
    write(form, "containerPorts", "8080 http, 53/UDP dns")
    choose(form, "phase", "Failed")
    pod = document.scenario.by_key[key]
    assert isinstance(pod, Pod)
    assert container_ports_text(pod.ports) == "8080 http, 53/UDP dns"
    assert pod.phase == "Failed"
    with pytest.raises(ValueError, match="is no port"):
        parse_container_ports("80/QUIC")
