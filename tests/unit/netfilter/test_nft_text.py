"""nftables text: read, printed as nft lists it, and said what is wrong with it."""

import pytest

from sandbox.net import Family
from sandbox.netfilter import (
    Rule,
    Unmodelled,
)
from sandbox.netfilter.nft import NftTextError, format_rule, format_ruleset, parse_ruleset


def printed(rule: str, family: str = "ip") -> str:
    """What nft lists for a rule as people write it."""
    text = f"table {family} t {{ set s {{ type ipv4_addr; }} chain x {{ }} chain c {{ {rule}; }} }}"
    (table,) = parse_ruleset(text, Family.IPV6 if family == "ip6" else Family.IPV4).tables
    (found,) = table.chains["c"].rules
    return format_rule(found, family)


@pytest.mark.parametrize(
    "rule",
    [
        "meta mark & 0x000000ff == { 0x00000001, 0x00000002 } drop",
        "meta mark & 0x000000ff @s drop",
        "meta mark 0x10-0x20 drop",
        "meta mark < 0x10 drop",
        "ct mark & 0x000000ff == { 0x00000001, 0x00000002 } drop",
        "ct status != dnat drop",
        "ct status == dnat drop",
    ],
)
def test_bits_that_are_compared_in_another_way_are_not_guessed(rule: str) -> None:
    """`ct status != dnat` is true of a translated connection, too, which has other bits besides: seen."""
    text = f"table ip t {{ set s {{ type mark; }} chain c {{ {rule}; }} }}"
    (table,) = parse_ruleset(text, Family.IPV4).tables
    assert table.chains["c"].rules == (Rule((Unmodelled(rule),)),)


