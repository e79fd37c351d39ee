"""The kernel takes the generated rules, and gives them back byte for byte as Natwalk prints them."""

import shutil
import subprocess
from pathlib import Path

import pytest

from sandbox.formats import load
from sandbox.kube import KubeProxyConfiguration
from sandbox.net import Family
from sandbox.netfilter.iptables import format_ruleset
from sandbox.netfilter.iptables.ruleset_parse import parse_ruleset
from sandbox.scenario.compile import compile_world
from tests.fixtures import other_software
from tests.fixtures.clusters import CONFIGURATIONS, everything, overall

pytestmark = pytest.mark.kernel

PROGRAMS = {Family.IPV4: "iptables", Family.IPV6: "ip6tables"}
SCENARIOS = sorted((Path(__file__).parents[2] / "resources" / "scenarios").glob("*.yaml"))

HAND_WRITTEN = {
    Family.IPV4: r"""
*mangle
:FORWARD DROP [0:0]
-A PREROUTING -i eth0 -j MARK --set-mark 0x10
-A PREROUTING -i eth0 -j MARK --set-mark 0x10/0x30
-A PREROUTING -i eth0 -j MARK --and-mark 0x10
-A PREROUTING -i eth0 -j MARK --or-mark 16
-A PREROUTING -i eth0 -j MARK --xor-mark 0x004000
-A PREROUTING -m rpfilter --loose --accept-local -j ACCEPT
-A FORWARD -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu
-A POSTROUTING -p udp --dport 68 -j CHECKSUM --checksum-fill
-A PREROUTING -j CONNMARK --restore-mark --nfmask 0x80 --ctmask 0x80
-A PREROUTING -j CONNMARK --restore-mark
-A PREROUTING -j CONNMARK --save-mark --mask 0xff
-A PREROUTING -j CONNMARK --set-mark 0x80/0x80
-A PREROUTING -j CONNMARK --set-mark 5
-A PREROUTING -j CONNMARK --set-xmark 0x80/0x80
-A PREROUTING -j CONNMARK --or-mark 0x80
-A PREROUTING -j CONNMARK --and-mark 0x80
-A PREROUTING -j CONNMARK --xor-mark 0x80
-A PREROUTING -m connmark --mark 0x80/0x80 -j ACCEPT
-A PREROUTING -m connmark ! --mark 5 -j MARK --or-mark 0x3
-A INPUT -j MARK --xor-mark 5
COMMIT
*nat
:KUBE-B - [0:0]
:a-chain - [0:0]
:A_CHAIN - [0:0]
-A PREROUTING -m comment --comment "it's \"quoted\" \\ and; more" -j KUBE-B
-A PREROUTING -m comment --comment a_comment -m tcp -p tcp -d 10.0.0.1 --dport 80 ! -i br+ -j KUBE-B
-A PREROUTING -p udp --dport 80:90 -g a-chain
-A PREROUTING --src 10.1.2.3/8,10.0.0.0/255.255.255.0 --dst 192.0.2.1,192.0.2.2 -j KUBE-B
-A PREROUTING -m statistic --mode random --probability 0.3333333333 -j KUBE-B
-A PREROUTING -m addrtype --src-type LOCAL --dst-type BROADCAST -p 6 -m tcp ! --sport 99 --dport 80 -j KUBE-B
-A PREROUTING -p tcp -m addrtype --dst-type LOCAL --dport 5: -m comment --comment plain_text-1 -j KUBE-B
-A PREROUTING -p tcp --dport 0:65535 -j KUBE-B
-A PREROUTING -s 0.0.0.0/0 -p all -m comment --comment "" -j KUBE-B
-A KUBE-B -m recent --name KUBE-SEP-X --rcheck --seconds 10800 --reap -j RETURN
-A KUBE-B -m recent --name KUBE-SEP-X --set -m sctp -p sctp -j DNAT --to-destination 10.0.0.1:80
-A KUBE-B -p tcp -j DNAT --to-destination 10.0.0.2
-A KUBE-B ! -p icmp -m comment --comment -j
-A POSTROUTING -o eth0 -s 10.0.0.0/8 ! -d 10.0.0.0/8 -j MASQUERADE
-A POSTROUTING ! -o eth0 -p tcp -j SNAT --to-source 1.2.3.4:1000-2000 --random-fully
-A POSTROUTING -p tcp -j SNAT --to-source 1.2.3.4:1000
-A PREROUTING -p tcp --dport 80 -j REDIRECT --to-ports 8080
-A OUTPUT -j REDIRECT
-I POSTROUTING 2 -s 10.9.0.0/16,10.8.0.0/16 -j RETURN
COMMIT
*filter
:KUBE-FIREWALL - [0:0]
-A INPUT -m conntrack --ctstate DNAT,INVALID,NEW,UNTRACKED,SNAT,RELATED,ESTABLISHED -j KUBE-FIREWALL
-A INPUT -m conntrack ! --ctstate RELATED,ESTABLISHED -j REJECT
-A INPUT -p tcp -j REJECT --reject-with tcp-reset
-A INPUT -m mark ! --mark 0x10 -j DROP
-A INPUT -m mark --mark 0x10/0xffffffff -j ACCEPT
-A INPUT -p tcp -m multiport --dports 1,2,3 -m comment --comment x -j ACCEPT
-A INPUT -p esp -m limit --limit 1/sec -j LOG --log-prefix "a prefix "
-A INPUT -m limit --limit 1/sec -m tcp -p tcp --dport 80 -j NFLOG --nflog-group 3
-A INPUT -p tcp -m multiport --dports 80,443,8000:8010 -j ACCEPT
-A INPUT -p tcp -m multiport ! --sports 80 -j ACCEPT
-A INPUT -m iprange --src-range 10.0.0.1-10.0.0.9 -j ACCEPT
-A INPUT -p tcp -m iprange ! --dst-range 10.0.0.1 -j ACCEPT
-A INPUT -p icmp -m icmp --icmp-type any -j ACCEPT
-A INPUT -p icmp --icmp-type echo-request -j ACCEPT
-A INPUT -p icmp ! --icmp-type fragmentation-needed -j ACCEPT
-A INPUT -p udp -m multiport --ports 53,5353 -j ACCEPT
-A INPUT -m limit --limit 3/min --limit-burst 10 -j ACCEPT
-A INPUT -m limit --limit 7/min -j ACCEPT
-A INPUT -m limit --limit 60/min -j ACCEPT
-A INPUT -m limit -j ACCEPT
-A INPUT -m limit --limit 5 --limit-burst 5 -j ACCEPT
-A INPUT -m limit --limit 5000/s -j ACCEPT
-A INPUT -p tcp --syn --dport 80 -j ACCEPT
-A INPUT -p tcp ! --syn -m conntrack --ctstate NEW -j DROP
-A INPUT -p tcp -m tcp --tcp-flags ALL NONE -j DROP
-A INPUT -p tcp -m tcp --tcp-flags SYN,RST SYN --sport 1:2 -j DROP
-A FORWARD -m conntrack --ctstate DNAT -j ACCEPT
COMMIT
*raw
-A PREROUTING -m conntrack --ctdir REPLY ! --ctorigsrc 10.0.0.1 --ctrepldst 10.0.0.0/8
-A PREROUTING -m conntrack --ctproto tcp --ctstate NEW --ctorigdstport 1:2
-A PREROUTING -m conntrack --ctstatus CONFIRMED,NONE -m ttl --ttl 5 -m pkttype ! --pkt-type host
-A PREROUTING -m physdev --physdev-is-bridged ! --physdev-in a+
-A PREROUTING -m addrtype --dst-type BROADCAST,LOCAL --limit-iface-in
-A PREROUTING -m iprange --dst-range 10.0.0.1 --src-range 10.0.0.1-10.0.0.3
-A PREROUTING -m policy --pol ipsec --dir in ! --proto esp
-A PREROUTING -m recent --name A --rdest --hitcount 3 --update --reap --seconds 5
-A PREROUTING -m recent ! --rcheck --name B
-A PREROUTING -m recent --set --rdest
-A PREROUTING -m rpfilter --validmark --invert -j DROP
-A PREROUTING -j NOTRACK
-A PREROUTING -j CT --notrack
-A PREROUTING -j CT --zone 5
COMMIT
""",
    Family.IPV6: r"""
*nat
:KUBE-A - [0:0]
-A PREROUTING -s fd00::1 -p tcp -m tcp --dport 80 -m recent --name K --set -j KUBE-A
-A KUBE-A -m recent --name K --rcheck --seconds 5 --reap -p icmpv6 -j DNAT --to-destination fd00::2
-A KUBE-A -p tcp -j DNAT --to-destination [fd00:0:0::2]:80
-A POSTROUTING ! -d ::1/128 -s fd00::/64 -o br+ -p udp -j SNAT --to-source [fd00::2]:80-90
-A POSTROUTING -s ::/0 -j MASQUERADE --random-fully
COMMIT
*raw
-A PREROUTING -m conntrack --ctorigdst fd00::1/128 ! --ctreplsrc fd00::/64 -m hl --hl-lt 9
-A PREROUTING -m rpfilter --invert -j DROP
-A PREROUTING -j CT --notrack
COMMIT
*filter
:FORWARD DROP [5:6]
-A INPUT -p tcp -m multiport --dports 80,443 -m limit --limit 3/min -j ACCEPT
-A INPUT -p ipv6-icmp --icmpv6-type 1/4 -j ACCEPT
-A INPUT -p icmpv6 -m icmp6 ! --icmpv6-type neighbour-solicitation -j ACCEPT
-A INPUT -j REJECT
-A INPUT -p tcp -j REJECT --reject-with tcp-reset
COMMIT
""",
}
"""Input as people write it, which the kernel's own tool rewrites when it saves."""


