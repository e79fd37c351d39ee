"""`nodePortAddresses`: on which of a node's addresses node ports answer."""

import ipaddress
from collections.abc import Iterable, Sequence

import msgspec

from sandbox.net import Family, IPAddress, IPNetwork, family_of, of_family, parse_network

EVERYTHING = {Family.IPV4: parse_network("0.0.0.0/0"), Family.IPV6: parse_network("::/0")}
LOOPBACK = {Family.IPV4: parse_network("127.0.0.0/8"), Family.IPV6: parse_network("::1/128")}


class NodePortAddresses(msgspec.Struct, frozen=True):
    """The networks of one family on whose addresses node ports answer; without any, on all."""

    networks: tuple[IPNetwork, ...] = ()

    @property
    def match_all(self) -> bool:
        """Whether node ports answer on every local address."""
        return not self.networks

    @property
    def contains_loopback(self) -> bool:
        """Whether they reach into the loopback network."""
        # kube-proxy: pkg/proxy/util/nodeport_addresses.go ContainsIPv4Loopback
        return self.match_all or any(_touches_loopback(network) for network in self.networks)

    def of_node(self, addresses: Iterable[IPAddress]) -> tuple[IPAddress, ...]:
        """Those of `addresses` that they cover, in the order given."""
        return tuple(each for each in addresses if any(each in network for network in self.networks))


def node_port_addresses(
    values: Sequence[str], primary: IPAddress | None, family: Family
) -> NodePortAddresses:
    """Read the configured CIDRs and keywords; `primary` is the node's own address of the family.

    Raises ValueError for a value that is neither.
    """
    # kube-proxy: pkg/proxy/util/nodeport_addresses.go NewNodePortAddresses
    networks = [network for value in values for network in _read(value, primary, family)]
    if any(network.prefixlen == 0 for network in networks):
        return NodePortAddresses()
    return NodePortAddresses(tuple(networks))


def _read(value: str, primary: IPAddress | None, family: Family) -> Iterable[IPNetwork]:
    match value:
        case "all":
            return (EVERYTHING[family],)
        case "localhost":
            return (LOOPBACK[family],)
        case "primary":
            return (ipaddress.ip_network(primary),) if primary is not None else ()
        case _:
            network = parse_network(value)
            return of_family((network,), family)


def _touches_loopback(network: IPNetwork) -> bool:
    loopback = LOOPBACK[family_of(network)].network_address
    return network.network_address.is_loopback or loopback in network
