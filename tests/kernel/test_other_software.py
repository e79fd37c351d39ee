"""Rules of other software on a node: the kernel does with real packets what the prediction says."""

import shutil
import subprocess

import pytest

from sandbox.lab import render, run_lab
from sandbox.net import parse_address
from sandbox.netfilter import RecentLists
from sandbox.netfilter.extensions import Limit
from sandbox.netfilter.limits import Limits
from sandbox.trace import Verdict
from tests.kernel.clusters import cluster, flow

pytestmark = pytest.mark.kernel

HOST = """\
apiVersion: natwalk/v1alpha1
kind: Host
metadata: {{name: n1}}
spec:
  {}: |
    {}
"""
REPLIED, REJECTED, DROPPED = Verdict.REPLIED, Verdict.REJECTED, Verdict.DROPPED
DELIVERED = Verdict.DELIVERED
IPTABLES = (
    ("-I FORWARD -p tcp -m multiport --dports 1,8000:9000 -j REJECT", REJECTED),
    ("-I FORWARD -p tcp -m multiport ! --ports 8080 -j REJECT", REPLIED),
    ("-I FORWARD -m iprange --src-range 198.51.100.70-198.51.100.79 -j REJECT", REJECTED),
    ("-I FORWARD -p tcp --dport 8080 -m iprange ! --src-range 198.51.100.79 -j REJECT", REPLIED),
    ("-I FORWARD -p tcp --syn -j REJECT --reject-with tcp-reset", REJECTED),
    ("-I FORWARD -p tcp ! --syn -m conntrack --ctstate NEW -j DROP", REPLIED),
    ("-I FORWARD -p tcp -m tcp --tcp-flags SYN,ACK SYN,ACK -j DROP", DELIVERED),
    ("-t mangle -A FORWARD -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu", REPLIED),
    ("-I FORWARD -p tcp -j REJECT\n-A OUTPUT -p icmp --icmp-type port-unreachable -j DROP", DROPPED),
    ("-I FORWARD -p tcp -j REJECT\n-A OUTPUT -p icmp --icmp-type 3/1 -j DROP", REJECTED),
    ("-t mangle -A POSTROUTING -p tcp -s 198.51.100.79 --dport 8080 -j DROP", DROPPED),
    ("-t mangle -A POSTROUTING -p tcp ! -s 198.51.100.79 --dport 8080 -j DROP", REPLIED),
    ("-t raw -A PREROUTING -m rpfilter --validmark --invert -j DROP", REPLIED),
    ("-t raw -A PREROUTING -p tcp --dport 30080 -j CT --notrack", REJECTED),
    ("-t raw -A PREROUTING -p tcp --dport 30080 -j NOTRACK\n"
     "-A INPUT -m conntrack --ctstate UNTRACKED -j DROP", DROPPED),
    ("-t nat -I PREROUTING -p tcp --dport 30080 -j REDIRECT --to-ports 10256", REPLIED),
    ("-I FORWARD -p tcp -m conntrack --ctorigdst 10.240.0.1 --ctorigdstport 30080 -j REJECT", REJECTED),
    ("-I FORWARD -p tcp -m conntrack --ctorigdst 10.240.0.2 -j REJECT", REPLIED),
    ("-I FORWARD -p tcp -m conntrack ! --ctorigsrc 198.51.100.0/24 -j REJECT", REPLIED),
    ("-I FORWARD -p tcp -m conntrack --ctstate NEW,ESTABLISHED --ctdir REPLY -j DROP", DELIVERED),
    ("-I FORWARD -p tcp -m conntrack --ctreplsrcport 8080 --ctdir ORIGINAL -j REJECT", REJECTED),
    ("-I FORWARD -p tcp -m conntrack --ctproto 6 --ctstatus SEEN_REPLY -j DROP", DELIVERED),
    ("-I FORWARD -p tcp -m conntrack ! --ctstatus CONFIRMED -j REJECT", REJECTED),
    ("-I FORWARD -p tcp -m conntrack --ctstatus NONE -j REJECT", REPLIED),
    ("-t raw -A PREROUTING -p tcp --dport 30080 -m conntrack --ctstate INVALID -j DROP", DROPPED),
    ("-t raw -A PREROUTING -p tcp --dport 30080 -m conntrack --ctdir ORIGINAL -j DROP", REPLIED),
    ("-t raw -A PREROUTING -p tcp --dport 30080 -m conntrack --ctstate INVALID --ctdir REPLY -j DROP",
     DROPPED),
    ("-t mangle -A PREROUTING -p tcp --dport 30080 -m addrtype --dst-type LOCAL --limit-iface-in -j DROP",
     DROPPED),
    ("-t mangle -A OUTPUT -m addrtype --src-type LOCAL --limit-iface-out -j DROP", REPLIED),
    ("-t mangle -A PREROUTING -p tcp --dport 8080 -m addrtype ! --dst-type UNICAST,LOCAL -j DROP", REPLIED),
    ("-I FORWARD -p tcp --dport 8080 -m pkttype --pkt-type unicast -m ttl --ttl-eq 63 -j REJECT", REJECTED),
    ("-I FORWARD -p tcp --dport 8080 -m ttl --ttl-gt 63 -j REJECT", REPLIED),
    ("-I FORWARD -p tcp --dport 8080 -m physdev ! --physdev-is-in -j REJECT", REJECTED),
    ("-t mangle -A OUTPUT -p tcp -m owner --socket-exists -j DROP", REPLIED),
    ("-I FORWARD -p tcp -m policy --dir in --pol ipsec --proto esp -j REJECT", REPLIED),
    ("-I FORWARD -p tcp -m policy --dir in --pol none -j REJECT", REJECTED),
    ("-I FORWARD -p tcp -j REJECT\n-t mangle -A OUTPUT -m owner ! --socket-exists -j DROP", REJECTED),
    ("-I FORWARD -p tcp -j REJECT --reject-with tcp-reset\n"
     "-t mangle -A OUTPUT -m owner ! --socket-exists -j DROP", DROPPED),
    ("-t mangle -A PREROUTING -p tcp --syn --dport 30080 -m recent --set --name SEEN\n"
     "-t mangle -A PREROUTING -p tcp --dport 30080 -m recent --update --seconds 60 --hitcount 2 --name SEEN"
     " -j DROP", REPLIED),
    ("-t mangle -A PREROUTING -p tcp --syn --dport 30080 -m recent --set --name SEEN\n"
     "-t mangle -A PREROUTING -p tcp --dport 30080 -m recent --update --seconds 60 --hitcount 1 --name SEEN"
     " -j DROP", DROPPED),
    ("-t mangle -A PREROUTING -p tcp --dport 30080 -m recent --set --name SEEN --rdest\n"
     "-t mangle -A PREROUTING -p tcp --dport 30080 -m recent ! --rcheck --name SEEN --rsource -j DROP",
     DROPPED),
    ("-t nat -I PREROUTING -p tcp --dport 30080 -j REDIRECT --to-ports 99\n"
     "-t mangle -A OUTPUT -m owner ! --socket-exists -j DROP", REJECTED),
    ("-I INPUT -p tcp --dport 10256 -j ACCEPT\n"
     "-t nat -I PREROUTING -p tcp --dport 30080 -j REDIRECT --to-ports 10256"
     "\n-t mangle -A OUTPUT -p tcp -m owner --socket-exists -j DROP", DELIVERED),
    ("-t nat -I PREROUTING -p tcp --dport 30080 -j REDIRECT --to-ports 10256-10260", REPLIED),
    ("-t nat -I PREROUTING -p tcp --dport 30080 -j DNAT --to-destination 10.240.0.1:10255-10256", REJECTED),
    ("-t nat -I PREROUTING -p tcp --dport 30080 -j DNAT --to-destination 10.240.0.1:10256 --random", REPLIED),
    ("-t nat -I POSTROUTING -p tcp --dport 8080 -j MASQUERADE --to-ports 50000-50010 --random", REPLIED),
    ("-t nat -I POSTROUTING -p tcp --dport 8080 -j SNAT --to-source 10.240.0.1:50000-50050 --persistent",
     REPLIED),
    ("-t nat -I PREROUTING -j CONNMARK --set-mark 7\n-I FORWARD -m connmark --mark 7 -j REJECT", REJECTED),
    ("-t nat -I PREROUTING -j CONNMARK --set-mark 7\n"
     "-I FORWARD -m connmark ! --mark 5/6 -j REJECT", REJECTED),
    ("-t mangle -A PREROUTING -j MARK --set-mark 0x30\n"
     "-t mangle -A PREROUTING -j CONNMARK --save-mark --nfmask 0x10"
     "\n-t mangle -A FORWARD -j MARK --set-mark 0\n-t mangle -A FORWARD -j CONNMARK --restore-mark"
     "\n-I FORWARD -m mark --mark 0x10 -j REJECT", REJECTED),
)  # fmt: skip
NFTABLES = (
    ("filter hook forward priority 0; tcp flags & (syn|ack) == syn|ack drop", DELIVERED),
    ("filter hook forward priority 0; tcp flags syn reject", REJECTED),
    ("filter hook forward priority 0; tcp flags != syn / fin,syn,rst,ack ct state new drop", REPLIED),
    ("filter hook forward priority 0; icmp type { echo-request, 3 } accept; ct state new drop", DROPPED),
    ("filter hook forward priority 0; drop\n    }\n    flags dormant\n    chain after {", REPLIED),
    ("filter hook output priority 0; icmp type destination-unreachable drop\n"
     "    }\n    chain after {\n      type filter hook forward priority 0; tcp dport 8080 reject", DROPPED),
    ("filter hook output priority 0; icmp type != destination-unreachable drop\n"
     "    }\n    chain after {\n      type filter hook forward priority 0; tcp dport 8080 reject", REJECTED),
    ("filter hook forward priority 0; ct original ip daddr 10.240.0.1 ct direction original reject",
     REJECTED),
    ("filter hook forward priority 0; tcp dport 8080 ct original proto-dst 30080 reject", REJECTED),
    ("filter hook forward priority 0; tcp sport 8080 ct status confirmed,snat ct direction reply drop",
     DELIVERED),
    ("filter hook forward priority 0; meta pkttype host ip ttl 60-63 tcp dport 8080 reject", REJECTED),
    ("filter hook prerouting priority -300; tcp dport 30080 ct state invalid drop", DROPPED),
    ('filter hook forward priority 0; iif "eth0" tcp dport 8080 ct state { new, related } reject', REJECTED),
    ("nat hook prerouting priority -110; dnat to tcp dport map { 30080 : 10.240.0.1 . 10256 }", REPLIED),
    ("nat hook prerouting priority -110; dnat to tcp dport map { 30081 : 10.240.0.1 . 10255 }", REPLIED),
    ("nat hook prerouting priority -110; dnat ip to meta l4proto . th dport map @ports\n    }\n"
     "    map ports {\n      type inet_proto . inet_service : ipv4_addr . inet_service\n"
     "      elements = { tcp . 30080 : 10.240.0.1 . 10255 }", REJECTED),
    ("nat hook prerouting priority -110; tcp dport 30080 dnat to numgen random mod 1 map { 0 : 10.240.0.9 }",
     DROPPED),
    ("filter hook prerouting priority -300; tcp dport 30080 notrack", REJECTED),
    ("filter hook prerouting priority -300; fib saddr . iif oif missing drop", REPLIED),
    ("nat hook prerouting priority -110; tcp dport 30080 redirect to :10256", REPLIED),
    ("nat hook prerouting priority -110; tcp dport 30080 dnat to 10.240.0.1:10256-10260 persistent", REPLIED),
    ("nat hook postrouting priority 90; tcp dport 8080 masquerade to :50000-50010 random", REPLIED),
    ("filter hook prerouting priority -150; ct mark set 0x7; meta mark set ct mark and 0x3\n"
     "    }\n    chain after {\n      type filter hook forward priority 0; meta mark 3 reject", DELIVERED),
)  # fmt: skip


