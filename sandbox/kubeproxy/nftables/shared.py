"""What the nodes of a cluster have in common in nftables mode: where to find the service ports."""

from collections.abc import Sequence
from functools import cached_property

from sandbox.kube import EndpointIndex, Service
from sandbox.kubeproxy.nftables.names import path_of
from sandbox.kubeproxy.service_port import ServicePortInfo
from sandbox.kubeproxy.shared import SharedPorts, Sharing
from sandbox.net import Family
from sandbox.netfilter.fields import Key


class SharedKeys(SharedPorts):
    """All service ports of one family, and which of them a chain's name or an element's key belongs to."""

    @cached_property
    def by_path(self) -> dict[str, int]:
        """The number of each service port by what its chains' names have behind the hash."""
        return {path_of(info.name): number for number, info in enumerate(self.infos)}

    @cached_property
    def by_key(self) -> dict[Key, list[int]]:
        """The numbers of the service ports that may have an element of a key, in order."""
        found: dict[Key, list[int]] = {}
        for number, info in enumerate(self.infos):
            for key in dict.fromkeys(_keys(info)):
                found.setdefault(key, []).append(number)
        return found


_SHARING = Sharing(SharedKeys)


def shared_keys(services: Sequence[Service], endpoints: EndpointIndex, family: Family) -> SharedKeys:
    """The service ports of one family. A function, which another process knows by its name."""
    return _SHARING.of(services, endpoints, family)


def _keys(info: ServicePortInfo) -> list[Key]:
    """Every key that a service port may have an element of, in whichever set."""
    addresses = (info.cluster_ip, *info.external_ips, *info.load_balancer_ips)
    protocol, port = info.port.protocol, info.port
    by_address: list[Key] = [(address, protocol, port.port) for address in addresses]
    return [(info.cluster_ip,), *by_address, (protocol, port.node_port)]
