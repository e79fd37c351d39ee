"""Reading a node's ruleset as `nft list ruleset` and `nft -j list ruleset` print it."""

import json

import msgspec
import pytest

from sandbox.net import Family
from sandbox.netfilter import Unmodelled
from sandbox.netfilter.nft import NftTextError, format_rule, format_ruleset, parse_listing, parse_ruleset
from sandbox.netfilter.nft.json_rules import rule_text
from sandbox.netfilter.nft.rule_parse import parse_rule
from sandbox.netfilter.nft.words import words_of
from tests.fixtures.node_state import printed


@pytest.mark.parametrize("family", Family, ids=str)
def test_the_json_of_a_real_node_gives_the_rules_that_its_text_gives(family: Family) -> None:
    text = parse_listing(printed("nftables/nft.txt"), family)
    json = parse_listing(printed("nftables/nft.json"), family)
    assert text.managed == json.managed == ()
    assert len(text.ruleset.tables) == (2 if family is Family.IPV4 else 1)
    for ours, theirs in zip(text.ruleset.tables, json.ruleset.tables, strict=True):
        assert ours.name == theirs.name
        assert ours.base_chains == theirs.base_chains
        assert ours.sets == theirs.sets
        assert {name: each.rules for name, each in ours.chains.items()} == {
            name: each.rules for name, each in theirs.chains.items()
        }


@pytest.mark.parametrize("name", ["nft.txt", "nft.json"])
def test_tables_that_iptables_made_are_left_out_and_named(name: str) -> None:
    found = parse_listing(printed(f"iptables/{name}"), Family.IPV4)
    assert found.ruleset.tables == ()
    assert set(found.managed) >= {"ip nat", "ip filter", "ip6 nat"}


@pytest.mark.parametrize("family", ["netdev", "bridge", "arp"])
def test_tables_of_families_that_no_routed_packet_meets_are_read_past(family: str) -> None:
    text = f"table {family} x {{ chain c {{ type filter hook ingress device eth0 priority 0; }} }}\n"
    for more in ("table inet y { }", f"add chain {family} x d\nadd table inet y"):
        assert [table.name for table in parse_ruleset(text + more).tables] == ["inet y"]
        assert parse_listing(text + more, Family.IPV4).ruleset == parse_ruleset(text + more)


DORMANT = "table inet x { flags dormant; chain c { type filter hook forward priority 0; drop; } }"
DORMANT_JSON = {
    "nftables": [
        {"table": {"family": "inet", "name": "x", "flags": ["dormant"]}},
        {
            "chain": {
                "family": "inet",
                "table": "x",
                "name": "c",
                "type": "filter",
                "hook": "forward",
                "prio": 0,
            }
        },
    ]
}


@pytest.mark.parametrize("text", [DORMANT, json.dumps(DORMANT_JSON)], ids=["text", "JSON"])
def test_a_dormant_table_has_its_chains_and_no_hook_leads_there(text: str) -> None:
    (table,) = parse_listing(text, Family.IPV4).ruleset.tables
    assert (list(table.chains), table.base_chains) == (["c"], ())


def payload(field: str, protocol: str = "ip") -> dict[str, object]:
    return {"payload": {"protocol": protocol, "field": field}}