def run(syntax: str, text: str, more: str = "") -> set[Verdict]:
    """What became of the client's connections to node n1's port, once kernel and prediction agree."""
    host = HOST.format(syntax, text.replace("\n", "\n    ")) + more
    report = run_lab(cluster(flows=[flow("flow", "client: laptop", "10.240.0.1", 30080)], more=host))
    assert report.agrees, render(report)
    return {each.verdict for found in report.flows for path in found.paths for each in path.seen}


@pytest.mark.parametrize(("text", "verdict"), IPTABLES)
def test_iptables(text: str, verdict: Verdict) -> None:
    assert run("iptables", text) == {verdict}


@pytest.mark.parametrize(("network", "verdict"), [("cni: Bridge", DROPPED), ("cni: PointToPoint", REJECTED)])
def test_a_reset_of_what_came_by_a_bridge_is_not_translated(network: str, verdict: Verdict) -> None:
    """Seed 11 of the random clusters: the pod asked a cluster IP, and does not know who resets."""
    rule = "-I FORWARD -p tcp -j REJECT --reject-with tcp-reset"
    asks = flow("flow", "pod: default/curl-1", "10.96.0.10", 80)
    report = run_lab(cluster(flows=[asks], more=HOST.format("iptables", rule), network=network))
    assert report.agrees, render(report)
    seen = [each for path in report.flows[0].paths for each in path.seen]
    assert {each.verdict for each in seen} == {verdict}


