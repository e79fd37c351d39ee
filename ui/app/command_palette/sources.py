"""What the palette finds: commands, objects, requests, shipped scenarios and the selected node's chains."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtGui import QIcon, QKeySequence

from sandbox.kube import ContainerPort, ObjectKey, ObjectMeta, Service
from sandbox.net import Family, Protocol, socket_text
from sandbox.netfilter import Table
from sandbox.scenario import AddressTarget, Flow, Scenario, ServiceTarget
from sandbox.scenario.compile.names import node_host
from ui.app.examples import example_title, examples, questions
from ui.app.spec import ActionSpec, plain
from ui.language import tr
from ui.panels.send.options import Target, destinations, pinged, senders
from ui.theme import icon
from ui.theme.kinds import KIND_STYLES, kind_icon

if TYPE_CHECKING:
    from ui.app.window import Window


MOST_PODS = 5000
"""Pods that are offered by their address; beyond them one sends to a Service, or writes the address."""


class Entry(msgspec.Struct, frozen=True):
    """One line: its title, what sort of thing it is, and what choosing it does. `name` is its action's."""

    title: str
    sort: str
    icon: QIcon
    run: Callable[[], object]
    keys: str = ""
    name: str = ""


class Source(msgspec.Struct, frozen=True):
    """The titles of many entries; an entry itself is made when it is shown."""

    titles: Sequence[str]
    entry: Callable[[int], Entry]


def commands(window: "Window") -> Source:
    """The actions that can be used now, those used last first."""
    recent = window.preferences.recent_commands
    usable = [
        (spec, action) for spec, action in window.actions_by_name.values() if action.isEnabled() and spec.name
    ]
    rank = {name: number for number, name in enumerate(recent)}
    usable.sort(key=lambda pair: rank.get(pair[0].name, len(rank)))

    def entry(number: int) -> Entry:
        spec, action = usable[number]
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        shown = action.icon() if spec.icon else QIcon()
        menu = spec.place.partition(":")[0]
        return Entry(titles[number], menu, shown, action.trigger, keys, spec.name)

    titles = [_title(spec, action.text()) for spec, action in usable]
    return Source(titles, entry)


def objects(window: "Window") -> Source:
    """Everything in the scenario but its flows: choosing one selects it and brings it into view."""
    keys = [each.key for each in window.document.scenario if not isinstance(each, Flow)]

    def entry(number: int) -> Entry:
        key = keys[number]
        style = KIND_STYLES.get(key.kind)
        shown = kind_icon(key.kind) if style else QIcon()
        sort = style.title if style else key.kind
        return Entry(_name_of(key), sort, shown, partial(window.tools.show_object, key))

    return Source([_name_of(key) for key in keys], entry)


def flows(window: "Window") -> Source:
    """The saved requests: choosing one sends it."""
    found = window.document.scenario.flows
    titles = [tr("Send {name}", name=each.metadata.name) for each in found]

    def entry(number: int) -> Entry:
        send = partial(window.simulation.send, found[number])
        return Entry(titles[number], tr("Request"), icon("send"), send)

    return Source(titles, entry)


def scenarios(window: "Window") -> Source:
    """The shipped scenarios and the files opened lately."""
    paths = (*examples(), *questions())
    recent = tuple(path for path in window.preferences.recent_files if path.exists())
    titles = [example_title(path) for path in paths] + [path.name for path in recent]

    def entry(number: int) -> Entry:
        path: Path = (*paths, *recent)[number]
        sort = tr("Example") if number < len(paths) else tr("Recent file")
        return Entry(
            tr("Open {title}", title=titles[number]), sort, icon("open"), partial(window.files.open, path)
        )

    return Source([tr("Open {title}", title=title) for title in titles], entry)


def chains(window: "Window") -> Source:
    """The chains of the selected node's rules, where its rules are known: choosing one shows it."""
    found = list(_chains(window))

    def entry(number: int) -> Entry:
        node, family, table, chain = found[number]
        show = partial(window.tools.show_chain, node, table, chain, family)
        return Entry(chain, tr("Chain of {name} on {node}", name=table.name, node=node), icon("right"), show)

    return Source([chain for *_, chain in found], entry)


def _chains(window: "Window") -> list[tuple[str, Family, Table, str]]:
    world = window.simulation.world
    nodes = [key.name for key in window.selection.keys if key.kind == "Node"]
    if world is None or not nodes:
        return []
    host = world.topology.hosts.get(node_host(nodes[0]))
    rulesets = () if host is None else host.rulesets.items()
    return [
        (nodes[0], family, table, chain)
        for family, ruleset in rulesets
        for table in ruleset.tables
        for chain in table.chains
    ]


def _title(spec: ActionSpec, text: str) -> str:
    """What an action is called away from its menu: `Add Client`, `Theme: Light`."""
    submenu = spec.place.partition(": ")[2]
    if submenu:
        return f"{submenu}: {plain(text)}"
    return tr("Add {title}", title=plain(text)) if spec.menu == "&Add" else plain(text)


def _name_of(key: ObjectKey) -> str:
    name: str = key.path.removeprefix("default/")
    return name


def receivers(window: "Window", sender: ObjectKey) -> Source:
    """Where a client, pod or node can send to, and what it can ping: choosing one sends a packet there."""
    scenario = window.document.scenario
    found = [(each.label, each.target, _protocol(scenario, each.target)) for each in destinations(scenario)]
    found += _pod_receivers(scenario)
    found += [
        (tr("ping {target}", target=each.label), each.target, Protocol.ICMP) for each in pinged(scenario)
    ]

    def entry(number: int) -> Entry:
        label, target, protocol = found[number]
        flow = Flow(ObjectMeta(f"{sender.name}-to-{number}"), sender, target, protocol)
        return Entry(label, "", icon("send"), partial(window.simulation.send, flow))

    return Source([label for label, *_ in found], entry)


def _pod_receivers(scenario: Scenario) -> Iterator[tuple[str, Target, Protocol]]:
    """Pods by their first address and port."""
    for pod in scenario.pods[:MOST_PODS]:
        port = pod.ports[0] if pod.ports else ContainerPort(80)
        for address in pod.addresses[:1]:
            label = f"{pod.metadata.name}  pod  {socket_text(address, port.port)}"
            yield label, AddressTarget(address, port.port), port.protocol


def transmitters(window: "Window") -> Source:
    """Who can send: choosing one asks where to."""
    found = senders(window.document.scenario)

    def entry(number: int) -> Entry:
        key = found[number].key
        return Entry(
            found[number].label, "", kind_icon(key.kind), partial(window.tools.palette.send_from, key)
        )

    return Source([each.label for each in found], entry)


def _protocol(scenario: Scenario, target: Target) -> Protocol:
    assert isinstance(target, ServiceTarget), "destinations are Services"
    service = scenario.by_key[ObjectKey.of("Service", target.service)]
    assert isinstance(service, Service), "their key is a Service's"
    return next(each.protocol for each in service.ports if each.port == target.port)


ANYTHING = (commands, objects, flows, scenarios, chains)
"""The sources of Find or do anything, in the order in which equal matches are listed."""
