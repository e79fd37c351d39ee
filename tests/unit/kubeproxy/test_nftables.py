"""kube-proxy's nftables table: names, static chains, and the chains and elements of each feature."""

import pickle
from typing import Any

import pytest

from sandbox.kube import (
    DetectLocalMode,
    EndpointIndex,
    EndpointSlice,
    KubeProxyConfiguration,
    Service,
    ServiceEndpoint,
    ServicePortName,
    ServiceType,
    SessionAffinity,
    TrafficPolicy,
)
from sandbox.kubeproxy.nftables import generate, names
from sandbox.net import Family, Protocol, parse_address, parse_network
from sandbox.netfilter.nft import format_rule, format_ruleset, parse_ruleset
from sandbox.netfilter.ruleset import Ruleset, Table
from tests.fixtures.clusters import CONFIGURATIONS, FEATURES, OVERALL_SERVICES, OVERALL_SLICES
from tests.fixtures.services import (
    LOCAL_ADDRESSES,
    a_configuration,
    a_node,
    a_service,
    addresses,
    endpoints,
)

SVC1, EP1 = "service-ULMVA6XW-ns1/svc1/tcp/p80", "endpoint-5OJB2KTY-ns1/svc1/tcp/p80__10.180.0.1/80"


def table_for(
    services: tuple[Service, ...] = (),
    slices: tuple[EndpointSlice, ...] = (),
    config: KubeProxyConfiguration | None = None,
    family: Family = Family.IPV4,
    cidrs: tuple[str, ...] = (),
) -> Table:
    ruleset = generate(
        config or a_configuration(),
        services,
        EndpointIndex((), slices),
        a_node(),
        addresses(*LOCAL_ADDRESSES),
        family,
        service_cidrs=tuple(map(parse_network, cidrs)),
    )
    (table,) = ruleset.tables
    return table


def rules(table: Table, chain: str) -> list[str]:
    return [format_rule(rule, table.name.split()[0]) for rule in table.chains[chain].rules]


def elements(table: Table, name: str) -> str:
    """The elements of a set or map as nft lists them."""
    text = format_ruleset(Ruleset((table,)))
    block = text[text.index(f" {name} {{") :]
    block = block[: block.index("\n\t}")]
    return " ".join(block.partition("elements = { ")[2].removesuffix(" }").split())


def port(namespace: str, name: str, port_name: str, protocol: Protocol = Protocol.TCP) -> ServicePortName:
    return ServicePortName(namespace, name, port_name, protocol)


@pytest.mark.parametrize(
    ("number", "service", "endpoint"),
    [
        ("1", "ULMVA6XW", "5OJB2KTY-ns1/svc1/tcp/p80__10.180.0.1/80"),
        ("2", "42NFTM6N", "SGOXE6O3-ns2/svc2/tcp/p80__10.180.0.2/80"),
        ("3", "4AT6LBPK", "UEIP74TE-ns3/svc3/tcp/p80__10.180.0.3/80"),
        ("4", "LAUZTJTB", "UNZV3OEC-ns4/svc4/tcp/p80__10.180.0.4/80"),
    ],
)
def test_names_are_kube_proxys_own(number: str, service: str, endpoint: str) -> None:
    name = port(f"ns{number}", f"svc{number}", "p80")
    base = f"{service}-ns{number}/svc{number}/tcp/p80"
    assert names.cluster_policy_chain(name) == f"service-{base}"
    assert names.local_policy_chain(name) == f"local-{base}"
    assert names.external_chain(name) == f"external-{base}"
    assert names.firewall_chain(name) == f"firewall-{base}"
    one = ServiceEndpoint(parse_address(f"10.180.0.{number}"), 80)
    assert names.endpoint_chain(name, one) == f"endpoint-{endpoint}"
    assert names.affinity_set(name, one) == f"affinity-{endpoint}"


def test_names_of_ipv6_endpoints_have_dots_and_long_names_end_in_dots() -> None:
    one = ServiceEndpoint(parse_address("fd00:10::1"), 80)
    assert names.endpoint_chain(port("a", "b", ""), one).endswith("-a/b/tcp/__fd00.10..1/80")
    long = names.cluster_policy_chain(port("n" * 63, "s" * 253, "p"))
    assert len(long) == 240 + len("service-")
    assert long.endswith("...")


