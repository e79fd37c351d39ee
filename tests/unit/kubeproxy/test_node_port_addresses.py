"""On which addresses node ports answer."""

import pytest

from sandbox.kubeproxy.node_port_addresses import node_port_addresses
from sandbox.net import Family, parse_address
from tests.fixtures.services import LOCAL_ADDRESSES, addresses

ALL = None


@pytest.mark.parametrize(
    ("values", "family", "expected"),
    [
        ([], Family.IPV4, ALL),
        (["0.0.0.0/0"], Family.IPV4, ALL),
        (["10.180.0.0/24", "0.0.0.0/0"], Family.IPV4, ALL),
        (["all"], Family.IPV6, ALL),
        (["fd00::/8"], Family.IPV4, ALL),
        (["fd00::/8"], Family.IPV6, ["fd00:192::2"]),
        (["192.168.0.0/16"], Family.IPV4, ["192.168.0.2"]),
        (["10.0.0.0/8", "127.0.0.0/8"], Family.IPV4, ["127.0.0.1", "10.180.0.254"]),
        (["primary"], Family.IPV4, ["192.168.0.2"]),
        (["localhost"], Family.IPV4, ["127.0.0.1"]),
        (["localhost"], Family.IPV6, ["::1"]),
        (["172.16.0.0/12"], Family.IPV4, []),
    ],
    ids=str,
)
def test_what_is_covered(values: list[str], family: Family, expected: list[str] | None) -> None:
    primary = parse_address("192.168.0.2" if family is Family.IPV4 else "fd00:192::2")
    found = node_port_addresses(values, primary, family)
    if expected is ALL:
        assert found.match_all
    else:
        assert not found.match_all
        assert list(map(str, found.of_node(addresses(*LOCAL_ADDRESSES)))) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], True),
        (["127.0.0.1/32"], True),
        (["0.0.0.0/1"], True),
        (["126.0.0.0/7"], True),
        (["192.168.0.0/16"], False),
    ],
    ids=str,
)
def test_whether_loopback_is_covered(values: list[str], expected: bool) -> None:
    assert node_port_addresses(values, None, Family.IPV4).contains_loopback is expected


def test_a_value_that_is_neither_a_range_nor_a_keyword_is_an_error() -> None:
    with pytest.raises(ValueError, match="everywhere"):
        node_port_addresses(["everywhere"], None, Family.IPV4)
