"""What a node's configuration comes to for one family, before any Service is looked at."""

from collections.abc import Sequence

import msgspec

from sandbox.kube import KubeProxyConfiguration, Node, zone_of
from sandbox.kubeproxy.detector import LocalDetector, local_detector
from sandbox.kubeproxy.node_port_addresses import NodePortAddresses, node_port_addresses
from sandbox.net import Family, IPAddress, first_of_family, of_family


class Settings(msgspec.Struct, frozen=True):
    """kube-proxy's configuration on one node, resolved for one family."""

    family: Family
    node_name: str
    zone: str
    node_ip: IPAddress | None
    detector: LocalDetector | None
    node_port_addresses: NodePortAddresses
    node_addresses: tuple[IPAddress, ...]
    masquerade_all: bool
    masquerade_mark: int
    localhost_node_ports: bool
    be_liberal: bool
    nfacct: bool


def resolve(
    config: KubeProxyConfiguration,
    node: Node,
    node_addresses: Sequence[IPAddress],
    family: Family,
    *,
    be_liberal: bool = False,
    nfacct: bool = False,
) -> Settings:
    """See `generate`. Raises ValueError for an entry of nodePortAddresses that is not understood."""
    # kube-proxy: cmd/kube-proxy/app/server_linux.go createProxier, pkg/proxy/iptables/proxier.go NewProxier
    node_ip = first_of_family(node.addresses, family)
    addresses = node_port_addresses(config.node_port_addresses, node_ip, family)
    localhost = config.localhost_node_ports and family is Family.IPV4 and addresses.contains_loopback
    return Settings(
        family=family,
        node_name=node.metadata.name,
        zone=zone_of(node),
        node_ip=node_ip,
        detector=local_detector(config, node, family),
        node_port_addresses=addresses,
        node_addresses=of_family(node_addresses, family),
        masquerade_all=config.masquerade_all,
        masquerade_mark=1 << config.masquerade_bit,
        localhost_node_ports=localhost,
        be_liberal=be_liberal,
        nfacct=nfacct,
    )
