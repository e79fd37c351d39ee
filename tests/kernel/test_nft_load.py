"""The kernel takes the generated nftables text, and `nft list ruleset` gives it back byte for byte."""

import subprocess
from pathlib import Path

import pytest

import resources
from sandbox.formats import loads
from sandbox.kube import EndpointIndex, KubeProxyConfiguration
from sandbox.kubeproxy.nftables import generate
from sandbox.net import Family, parse_network
from sandbox.netfilter.nft import NftTextError, format_ruleset, parse_ruleset
from sandbox.netfilter.nft.names import RESERVED
from sandbox.netfilter.ruleset import Ruleset
from sandbox.scenario.compile import compile_world
from tests.fixtures import other_software
from tests.fixtures.clusters import CONFIGURATIONS, FEATURES, OVERALL_SERVICES, OVERALL_SLICES
from tests.fixtures.services import LOCAL_ADDRESSES, a_configuration, a_node, addresses

pytestmark = pytest.mark.kernel

SCENARIOS = sorted((Path(resources.__file__).parent / "scenarios").glob("*.yaml"))
GENERAL = "apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\nmode: nftables\n---\n"
RANGES = tuple(map(parse_network, ("172.30.0.0/16", "10.96.0.0/12", "fd00:172::/112")))

HAND_WRITTEN = """\
table ip t {
    set p { type inet_proto ; elements = { tcp, udp, sctp } }
    set i { type ifname ; elements = { "eth0", "a" } }
    set m { type mark ; elements = { 1, 2, 3 } }
    set iv { type ipv4_addr ; flags interval ; elements = { 10.0.0.0/8, 1.2.3.4, 5.6.7.8-5.6.7.20 } }
    set cc { type ipv4_addr . inet_service ; elements = { 1.2.3.4 . 443, 1.2.3.4 . 80, 9.0.0.1 . 80 } }
    set ports { type inet_service ; elements = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 } }
    set late { type ipv4_addr ; flags dynamic,timeout ; timeout 90061s ; size 100 ; }
    map pm { type inet_service : verdict ; elements = { 80 : accept, 443 : jump x, 22 : drop } }
    map am { type ipv4_addr : verdict ; elements = { 1.2.3.4 comment "a b" : accept, 1.2.3.6 : drop } }
    chain x { comment "a chain" ; }
    chain a { type filter hook output priority -110 ; policy drop ; }
    chain b { type nat hook output priority -100 ; }
    chain d { type filter hook prerouting priority mangle - 10 ; }
    chain e { type filter hook prerouting priority raw ; }
    chain f { type filter hook prerouting priority 60 ; }
    chain g { type filter hook prerouting priority 61 ; }
    chain h { type nat hook postrouting priority srcnat + 10 ; }
    chain q {
        tcp dport 80 redirect to :8080
        tcp dport 81 redirect to :8080-8090
        redirect
    }
    chain r {
        ip saddr != { 203.0.113.0/25 } drop
        ip saddr 10.0.0.1-10.0.0.9 drop
        ip saddr { 203.0.113.0/25, 9.9.9.9 } jump x comment "it is so"
        th dport { 80 } accept
        numgen random mod 2 offset 3 vmap { 3 : goto x }
        ct state vmap { established : accept, related : accept, invalid : drop }
        ct state new,invalid drop
        ct status dnat,snat accept
        meta l4proto { tcp, udp } th dport 53 accept
        tcp dport { 1-5, 9 } counter accept
        ip daddr . tcp dport { 1.2.3.4 . 80, 1.2.3.5 . 80 } accept
        reject with icmp type admin-prohibited
        ip saddr @iv update @late { ip saddr } log prefix "a b " accept
        iifname lo oifname != "eth*" accept
        mark set mark and 0xff
        mark set mark or 0x10
        mark set mark xor 0x10
        meta mark and 0xff == 0x1 accept
        fib daddr type != local drop
        limit rate 5/second drop
        limit rate over 10/minute burst 20 packets drop
        limit rate 10/week burst 5 packets accept
        limit rate 10 mbytes/second accept
        tcp flags & syn != 0 accept
        tcp flags & (fin|syn|rst|ack) == syn drop
        tcp flags & (fin | syn) != syn drop
        tcp flags & (syn|rst) == 0 accept
        tcp flags == syn accept
        tcp flags & syn == syn accept
        tcp flags { syn, ack } accept
        ct mark 0x80 accept
        ct mark and 0xff != 0 accept
        ct mark set 5
        ct mark set mark and 0xff
        ct mark set ct mark and 0xffffff00 xor 0x5
        ct mark set ct mark or 0x80
        meta mark set ct mark
        meta mark set ct mark and 0xff
        icmp type { time-exceeded, echo-reply, 40 } accept
        icmp type != 8 accept
        notrack
        fib saddr . iif oif missing drop
        fib saddr . mark . iif oif exists accept
        tcp flags syn accept
    }
    chain s {
        reject with tcp reset
        counter reject with tcp reset
        meta l4proto != udp reject with tcp reset
        mark 3 meta l4proto tcp reject with tcp reset
        notrack reject with tcp reset
        ct mark set mark reject with tcp reset
        tcp dport { 80, 81 } reject with tcp reset
        tcp flags syn reject with tcp reset
    }
}
table inet both {
    chain c {
        reject with tcp reset
        meta l4proto != udp reject with tcp reset
        ip protocol tcp counter reject with tcp reset
        ip6 nexthdr tcp reject with tcp reset
        ip protocol != tcp reject with tcp reset
        tcp dport != 80 reject with tcp reset
        ip saddr . tcp dport { 1.2.3.4 . 80 } reject with tcp reset
        meta l4proto { 58, 1, tcp } accept
        ct original ip saddr != 1.2.3.4 accept
        ip version 4 accept
        ip6 version != 6 accept
    }
}
"""
"""Text as people write it, which nft rewrites when it lists it."""


