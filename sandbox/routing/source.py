"""Which of its own addresses a host uses."""

from collections.abc import Sequence

from sandbox.net import InterfaceAddress, IPAddress, family_of


def select_address(
    on_interface: Sequence[InterfaceAddress],
    others: Sequence[InterfaceAddress],
    next_hop: IPAddress,
    destination: IPAddress,
) -> IPAddress | None:
    """The source address for packets to `destination` by way of `next_hop`; None if the host has none.

    An interface without an address of the family borrows one of `others`; neither holds loopback addresses.
    IPv6 takes the destination itself where that is the host's own. RFC 6724 rules 1 and 5
    """
    family = family_of(destination)
    own = [each for each in on_interface if family_of(each.address) is family]
    usable = own or [each for each in others if family_of(each.address) is family]
    if not usable:
        return None
    if destination.version == 6:
        is_own = any(each.address == destination for each in others)
        return destination if is_own else _longest_match(usable, destination)
    return _in_network(own, next_hop) if own else usable[0].address


def _in_network(usable: Sequence[InterfaceAddress], next_hop: IPAddress) -> IPAddress:
    """The first address whose network holds the next hop, else the first one.

    kernel: net/ipv4/devinet.c inet_select_addr
    """
    return next((each.address for each in usable if next_hop in each.network), usable[0].address)


def _longest_match(usable: Sequence[InterfaceAddress], destination: IPAddress) -> IPAddress:
    """The address that shares most leading bits with the destination, as far as its prefix goes.

    Of equals it is the first: the kernel's list begins with the address that was added last.
    kernel: net/ipv6/addrconf.c ipv6_get_saddr_eval, ipv6_link_dev_addr; RFC 6724 rule 8
    """

    def shared_bits(each: InterfaceAddress) -> int:
        differing = (int(each.address) ^ int(destination)).bit_length()
        return min(destination.max_prefixlen - differing, each.prefix_length)

    return max(usable, key=shared_bits).address