def test_static_chains() -> None:
    table = table_for(cidrs=("172.30.0.0/16", "fd00:172::/112"))
    assert rules(table, "services") == [
        "ip daddr . meta l4proto . th dport vmap @service-ips",
        "ip daddr @nodeport-ips meta l4proto . th dport vmap @service-nodeports",
    ]
    assert rules(table, "nodeport-endpoints-check") == [
        "ip daddr @nodeport-ips meta l4proto . th dport vmap @no-endpoint-nodeports"
    ]
    assert rules(table, "cluster-ips-check") == [
        'ip daddr @cluster-ips reject comment "Reject traffic to invalid ports of ClusterIPs"',
        'ip daddr 172.30.0.0/16 drop comment "Drop traffic to unallocated ClusterIPs"',
    ]
    assert rules(table, "masquerading") == [
        "meta mark & 0x00004000 == 0x00000000 return",
        "meta mark set meta mark ^ 0x00004000",
        "masquerade fully-random",
    ]
    assert rules(table, "mark-for-masquerade") == ["meta mark set meta mark | 0x00004000"]
    assert elements(table, "nodeport-ips") == "192.168.0.2"
    assert [(each.chain, each.priority) for each in table.base_chains] == [
        ("filter-prerouting-pre-dnat", -110),
        ("filter-output-pre-dnat", -110),
        ("filter-input", 0),
        ("filter-forward", 0),
        ("filter-output", 0),
        ("nat-prerouting", -100),
        ("nat-output", -100),
        ("nat-postrouting", 100),
    ]


def test_several_service_ranges_and_none() -> None:
    two = table_for(cidrs=("172.30.0.0/16", "10.96.0.0/12"))
    assert rules(two, "cluster-ips-check")[1].startswith("ip daddr { 10.96.0.0/12, 172.30.0.0/16 } drop")
    assert len(rules(table_for(), "cluster-ips-check")) == 1


@pytest.mark.parametrize(
    ("family", "values", "ips"),
    [
        (Family.IPV4, (), "192.168.0.2"),
        (Family.IPV6, (), "fd00:192::2"),
        (Family.IPV4, ("192.168.0.0/24", "10.180.0.0/24"), "10.180.0.254, 192.168.0.2"),
        (Family.IPV4, ("127.0.0.0/8", "primary"), "192.168.0.2"),
    ],
)
def test_node_port_addresses(family: Family, values: tuple[str, ...], ips: str) -> None:
    table = table_for(config=a_configuration(node_port_addresses=values), family=family)
    assert elements(table, "nodeport-ips") == ips


@pytest.mark.parametrize(
    ("family", "loopback"), [(Family.IPV4, "ip daddr != 127.0.0.0/8"), (Family.IPV6, "ip6 daddr != ::1")]
)
def test_node_ports_on_all_addresses(family: Family, loopback: str) -> None:
    config = a_configuration(node_port_addresses=("0.0.0.0/0", "::/0"))
    table = table_for(config=config, family=family)
    assert "nodeport-ips" not in table.sets
    by_port = "meta l4proto . th dport vmap"
    assert rules(table, "services")[1] == f"fib daddr type local {loopback} {by_port} @service-nodeports"
    assert rules(table, "nodeport-endpoints-check") == [f"{loopback} {by_port} @no-endpoint-nodeports"]


def test_a_cluster_ip_service() -> None:
    slices = (endpoints("ns1/svc1", "10.180.0.1"),)
    table = table_for((a_service("ns1/svc1", "172.30.0.41"),), slices)
    assert rules(table, SVC1) == [
        "ip daddr 172.30.0.41 ip saddr != 10.0.0.0/8 jump mark-for-masquerade",
        f"numgen random mod 1 vmap {{ 0 : goto {EP1} }}",
    ]
    assert rules(table, EP1) == [
        "ip saddr 10.180.0.1 jump mark-for-masquerade",
        "meta l4proto tcp dnat to 10.180.0.1:80",
    ]
    assert elements(table, "cluster-ips") == "172.30.0.41"
    assert elements(table, "service-ips") == f"172.30.0.41 . tcp . 80 : goto {SVC1}"


