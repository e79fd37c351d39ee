"""`Host` documents: other software's rules, kernel settings and links take part in every walk."""

import msgspec
import pytest

from sandbox.kube import ObjectMeta, TrafficPolicy
from sandbox.net import Family, parse_address
from sandbox.netfilter.iptables import format_rule
from sandbox.netfilter.iptables.target_parse import REJECTIONS
from sandbox.scenario import Cni, HostDocument, Network, Scenario
from sandbox.scenario.check import Severity, check
from sandbox.scenario.compile import FlowError, compile_world
from sandbox.trace import Verdict
from tests.fixtures.walks import (
    CLUSTER_IP,
    NODE_PORT,
    NODES,
    cluster,
    node_port,
    only,
    pod,
    send,
    send_one,
    service,
    with_host,
)

LOCAL = service(external_traffic_policy=TrafficPolicy.LOCAL)
ASKING = pod(3, on=1, last=30, metadata=ObjectMeta("asking", "default"))
PLAIN = pod(2, on=2, last=20, metadata=ObjectMeta("p2", "default"))


def rule_lines(scenario: Scenario, table: str, chain: str) -> list[str]:
    ruleset = compile_world(scenario).topology.hosts["node/n1"].rulesets[Family.IPV4]
    found = ruleset.table(table)
    assert found is not None
    return [format_rule(chain, rule, Family.IPV4) for rule in found.chains[chain].rules]


