"""The page of a walk as text: what it says, and that nothing from a file is markup in it."""

from html.parser import HTMLParser

import pytest
from msgspec.structs import replace

from sandbox.explain import sentence
from sandbox.formats import loads
from sandbox.formats.web import walk_page
from sandbox.formats.web.markup import element, escaped
from sandbox.formats.web.selecting import FEW, cast_of
from sandbox.formats.web.shapes import Shape, short
from sandbox.formats.web.stage import stage_of
from sandbox.formats.web.stills import stills_of
from sandbox.kube import ObjectKey, ObjectMeta
from sandbox.scenario import AddressTarget, Scenario
from sandbox.trace import ConntrackStep, HookStep, NatStep, ReceiveStep, TransmitStep
from tests.unit.cli.scenario import DEMO
from tests.unit.web.pages import page_of, timeline_of, tutorial, tutorial_page

HOSTILE = "</script><script>alert(1)</script>\u202e\u0000'\"&<b>"
WITHOUT_END = {"meta", "input"}


class Outline(HTMLParser):
    """Every element with its attributes, and the text in each kind of element."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in WITHOUT_END:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, "elements are nested"

    def handle_data(self, data: str) -> None:
        self.texts.append((self.open[-1] if self.open else "", data))

    def all(self, tag: str, class_: str = "") -> list[dict[str, str | None]]:
        found = [attributes for name, attributes in self.elements if name == tag]
        return [each for each in found if class_ in (each.get("class") or "").split() or not class_]


def test_every_stop_is_a_still_and_its_sentence_is_the_one_that_is_explained() -> None:
    timeline = timeline_of(tutorial(), "nodeport-6jst")
    page = tutorial_page()
    assert len(Outline(page).all("li", "still")) == len(timeline.stops)
    for stop in timeline.stops:
        assert escaped(sentence(timeline, stop)) in page


def test_the_figures_are_the_steps_that_change_something_numbered_in_order() -> None:
    timeline = timeline_of(tutorial(), "nodeport-6jst")
    stills = stills_of(timeline)
    figures = [each for each in stills if each.figure]
    assert [each.figure for each in figures] == list(range(1, len(figures) + 1))
    kinds = {type(timeline.moments[each.step].step) for each in figures}
    assert {NatStep, ConntrackStep, TransmitStep} <= kinds
    assert not kinds & {ReceiveStep}
    idle = [each for each in stills if not each.figure]
    assert idle
    assert all(not each.rewritings for each in idle)
    assert HookStep in {type(timeline.moments[each.step].step) for each in idle}


def test_a_rewriting_is_told_with_the_rule_and_the_entry_behind_it() -> None:
    timeline = timeline_of(tutorial(), "nodeport-6jst")
    (still,) = (each for each in stills_of(timeline) if "MASQUERADE takes" in each.sentence)
    assert [each.title for each in still.rewritings] == ["source rewritten ⇄", "mark rewritten ⇄"]
    assert still.rule.startswith("-A KUBE-POSTROUTING")
    assert "MASQUERADE" in still.rule
    assert still.path == ("POSTROUTING", "KUBE-POSTROUTING")
    assert still.entries[-1].happened == ("⇄ takes the rule's NAT",)
    assert {each.name for each in still.fields if each.is_changed} == {"source", "source port", "mark"}


def test_what_a_reply_restores_is_called_restored() -> None:
    stills = stills_of(timeline_of(tutorial(), "nodeport-6jst"))
    titles = [change.title for each in stills for change in each.rewritings]
    assert "source restored ↩" in titles
    assert "destination restored ↩" in titles


def test_the_page_asks_for_nothing_and_lets_only_its_own_script_run() -> None:
    page = tutorial_page()
    outline = Outline(page)
    assert not outline.all("link")
    assert not outline.all("img")
    assert not outline.all("iframe")
    assert not [each for _, each in outline.elements if "src" in each or "style" in each]
    assert [each["href"] for _, each in outline.elements if each.get("href")] == ["#stage"] * page.count(
        "<use"
    )
    assert not [name for _, each in outline.elements for name in each if name.startswith("on")]
    (policy,) = (each["content"] for each in outline.all("meta") if "http-equiv" in each)
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy


def test_names_are_text_whatever_is_in_them() -> None:
    """Files with such names are refused; the page does not rely on it."""
    scenario = renamed(loads(DEMO, "demo").scenario, HOSTILE)
    timeline = timeline_of(scenario, HOSTILE)
    page = walk_page(scenario, timeline, HOSTILE, HOSTILE)
    outline = Outline(page)
    plain = Outline(page_of(DEMO, "outside"))
    assert [tag for tag, _ in outline.elements] == [tag for tag, _ in plain.elements]
    assert_harmless(page)


def renamed(scenario: Scenario, name: str) -> Scenario:
    """The demo with one of its nodes, pods, Services, clients and flows called `name`."""
    node, pod, service = scenario.nodes[1], scenario.pods[1], scenario.services[0]
    client, flow = scenario.clients[0], scenario.flows[0]
    home = ObjectMeta(name)
    inside = replace(pod.metadata, name=name)
    target = AddressTarget(node.addresses[0], service.ports[0].node_port)
    return replace(
        scenario,
        nodes=(scenario.nodes[0], replace(node, metadata=home)),
        pods=(scenario.pods[0], replace(pod, metadata=inside, node_name=name)),
        services=(replace(service, metadata=replace(service.metadata, name=name)),),
        clients=(replace(client, metadata=home),),
        flows=(replace(flow, metadata=home, sender=ObjectKey("Client", "", name), target=target),),
    )


def assert_harmless(page: str) -> None:
    outline = Outline(page)
    assert not set(page) & {"\u202e", "\0"}
    assert any("alert(1)" in data for _, data in outline.texts)
    assert not any("alert(1)" in data for tag, data in outline.texts if tag in ("script", "style"))


def test_a_rule_of_a_file_is_text_whatever_is_in_it() -> None:
    rule = '-A PREROUTING -p tcp -m comment --comment "<script>alert(1)</script>" -j ACCEPT'
    host = f"""---
