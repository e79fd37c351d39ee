from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from sandbox.kube import Node, ObjectKey, Pod
from sandbox.scenario import LoadBalancer, LoadBalancerMode, NodeState, edits
from tests.fixtures.node_state import printed
from ui.models import Document, Selection
from ui.panels.inspector import Inspector
from ui.panels.inspector.panel import NOTHING, Form
from ui.panels.inspector.rows import FactsRow, MembersRow, OnOffRow, OptionsRow, TextRow
from ui.panels.inspector.tables import TABLES
from ui.theme.controls import WrappedSwitch

FormOf = Callable[[ObjectKey], Form]
CLOUD = ObjectKey("LoadBalancer", "", "cloud")
NARROWEST = 320
"""How wide the window's right column is at least."""


def write(form: Form, name: str, text: str) -> TextRow:
    found = form.rows[name]
    assert isinstance(found, TextRow)
    found.input.line.selectAll()
    QTest.keyClicks(found.input.line, text)
    QTest.keyClick(found.input.line, Qt.Key.Key_Return)
    return found


def switch(form: Form, name: str) -> None:
    found = form.rows[name]
    assert isinstance(found, OnOffRow)
    found.switch.click()


def node(document: Document) -> Node:
    return document.scenario.nodes[0]


def pod(document: Document) -> Pod:
    return document.scenario.pods[0]


def balancer(document: Document) -> LoadBalancer:
    return document.scenario.load_balancers[0]


def test_with_nothing_selected_it_says_what_to_do(inspector: Inspector) -> None:
    assert inspector.form is None
    assert inspector.message.text() == NOTHING


def test_several_objects_are_counted(document: Document, inspector: Inspector, selection: Selection) -> None:
    selection.set([*(each.key for each in document.scenario.nodes), CLOUD])
    assert inspector.form is None
    assert inspector.message.text().startswith("4 objects are selected: 3 × Node, 1 × Load balancer.")


def test_every_kind_has_a_form_whose_fields_have_names(
    document: Document, inspector: Inspector, form_of: FormOf
) -> None:
    kinds = set()
    document.apply("Add Note", edits.add_note)
    inspector.cluster.buttons["Network, with its defaults"].click()
    for value in document.scenario:
        if type(value) in TABLES:
            form = form_of(value.key)
            kinds.add(type(value))
            assert all(line.accessibleName() for line in form.findChildren(QLineEdit))
    assert kinds == set(TABLES)


def test_every_form_fits_into_the_narrowest_column(document: Document, form_of: FormOf) -> None:
    for value in document.scenario:
        if type(value) in TABLES:
            assert form_of(value.key).minimumSizeHint().width() <= NARROWEST


def test_a_switch_has_as_many_lines_as_its_text_needs(inspector: Inspector) -> None:
    switch = WrappedSwitch("unschedulable: load balancers leave it out of their pools")
    one_line = switch.heightForWidth(1000)
    assert one_line == switch.sizeHint().height()
    assert switch.heightForWidth(200) > one_line


def test_a_node(document: Document, form_of: FormOf) -> None:
    form = form_of(node(document).key)
    switch(form, "Ready")
    assert not node(document).ready
    assert document.undo_stack.undoText() == "Set Ready to false"
    switch(form, "unschedulable")
    assert node(document).unschedulable
    for name in ("deletionTimestamp", "taint"):
        switch(form, name)
        assert not node(document).eligible
        switch(form, name)
        assert node(document).eligible
    wrong = write(form, "podCIDR", "10.180.9")
    assert wrong.input.error.text() == "'10.180.9' is no range such as 10.180.1.0/24"
    write(form, "labels", "zone=a, disk=ssd")
    assert node(document).metadata.labels == (("zone", "a"), ("disk", "ssd"))


def test_a_pod(document: Document, form_of: FormOf) -> None:
    form = form_of(pod(document).key)
    selected = form.rows["selected by"]
    assert isinstance(selected, FactsRow)
    assert "nodeport" in selected.lines.text()
    write(form, "labels", "app=other")
    assert selected.lines.text() == "no Service"
    switch(form, "Ready")
    assert not pod(document).ready
    target = document.scenario.nodes[-1].key.name
    write(form, "nodeName", target)
    assert pod(document).node_name == target
    refused = write(form, "nodeName", "nowhere")
    assert "there is no Node nowhere" in refused.input.error.text().replace("There", "there")


def test_a_client(document: Document, form_of: FormOf) -> None:
    client = document.scenario.clients[0]
    form = form_of(client.key)
    wrong = write(form, "addresses", "198.51.100")
    assert wrong.input.error.text() == "'198.51.100' is no IP address"
    write(form, "addresses", "198.51.100.80, 2001:db8::1")
    assert [*map(str, document.scenario.clients[0].addresses)] == ["198.51.100.80", "2001:db8::1"]


def test_a_load_balancer_shows_what_its_mode_has(document: Document, form_of: FormOf) -> None:
    form = form_of(CLOUD)
    mode, delivery = form.rows["mode"], form.rows["delivery"]
    assert isinstance(mode, OptionsRow)
    assert isinstance(delivery, OptionsRow)
    assert form.rows["clientAddress"].isHidden()
    mode.segments.button(1).click()
    assert balancer(document).mode is LoadBalancerMode.PROXY
    assert not form.rows["clientAddress"].isHidden()
    assert not delivery.segments.button(0).isEnabled()
    assert "VIP" in delivery.segments.button(0).toolTip()


def test_a_load_balancers_health_check_and_services(document: Document, form_of: FormOf) -> None:
    form = form_of(CLOUD)
    wrong = write(form, "healthCheck.intervalSeconds", "0")
    assert "above zero" in wrong.input.error.text()
    write(form, "healthCheck.intervalSeconds", "2.5")
    assert balancer(document).health_check.interval_seconds == 2.5
    members = form.rows["services"]
    assert isinstance(members, MembersRow)
    (only,) = members.switches.values()
    only.click()
    assert balancer(document).services == ()
    only = next(iter(members.switches.values()))
    only.click()
    assert balancer(document).services == ("default/loadbalancer",)


def test_a_node_says_what_of_it_is_real(document: Document, form_of: FormOf) -> None:
    key = node(document).key
    row = form_of(key).rows["printed by the real node"]
    assert not row.isVisible()
    state = NodeState(conntrack=printed("iptables/conntrack.txt"), routes=printed("iptables/route.json"))
    assert document.apply("Attach", lambda scenario: edits.attach_state(scenario, key, state))
    row = form_of(key).rows["printed by the real node"]
    assert isinstance(row, FactsRow)
    assert row.isVisible()
    assert row.lines.text() == "conntrack -L\nip -j route"
