"""The rules that recognise a service port's addresses: entries of the chains that all Services share."""

from collections.abc import Iterator
from typing import NamedTuple

from sandbox.kubeproxy import names
from sandbox.kubeproxy.iptables import chain_names as chains
from sandbox.kubeproxy.iptables.rules import commented, destination, to_port
from sandbox.kubeproxy.iptables.settings import Settings
from sandbox.kubeproxy.node_port_addresses import LOOPBACK
from sandbox.kubeproxy.service_port import NodeServicePort
from sandbox.net import IPAddress, Protocol
from sandbox.netfilter.expressions import (
    PORT_UNREACHABLE,
    Accept,
    AddressType,
    Drop,
    Jump,
    MatchAddressType,
    Nfacct,
    Reject,
    Side,
)
from sandbox.netfilter.ruleset import Rule

LOCALHOST_ACCEPTED = "localhost_nps_accepted_pkts"
"""The nfacct counter of packets to node ports on loopback addresses."""

TO_LOCAL = MatchAddressType(Side.DESTINATION, AddressType.LOCAL)


class Entry(NamedTuple):
    """A rule and the shared chain that it belongs to."""

    table: str
    chain: str
    rule: Rule


def capture_rules(port: NodeServicePort, settings: Settings) -> Iterator[Entry]:
    """A service port's entries in the shared chains, in the order in which kube-proxy writes them."""
    # kube-proxy: pkg/proxy/iptables/proxier.go syncProxyRules, "Capture the clusterIP" and what follows
    yield from _cluster_ip(port, settings)
    yield from _external_ips(port, settings)
    yield from _load_balancer_ips(port, settings)
    if port.info.port.node_port:
        yield from _node_port(port, settings)
    if port.info.health_check_node_port:
        yield _health_check(port)


def _cluster_ip(port: NodeServicePort, settings: Settings) -> Iterator[Entry]:
    address = port.info.cluster_ip
    if port.has_internal_endpoints:
        yield Entry("nat", chains.SERVICES, _to(port, address, "cluster IP", internal_chain(port)))
    else:
        yield Entry("filter", chains.SERVICES, _refusal(port, settings, address))


def _external_ips(port: NodeServicePort, settings: Settings) -> Iterator[Entry]:
    chain = names.external_chain(port.info.name)
    for address in port.info.external_ips:
        if port.has_endpoints:
            yield Entry("nat", chains.SERVICES, _to(port, address, "external IP", chain))
        if not port.has_external_endpoints:
            yield Entry("filter", chains.EXTERNAL_SERVICES, _refusal(port, settings, address))


def _load_balancer_ips(port: NodeServicePort, settings: Settings) -> Iterator[Entry]:
    name = port.info.name
    firewall = names.firewall_chain(name)
    chain = firewall if port.uses_firewall_chain else names.external_chain(name)
    for address in port.info.load_balancer_ips:
        if port.has_endpoints:
            yield Entry("nat", chains.SERVICES, _to(port, address, "loadbalancer IP", chain))
        if port.uses_firewall_chain:
            yield Entry("filter", chains.PROXY_FIREWALL, _not_accepted(port, address, firewall))
        if not port.has_external_endpoints:
            yield Entry("filter", chains.EXTERNAL_SERVICES, _refusal(port, settings, address))


def _node_port(port: NodeServicePort, settings: Settings) -> Iterator[Entry]:
    if port.has_endpoints:
        jump = Jump(names.external_chain(port.info.name))
        matches = to_port(port.info.port.protocol, port.info.port.node_port)
        if settings.localhost_node_ports and settings.nfacct:
            counted = (destination(LOOPBACK[settings.family]), *matches, Nfacct(LOCALHOST_ACCEPTED))
            yield Entry("nat", chains.NODE_PORTS, commented(str(port.info.name), *counted, jump))
        yield Entry("nat", chains.NODE_PORTS, commented(str(port.info.name), *matches, jump))
    if not port.has_external_endpoints:
        yield Entry("filter", chains.EXTERNAL_SERVICES, _refusal(port, settings))


def _health_check(port: NodeServicePort) -> Entry:
    matches = to_port(Protocol.TCP, port.info.health_check_node_port)
    rule = commented(f"{port.info.name} health check node port", *matches, Accept())
    return Entry("filter", chains.NODE_PORTS, rule)


def internal_chain(port: NodeServicePort) -> str:
    """The chain that serves the cluster address."""
    chain = names.local_policy_chain if port.info.internal_policy_local else names.cluster_policy_chain
    return chain(port.info.name)


def _to(port: NodeServicePort, address: IPAddress, what: str, chain: str) -> Rule:
    """Packets to the service port on `address` go to `chain`."""
    matches = to_port(port.info.port.protocol, port.info.port.port)
    return commented(f"{port.info.name} {what}", destination(address), *matches, Jump(chain))


def _not_accepted(port: NodeServicePort, address: IPAddress, firewall: str) -> Rule:
    """What the firewall chain let fall through, and so is not translated."""
    comment = f"{port.info.name} traffic not accepted by {firewall}"
    matches = to_port(port.info.port.protocol, port.info.port.port)
    return commented(comment, destination(address), *matches, Drop())


def _refusal(port: NodeServicePort, settings: Settings, address: IPAddress | None = None) -> Rule:
    """Reject where no endpoint is usable anywhere, drop where only local ones are missing.

    On `address`, or on the node port if it is None.
    """
    what, verdict = ("local endpoints", Drop()) if port.has_endpoints else ("endpoints", _reject(settings))
    comment = f"{port.info.name} has no {what}"
    wanted = port.info.port
    if address is None:
        return commented(comment, TO_LOCAL, *to_port(wanted.protocol, wanted.node_port), verdict)
    return commented(comment, destination(address), *to_port(wanted.protocol, wanted.port), verdict)


def _reject(settings: Settings) -> Reject:
    return Reject(PORT_UNREACHABLE[settings.family])
