"""Which of its own addresses a host uses."""

from collections.abc import Sequence

from sandbox.net import InterfaceAddress, IPAddress, family_of


def select_address(
    on_interface: Sequence[InterfaceAddress],
    others: Sequence[InterfaceAddress],
    next_hop: IPAddress,
) -> IPAddress | None:
    """The source address for packets to `next_hop`: the interface's, else one of the host's others.

    The first address of the interface whose network contains the next hop, else the interface's first one;
    an interface without addresses borrows the first of `others`, which must not hold loopback addresses of
    host scope. kernel: net/ipv4/devinet.c inet_select_addr
    """
    family = family_of(next_hop)
    usable = [each for each in on_interface if family_of(each.address) is family]
    for candidate in usable:
        if next_hop in candidate.network:
            return candidate.address
    if usable:
        return usable[0].address
    return next((each.address for each in others if family_of(each.address) is family), None)