class TestIptables:
    def test_appended_rules_stand_behind_kube_proxys_jumps_and_inserted_ones_before(self) -> None:
        scenario = with_host(
            "n1", iptables="-A FORWARD -i cni0 -j ACCEPT\n-I FORWARD -s 192.0.2.0/24 -j DROP\n"
        )
        lines = rule_lines(scenario, "filter", "FORWARD")
        assert lines[0] == "-A FORWARD -s 192.0.2.0/24 -j DROP"
        assert lines[-1] == "-A FORWARD -i cni0 -j ACCEPT"
        assert lines[1:-1] == rule_lines(cluster(), "filter", "FORWARD")

    def test_a_rule_asks_a_set_of_the_document(self) -> None:
        rule = "-I FORWARD -p tcp -m set --match-set served dst,dst -j REJECT"
        sets = "create served hash:ip,port\nadd served 10.180.1.10,tcp:8080\n"
        assert node_port(with_host("n1", iptables=rule, ipsets=sets)).verdict is Verdict.REJECTED
        exchange = node_port(with_host("n1", iptables=rule))
        assert exchange.reason.endswith("-m set --match-set served dst,dst is not modelled")

    def test_a_mistake_in_a_set_is_found_by_the_check(self) -> None:
        found = check(with_host("n1", ipsets="create served hash:ip\nadd others 10.0.0.1"))
        (problem,) = [each for each in found if each.severity is Severity.ERROR]
        assert problem.field == "spec.ipsets"
        assert "line 2: there is no set others" in problem.message

    @pytest.mark.parametrize("reject_with", sorted(set(REJECTIONS[Family.IPV4].values())))
    def test_every_rejection_comes_back(self, reject_with: str) -> None:
        rule = f"-I FORWARD -p tcp -j REJECT --reject-with {reject_with}"
        exchange = node_port(with_host("n1", iptables=rule))
        no_way = reject_with in ("icmp-net-unreachable", "icmp-host-unreachable")
        assert exchange.verdict is (Verdict.UNROUTABLE if no_way else Verdict.REJECTED)

    @pytest.mark.parametrize(("device", "verdict"), [("eth0", Verdict.REJECTED), ("cni0", Verdict.REPLIED)])
    def test_output_goes_on_seeing_the_interface_that_it_began_with(
        self, device: str, verdict: Verdict
    ) -> None:
        """The node asks a cluster IP, which its default route has; the pod is behind the bridge."""
        scenario = with_host("n1", iptables=f"-A OUTPUT -o {device} -p tcp -j REJECT")
        assert only(send(scenario, "node/n1", CLUSTER_IP)).verdict is verdict

    def test_a_bridge_asks_for_the_neighbour_before_it_asks_forward(self) -> None:
        """The endpoint is a pod that does not run yet; a neighbour's packet would be rejected otherwise."""
        early = service(publish_not_ready_addresses=True)
        asker = msgspec.structs.replace(PLAIN, node_name="n1", addresses=(parse_address("10.180.1.20"),))
        pods = [pod(1, on=1, phase="Pending"), asker]
        rule = "-I FORWARD -d 10.180.0.0/16 -j REJECT --reject-with icmp-admin-prohibited"
        scenario = with_host("n1", cluster(pods, [early]), iptables=rule)
        exchange = only(send(scenario, "pod/default/p2", CLUSTER_IP))
        assert exchange.verdict is Verdict.UNROUTABLE
        assert exchange.reason == "nobody answers for 10.180.1.10 on cni0 of n1"

    def test_a_rule_that_only_counts_lets_the_packet_go_on(self) -> None:
        rule = "-I FORWARD -m nfacct --nfacct-name seen"
        assert node_port(with_host("n1", iptables=rule)).verdict is Verdict.REPLIED

    def test_save_text_declares_and_appends(self) -> None:
        text = "*nat\n:OWN - [0:0]\n-A POSTROUTING -j OWN\n-A OWN -s 10.180.2.0/24 -j MASQUERADE\nCOMMIT\n"
        assert rule_lines(with_host("n1", iptables=text), "nat", "OWN") == [
            "-A OWN -s 10.180.2.0/24 -j MASQUERADE"
        ]

    @pytest.mark.parametrize("policy", ["-P FORWARD DROP", "*filter\n:FORWARD DROP [0:0]\nCOMMIT"])
    def test_a_forward_policy_of_drop_lets_masqueraded_packets_through(self, policy: str) -> None:
        assert node_port(with_host("n1", iptables=policy)).verdict is Verdict.REPLIED
        exchange = node_port(with_host("n1", cluster(services=[LOCAL]), iptables=policy))
        assert exchange.verdict is Verdict.DROPPED
        assert exchange.reason == "n1, FORWARD, drops what no rule accepts"

    def test_a_rule_on_the_clients_node_hides_the_pod_behind_the_node(self) -> None:
        rule = "-t nat -A POSTROUTING -s 10.180.2.0/24 ! -o cni0 -j MASQUERADE"
        pods = [pod(1, on=1), PLAIN]
        plain = only(send(cluster(pods=pods), "pod/default/p2", CLUSTER_IP))
        assert str(plain.client_address) == "10.180.2.20"
        hidden = only(send(with_host("n2", cluster(pods=pods), iptables=rule), "pod/default/p2", CLUSTER_IP))
        assert hidden.client_address == NODES[1]
        assert hidden.verdict is Verdict.REPLIED

    def test_a_line_of_ip6tables_is_for_the_other_family(self) -> None:
        text = "ip6tables -P FORWARD DROP\nip6tables -A INPUT -s fd00::/8 -j DROP\n"
        exchange = node_port(with_host("n1", cluster(services=[LOCAL]), iptables=text))
        assert exchange.verdict is Verdict.REPLIED

    @pytest.mark.parametrize(
        ("rule", "named"),
        [
            ("-I FORWARD -m time --timestart 10:00 -j DROP", "-m time --timestart 10:00"),
            ("-t mangle -A PREROUTING -j TPROXY --on-port 99", "-j TPROXY --on-port 99"),
            (
                "-t nat -I PREROUTING -p tcp -j DNAT --to-destination 10.180.1.10-10.180.1.12",
                "-j DNAT --to-destination 10.180.1.10-10.180.1.12",
            ),
        ],
    )
    def test_what_is_not_modelled_stops_the_walk_and_is_named(self, rule: str, named: str) -> None:
        exchange = node_port(with_host("n1", iptables=rule))
        assert exchange.verdict is Verdict.DROPPED
        assert f"{named} is not modelled" in exchange.reason

    @pytest.mark.parametrize(
        ("rules", "verdict"),
        [
            (f"-t raw -A PREROUTING -p tcp --dport {NODE_PORT} -j CT --notrack", Verdict.REJECTED),
            ("-t raw -A PREROUTING -m rpfilter --invert -j DROP", Verdict.REPLIED),
            ("-t nat -I PREROUTING -j CONNMARK --set-mark 7\n-I FORWARD -m connmark --mark 7 -j REJECT",
             Verdict.REJECTED),
            ("-I FORWARD -p tcp --syn -m limit --limit 1/s -j REJECT", Verdict.REJECTED),
            (f"-I FORWARD -p tcp -m conntrack --ctorigdstport {NODE_PORT} --ctdir REPLY -j DROP",
             Verdict.DELIVERED),
            ("-t mangle -A PREROUTING -p tcp --syn -m addrtype --dst-type LOCAL --limit-iface-in -j DROP",
             Verdict.DROPPED),
            ("-t mangle -A OUTPUT -m addrtype ! --src-type LOCAL --limit-iface-out -j DROP", Verdict.REPLIED),
            (f"-t nat -I PREROUTING -p tcp --dport {NODE_PORT} -j REDIRECT --to-ports 10256\n"
             "-t mangle -A OUTPUT -p tcp -m owner --socket-exists -j DROP", Verdict.DELIVERED),
            ("-I FORWARD -p tcp -j REJECT --reject-with tcp-reset\n"
             "-t mangle -A OUTPUT -p tcp -m owner ! --socket-exists -j DROP", Verdict.DROPPED),
            ("-I FORWARD -p tcp --dport 8080 -m ttl --ttl-eq 63 -m pkttype --pkt-type unicast -j REJECT",
             Verdict.REJECTED),
            ("-I FORWARD -p tcp --dport 8080 -m physdev --physdev-is-in -j REJECT", Verdict.REPLIED),
        ],
    )  # fmt: skip
    def test_what_firewalls_and_networks_write_is_run(self, rules: str, verdict: Verdict) -> None:
        assert node_port(with_host("n1", iptables=rules)).verdict is verdict

    @pytest.mark.parametrize(
        ("asks", "verdict"),
        [
            ("--physdev-is-bridged", Verdict.REJECTED),
            ("--physdev-is-in --physdev-is-out", Verdict.REJECTED),
            ("! --physdev-is-bridged", Verdict.REPLIED),
            ("--physdev-in eth+", Verdict.REPLIED),
            ("! --physdev-out eth+", Verdict.REJECTED),
        ],
    )
    def test_a_rule_knows_the_ports_of_a_bridge(self, asks: str, verdict: Verdict) -> None:
        rule = f"-I FORWARD -p tcp --dport 8080 -m physdev {asks} -j REJECT"
        scenario = with_host("n1", cluster(pods=[pod(1, on=1), ASKING]), iptables=rule)
        assert only(send(scenario, "pod/default/asking", CLUSTER_IP)).verdict is verdict

    @pytest.mark.parametrize(("unless", "verdict"), [("", Verdict.DROPPED), ("! ", Verdict.REPLIED)])
    def test_rules_on_the_way_out_see_the_source_before_it_is_translated(
        self, unless: str, verdict: Verdict
    ) -> None:
        rule = f"-t mangle -A POSTROUTING -p tcp {unless}-s 198.51.100.79 --dport 8080 -j DROP"
        assert node_port(with_host("n1", iptables=rule)).verdict is verdict

    @pytest.mark.parametrize(
        ("source", "verdict"), [("10.180.1.10", Verdict.DELIVERED), (CLUSTER_IP, Verdict.REPLIED)]
    )
    def test_rules_on_the_way_in_see_an_answer_before_its_source_is_translated_back(
        self, source: object, verdict: Verdict
    ) -> None:
        rule = f"-A INPUT -p tcp -s {source} -j DROP"
        assert only(send(with_host("n1", iptables=rule), "node/n1", CLUSTER_IP)).verdict is verdict

    def test_a_packets_mark_stays_on_its_host(self) -> None:
        marks = HostDocument(ObjectMeta("n1"), "-t mangle -A PREROUTING -j MARK --set-mark 1")
        looks = HostDocument(ObjectMeta("n2"), "-I FORWARD -m mark --mark 1 -j DROP")
        exchange = node_port(cluster(pods=[pod(2, on=2)], hosts=(marks, looks)))
        assert (exchange.verdict, exchange.endpoint) == (Verdict.REPLIED, "default/p2")

    def test_a_connection_that_would_get_the_tuple_of_another_is_dropped_at_the_end(self) -> None:
        """A rule that leaves one port, which is the sender's already, looks for no other."""
        server = parse_address("10.180.1.10")
        rule = "-t nat -A POSTROUTING -p tcp --dport 8080 -j SNAT --to-source 10.240.0.1:40000"
        first, world = send_one(compile_world(with_host("n1", iptables=rule)), "client/c", server, 8080)
        assert first.verdict is Verdict.REPLIED
        second = only(send(world, "node/n2", server, 8080))
        assert second.reason == "n1 drops it: another connection has the tuple that this one would get"

    def test_a_redirection_leads_to_the_node_itself(self) -> None:
        rule = f"-t nat -I PREROUTING -p tcp --dport {NODE_PORT} -j REDIRECT --to-ports 10256"
        exchange = node_port(with_host("n1", iptables=rule))
        assert exchange.status == 200
        assert exchange.endpoint is None

    def test_a_connections_mark_is_there_for_its_answer(self) -> None:
        rules = (
            "-t mangle -A PREROUTING -m connmark --mark 9 -j DROP\n"
            "-t mangle -A FORWARD -j CONNMARK --set-mark 9\n"
        )
        assert node_port(with_host("n1", iptables=rules)).verdict is Verdict.DELIVERED

    def test_a_mistake_is_a_problem_and_no_flow_is_sent(self) -> None:
        scenario = with_host("n1", iptables="-A INPUT -j ACCEPT\n-A INPUT -j NOWHERE\n")
        (problem,) = [each for each in check(scenario) if each.severity is Severity.ERROR]
        assert problem.field == "spec.iptables"
        assert "line 2" in problem.message
        with pytest.raises(FlowError, match=r"Host n1 .*line 2"):
            compile_world(scenario)

    def test_kube_proxys_chains_may_be_named(self) -> None:
        scenario = with_host("n1", iptables="-A FORWARD -j KUBE-FORWARD\n")
        assert not [each for each in check(scenario) if each.severity is Severity.ERROR]
        assert node_port(scenario).verdict is Verdict.REPLIED

    def test_a_refusal_of_a_translated_packet_comes_back_translated(self) -> None:
        """The refused connection was never confirmed, and its error is translated all the same."""
        for how in ("", " --reject-with tcp-reset", " --reject-with icmp-admin-prohibited"):
            scenario = with_host("n1", iptables=f"-I FORWARD -p tcp -d 10.180.1.10 -j REJECT{how}")
            assert node_port(scenario).verdict is Verdict.REJECTED, how

    def test_a_reset_of_what_came_by_a_bridge_goes_straight_back_untranslated(self) -> None:
        """Found by random clusters: the pod asked a cluster IP, and does not know who resets."""
        rule = "-I FORWARD -p tcp -j REJECT --reject-with tcp-reset"
        on_bridge = with_host("n2", cluster(pods=[pod(1, on=1), PLAIN]), iptables=rule)
        exchange = only(send(on_bridge, "pod/default/p2", CLUSTER_IP))
        assert exchange.verdict is Verdict.DROPPED
        assert str(exchange.wire[-1].packet.source) == "10.180.1.10"
        alone = msgspec.structs.replace(on_bridge, networks=(Network(ObjectMeta("n"), Cni.POINT_TO_POINT),))
        assert only(send(alone, "pod/default/p2", CLUSTER_IP)).verdict is Verdict.REJECTED
        deaf = with_host(
            "n2", on_bridge, iptables=rule, sysctls=(("net.bridge.bridge-nf-call-iptables", "0"),)
        )
        assert only(send(deaf, "pod/default/p2", CLUSTER_IP)).verdict is Verdict.REJECTED