MARK = {"meta": {"key": "mark"}}
RULES = {
    'iifname "eth0" accept': [
        {"match": {"op": "==", "left": {"meta": {"key": "iifname"}}, "right": "eth0"}},
        {"accept": None},
    ],
    "ct state established,related counter packets 5 bytes 7 accept": [
        {"match": {"op": "in", "left": {"ct": {"key": "state"}}, "right": ["established", "related"]}},
        {"counter": {"packets": 5, "bytes": 7}},
        {"accept": None},
    ],
    "meta mark & 0x00004000 == 0x00004000 masquerade fully-random": [
        {"match": {"op": "==", "left": {"&": [MARK, 0x4000]}, "right": 0x4000}},
        {"masquerade": {"flags": "fully-random"}},
    ],
    "meta l4proto tcp meta mark set 0x00000010 reject with tcp reset": [
        {"match": {"op": "==", "left": {"meta": {"key": "l4proto"}}, "right": "tcp"}},
        {"mangle": {"key": MARK, "value": 16}},
        {"reject": {"type": "tcp reset"}},
    ],
    "ip saddr != { 10.0.0.0/8, 192.0.2.1 } drop": [
        {
            "match": {
                "op": "!=",
                "left": payload("saddr"),
                "right": {"set": [{"prefix": {"addr": "10.0.0.0", "len": 8}}, "192.0.2.1"]},
            }
        },
        {"drop": None},
    ],
    "tcp dport 80-90 snat to 10.0.0.1:1000-2000": [
        {"match": {"op": "==", "left": payload("dport", "tcp"), "right": {"range": [80, 90]}}},
        {"snat": {"addr": "10.0.0.1", "port": {"range": [1000, 2000]}}},
    ],
    "dnat to [fd00::1]:80": [{"dnat": {"addr": "fd00::1", "port": 80}}],
    'update @a { ip saddr } log prefix "a b" level info': [
        {"set": {"op": "update", "elem": payload("saddr"), "set": "@a"}},
        {"log": {"prefix": "a b", "level": "info"}},
    ],
    "meta nftrace set 1 accept": [
        {"mangle": {"key": {"meta": {"key": "nftrace"}}, "value": 1}},
        {"accept": None},
    ],
    "fib daddr type local numgen random mod 2 vmap { 0 : goto a, 1 : jump b }": [
        {"match": {"op": "==", "left": {"fib": {"result": "type", "flags": ["daddr"]}}, "right": "local"}},
        {
            "vmap": {
                "key": {"numgen": {"mode": "random", "mod": 2, "offset": 0}},
                "data": {"set": [[0, {"goto": {"target": "a"}}], [1, {"jump": {"target": "b"}}]]},
            }
        },
    ],
}


@pytest.mark.parametrize("text", RULES)
def test_each_kind_of_statement_is_read(text: str) -> None:
    words = [word.text for word in words_of(rule_text({"expr": RULES[text]}))]
    rule = parse_rule(words, Family.IPV4)
    assert not any(isinstance(each, Unmodelled) for each in rule.expressions)
    assert format_rule(rule, "ip") == text


UNMODELLED = [
    {"xt": {"type": "match", "name": "statistic"}},
    {"limit": {"rate": 5, "per": "second"}},
    {"dnat": {"addr": {"map": {"key": payload("saddr"), "data": "@m"}}}},
    {"some new thing": [{"a": "b; } {"}]},
]


@pytest.mark.parametrize("statement", UNMODELLED, ids=lambda each: next(iter(each)))
def test_what_is_not_modelled_is_kept_and_named(statement: dict[str, object]) -> None:
    objects = [
        {"metainfo": {}},
        {"table": {"family": "ip", "name": "t"}},
        {"chain": {"family": "ip", "table": "t", "name": "c"}},
        {"rule": {"family": "ip", "table": "t", "chain": "c", "expr": [statement, {"accept": None}]}},
    ]
    text = msgspec.json.encode({"nftables": objects}).decode()
    (table,) = parse_listing(text, Family.IPV4).ruleset.tables
    (expression,) = table.chains["c"].rules[0].expressions
    assert isinstance(expression, Unmodelled)
    assert next(iter(statement)).split()[0] in expression.text


def test_sets_have_what_they_state() -> None:
    named = {
        "family": "ip",
        "table": "t",
        "name": "s",
        "type": ["ipv4_addr", "inet_service"],
        "flags": ["interval"],
        "timeout": 60,
        "size": 9,
        "comment": "two words",
        "elem": [
            {"elem": {"val": {"concat": ["10.0.0.1", 80]}, "comment": "a"}},
            {"concat": ["10.0.0.2", 81]},
        ],
    }
    text = msgspec.json.encode(
        {"nftables": [{"table": {"family": "ip", "name": "t"}}, {"set": named}]}
    ).decode()
    assert format_ruleset(parse_listing(text, Family.IPV4).ruleset) == (
        "table ip t {\n\tset s {\n\t\ttype ipv4_addr . inet_service\n\t\tsize 9\n\t\tflags interval\n"
        '\t\ttimeout 1m\n\t\tcomment "two words"\n'
        '\t\telements = { 10.0.0.1 . 80 comment "a",\n\t\t\t     10.0.0.2 . 81 }\n\t}\n}\n'
    )


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "{}",
        '{"nftables": 5}',
        '{"nftables": [5]}',
        '{"nftables": [{"rule": {"table": "t", "family": "ip", "chain": "c", "expr": []}}]}',
        '{"nftables": [{"table": {"family": "ip", "name": "t"}}, {"set": {"table": "t", "family": "ip"}}]}',
    ],
)
def test_other_json_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(
        NftTextError, match=r"line 1: the JSON is not what nft -j list ruleset prints; [^\n]+$"
    ):
        parse_listing(text, Family.IPV4)