@pytest.mark.parametrize(
    ("config", "rule"),
    [
        ({"masquerade_all": True}, "ip daddr 172.30.0.41 jump mark-for-masquerade"),
        (
            {"masquerade_all": True, "nftables_masquerade_all": False},
            "ip daddr 172.30.0.41 ip saddr != 10.0.0.0/8 jump mark-for-masquerade",
        ),
        (
            {"detect_local_mode": DetectLocalMode.BRIDGE_INTERFACE, "bridge_interface": "cbr0"},
            'ip daddr 172.30.0.41 iifname != "cbr0" jump mark-for-masquerade',
        ),
        (
            {"detect_local_mode": DetectLocalMode.INTERFACE_NAME_PREFIX, "interface_name_prefix": "veth"},
            'ip daddr 172.30.0.41 iifname != "veth*" jump mark-for-masquerade',
        ),
        ({"cluster_cidrs": ()}, f"numgen random mod 1 vmap {{ 0 : goto {EP1} }}"),
    ],
)
def test_who_is_masqueraded_to_a_cluster_ip(config: dict[str, Any], rule: str) -> None:
    slices = (endpoints("ns1/svc1", "10.180.0.1"),)
    table = table_for((a_service("ns1/svc1", "172.30.0.41"),), slices, a_configuration(**config))
    assert rules(table, SVC1)[0] == rule


def test_kube_proxys_own_cluster() -> None:
    """kube-proxy: pkg/proxy/nftables/proxier_test.go TestOverallNFTablesRules."""
    table = table_for(OVERALL_SERVICES, OVERALL_SLICES, cidrs=("172.30.0.0/16",))
    external = "external-42NFTM6N-ns2/svc2/tcp/p80"
    assert rules(table, external) == [
        'ip saddr 10.0.0.0/8 goto service-42NFTM6N-ns2/svc2/tcp/p80 comment "short-circuit pod traffic"',
        'fib saddr type local jump mark-for-masquerade comment "masquerade local traffic"',
        'fib saddr type local goto service-42NFTM6N-ns2/svc2/tcp/p80 comment "short-circuit local traffic"',
    ]
    assert rules(table, "external-4AT6LBPK-ns3/svc3/tcp/p80") == [
        "jump mark-for-masquerade",
        "goto service-4AT6LBPK-ns3/svc3/tcp/p80",
    ]
    assert rules(table, "service-LAUZTJTB-ns4/svc4/tcp/p80")[1] == (
        "numgen random mod 2 vmap { 0 : goto endpoint-UNZV3OEC-ns4/svc4/tcp/p80__10.180.0.4/80,"
        " 1 : goto endpoint-5RFCDDV7-ns4/svc4/tcp/p80__10.180.0.5/80 }"
    )
    kept = "GTK6MW7G-ns5/svc5/tcp/p80__10.180.0.3/80"
    assert rules(table, "service-HVFWP5L3-ns5/svc5/tcp/p80")[1:] == [
        f"ip saddr @affinity-{kept} goto endpoint-{kept}",
        f"numgen random mod 1 vmap {{ 0 : goto endpoint-{kept} }}",
    ]
    assert f"update @affinity-{kept} {{ ip saddr }}" in rules(table, f"endpoint-{kept}")
    assert table.sets[f"affinity-{kept}"].timeout == 10800
    assert rules(table, "firewall-HVFWP5L3-ns5/svc5/tcp/p80") == ["ip saddr != 203.0.113.0/25 drop"]
    assert elements(table, "firewall-ips") == "5.6.7.8 . tcp . 80 : goto firewall-HVFWP5L3-ns5/svc5/tcp/p80"
    assert elements(table, "no-endpoint-nodeports") == 'tcp . 3001 comment "ns2/svc2:p80" : drop'
    refused = elements(table, "no-endpoint-services")
    assert '172.30.0.46 . tcp . 80 comment "ns6/svc6:p80" : goto reject-chain' in refused
    assert '1.2.3.4 . tcp . 80 comment "ns2/svc2:p80" : drop' in refused
    assert '192.168.99.22 . tcp . 80 comment "ns2/svc2:p80" : drop' in refused
    assert "local-42NFTM6N-ns2/svc2/tcp/p80" not in table.chains
    assert len(table.chains) == 8 + 8 + 6 + 5 + 4 + 1


def test_a_node_in_the_source_ranges_may_use_the_load_balancers_address() -> None:
    service = a_service(
        "ns/s",
        "172.30.0.1",
        type=ServiceType.LOAD_BALANCER,
        ingress=("5.6.7.8",),
        source_ranges=("203.0.113.0/25", "192.168.0.0/24"),
    )
    table = table_for((service,))
    (firewall,) = (name for name in table.chains if name.startswith("firewall-") and "/" in name)
    assert rules(table, firewall) == ["ip saddr != { 5.6.7.8, 192.168.0.0/24, 203.0.113.0/25 } drop"]