def saved(text: str, family: Family, folder: Path, sets: str = "") -> str:
    """What iptables-save prints after `text` was loaded, in a network namespace that ends with it."""
    program = PROGRAMS[family]
    rules, needed = folder / "rules", folder / "sets"
    rules.write_text(text)
    needed.write_text(sets)
    script = f'{program}-restore --test "$1" && {program}-restore "$1" && {program}-save'
    if sets:
        script = f'ipset restore < "$2" && {script}'
    result = subprocess.run(
        ["unshare", "--net", "sh", "-c", script, "sh", str(rules), str(needed)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return "".join(f"{line}\n" for line in result.stdout.splitlines() if not line.startswith("#"))


@pytest.mark.parametrize("family", Family, ids=str)
@pytest.mark.parametrize("config", CONFIGURATIONS.values(), ids=CONFIGURATIONS)
def test_every_feature_is_saved_as_printed(
    config: KubeProxyConfiguration, family: Family, tmp_path: Path
) -> None:
    ruleset = everything(config, family)
    text = format_ruleset(ruleset, family)
    assert saved(text, family, tmp_path) == text
    assert parse_ruleset(text, family) == ruleset


def test_kube_proxys_own_cluster_is_saved_as_printed(tmp_path: Path) -> None:
    text = format_ruleset(overall())
    assert saved(text, Family.IPV4, tmp_path) == text


@pytest.mark.parametrize("family", Family, ids=str)
def test_what_people_write_is_read_as_the_kernel_saves_it(family: Family, tmp_path: Path) -> None:
    text = HAND_WRITTEN[family]
    printed = format_ruleset(parse_ruleset(text, family), family)
    assert printed == saved(text, family, tmp_path)
    assert printed == saved(printed, family, tmp_path)


@pytest.mark.parametrize("name", other_software.SAVED)
def test_what_other_software_writes_is_saved_as_printed(name: str, tmp_path: Path) -> None:
    sets, family = other_software.sets_text(name), other_software.FAMILIES[Path(name).suffix]
    if sets and shutil.which("ipset") is None:
        pytest.skip("ipset is not there to make the sets")
    printed = format_ruleset(other_software.rules(name), family)
    assert saved((other_software.FOLDER / name).read_text(), family, tmp_path, sets) == printed


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_the_shipped_scenarios_load_on_every_node(path: Path, tmp_path: Path) -> None:
    world = compile_world(load(path).scenario)
    loaded = 0
    for host in world.topology.hosts.values():
        for family, ruleset in host.rulesets.items():
            text = format_ruleset(ruleset, family)
            assert saved(text, family, tmp_path) == text, host.name
            loaded += 1
    assert loaded > 0