@pytest.mark.parametrize(
    ("written", "listed"),
    [
        ("ip saddr != { 203.0.113.0/25 } drop", "ip saddr != 203.0.113.0/25 drop"),
        ("ip saddr { 203.0.113.0/25, 5.6.7.8 } drop", "ip saddr { 5.6.7.8, 203.0.113.0/25 } drop"),
        ("th dport { 80 } accept", "th dport 80 accept"),
        ("tcp dport ssh accept", "tcp dport 22 accept"),
        ("mark and 0x4000 == 0 return", "meta mark & 0x00004000 == 0x00000000 return"),
        ("mark and 0x80000000 == 0 return", "meta mark 0x00000000/1 return"),
        ("mark and 0xff000000 != 0x1000000 return", "meta mark != 0x01000000/8 return"),
        ("mark 16/28 return", "meta mark 0x00000010/28 return"),
        ("ct mark and 0xff000000 == 0x1000000 return", "ct mark 0x01000000/8 return"),
        ("mark set mark or 0x4000", "meta mark set meta mark | 0x00004000"),
        ("mark set mark xor 0x4000", "meta mark set meta mark ^ 0x00004000"),
        ("meta mark set mark and 0xff", "meta mark set meta mark & 0x000000ff"),
        ("meta mark set mark and 0xff xor 3", "meta mark set meta mark & 0x000000ff ^ 0x00000003"),
        ("mark set 16", "meta mark set 0x00000010"),
        ("ct state { new, invalid } drop", "ct state { invalid, new } drop"),
        ("ct state related,established accept", "ct state established,related accept"),
        ("iif lo accept", 'iif "lo" accept'),
        ('oifname != "eth*" drop', 'oifname != "eth*" drop'),
        ("counter", "counter packets 0 bytes 0"),
        ('tcp dport 80 comment "a b" accept', 'tcp dport 80 comment "a b" accept'),
        ('accept comment "a b"', 'accept comment "a b"'),
        ("reject with icmp type host-unreachable", "reject with icmp host-unreachable"),
        ("reject with icmp type port-unreachable", "reject"),
        ("meta l4proto tcp dnat to 10.0.0.1:80", "meta l4proto tcp dnat to 10.0.0.1:80"),
        ("snat 10.0.0.1:1000-2000 fully-random", "snat to 10.0.0.1:1000-2000 fully-random"),
        ("numgen random mod 2 offset 3 vmap { 4: drop, 3: goto x }",) * 2,
        ("limit rate 5/second drop",) * 2,
        ("limit rate over 10/minute burst 20 packets drop",) * 2,
        ("limit rate 10/week burst 5 packets accept", "limit rate 10/week accept"),
        ("limit rate 10 mbytes/second accept",) * 2,
        ("tcp flags syn accept",) * 2,
        ("tcp flags & syn != 0 accept", "tcp flags syn accept"),
        ("tcp flags & (fin|syn|rst|ack) == syn drop", "tcp flags syn / fin,syn,rst,ack drop"),
        ("tcp flags & (fin | syn) != syn drop", "tcp flags != syn / fin,syn drop"),
        ("tcp flags & (syn|rst) == 0 accept", "tcp flags ! syn,rst accept"),
        ("tcp flags == syn accept",) * 2,
        ("tcp flags & syn == syn accept",) * 2,
        ("tcp flags { syn, ack } accept",) * 2,
        ("icmp type 8 accept", "icmp type echo-request accept"),
        (
            "icmp type { time-exceeded, echo-reply } accept",
            "icmp type { echo-reply, time-exceeded } accept",
        ),
        ("icmp type != { 3, 40 } drop", "icmp type != { destination-unreachable, 40 } drop"),
        ("icmp type 1-5 accept",) * 2,
        ("icmp type @kinds accept",) * 2,
        ("icmp type 256 accept",) * 2,
        ("ct mark 0x80 accept", "ct mark 0x00000080 accept"),
        ("ct mark and 0xff != 0 accept", "ct mark & 0x000000ff != 0x00000000 accept"),
        ("ct mark set 5", "ct mark set 0x00000005"),
        ("ct mark set mark and 0xff", "ct mark set meta mark & 0x000000ff"),
        ("ct mark set ct mark and 0xffffff00 xor 0x5", "ct mark set ct mark & 0xffffff05 | 0x00000005"),
        ("ct mark set ct mark or 0x80", "ct mark set ct mark | 0x00000080"),
        ("meta mark set ct mark",) * 2,
        ("meta mark set ct mark and 0xff", "meta mark set ct mark & 0x000000ff"),
        ("notrack",) * 2,
        ("ct original ip saddr 10.0.0.0/8 accept",) * 2,
        ("ct reply ip6 daddr != fd00::1 accept",) * 2,
        ("tcp dport 1 ct original proto-dst 80-90 accept",) * 2,
        ("ct direction != reply accept",) * 2,
        ("ct status dnat,assured accept", "ct status assured,dnat accept"),
        ("ct status != assured accept",) * 2,
        ("ct expiration 10s-20s accept",) * 2,
        ("pkttype unicast accept", "meta pkttype host accept"),
        ("meta pkttype != multicast accept",) * 2,
        ("ip ttl 5 accept",) * 2,
        ("ip ttl < 5 accept",) * 2,
        ("ip6 hoplimit 1-255 accept",) * 2,
        ("redirect",) * 2,
        ("tcp dport 80 redirect to :8080-8090",) * 2,
        ("fib saddr . iif oif missing drop",) * 2,
        ("fib saddr . mark . iif oif exists accept",) * 2,
        ("dnat to tcp dport map { 80 : 10.0.0.1 }",) * 2,
        (
            "dnat ip to tcp dport map { 81 : 10.0.0.2 . 8081, 80: 10.0.0.1 . 8080 }",
            "dnat ip to tcp dport map { 80 : 10.0.0.1 . 8080, 81 : 10.0.0.2 . 8081 }",
        ),
        ("dnat to numgen random mod 2 map { 0 : 10.0.0.1, 1 : 10.0.0.2 }",) * 2,
        ("dnat to tcp dport map { 80 : web }",) * 2,
        ("dnat to jhash ip saddr mod 2 map { 0 : 10.0.0.1 }",) * 2,
        ("snat to ip saddr map { 10.0.0.1 : 10.0.0.2 }",) * 2,
        ('oif != "lo" accept',) * 2,
        ("masquerade random",) * 2,
        ("masquerade to :1024-65535 random,fully-random",) * 2,
        (
            "tcp dport 1 dnat to 10.0.0.1:80-90 random, persistent",
            "tcp dport 1 dnat to 10.0.0.1:80-90 random,persistent",
        ),
        ("dnat to 10.0.0.1-10.0.0.9",) * 2,
        ("update @s { ip saddr timeout 10s }",) * 2,
    ],
)
def test_rules_are_listed_as_nft_does(written: str, listed: str) -> None:
    if written.startswith("numgen"):
        listed = "numgen random mod 2 offset 3 vmap { 3 : goto x, 4 : drop }"
    assert printed(written) == listed
    assert printed(listed) == listed