SETS = """\
create nodes hash:net family inet
add nodes 10.240.0.0/16
add nodes 10.240.0.2 nomatch
create clients hash:ip family inet timeout 600
add clients 198.51.100.79
create served hash:ip,port family inet
add served 10.240.0.1,tcp:30080
add served 10.240.0.1,udp:53
create ways hash:net,iface family inet
add ways 198.51.0.0/16,eth0
create ports bitmap:port range 30000-32767
add ports 30080
create masked hash:ip family inet netmask 24
add masked 198.51.100.0
create other hash:ip family inet6
add other fd00::1
create all list:set size 8
add all other
add all clients
"""
ASKING_SETS = (
    ("-m set --match-set nodes dst -j DROP", DROPPED),
    ("-m set --match-set clients src -j DROP", DROPPED),
    ("-m set ! --match-set clients src -j DROP", REPLIED),
    ("-m set --match-set served dst,dst -j DROP", DROPPED),
    ("-m set --match-set served src,dst -j DROP", REPLIED),
    ("-m set --match-set served dst -j DROP", REPLIED),
    ("-m set ! --match-set served dst -j DROP", DROPPED),
    ("-m set --match-set ways src,src -j DROP", DROPPED),
    ("-m set --match-set ways src,dst -j DROP", REPLIED),
    ("-m set --match-set ports dst -j DROP", DROPPED),
    ("-m set --match-set masked src -j DROP", DROPPED),
    ("-m set --match-set all src,dst -j DROP", DROPPED),
    ("-m set --match-set clients src -m set ! --match-set nodes dst -j DROP", REPLIED),
)


