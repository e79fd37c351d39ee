"""What each service port puts into the sets and maps that all Services share."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from sandbox.kubeproxy.nftables import names
from sandbox.kubeproxy.nftables import table_names as table
from sandbox.kubeproxy.service_port import NodeServicePort
from sandbox.net import IPAddress
from sandbox.netfilter.expressions import Drop, Goto, Verdict
from sandbox.netfilter.fields import Key
from sandbox.netfilter.sets import MEMBER, Element


class Entry(NamedTuple):
    """An element and the set or map that it belongs to."""

    set: str
    key: Key
    element: Element


def elements_by_set(ports: Iterable[NodeServicePort]) -> Mapping[str, Mapping[Key, Element]]:
    """The elements of every set that has any. Of two Services that want one key, the first has it."""
    # kube-proxy: pkg/proxy/nftables/proxier.go nftElementStorage keeps one, which one being left to chance
    found: dict[str, dict[Key, Element]] = {}
    for port in ports:
        for name, key, element in entries(port):
            found.setdefault(name, {}).setdefault(key, element)
    return found


def entries(port: NodeServicePort) -> Iterator[Entry]:
    """A service port's elements, in the order in which kube-proxy adds them."""
    # kube-proxy: pkg/proxy/nftables/proxier.go syncProxyRules, "Capture the clusterIP" and what follows
    yield from _cluster_ip(port)
    for address in port.info.external_ips:
        yield from _external(port, table.SERVICE_IPS, table.NO_ENDPOINT_SERVICES, _key(port, address))
    for address in port.info.load_balancer_ips:
        key = _key(port, address)
        yield from _external(port, table.SERVICE_IPS, table.NO_ENDPOINT_SERVICES, key)
        if has_firewall(port):
            yield Entry(table.FIREWALL_IPS, key, Element(Goto(names.firewall_chain(port.info.name))))
    if port.info.port.node_port:
        key = (port.info.port.protocol, port.info.port.node_port)
        yield from _external(port, table.SERVICE_NODE_PORTS, table.NO_ENDPOINT_NODE_PORTS, key)


def has_firewall(port: NodeServicePort) -> bool:
    """Whether the load balancer's addresses are checked against source ranges, with endpoints or without."""
    # kube-proxy: pkg/proxy/nftables/proxier.go syncProxyRules, usesFWChain
    return bool(port.info.load_balancer_ips and port.info.source_ranges)


def internal_chain(port: NodeServicePort) -> str:
    """The chain that serves the cluster address."""
    chain = names.local_policy_chain if port.info.internal_policy_local else names.cluster_policy_chain
    return chain(port.info.name)


def _cluster_ip(port: NodeServicePort) -> Iterator[Entry]:
    address = port.info.cluster_ip
    yield Entry(table.CLUSTER_IPS, (address,), MEMBER)
    if port.has_internal_endpoints:
        yield Entry(table.SERVICE_IPS, _key(port, address), Element(Goto(internal_chain(port))))
    else:
        yield Entry(table.NO_ENDPOINT_SERVICES, _key(port, address), _refusal(port))


def _external(port: NodeServicePort, served: str, refused: str, key: Key) -> Iterator[Entry]:
    """An external destination: to its chain if there are endpoints, refused if none serves outsiders."""
    if port.has_endpoints:
        yield Entry(served, key, Element(Goto(names.external_chain(port.info.name))))
    if not port.has_external_endpoints:
        yield Entry(refused, key, _refusal(port))


def _key(port: NodeServicePort, address: IPAddress) -> Key:
    return address, port.info.port.protocol, port.info.port.port


def _refusal(port: NodeServicePort) -> Element:
    """Reject where no endpoint is usable anywhere, drop where only local ones are missing."""
    verdict: Verdict = Drop() if port.has_endpoints else Goto(table.REJECT)
    return Element(verdict, str(port.info.name))