@pytest.mark.parametrize(
    ("written", "family", "listed"),
    [
        ("reject with icmpx type admin-prohibited", "inet", "reject with icmpx admin-prohibited"),
        ("dnat ip to 1.2.3.4:80", "inet", "dnat ip to 1.2.3.4:80"),
        ("meta nfproto ipv4 drop", "inet", "meta nfproto ipv4 drop"),
        ("meta l4proto icmpv6 accept", "ip6", "meta l4proto ipv6-icmp accept"),
        ("meta l4proto icmpv6 accept", "inet", "meta l4proto ipv6-icmp accept"),
        ("meta l4proto icmp accept", "ip6", "meta l4proto icmp accept"),
        ("meta l4proto { 58, 6, 1 } drop", "inet", "meta l4proto { icmp, tcp, ipv6-icmp } drop"),
        ("ip protocol { udp, tcp } accept", "inet", "ip protocol { tcp, udp } accept"),
        ("reject with tcp reset", "inet", "meta l4proto tcp reject with tcp reset"),
        ("reject with tcp reset", "ip", "reject with tcp reset"),
        (
            "meta mark 3 meta l4proto tcp reject with tcp reset",
            "ip6",
            "meta mark 0x00000003 reject with tcp reset",
        ),
        ("meta l4proto != udp reject with tcp reset", "ip", "meta l4proto != udp reject with tcp reset"),
        ("notrack reject with tcp reset", "ip", "meta l4proto tcp notrack reject with tcp reset"),
        *(
            (f"{match} reject with tcp reset", "inet", f"meta l4proto tcp {match} reject with tcp reset")
            for match in ("ip saddr 10.0.0.1", "meta l4proto != udp", "ip protocol != tcp")
        ),
        *(
            (f"{match} reject with tcp reset", "inet", f"{match} reject with tcp reset")
            for match in (
                "meta l4proto tcp",
                "ip protocol tcp",
                "ip6 nexthdr tcp",
                "tcp dport != 9",
                "tcp sport { 1, 2 }",
                "ip saddr . tcp dport { 10.0.0.1 . 80 }",
                "tcp flags syn",
            )
        ),
        ("ip6 nexthdr icmpv6 accept", "inet", "ip6 nexthdr ipv6-icmp accept"),
        ("ip6 saddr fd00::/64 dnat to [fd00::1]:80", "ip6", "ip6 saddr fd00::/64 dnat to [fd00::1]:80"),
        (
            "icmpv6 type { 136, nd-router-advert } accept",
            "ip6",
            "icmpv6 type { nd-router-advert, nd-neighbor-advert } accept",
        ),
        ("reject with icmpv6 type no-route", "ip6", "reject with icmpv6 no-route"),
    ],
)
def test_rules_of_other_families(written: str, family: str, listed: str) -> None:
    assert printed(written, family) == listed