@pytest.mark.parametrize(
    ("ranges", "listed"),
    [
        (("10.0.0.0/8", "10.1.0.0/16", "0.0.0.0/0"), "0.0.0.0/0"),
        (("10.0.0.128/25", "10.0.0.0/25"), "10.0.0.0/24"),
        (("10.0.0.0/25", "10.0.0.128/26", "192.0.2.1/32"), "{ 10.0.0.0-10.0.0.191, 192.0.2.1 }"),
        (("192.0.2.2/32", "192.0.2.1/32"), "{ 192.0.2.1, 192.0.2.2 }"),
        (("10.0.0.7/24",), "10.0.0.0/24"),
    ],
)
def test_source_ranges_that_touch_are_one_element(ranges: tuple[str, ...], listed: str) -> None:
    """As nft keeps and lists them."""
    fields: dict[str, Any] = {"type": ServiceType.LOAD_BALANCER, "ingress": ("5.6.7.8",)}
    table = table_for((a_service("ns/s", "172.30.0.1", source_ranges=ranges, **fields),))
    (firewall,) = (name for name in table.chains if name.startswith("firewall-") and "/" in name)
    assert rules(table, firewall) == [f"ip saddr != {listed} drop"]


def test_internal_policy_local() -> None:
    service = a_service("ns1/svc1", "172.30.0.41", internal_traffic_policy=TrafficPolicy.LOCAL)
    here = table_for((service,), (endpoints("ns1/svc1", "10.180.0.1@node1", "10.180.0.2"),))
    local = SVC1.replace("service-", "local-")
    assert elements(here, "service-ips") == f"172.30.0.41 . tcp . 80 : goto {local}"
    assert rules(here, local)[-1] == f"numgen random mod 1 vmap {{ 0 : goto {EP1} }}"
    there = table_for((service,), (endpoints("ns1/svc1", "10.180.0.2"),))
    assert elements(there, "service-ips") == ""
    assert elements(there, "no-endpoint-services").endswith(": drop")


def test_affinity_of_an_ipv6_service() -> None:
    service = a_service(
        "ns/s", "fd00:172::1", session_affinity=SessionAffinity.CLIENT_IP, affinity_timeout=60
    )
    table = table_for((service,), (endpoints("ns/s", "fd00:10::1"),), family=Family.IPV6)
    assert table.name == "ip6 kube-proxy"
    (kept,) = (each for each in table.sets.values() if each.is_dynamic)
    assert (kept.types, kept.flags, kept.timeout) == (("ipv6_addr",), ("dynamic", "timeout"), 60)
    endpoint = kept.name.replace("affinity-", "endpoint-")
    assert rules(table, endpoint) == [
        "ip6 saddr fd00:10::1 jump mark-for-masquerade",
        f"update @{kept.name} {{ ip6 saddr }}",
        "meta l4proto tcp dnat to [fd00:10::1]:80",
    ]


def everything(config: KubeProxyConfiguration, family: Family) -> Ruleset:
    slices = tuple(each for _, found in FEATURES.values() for each in found)
    services = tuple(service for service, _ in FEATURES.values())
    return Ruleset((table_for(services, slices, config, family, ("172.30.0.0/16", "fd00:172::/112")),))


@pytest.mark.parametrize("family", Family, ids=str)
@pytest.mark.parametrize("config", CONFIGURATIONS.values(), ids=CONFIGURATIONS)
def test_what_is_written_is_read_back(config: KubeProxyConfiguration, family: Family) -> None:
    ruleset = everything(config, family)
    assert parse_ruleset(format_ruleset(ruleset), family) == ruleset


def test_nothing_is_looked_at_too_early_and_all_can_be_sent_to_another_process() -> None:
    class Untouchable(tuple[Service, ...]):
        def __iter__(self) -> Any:
            raise AssertionError("looked at")

    table_for(Untouchable())
    ruleset = everything(a_configuration(), Family.IPV4)
    assert pickle.loads(pickle.dumps(ruleset)) == ruleset


def test_of_two_services_with_one_address_the_first_has_it() -> None:
    services = (
        a_service("a/a", "172.30.0.1", external_ips=("192.0.2.1",)),
        a_service("b/b", "172.30.0.2", external_ips=("192.0.2.1",)),
    )
    slices = (endpoints("a/a", "10.180.0.1"), endpoints("b/b", "10.180.0.2"))
    table = table_for(services, slices)
    assert "192.0.2.1 . tcp . 80 : goto external-" in elements(table, "service-ips")
    assert "b/b" not in elements(table, "service-ips").partition("192.0.2.1")[2].split(",")[0]
