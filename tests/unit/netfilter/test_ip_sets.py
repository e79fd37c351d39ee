"""What `ipset save` prints, read into sets that `-m set` asks."""

import pytest

from sandbox.net import Packet, Protocol, parse_address
from sandbox.netfilter import Unmodelled
from sandbox.netfilter.ip_sets import MatchSet, Seen
from sandbox.netfilter.iptables import format_rule
from sandbox.netfilter.iptables.errors import RulesTextError
from sandbox.netfilter.iptables.ip_set_parse import parse_ip_sets
from sandbox.netfilter.iptables.ruleset_parse import parse_ruleset

SETS = """\
# a remark
create nets hash:net family inet hashsize 1024 maxelem 65536 bucketsize 12 initval 0x4996d96a
add nets 10.0.0.0/8
add nets 10.1.0.0/16 nomatch
add nets 10.1.2.3
create ports hash:ip,port family inet timeout 0
add ports 10.0.0.1,tcp:80 timeout 0
add ports 10.0.0.1,53 comment "add it, tcp"
create both hash:net,port,net family inet
add both 10.0.0.0/8,udp:53,10.1.0.0/16
create masked hash:ip family inet netmask 24
add masked 10.2.3.0
create ways hash:net,iface family inet
add ways 10.0.0.0/8,eth0
create numbers bitmap:port range 1-1000
add numbers 80
create six hash:net family inet6
add six fd00::/64
create all list:set size 8
add all six
add all nets
create echoes hash:ip,port family inet
add echoes 10.0.0.1,icmp:echo-request
create macs hash:mac
add macs 00:11:22:33:44:55
create some list:set size 8
add some macs
create scattered hash:ip family inet bitmask 255.255.0.255
add scattered 10.0.0.1
create begun hash:net,iface family inet
add begun 10.0.0.0/8,eth wildcard
create told hash:net family inet
add told 10.0.0.0/8 comment "nomatch"
"""
SOURCE, DESTINATION = True, False


def holds(name: str, source: str, ends: tuple[bool, ...], port: int = 80, protocol: str = "TCP") -> bool:
    """Whether the set holds the key of a packet from `source` to 10.1.2.4, port `port`, that came by eth0."""
    packet = Packet(Protocol(protocol), parse_address(source), 40000, parse_address("10.1.2.4"), port)
    return parse_ip_sets(SETS)[name].holds(ends, Seen(packet, "eth0", "cni0"))


@pytest.mark.parametrize(
    ("name", "source", "ends", "found"),
    [
        ("nets", "10.2.0.1", (SOURCE,), True),
        ("nets", "10.1.2.3", (SOURCE,), True),
        ("nets", "10.1.2.9", (SOURCE,), False),
        ("nets", "11.0.0.1", (SOURCE,), False),
        ("nets", "10.2.0.1", (SOURCE, DESTINATION), True),
        ("nets", "11.0.0.1", (DESTINATION,), False),
        ("ports", "10.0.0.1", (SOURCE, DESTINATION), True),
        ("ports", "10.0.0.1", (SOURCE, SOURCE), False),
        ("ports", "10.0.0.1", (SOURCE,), False),
        ("both", "10.0.0.1", (SOURCE, DESTINATION, DESTINATION), False),
        ("masked", "10.2.3.77", (SOURCE,), True),
        ("masked", "10.2.4.77", (SOURCE,), False),
        ("ways", "10.0.0.1", (SOURCE, SOURCE), True),
        ("ways", "10.0.0.1", (SOURCE, DESTINATION), False),
        ("numbers", "10.0.0.1", (DESTINATION,), True),
        ("numbers", "10.0.0.1", (SOURCE,), False),
        ("all", "10.2.0.1", (SOURCE,), True),
        ("all", "11.2.0.1", (SOURCE,), False),
        ("told", "10.2.0.1", (SOURCE,), True),
    ],
)
def test_a_set_holds_a_key(name: str, source: str, ends: tuple[bool, ...], found: bool) -> None:
    assert holds(name, source, ends) is found


def test_a_port_belongs_to_its_protocol() -> None:
    ends = (SOURCE, DESTINATION, DESTINATION)
    assert holds("both", "10.0.0.1", ends, 53, "UDP")
    assert not holds("both", "10.0.0.1", ends, 53)
    assert holds("ports", "10.0.0.1", (SOURCE, DESTINATION), 53)
    assert not holds("numbers", "10.0.0.1", (DESTINATION,), 80, "SCTP")


def test_what_is_not_modelled_is_left_out_with_the_lists_that_name_it() -> None:
    assert not {"echoes", "macs", "some", "scattered", "begun"}.intersection(parse_ip_sets(SETS))


def test_a_rule_finds_its_set_or_is_not_modelled() -> None:
    text = "-A INPUT -m set ! --match-set ports src,dst\n-A INPUT -m set --match-set macs src"
    ruleset = parse_ruleset(text, sets=parse_ip_sets(SETS))
    found = ruleset.tables[0].chains["INPUT"].rules
    assert [type(each.expressions[0]) for each in found] == [MatchSet, Unmodelled]
    assert "\n".join(format_rule("INPUT", rule) for rule in found) == text


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("add nowhere 10.0.0.1", "there is no set nowhere"),
        ("flush nets", "line 34: “flush nets” is not read here"),
        ("add nets 10.0.0.x", "neither an address nor a range"),
        ("add nets fd00::/64", "fd00::/64 is of the other family than its set"),
        ("create wide hash:ip family inet netmask 33", "“33” is not the length of a prefix"),
        ("add ports 10.0.0.1", "does not fit a set of type hash:ip,port"),
        ("add ports 10.0.0.1,tcp:90000", "is not a port"),
    ],
)
def test_a_mistake_is_one_sentence(line: str, words: str) -> None:
    with pytest.raises(RulesTextError, match=words):
        parse_ip_sets(SETS + line)


def test_a_set_of_the_other_family_is_refused() -> None:
    with pytest.raises(RulesTextError, match="set six holds addresses of the other family"):
        parse_ruleset("-A INPUT -m set --match-set six src", sets=parse_ip_sets(SETS))


def test_a_part_that_is_no_end_is_a_mistake() -> None:
    with pytest.raises(RulesTextError, match="“source” is no end of a packet"):
        parse_ruleset("-A INPUT -m set --match-set nets source", sets=parse_ip_sets(SETS))