@pytest.mark.skipif(shutil.which("ipset") is None, reason="ipset is not there to make the sets")
@pytest.mark.parametrize(("asks", "verdict"), ASKING_SETS)
def test_a_rule_asks_a_set(asks: str, verdict: Verdict) -> None:
    rule = f"-t mangle -A PREROUTING -p tcp --dport 30080 {asks}"
    sets = "".join(f"    {line}\n" for line in SETS.splitlines())
    assert run("iptables", rule, f"  ipsets: |\n{sets}") == {verdict}


BRIDGED = (
    ("-I FORWARD -p tcp --dport 8080 -m physdev --physdev-is-bridged -j REJECT", {REPLIED, REJECTED}),
    ("-I FORWARD -p tcp --dport 8080 -m physdev --physdev-is-in ! --physdev-is-out -j REJECT",
     {REPLIED, REJECTED}),
    ("-I FORWARD -p tcp --dport 8080 -m physdev ! --physdev-in eth+ --physdev-is-bridged -j REJECT",
     {REPLIED, REJECTED}),
    ("-I FORWARD -p tcp --dport 8080 -m physdev --physdev-out eth+ -j REJECT", {REPLIED}),
    ("-I FORWARD -p tcp --dport 8080 -m physdev ! --physdev-out eth+ -j REJECT", {REPLIED, REJECTED}),
    ("-t mangle -A PREROUTING -p tcp --dport 80 -m physdev --physdev-is-bridged -j DROP", {REPLIED}),
    ("-t mangle -A PREROUTING -p tcp --dport 80 -m physdev --physdev-is-in -j DROP", {DROPPED}),
    ("-t mangle -A POSTROUTING -p tcp --dport 8080 -m physdev --physdev-is-out -j DROP", {REPLIED, DROPPED}),
    ("-t mangle -A POSTROUTING -p tcp --dport 8080 -m pkttype ! --pkt-type unicast -j DROP", {REPLIED}),
)  # fmt: skip


@pytest.mark.parametrize(("rule", "verdicts"), BRIDGED)
def test_a_rule_knows_the_ports_of_a_bridge(rule: str, verdicts: set[Verdict]) -> None:
    """One of the endpoints is on the pod's own node, behind the same bridge; the other is not."""
    asks = flow("flow", "pod: default/curl-1", "10.96.0.10", 80)
    report = run_lab(cluster(flows=[asks], more=HOST.format("iptables", rule)))
    assert report.agrees, render(report)
    assert {each.verdict for path in report.flows[0].paths for each in path.seen} == verdicts


