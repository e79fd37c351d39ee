import pytest

from sandbox.net import (
    Family,
    first_of_family,
    is_within,
    of_family,
    parse_address,
    parse_interface_address,
    parse_network,
    socket_text,
)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [("172.30.0.041", "172.30.0.41"), (" 10.0.0.1 ", "10.0.0.1"), ("FD00::1", "fd00::1")],
)
def test_addresses_are_read_sloppily_and_printed_canonically(text: str, canonical: str) -> None:
    assert str(parse_address(text)) == canonical


def test_a_cidr_is_masked_to_its_network() -> None:
    assert str(parse_network("10.180.1.136/24")) == "10.180.1.0/24"
    assert str(parse_network("10.180.1.136")) == "10.180.1.136/32"


@pytest.mark.parametrize("text", ["10.0.0.256", "10.0.0", "", "fd00::/129/1", "ten"])
def test_what_is_no_address_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_address(text)


def test_an_interface_address_keeps_its_host_part() -> None:
    address = parse_interface_address("10.180.1.1/24")
    assert str(address) == "10.180.1.1/24"
    assert str(address.network) == "10.180.1.0/24"
    with pytest.raises(ValueError, match="33"):
        parse_interface_address("10.0.0.1/33")


def test_an_ipv6_socket_is_bracketed() -> None:
    assert socket_text(parse_address("fd00::1"), 80) == "[fd00::1]:80"


def test_addresses_and_networks_are_told_apart_by_family() -> None:
    four, six = parse_network("10.0.0.0/8"), parse_network("fd00::/8")
    assert of_family((six, four), Family.IPV4) == (four,)
    assert first_of_family((four,), Family.IPV6) is None


def test_a_network_is_within_another_of_its_family_only() -> None:
    outer = parse_network("10.0.0.0/8")
    assert is_within(outer, outer)
    assert is_within(parse_network("10.1.0.0/16"), outer)
    assert not is_within(outer, parse_network("10.1.0.0/16"))
    assert not is_within(parse_network("::a00:0/104"), outer)
