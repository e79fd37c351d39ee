"""The inspector's tables of what does not stand on the canvas: kube-proxy, the network, a request."""

from collections.abc import Callable, Sequence
from typing import Any

from msgspec.structs import replace

from sandbox.kube import DetectLocalMode, KubeProxyConfiguration, ObjectKey, ProxyMode
from sandbox.net import IPAddress, Protocol, parse_address
from sandbox.scenario import (
    AddressTarget,
    Cni,
    Flow,
    NetworkRoute,
    Overlay,
    Scenario,
    ServiceTarget,
    Via,
    edits,
)
from ui.language import mark, tr, tr_n
from ui.panels.inspector.fields import AnyField, Choice, Facts, OnOff, Options, Text
from ui.panels.inspector.shared import NAME, replacing
from ui.panels.inspector.texts import joined, parse_networks, parse_seconds, parse_whole
from ui.panels.send.options import senders

ADDRESS = mark("an address")
"""What stands for no Service among the Services to send to."""


def _detects(mode: DetectLocalMode) -> Callable[[KubeProxyConfiguration, Scenario], bool]:
    return lambda value, scenario: value.detect_local_mode is mode


def _is_iptables(value: KubeProxyConfiguration, scenario: Scenario) -> bool:
    return value.mode is not ProxyMode.NFTABLES


def _masquerades_all(value: KubeProxyConfiguration, scenario: Scenario) -> bool:
    if value.mode is ProxyMode.NFTABLES and value.nftables_masquerade_all is not None:
        return value.nftables_masquerade_all
    return value.masquerade_all


def _masquerade_all(scenario: Scenario, key: ObjectKey, on: bool) -> Scenario:
    value = scenario.by_key[key]
    assert isinstance(value, KubeProxyConfiguration), "the row is in kube-proxy's table"
    own = value.mode is ProxyMode.NFTABLES and value.nftables_masquerade_all is not None
    return replacing("nftables_masquerade_all" if own else "masquerade_all")(scenario, key, on)


def _parse_words(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.split(",") if each.strip())


def _parse_routes(text: str) -> tuple[NetworkRoute, ...]:
    routes = []
    for part in _parse_words(text):
        destination, _, node = part.partition(" via ")
        (network,) = parse_networks(destination) or (None,)
        if network is None or not node.strip():
            raise ValueError(tr("write routes as 10.0.0.0/16 via node-1, parted by commas"))
        routes.append(NetworkRoute(network, node.strip()))
    return tuple(routes)


KUBE_PROXY: tuple[AnyField, ...] = (
    Facts(
        name="hostnameOverride",
        shown=lambda value, _: bool(value.hostname_override),
        read=lambda value, _: [value.hostname_override],
    ),
    Options(
        name="mode",
        read=lambda value, _: value.mode,
        offered=(ProxyMode.IPTABLES, ProxyMode.NFTABLES),
        edit=replacing("mode"),
    ),
    Choice(
        name="detectLocalMode",
        read=lambda value, _: value.detect_local_mode,
        offered=lambda value, _: [(each.value, each) for each in DetectLocalMode],
        edit=replacing("detect_local_mode"),
    ),
    Text(
        name="clusterCIDR",
        shown=_detects(DetectLocalMode.CLUSTER_CIDR),
        read=lambda value, _: joined(value.cluster_cidrs),
        parse=parse_networks,
        edit=replacing("cluster_cidrs"),
        hint=mark("none: kube-proxy cannot tell pods from others"),
    ),
    Text(
        name="detectLocal.bridgeInterface",
        shown=_detects(DetectLocalMode.BRIDGE_INTERFACE),
        read=lambda value, _: value.bridge_interface,
        parse=str.strip,
        edit=replacing("bridge_interface"),
        hint="cni0",
    ),
    Text(
        name="detectLocal.interfaceNamePrefix",
        shown=_detects(DetectLocalMode.INTERFACE_NAME_PREFIX),
        read=lambda value, _: value.interface_name_prefix,
        parse=str.strip,
        edit=replacing("interface_name_prefix"),
        hint="veth",
    ),
    OnOff(name="masqueradeAll", words="masqueradeAll", read=_masquerades_all, edit=_masquerade_all),
    Text(
        name="nodePortAddresses",
        read=lambda value, _: joined(value.node_port_addresses),
        parse=_parse_words,
        edit=replacing("node_port_addresses"),
        hint=mark("10.240.0.0/24, or primary"),
    ),
    OnOff(
        name="localhostNodePorts",
        words=mark("localhostNodePorts: node ports answer at 127.0.0.1"),
        shown=_is_iptables,
        read=lambda value, _: value.localhost_node_ports,
        edit=replacing("localhost_node_ports"),
    ),
)

NETWORK: tuple[AnyField, ...] = (
    Options(name="cni", read=lambda value, _: value.cni, offered=tuple(Cni), edit=replacing("cni")),
    Options(
        name="overlay", read=lambda value, _: value.overlay, offered=tuple(Overlay), edit=replacing("overlay")
    ),
    OnOff(
        name="overlayAddressIsNode",
        words=mark("tunnels have the node’s own address"),
        shown=lambda value, _: value.overlay is not Overlay.NONE,
        read=lambda value, _: value.overlay_address_is_node,
        edit=replacing("overlay_address_is_node"),
    ),
    Text(
        name="routes",
        read=lambda value, _: ", ".join(f"{each.destination} via {each.node}" for each in value.routes),
        parse=_parse_routes,
        edit=replacing("routes"),
        hint="10.0.0.0/16 via node-1",
    ),
)