def nft_table(name: str, hook: str, *rules: str) -> str:
    """An nft table with one base chain."""
    lines = "".join(f"    {rule}\n" for rule in rules)
    return f"table {name} {{\n  chain own {{\n    type {hook}\n{lines}  }}\n}}\n"


class TestNftables:
    def test_an_accept_of_iptables_does_not_help_against_a_table_of_its_own(self) -> None:
        """An accept ends a chain; a drop ends the packet's way, whichever table says it."""
        firewall = nft_table("inet firewall", "filter hook forward priority 0; policy drop;")
        exchange = node_port(with_host("n1", nftables=firewall))
        assert exchange.verdict is Verdict.DROPPED
        assert exchange.reason == "n1, FORWARD, drops what no rule accepts"

    def test_it_takes_part_in_translation(self) -> None:
        hook = "nat hook postrouting priority srcnat; policy accept;"
        masquerade = nft_table("ip cni", hook, 'ip saddr 10.180.2.0/24 oifname != "cni0" masquerade')
        scenario = with_host("n2", cluster(pods=[pod(1, on=1), PLAIN]), nftables=masquerade)
        exchange = only(send(scenario, "pod/default/p2", CLUSTER_IP))
        assert (exchange.verdict, exchange.client_address) == (Verdict.REPLIED, NODES[1])

    def test_of_equal_priority_what_was_loaded_last_runs_first(self) -> None:
        hook = "nat hook prerouting priority dstnat; policy accept;"
        taken = [
            nft_table(f"ip {name}", hook, f"ip daddr 10.240.0.1 tcp dport 99 dnat to {NODES[0]}:{port}")
            for name, port in (("first", 1111), ("second", 2222))
        ]
        exchange = only(send(with_host("n1", nftables="".join(taken)), "client/c", NODES[0], 99))
        assert exchange.reason == "n1 has nothing that listens on TCP 2222"

    def test_it_may_stand_before_kube_proxy(self) -> None:
        hook = "filter hook prerouting priority raw; policy accept;"
        early = nft_table("ip early", hook, "tcp dport 30080 drop")
        exchange = node_port(with_host("n1", nftables=early))
        assert exchange.verdict is Verdict.DROPPED
        assert node_port(with_host("n1", nftables=early), hit=1).verdict is Verdict.REPLIED


def test_a_rule_that_only_logs_lets_the_next_one_decide() -> None:
    rules = '-A FORWARD -p tcp -j LOG --log-prefix "seen "\n-A FORWARD -p tcp -m tcp --dport 8080 -j DROP'
    logged = HostDocument(ObjectMeta("n1"), iptables=rules)
    exchange = only(send(cluster(hosts=(logged,)), "client/c", parse_address("10.180.1.10"), 8080))
    assert exchange.verdict is Verdict.DROPPED
    assert "FORWARD#5" in exchange.reason or "FORWARD#6" in exchange.reason