def listed(text: str, folder: Path) -> str:
    """What `nft list ruleset` prints after `text` was loaded, in a network namespace that ends with it."""
    rules = folder / "rules"
    rules.write_text(text)
    result = subprocess.run(
        ["unshare", "--net", "sh", "-c", 'nft -f "$1" && nft list ruleset', "sh", str(rules)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def everything(config: KubeProxyConfiguration, family: Family) -> Ruleset:
    services = [service for service, _ in FEATURES.values()]
    index = EndpointIndex((), [each for _, found in FEATURES.values() for each in found])
    local = addresses(*LOCAL_ADDRESSES)
    return generate(config, services, index, a_node(), local, family, service_cidrs=RANGES)


@pytest.mark.parametrize("family", Family, ids=str)
@pytest.mark.parametrize("config", CONFIGURATIONS.values(), ids=CONFIGURATIONS)
def test_every_feature_is_listed_as_printed(
    config: KubeProxyConfiguration, family: Family, tmp_path: Path
) -> None:
    ruleset = everything(config, family)
    text = format_ruleset(ruleset)
    assert without_source_ranges(listed(text, tmp_path)) == without_source_ranges(text)
    assert parse_ruleset(text, family) == ruleset


def without_source_ranges(text: str) -> str:
    """nft joins ranges that overlap when it lists them; what it joined them to is another text."""
    return "\n".join(
        line for line in text.splitlines() if "saddr != {" not in line and "saddr != 0" not in line
    )


def test_kube_proxys_own_cluster_is_listed_as_printed(tmp_path: Path) -> None:
    index = EndpointIndex((), OVERALL_SLICES)
    local = addresses(*LOCAL_ADDRESSES)
    text = format_ruleset(generate(a_configuration(), OVERALL_SERVICES, index, a_node(), local))
    assert listed(text, tmp_path) == text


def test_what_people_write_is_read_as_nft_lists_it(tmp_path: Path) -> None:
    printed = format_ruleset(parse_ruleset(HAND_WRITTEN))
    assert printed == listed(HAND_WRITTEN, tmp_path)
    assert printed == listed(printed, tmp_path)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_the_shipped_scenarios_load_on_every_node(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    switched = text.replace("mode: iptables", "mode: nftables")
    world = compile_world(loads(switched if switched != text else GENERAL + text, path.stem).scenario)
    rulesets = [each for host in world.topology.hosts.values() for each in host.rulesets.values()]
    assert rulesets
    for ruleset in rulesets:
        printed = format_ruleset(ruleset)
        assert listed(printed, tmp_path) == printed


@pytest.mark.parametrize("name", other_software.LISTED)
def test_what_other_software_writes_is_listed_as_printed(name: str, tmp_path: Path) -> None:
    printed = format_ruleset(other_software.rules(name))
    assert listed((other_software.FOLDER / name).read_text(), tmp_path) == printed


def is_taken(name: str) -> bool:
    """Whether nft takes a chain of that name."""
    text = f"table ip t {{\n chain {name} {{\n }}\n}}\n"
    command = ["unshare", "--net", "nft", "--check", "--file", "-"]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=False).returncode == 0


def test_words_of_nfts_own_are_no_names() -> None:
    assert [name for name in sorted(RESERVED) if is_taken(name)] == []


@pytest.mark.parametrize(
    "name", ["filter", "nat", "second", "forward", "a/b-c_d.e1", "DROP", "original", "_x"]
)
def test_other_words_are_names(name: str) -> None:
    assert is_taken(name)
    assert parse_ruleset(f"table ip t {{\n chain {name} {{\n }}\n}}\n").tables


@pytest.mark.parametrize("name", ["1st", "-a", '"a"', "x:y", "x+", "/x"])
def test_other_characters_make_no_name(name: str) -> None:
    assert not is_taken(name)
    with pytest.raises(NftTextError):
        parse_ruleset(f"table ip t {{\n chain {name} {{\n }}\n}}\n")