def test_commands_come_to_the_same_as_blocks() -> None:
    commands = """
        flush ruleset
        define net = 10.0.0.0/8   # a comment
        add table ip t { comment "mine" ; }
        add set ip t s { type ipv4_addr ; flags dynamic,timeout ; timeout 10800s ; }
        add map ip t m { type inet_proto . inet_service : verdict ; }
        add chain ip t c { type filter hook prerouting priority dstnat - 10 ; policy drop ; }
        add chain ip t x
        add element ip t m { tcp . 80 comment "web" : goto x , udp . 53 : drop }
        add rule ip t c ip saddr $net jump x comment "hers"
        add table ip6 other
    """
    block = """
        table ip t {
            comment "mine"
            set s { type ipv4_addr
                    flags dynamic,timeout
                    timeout 3h }
            map m {
                type inet_proto . inet_service : verdict
                elements = { udp . 53 : drop,
                             tcp . 80 comment "web" : goto x }
            }
            chain c {
                type filter hook prerouting priority -110; policy drop;
                ip saddr 10.0.0.0/8 jump x comment "hers"
            }
            chain x { }
        }
    """
    assert parse_ruleset(commands) == parse_ruleset(block)
    assert parse_ruleset(commands, Family.IPV6).tables[0].name == "ip6 other"


def test_what_is_not_modelled_is_kept_as_text() -> None:
    text = """\
table inet t {
	flowtable f {
		hook ingress priority filter
		devices = { eth0 }
	}

	map a {
		type inet_service : mark
		elements = { 80 : 0x1 }
	}

	chain c {
		meta mark set tcp dport map @a
	}
}
"""
    ruleset = parse_ruleset(text)
    assert format_ruleset(ruleset) == text
    assert parse_ruleset(format_ruleset(ruleset)) == ruleset


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "table ip t {\nchain c {\njump d\n}\n}",
            "line 3: table ip t has no chain d; declare it in the table",
        ),
        (
            "table ip t {\nchain c {\nip saddr @x drop\n}\n}",
            "line 3: table ip t has no set or map x; declare it in",
        ),
        ("table ip t {\nchain accept {\n}\n}", "line 2: “accept” is a word of nft's own and no name; write"),
        ("add table ip t\nadd chain ip t tcp", "line 2: “tcp” is a word of nft's own and no name; write"),
        (
            "table ip hour {\n}",
            "line 1: “hour” is a word of nft's own and no name; write another, such as my-",
        ),
        ("table ip t {\nset 1st {\n}\n}", "line 2: “1st” is no name; it begins with a letter, and has"),
        ('table ip t {\nmap "m" {\n}\n}', 'line 2: “"m"” is no name; it begins with a letter, and has'),
        ("table ip t {\n", "line 1: the block of a table is not closed; end it with }"),
        ("table ip t { }\n}", "line 2: a } closes nothing; leave it out"),
        ('table ip t {\ncomment "x\n}', "line 2: a string does not end in its line"),
        ("add rule ip t c accept", "line 1: there is no chain c; add it before its rules"),
        ("hello", "line 1: “hello” is not read here; a text begins with table FAMILY NAME {"),
        (
            "table ip t { chain c { type filter hook ingress priority 0; } }",
            "line 1: type filter hook ingress is",
        ),
        (
            "table ip t { chain c { type nat hook output priority late; } }",
            "line 1: “late” is no priority; write",
        ),
        ("table ip t { set s { type ipv4_addr; elements = { x } } }", "line 1: “x” is no ipv4_addr"),
        (
            "table ip t { set s { type ipv4_addr; elements = { 1.2.3.4 . 80 } } }",
            "line 1: “1.2.3.4 . 80” does not",
        ),
        ("add element ip t s { 1.2.3.4 }", "line 1: there is no set or map s; add it before its elements"),
        ("flush chain ip t c", "line 1: only whole tables can be emptied here"),
        ("add table", "line 1: the name of a table is missing; write table ip NAME {"),
    ],
)
def test_mistakes_are_said(text: str, sentence: str) -> None:
    with pytest.raises(NftTextError) as caught:
        parse_ruleset(text)
    assert str(caught.value).startswith(sentence)
