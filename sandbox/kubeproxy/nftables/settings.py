"""What a node's configuration comes to for one family in nftables mode."""

from collections.abc import Sequence

import msgspec

from sandbox.kube import KubeProxyConfiguration, Node, zone_of
from sandbox.kubeproxy.detector import LocalDetector, local_detector
from sandbox.kubeproxy.node_port_addresses import node_port_addresses
from sandbox.net import Family, IPAddress, IPNetwork, first_of_family, of_family
from sandbox.netfilter.fields import Field

DEFAULT_NODE_PORT_ADDRESSES = ("primary",)
"""kube-proxy: cmd/kube-proxy/app/server_linux.go platformApplyDefaults; iptables mode has every address."""


class Settings(msgspec.Struct, frozen=True):
    """kube-proxy's configuration on one node, resolved for one family.

    `node_port_ips` are the addresses that node ports answer on, None for every local one but loopback's.
    """

    family: Family
    node_name: str
    zone: str
    node_ip: IPAddress | None
    detector: LocalDetector | None
    node_port_ips: tuple[IPAddress, ...] | None
    masquerade_all: bool
    masquerade_mark: int
    service_cidrs: tuple[IPNetwork, ...]

    @property
    def table(self) -> str:
        """The name of kube-proxy's table."""
        return "ip kube-proxy" if self.family is Family.IPV4 else "ip6 kube-proxy"

    @property
    def destination(self) -> Field:
        """The field that holds a packet's destination."""
        return Field.IP_DADDR if self.family is Family.IPV4 else Field.IP6_DADDR

    @property
    def source(self) -> Field:
        """The field that holds a packet's source."""
        return Field.IP_SADDR if self.family is Family.IPV4 else Field.IP6_SADDR


def node_port_networks(config: KubeProxyConfiguration) -> tuple[str, ...]:
    """`nodePortAddresses`, with this mode's default."""
    return config.node_port_addresses or DEFAULT_NODE_PORT_ADDRESSES


def resolve(
    config: KubeProxyConfiguration,
    node: Node,
    node_addresses: Sequence[IPAddress],
    family: Family,
    service_cidrs: Sequence[IPNetwork] = (),
) -> Settings:
    """See `generate`. Raises ValueError for an entry of nodePortAddresses that is not understood."""
    # kube-proxy: cmd/kube-proxy/app/server_linux.go createProxier, pkg/proxy/nftables/proxier.go NewProxier
    own = config.nftables_masquerade_all
    return Settings(
        family=family,
        node_name=node.metadata.name,
        zone=zone_of(node),
        node_ip=first_of_family(node.addresses, family),
        detector=local_detector(config, node, family),
        node_port_ips=_node_port_ips(config, node, node_addresses, family),
        masquerade_all=config.masquerade_all if own is None else own,
        masquerade_mark=1 << config.nftables_masquerade_bit,
        service_cidrs=of_family(service_cidrs, family),
    )


def _node_port_ips(
    config: KubeProxyConfiguration, node: Node, node_addresses: Sequence[IPAddress], family: Family
) -> tuple[IPAddress, ...] | None:
    """The addresses that the configuration covers; loopback has no node ports in this mode."""
    # kube-proxy: pkg/proxy/nftables/proxier.go setupNFTables, "Fill in nodeport-ips set if needed"
    node_ip = first_of_family(node.addresses, family)
    wanted = node_port_addresses(node_port_networks(config), node_ip, family)
    if wanted.match_all:
        return None
    return tuple(dict.fromkeys(each for each in wanted.of_node(node_addresses) if not each.is_loopback))
