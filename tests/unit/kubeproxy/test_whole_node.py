"""All rules of a node: the static ones, the shapes of kube-proxy's own dumps, families and settings."""

from collections import Counter
from typing import Any

import pytest

from sandbox.net import Family
from sandbox.netfilter.expressions import Goto, Jump
from sandbox.netfilter.iptables import format_ruleset
from sandbox.netfilter.ruleset import Ruleset
from tests.fixtures.clusters import CONFIGURATIONS, everything, overall
from tests.fixtures.services import a_configuration, lines, rules_for

BUILT_IN = {"PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"}
CANARY = "KUBE-PROXY-CANARY"
LAST = "kubernetes service nodeports; NOTE: this must be the last rule in this chain"

EMPTY_NODE = """\
*mangle
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:KUBE-PROXY-CANARY - [0:0]
COMMIT
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:KUBE-EXTERNAL-SERVICES - [0:0]
:KUBE-FIREWALL - [0:0]
:KUBE-FORWARD - [0:0]
:KUBE-NODEPORTS - [0:0]
:KUBE-PROXY-CANARY - [0:0]
:KUBE-PROXY-FIREWALL - [0:0]
:KUBE-SERVICES - [0:0]
-A INPUT -j KUBE-FIREWALL
-A INPUT NEW -m comment --comment "kubernetes load balancer firewall" -j KUBE-PROXY-FIREWALL
-A INPUT -m comment --comment "kubernetes health check service ports" -j KUBE-NODEPORTS
-A INPUT NEW -m comment --comment "kubernetes externally-visible service portals" -j KUBE-EXTERNAL-SERVICES
-A FORWARD NEW -m comment --comment "kubernetes load balancer firewall" -j KUBE-PROXY-FIREWALL
-A FORWARD -m comment --comment "kubernetes forwarding rules" -j KUBE-FORWARD
-A FORWARD NEW -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
-A FORWARD NEW -m comment --comment "kubernetes externally-visible service portals" -j KUBE-EXTERNAL-SERVICES
-A OUTPUT -j KUBE-FIREWALL
-A OUTPUT NEW -m comment --comment "kubernetes load balancer firewall" -j KUBE-PROXY-FIREWALL
-A OUTPUT NEW -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
-A KUBE-FIREWALL ! -s 127.0.0.0/8 -d 127.0.0.0/8 -m comment --comment "block incoming localnet connections"\
 -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP
-A KUBE-FORWARD -m conntrack --ctstate INVALID -j DROP
-A KUBE-FORWARD -m comment --comment "kubernetes forwarding rules" -m mark --mark 0x4000/0x4000 -j ACCEPT
-A KUBE-FORWARD -m comment --comment "kubernetes forwarding conntrack rule"\
 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:KUBE-MARK-MASQ - [0:0]
:KUBE-NODEPORTS - [0:0]
:KUBE-POSTROUTING - [0:0]
:KUBE-PROXY-CANARY - [0:0]
:KUBE-SERVICES - [0:0]
-A PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
-A OUTPUT -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
-A POSTROUTING -m comment --comment "kubernetes postrouting rules" -j KUBE-POSTROUTING
-A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000
-A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN
-A KUBE-POSTROUTING -j MARK --set-xmark 0x4000/0x0
-A KUBE-POSTROUTING -m comment --comment "kubernetes service traffic requiring SNAT"\
 -j MASQUERADE --random-fully
-A KUBE-SERVICES -m comment --comment\
 "kubernetes service nodeports; NOTE: this must be the last rule in this chain"\
 -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS
COMMIT
""".replace(" NEW ", " -m conntrack --ctstate NEW ")


def counts(ruleset: Ruleset, table: str) -> dict[str, int]:
    """How many rules each chain of kube-proxy's own has."""
    found = ruleset.table(table)
    assert found is not None
    return {name: len(chain.rules) for name, chain in found.chains.items() if name not in BUILT_IN | {CANARY}}


def by_kind(found: dict[str, int]) -> dict[str, list[int]]:
    """The numbers of rules of the chains that Services have of their own, by kind."""
    kinds: dict[str, list[int]] = {}
    for name, number in found.items():
        if len(name.rpartition("-")[2]) == 16:
            kinds.setdefault(name.split("-")[1], []).append(number)
    return {kind: sorted(numbers) for kind, numbers in kinds.items()}


def tail(**fields: Any) -> list[str]:
    """The rules that lead to node ports, without their comment."""
    family = fields.pop("family", Family.IPV4)
    found = rules_for([], [], a_configuration(**fields), family)
    services = lines(found, "nat", "KUBE-SERVICES", family)
    return [line.replace(f'-m comment --comment "{LAST}" ', "") for line in services]


def test_a_node_without_services() -> None:
    assert format_ruleset(rules_for([])) == EMPTY_NODE


def test_another_bit_may_mark_what_is_masqueraded() -> None:
    ruleset = rules_for([], [], a_configuration(masquerade_bit=10, nftables_masquerade_bit=11))
    assert format_ruleset(ruleset) == EMPTY_NODE.replace("0x4000", "0x400")


