from sandbox.net import parse_address, parse_interface_address, parse_network
from sandbox.routing import Route, RouteType, RoutingTable, select_address

TABLE = RoutingTable(
    (
        Route(parse_network("0.0.0.0/0"), "eth0", parse_address("169.254.1.1")),
        Route(parse_network("10.180.1.0/24"), "cni0"),
        Route(parse_network("10.180.1.1/32"), "cni0", type=RouteType.LOCAL),
        Route(parse_network("fd00::/64"), "cni0"),
    )
)


def test_the_longest_prefix_wins() -> None:
    found = {text: TABLE.lookup(parse_address(text)) for text in ("10.180.1.1", "10.180.1.9", "192.0.2.1")}
    assert [route and (route.interface, route.type) for route in found.values()] == [
        ("cni0", RouteType.LOCAL),
        ("cni0", RouteType.UNICAST),
        ("eth0", RouteType.UNICAST),
    ]


def test_families_do_not_mix() -> None:
    assert TABLE.lookup(parse_address("fd00::9")) is not None
    assert TABLE.lookup(parse_address("fd01::9")) is None


def test_local_means_one_of_the_hosts_own() -> None:
    assert TABLE.is_local(parse_address("10.180.1.1"))
    assert not TABLE.is_local(parse_address("10.180.1.9"))


def chosen(own: tuple[str, ...], others: tuple[str, ...], next_hop: str, destination: str = "") -> str:
    """The address that `select_address` takes, as text; the next hop is the destination if none is given."""
    on_interface, elsewhere = (tuple(map(parse_interface_address, each)) for each in (own, others))
    to = parse_address(destination or next_hop)
    return str(select_address(on_interface, elsewhere, parse_address(next_hop), to))


def test_masquerade_prefers_the_address_in_the_next_hops_network() -> None:
    own = ("192.0.2.1/24", "10.180.1.1/24")
    assert chosen(own, (), "10.180.1.136") == "10.180.1.1"
    assert chosen(own, (), "10.180.1.136", "203.0.113.9") == "10.180.1.1"
    assert chosen(own, (), "203.0.113.9") == "192.0.2.1"


def test_an_interface_without_an_address_borrows_one() -> None:
    assert chosen((), ("10.240.0.4/32", "10.180.1.1/24"), "10.180.1.136") == "10.240.0.4"
    assert chosen((), ("10.240.0.4/32",), "fd00::1") == "None"


def test_ipv6_takes_what_shares_most_bits_with_the_destination() -> None:
    others = ("fd00:240::1/128", "fd00:180:1::/128")
    assert chosen((), others, "fd00:180:1::99") == "fd00:180:1::"
    assert chosen(("fd00:240::1/128",), others, "fd00:180:1::99") == "fd00:240::1"


def test_of_equal_ipv6_addresses_the_first_is_taken_and_bits_behind_a_prefix_do_not_count() -> None:
    assert chosen(("fd00:240::1/128", "fd00:240::101/128"), (), "fd00:180::99") == "fd00:240::1"
    assert chosen(("fd00:240::1/64", "fd00:240::99/64"), (), "fd00:240::9a") == "fd00:240::1"


def test_ipv6_sends_to_an_address_of_its_own_from_that() -> None:
    others = ("fd00:240::2/128", "2001:db8:2::1/128")
    assert chosen(("2001:db8:2::1/128",), others, "fd00:240::2") == "fd00:240::2"
