"""Reading `ip -j route`."""

import pytest

from sandbox.net import Family, parse_address
from sandbox.routing import RouteType, RoutingTable
from sandbox.routing.listing import RouteTextError, read_routes
from tests.fixtures.node_state import printed


def test_a_real_listing_is_read() -> None:
    found = read_routes(printed("iptables/route.json"), Family.IPV4)
    assert [str(route) for route in found.routes] == [
        "default via 169.254.1.1 dev eth0",
        "10.180.1.0/24 dev cni0 src 10.180.1.1",
    ]
    assert found.remarks == ()
    assert read_routes(printed("iptables/route.json"), Family.IPV6).routes == ()


def test_the_listing_of_all_tables_has_the_local_routes_and_no_broadcast() -> None:
    found = read_routes(printed("iptables/route-all.json"), Family.IPV4).routes
    assert {route.type for route in found} == {RouteType.UNICAST, RouteType.LOCAL}
    assert RoutingTable(found).is_local(parse_address("10.240.0.4"))
    assert not any(
        route.destination.broadcast_address == parse_address("10.180.1.255") for route in found[2:]
    )


def test_of_equal_destinations_the_lowest_metric_is_first() -> None:
    text = '[{"dst":"default","dev":"b","metric":200},{"dst":"default","dev":"a","metric":100}]'
    assert [route.interface for route in read_routes(text, Family.IPV6).routes] == ["a", "b"]


def test_what_is_not_read_as_it_stands_is_said() -> None:
    text = """[{"type":"blackhole","dst":"10.1.0.0/26","dev":"lo"},
        {"dst":"10.2.0.0/16","nexthops":[{"gateway":"10.0.0.1","dev":"a","flags":["dead"]},{"dev":"b"}]},
        {"dst":"10.3.0.0/16","dev":"c","table":"vpn"},
        {"type":"throw","dst":"10.4.0.0/16"},
        {"dst":"10.5.0.0/16","dev":"d","flags":["dead","linkdown"]}]"""
    found = read_routes(text, Family.IPV4)
    assert [str(route) for route in found.routes] == ["unreachable 10.1.0.0/26 dev lo", "10.2.0.0/16 dev b"]
    assert [remark.split()[0] for remark in found.remarks] == [
        "blackhole",
        "10.2.0.0/16",
        "10.3.0.0/16",
        "throw",
    ]


def test_an_unreachable_route_ends_the_look_up() -> None:
    text = '[{"dst":"default","dev":"a"},{"type":"unreachable","dst":"10.1.0.0/16"}]'
    table = RoutingTable(read_routes(text, Family.IPV4).routes)
    assert table.lookup(parse_address("10.2.0.1")) is not None
    assert table.lookup(parse_address("10.1.0.1")) is None


@pytest.mark.parametrize(
    "text", ["default via", "{}", '[{"dst":5}]', '[{"dst":"10.0.0.0/99","dev":"a"}]', "[1]"]
)
def test_other_text_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(RouteTextError, match=r"this is not what ip -j route prints: [^\n]+$"):
        read_routes(text, Family.IPV4)