@pytest.mark.parametrize(("setting", "verdict"), [("1", REPLIED), ("0", DROPPED)])
def test_a_loopback_address_is_reached_from_outside_only_with_route_localnet(
    setting: str, verdict: Verdict
) -> None:
    rule = "-t nat -I PREROUTING -p tcp --dport 30080 -j DNAT --to-destination 127.0.0.1:10256"
    host = f"{HOST.format('iptables', rule)}  sysctls: {{net.ipv4.conf.all.route_localnet: '{setting}'}}\n"
    report = run_lab(cluster(flows=[flow("flow", "client: laptop", "10.240.0.1", 30080)], more=host))
    assert report.agrees, render(report)
    assert {each.verdict for path in report.flows[0].paths for each in path.seen} == {verdict}


@pytest.mark.parametrize(("device", "verdict"), [("eth0", REJECTED), ("cni0", REPLIED)])
@pytest.mark.parametrize("mode", ["iptables", "nftables"])
def test_output_goes_on_seeing_the_interface_that_it_began_with(
    mode: str, device: str, verdict: Verdict
) -> None:
    """Cluster 6 of seed 71109 of the random clusters: the node's packet is routed anew after its DNAT."""
    rule = HOST.format("iptables", f"-A OUTPUT -o {device} -p tcp -j REJECT")
    asks = flow("flow", "node: n1", "10.96.0.13", 80)
    report = run_lab(cluster(flows=[asks], more=rule, proxy=f"mode: {mode}, clusterCIDR: 10.244.0.0/16"))
    assert report.agrees, render(report)
    assert {each.verdict for path in report.flows[0].paths for each in path.seen} == {verdict}


@pytest.mark.parametrize(("text", "verdict"), NFTABLES)
def test_nftables(text: str, verdict: Verdict) -> None:
    table = f"table ip other {{\n  chain own {{\n    type {text}\n  }}\n}}"
    assert run("nftables", table) == {verdict}


def test_a_limit_lets_as_many_through_as_the_kernels() -> None:
    """Five packets at once, then two more after a good second; the counter says how many matched."""
    script = """
        ip link set lo up
        iptables -A OUTPUT -p udp -m limit --limit 60/min --limit-burst 3 -j ACCEPT
        python3 -c '
import socket, time
sender = socket.socket(type=socket.SOCK_DGRAM)
for pause in (0, 0, 0, 0, 0, 1.2, 0):
    time.sleep(pause)
    sender.sendto(b"x", ("127.0.0.2", 9))
'
        iptables -L OUTPUT -v -n -x | awk "END { print \\$1 }"
    """
    done = subprocess.run(
        ["unshare", "--net", "sh", "-c", script], capture_output=True, text=True, timeout=60
    )
    matched, limits = 0, Limits()
    for now in (0, 0, 0, 0, 0, 1.2, 1.2):
        has_room, limits = limits.asked("here", Limit(1, 1, burst=3), now)
        matched += has_room
    assert done.stdout.split() == [str(matched)], done.stderr


def test_a_list_refuses_as_often_as_the_kernels() -> None:
    """What ufw's `limit` writes, with the waits made shorter: each counter says how many packets matched."""
    script = """
        ip link set lo up
        iptables -A OUTPUT -p udp -m recent --set --name SEEN
        iptables -A OUTPUT -p udp -m recent --update --seconds 2 --hitcount 4 --name SEEN -j ACCEPT
        python3 -c '
import socket, time
sender = socket.socket(type=socket.SOCK_DGRAM)
for pause in (0, 0, 0, 0, 0, 3, 0, 0, 0):
    time.sleep(pause)
    sender.sendto(b"x", ("127.0.0.2", 9))
'
        iptables -L OUTPUT -v -n -x | awk "END { print \\$1 }"
    """
    done = subprocess.run(
        ["unshare", "--net", "sh", "-c", script], capture_output=True, text=True, timeout=60
    )
    matched, source, recent = 0, parse_address("127.0.0.1"), RecentLists()
    for now in (0, 0, 0, 0, 0, 3, 3, 3, 3):
        recent = recent.with_source("SEEN", source, now)
        if recent.seen_within("SEEN", source, 2, now, hits=4):
            recent, matched = recent.with_source("SEEN", source, now), matched + 1
    assert done.stdout.split() == [str(matched)], done.stderr
