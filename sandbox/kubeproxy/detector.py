"""The local detector: how kube-proxy tells a packet from a pod from any other."""

from collections.abc import Iterable

import msgspec

from sandbox.kube import DetectLocalMode, KubeProxyConfiguration, Node
from sandbox.net import Family, IPNetwork, first_of_family
from sandbox.netfilter.expressions import MatchAddress, MatchInterface, Side


class LocalDetector(msgspec.Struct, frozen=True):
    """A match for packets from pods, and its opposite."""

    if_local: MatchAddress | MatchInterface

    @property
    def if_not_local(self) -> MatchAddress | MatchInterface:
        """The match for packets that are not from pods."""
        return msgspec.structs.replace(self.if_local, negated=True)


def local_detector(config: KubeProxyConfiguration, node: Node, family: Family) -> LocalDetector | None:
    """The detector of a node for one family; None where kube-proxy cannot tell."""
    # kube-proxy: pkg/proxy/util/localdetector.go NewDetectLocalByCIDR,
    # cmd/kube-proxy/app/server_linux.go getLocalDetectors
    match config.detect_local_mode:
        case DetectLocalMode.CLUSTER_CIDR:
            return _by_network(config.cluster_cidrs, family)
        case DetectLocalMode.NODE_CIDR:
            return _by_network(node.pod_cidrs, family)
        case DetectLocalMode.BRIDGE_INTERFACE:
            return _by_interface(config.bridge_interface)
        case DetectLocalMode.INTERFACE_NAME_PREFIX:
            return _by_interface(config.interface_name_prefix and f"{config.interface_name_prefix}+")


def _by_network(networks: Iterable[IPNetwork], family: Family) -> LocalDetector | None:
    network = first_of_family(networks, family)
    return LocalDetector(MatchAddress(Side.SOURCE, network)) if network is not None else None


def _by_interface(name: str) -> LocalDetector | None:
    return LocalDetector(MatchInterface(Side.SOURCE, name)) if name else None