apiVersion: natwalk/v1alpha1
kind: Host
metadata: {{name: node2}}
spec:
  iptables: |
    *mangle
    {rule}
    COMMIT
"""
    page = page_of(DEMO + host, "outside")
    assert_harmless(page)


def test_an_element_escapes_its_attributes() -> None:
    assert element("p", escaped("<&"), class_='a"b', id=None) == '<p class="a&quot;b">&lt;&amp;</p>'


def test_objects_stand_where_the_scenario_has_them() -> None:
    scenario = tutorial()
    stage = stage_of(scenario, timeline_of(scenario, "nodeport-6jst").exchange)
    shapes: list[Shape] = [*stage.others, *(each.shape for each in stage.nodes)]
    for shape in shapes:
        assert (shape.box.x, shape.box.y) == scenario.by_key[shape.key].metadata.position


def test_objects_without_places_stand_clear_of_each_other() -> None:
    page = page_of(DEMO, "outside")
    assert "Client laptop" in page
    scenario = loads(DEMO, "demo").scenario
    stage = stage_of(scenario, timeline_of(scenario, "outside").exchange)
    boxes = [*(each.box for each in stage.others), *(each.shape.box for each in stage.nodes)]
    assert not [1 for index, one in enumerate(boxes) for other in boxes[:index] if one.meets(other)]


def test_of_a_large_scenario_the_walk_and_a_little_else_is_shown() -> None:
    many = "".join(
        f"---\napiVersion: v1\nkind: Pod\nmetadata: {{name: other-{number}}}\n"
        f"spec: {{nodeName: node1, containers: [{{name: c}}]}}\n"
        f"status: {{phase: Running, podIP: 10.180.0.{number + 20}}}\n"
        for number in range(40)
    )
    scenario = loads(DEMO + many, "many").scenario
    exchange = timeline_of(scenario, "outside").exchange
    cast = cast_of(scenario, exchange)
    assert len(cast.pods["node1"]) == FEW
    assert cast.more_pods["node1"] == cast.left_out == 41 - FEW
    assert exchange.endpoint in {each.key.path for pods in cast.pods.values() for each in pods}
    assert f"The picture leaves out {cast.left_out} objects" in page_of(DEMO + many, "outside")


@pytest.mark.parametrize("letters", [3, 10, 29])
def test_a_name_that_is_shortened_keeps_its_ends(letters: int) -> None:
    name = "source-ip-app-826191075-qehz4"
    found = short(name, letters)
    assert len(found) == letters
    assert found[0] == "s"
    assert found[-1] == "4"
