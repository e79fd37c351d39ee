"""Addresses for the pods that an import makes, each found without a look at all others."""

import ipaddress
from collections.abc import Iterable, Iterator
from itertools import count

from sandbox.kube import Node, Pod
from sandbox.kube.allocation import FIRST_POD_OFFSET, subnet_of
from sandbox.net import IPAddress, IPNetwork

WIDER = 4
"""By how many bits a subnet that only addresses tell of is taken to be larger than the usual."""


class PodAddresses:
    """Gives each new pod the next free address of each of its node's ranges.

    A node without ranges (as in EKS, where pods have addresses of the cloud's network) gives addresses of the
    network that its own address is in.
    """

    def __init__(self, nodes: Iterable[Node], pods: Iterable[Pod]) -> None:
        self._nodes = {node.metadata.name: node for node in nodes}
        self._taken: set[IPAddress] = {each for node in self._nodes.values() for each in node.addresses}
        self._taken |= {each for pod in pods for each in pod.addresses}
        self._offsets: dict[IPNetwork, Iterator[int]] = {}

    def next(self, node_name: str) -> tuple[IPAddress, ...]:
        """An address of each family for a pod on a node; fewer where a range is full."""
        node = self._nodes[node_name]
        ranges = node.pod_cidrs or tuple(dict.fromkeys(map(_around, node.addresses)))
        found = (self._free(each) for each in ranges)
        return tuple(each for each in found if each is not None)

    def _free(self, network: IPNetwork) -> IPAddress | None:
        start = _base(network) + FIRST_POD_OFFSET
        offsets = self._offsets.setdefault(network, count(start))
        end = int(network.broadcast_address) - (1 if network.version == 4 else 0)
        make = ipaddress.IPv4Address if network.version == 4 else ipaddress.IPv6Address
        for number in offsets:
            if number > end:
                return None
            address = make(number)
            if address not in self._taken:
                self._taken.add(address)
                return address
        return None


def _base(network: IPNetwork) -> int:
    return int(network.network_address)


def _around(address: IPAddress) -> IPNetwork:
    """The network that the address of a node is taken to be in, when nothing else is known."""
    network = subnet_of(address)
    return network.supernet(WIDER) if network.version == 4 else network