class TestOverall:
    """The shape of kube-proxy's own dump of six Services."""

    def test_filter(self) -> None:
        assert counts(overall(nfacct=True), "filter") == {
            "KUBE-EXTERNAL-SERVICES": 3,
            "KUBE-FIREWALL": 1,
            "KUBE-FORWARD": 3,
            "KUBE-NODEPORTS": 1,
            "KUBE-PROXY-FIREWALL": 1,
            "KUBE-SERVICES": 1,
        }

    def test_nat(self) -> None:
        found = counts(overall(nfacct=True), "nat")
        assert len(found) == 20
        assert sum(found.values()) == 55
        assert by_kind(found) == {
            "EXT": [2, 2, 2, 3],
            "FW": [2],
            "SEP": [2] * 6,
            "SVC": [2, 2, 2, 3, 3],
        }
        assert (found["KUBE-NODEPORTS"], found["KUBE-SERVICES"]) == (6, 10)

    def test_counters(self) -> None:
        found = overall(nfacct=True)
        assert lines(found, "filter", "KUBE-FORWARD")[0] == (
            "-m conntrack --ctstate INVALID -m nfacct --nfacct-name ct_state_invalid_dropped_pkts -j DROP"
        )
        assert lines(found, "nat", "KUBE-NODEPORTS")[0] == (
            '-d 127.0.0.0/8 -p tcp -m comment --comment "ns2/svc2:p80" -m tcp --dport 3001'
            " -m nfacct --nfacct-name localhost_nps_accepted_pkts -j KUBE-EXT-GNZBNJ2PO5MGZ6GT"
        )

    def test_services_keep_their_order(self) -> None:
        comments = [line.split('"')[1].split()[0] for line in lines(overall(), "nat", "KUBE-SERVICES")]
        assert list(Counter(comments).items()) == [
            ("ns1/svc1:p80", 1),
            ("ns2/svc2:p80", 3),
            ("ns3/svc3:p80", 1),
            ("ns4/svc4:p80", 2),
            ("ns5/svc5:p80", 2),
            ("kubernetes", 1),
        ]


class TestSettings:
    def test_liberal_conntrack_keeps_invalid_packets(self) -> None:
        assert len(lines(rules_for([], be_liberal=True), "filter", "KUBE-FORWARD")) == 2

    def test_localhost_node_ports_off(self) -> None:
        found = rules_for([], [], a_configuration(localhost_node_ports=False))
        assert lines(found, "filter", "KUBE-FIREWALL") == []
        assert tail(localhost_node_ports=False) == [
            "! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS"
        ]

    def test_ipv6_has_no_localhost_node_ports(self) -> None:
        found = rules_for([], family=Family.IPV6)
        assert lines(found, "filter", "KUBE-FIREWALL") == []
        assert lines(found, "filter", "INPUT")[0] == "-j KUBE-FIREWALL"
        assert tail(family=Family.IPV6) == ["! -d ::1/128 -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS"]

    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            ({"node_port_addresses": ("192.168.0.0/16",)}, ["-d 192.168.0.2/32 -j KUBE-NODEPORTS"]),
            ({"node_port_addresses": ("primary",)}, ["-d 192.168.0.2/32 -j KUBE-NODEPORTS"]),
            (
                {"node_port_addresses": ("10.0.0.0/8", "127.0.0.0/8")},
                ["-d 127.0.0.1/32 -j KUBE-NODEPORTS", "-d 10.180.0.254/32 -j KUBE-NODEPORTS"],
            ),
            (
                {"node_port_addresses": ("10.0.0.0/8", "127.0.0.0/8"), "localhost_node_ports": False},
                ["-d 10.180.0.254/32 -j KUBE-NODEPORTS"],
            ),
            ({"node_port_addresses": ("172.16.0.0/12",)}, []),
            ({"node_port_addresses": ("::1/128",), "family": Family.IPV6}, []),
        ],
        ids=str,
    )
    def test_node_port_addresses(self, fields: dict[str, Any], expected: list[str]) -> None:
        assert tail(**fields) == expected

    def test_node_port_addresses_without_loopback_switch_its_node_ports_off(self) -> None:
        found = rules_for([], [], a_configuration(node_port_addresses=("192.168.0.0/16",)))
        assert lines(found, "filter", "KUBE-FIREWALL") == []


class TestFamilies:
    def test_ipv6_has_nothing_of_ipv4(self) -> None:
        text = format_ruleset(everything(family=Family.IPV6), Family.IPV6)
        ipv4 = ("172.30.", "10.180.", "192.0.2.", "255.255", " icmp-")
        assert [each for each in ipv4 if each in text] == []
        assert "-j REJECT --reject-with icmp6-port-unreachable" in text
        assert "-j DNAT --to-destination [fd00:10::1:1]:8080" in text
        assert "--mask ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff --rsource" in text

    def test_both_have_the_same_shape(self) -> None:
        found = [by_kind(counts(everything(CONFIGURATIONS["bridge"], family), "nat")) for family in Family]
        assert found[0] == found[1]


@pytest.mark.parametrize("family", Family, ids=str)
@pytest.mark.parametrize("config", CONFIGURATIONS.values(), ids=CONFIGURATIONS)
def test_every_jump_has_a_chain_and_every_chain_a_jump(config: Any, family: Family) -> None:
    for table in everything(config, family).tables:
        targets = {
            expression.chain
            for chain in table.chains.values()
            for rule in chain.rules
            for expression in rule.expressions
            if isinstance(expression, Jump | Goto)
        }
        own = set(table.chains) - {base.chain for base in table.base_chains} - {CANARY}
        assert targets <= own
        assert {name for name in own - targets if not name.endswith("-NODEPORTS")} == set()
