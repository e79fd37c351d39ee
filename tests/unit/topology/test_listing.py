"""Reading `ip -j addr`."""

import pytest

from sandbox.topology.listing import AddressTextError, read_devices
from tests.fixtures.node_state import printed


def test_a_real_listing_is_read() -> None:
    lo, link, port, bridge = read_devices(printed("iptables/addr.json"))
    assert lo.link_type == "loopback"
    assert [str(each) for each in lo.addresses] == ["127.0.0.1/8", "::1/128"]
    assert (link.name, [str(each) for each in link.addresses]) == ("eth0", ["10.240.0.4/32"])
    assert (port.master, port.addresses) == ("cni0", ())
    assert bridge.kind == ""


def test_details_tell_the_kinds() -> None:
    kinds = {each.name: each.kind for each in read_devices(printed("iptables/addr-details.json"))}
    assert kinds["cni0"] == "bridge"
    assert kinds["eth0"] == "veth"


def test_empty_objects_of_old_versions_are_read_past() -> None:
    assert [each.name for each in read_devices('[{},{"ifname":"a","flags":[]}]')] == ["a"]


@pytest.mark.parametrize(
    "text",
    [
        "1: lo",
        "{}",
        '[{"ifname":5}]',
        '[{"ifname":"a","addr_info":[{"local":"x"}]}]',
        '[{"ifname":"a","addr_info":[{"local":"10.0.0.1","prefixlen":64}]}]',
    ],
)
def test_other_text_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(AddressTextError, match=r"this is not what ip -j addr prints: [^\n]+$"):
        read_devices(text)