def _to(flow: Flow) -> ServiceTarget:
    assert isinstance(flow.target, ServiceTarget), "the row is shown for Services only"
    return flow.target


def _is_to_service(flow: Flow, scenario: Scenario) -> bool:
    return isinstance(flow.target, ServiceTarget)


def _senders(flow: Flow, scenario: Scenario) -> Sequence[tuple[str, object]]:
    return [(each.label, each.key) for each in senders(scenario)]


def _services(flow: Flow, scenario: Scenario) -> Sequence[tuple[str, object]]:
    return [(tr(ADDRESS), ""), *((each.key.path, each.key.path) for each in scenario.services)]


def _set_service(scenario: Scenario, key: ObjectKey, path: str) -> Scenario:
    """Send to a Service by its cluster address, or to the address that it has now."""
    flow = scenario.by_key[key]
    assert isinstance(flow, Flow), "the row is in a request's table"
    if path:
        return replacing("target")(scenario, key, ServiceTarget(path))
    port = 0 if flow.protocol is Protocol.ICMP else 80
    return replacing("target")(scenario, key, AddressTarget(_address_of(flow, scenario), port))


def _address_of(flow: Flow, scenario: Scenario) -> IPAddress:
    if isinstance(flow.target, AddressTarget):
        return flow.target.address
    service = next((each for each in scenario.services if each.key.path == _to(flow).service), None)
    return service.cluster_ips[0] if service and service.cluster_ips else parse_address("10.0.0.1")


def _retarget(field: str) -> Callable[[Scenario, ObjectKey, Any], Scenario]:
    """An edit of one field of a request's target; only a node port has a node."""

    def edit(scenario: Scenario, key: ObjectKey, new: Any) -> Scenario:
        flow = scenario.by_key[key]
        assert isinstance(flow, Flow), "the row is in a request's table"
        target = replace(flow.target, **{field: new})
        if isinstance(target, ServiceTarget) and field == "via":
            nodes = [each.metadata.name for each in scenario.nodes]
            target = replace(target, node=nodes[0] if new is Via.NODE_PORT and nodes else "")
        return edits.replace_object(scenario, key, replace(flow, target=target))

    return edit


def _set_protocol(scenario: Scenario, key: ObjectKey, new: Protocol) -> Scenario:
    """A ping has no port; an address that had none gets one."""
    flow = scenario.by_key[key]
    assert isinstance(flow, Flow), "the row is in a request's table"
    target = flow.target
    if new is Protocol.ICMP:
        target = replace(target, port=0)
    elif isinstance(target, AddressTarget):
        target = replace(target, port=target.port or 80)
    return edits.replace_object(scenario, key, replace(flow, target=target, protocol=new))


def _parse_at(text: str) -> float | None:
    return parse_seconds(text) if text.strip() else None


FLOW: tuple[AnyField, ...] = (
    NAME,
    Choice(name="from", read=lambda flow, _: flow.sender, offered=_senders, edit=replacing("sender")),
    Choice(
        name="to.service",
        read=lambda flow, _: flow.target.service if isinstance(flow.target, ServiceTarget) else "",
        offered=_services,
        edit=_set_service,
    ),
    Choice(
        name="to.via",
        shown=_is_to_service,
        read=lambda flow, _: _to(flow).via,
        offered=lambda flow, _: [(each.value, each) for each in Via],
        edit=_retarget("via"),
    ),
    Choice(
        name="to.node",
        shown=lambda flow, scenario: _is_to_service(flow, scenario) and _to(flow).via is Via.NODE_PORT,
        read=lambda flow, _: _to(flow).node,
        offered=lambda flow, scenario: [(each.metadata.name, each.metadata.name) for each in scenario.nodes],
        edit=_retarget("node"),
    ),
    Text(
        name="to.address",
        shown=lambda flow, scenario: not _is_to_service(flow, scenario),
        read=lambda flow, _: str(flow.target.address),
        parse=parse_address,
        edit=_retarget("address"),
    ),
    Text(
        name="to.port",
        shown=lambda flow, _: flow.protocol is not Protocol.ICMP,
        read=lambda flow, _: str(flow.target.port or ""),
        parse=lambda text: parse_whole(text or "0"),
        edit=_retarget("port"),
        hint=mark("the first port"),
    ),
    Options(
        name="protocol",
        read=lambda flow, _: flow.protocol,
        offered=(Protocol.TCP, Protocol.UDP, Protocol.SCTP, Protocol.ICMP),
        edit=_set_protocol,
    ),
    Text(
        name="requests",
        read=lambda flow, _: str(flow.requests),
        parse=parse_whole,
        edit=replacing("requests"),
    ),
    Text(
        name="at",
        read=lambda flow, _: "" if flow.at is None else f"{flow.at:g}",
        parse=_parse_at,
        edit=replacing("at"),
        hint=mark("when everything has settled"),
    ),
    Facts(
        name="expect",
        shown=lambda flow, _: bool(flow.expect),
        read=lambda flow, _: [
            tr_n("{count} expected outcome", "{count} expected outcomes", len(flow.expect))
        ],
    ),
)
