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


def test_masquerade_prefers_the_address_in_the_next_hops_network() -> None:
    addresses = tuple(map(parse_interface_address, ("192.0.2.1/24", "10.180.1.1/24")))
    assert select_address(addresses, (), parse_address("10.180.1.136")) == parse_address("10.180.1.1")
    assert select_address(addresses, (), parse_address("203.0.113.9")) == parse_address("192.0.2.1")


def test_an_interface_without_an_address_borrows_one() -> None:
    others = (parse_interface_address("10.240.0.4/32"),)
    assert select_address((), others, parse_address("10.180.1.136")) == parse_address("10.240.0.4")
    assert select_address((), others, parse_address("fd00::1")) is None
