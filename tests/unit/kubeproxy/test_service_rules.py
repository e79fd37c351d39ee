"""The rules of one Service, feature by feature, as iptables-save prints them."""

from typing import Any

import msgspec
import pytest

from sandbox.kube import (
    DetectLocalMode,
    EndpointPort,
    EndpointSlice,
    Service,
    ServiceType,
    SessionAffinity,
    TrafficPolicy,
)
from sandbox.net import Family, Protocol
from sandbox.netfilter.ruleset import Ruleset
from tests.fixtures.services import a_configuration, a_port, a_service, endpoints, lines, rules_for

PATH, NAME, ADDRESS = "ns1/svc1", "ns1/svc1:p80", "172.30.0.41"
SVC, SVL, EXT, FW = (f"KUBE-{each}-XPGD46QRK7WJZT7O" for each in ("SVC", "SVL", "EXT", "FW"))
SEP1, SEP2 = "KUBE-SEP-SXIVWICOYRO3J4NJ", "KUBE-SEP-LXVODXWDISEETFEF"
HERE, THERE = endpoints(PATH, "10.180.0.1@node1"), endpoints(PATH, "10.180.0.1@node2")
LOCAL: dict[str, Any] = {"external_traffic_policy": TrafficPolicy.LOCAL}
INTERNAL_LOCAL: dict[str, Any] = {"internal_traffic_policy": TrafficPolicy.LOCAL}
BALANCED: dict[str, Any] = {"type": ServiceType.LOAD_BALANCER, "ingress": ("1.2.3.4",), "node_port": 30080}
TAIL = (
    '-m comment --comment "kubernetes service nodeports; NOTE: this must be the last rule in this chain"'
    " -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS"
)
TO_CLUSTER_IP = f'-d {ADDRESS}/32 -p tcp -m comment --comment "{NAME} cluster IP" -m tcp --dport 80'
FROM_OUTSIDE = f"! -s 10.0.0.0/8 {TO_CLUSTER_IP} -j KUBE-MARK-MASQ"
TO_NODE_PORT = f'-p tcp -m comment --comment "{NAME}" -m tcp --dport 30080 -j {EXT}'


def service(**fields: Any) -> Service:
    """The Service that the tests are about."""
    return a_service(PATH, ADDRESS, **fields)


def ending(*texts: str) -> EndpointSlice:
    """A slice of endpoints that terminate and still serve."""
    given = endpoints(PATH, *texts)
    found = tuple(msgspec.structs.replace(each, ready=False, terminating=True) for each in given.endpoints)
    return msgspec.structs.replace(given, endpoints=found)


def nat(ruleset: Ruleset, chain: str) -> list[str]:
    """The rules of a chain of table nat."""
    return lines(ruleset, "nat", chain)


def refused(ruleset: Ruleset, chain: str = "KUBE-EXTERNAL-SERVICES") -> list[str]:
    """The rules of a chain of table filter."""
    return lines(ruleset, "filter", chain)


def per_service_chains(ruleset: Ruleset) -> set[str]:
    """The prefixes of the chains that Services have of their own."""
    table = ruleset.table("nat")
    assert table is not None
    return {name[5:8] for name in table.chains if name[5:8] in {"SVC", "SVL", "EXT", "FW-", "SEP"}}


class TestClusterIP:
    def test_of_two_ports_with_one_name_the_last_counts(self) -> None:
        """kube-proxy keeps ports by name and protocol; the API server lets nobody have two."""
        ports = (a_port(node_port=30080), a_port(port=81), a_port(protocol=Protocol.UDP))
        found = rules_for([service(type=ServiceType.NODE_PORT, ports=ports)], [HERE])
        assert [rule.split(" -j ")[1] for rule in nat(found, "KUBE-SERVICES")] == [SVC, "KUBE-NODEPORTS"]
        assert "--dport 81" in nat(found, "KUBE-SERVICES")[0]
        assert nat(found, "KUBE-NODEPORTS") == []
        assert "KUBE-EXT" not in per_service_chains(found)

    def test_one_endpoint(self) -> None:
        found = rules_for([service()], [HERE])
        assert nat(found, "KUBE-SERVICES") == [f"{TO_CLUSTER_IP} -j {SVC}", TAIL]
        assert nat(found, SVC) == [
            FROM_OUTSIDE,
            f'-m comment --comment "{NAME} -> 10.180.0.1:80" -j {SEP1}',
        ]
        assert nat(found, SEP1) == [
            f'-s 10.180.0.1/32 -m comment --comment "{NAME}" -j KUBE-MARK-MASQ',
            f'-p tcp -m comment --comment "{NAME}" -m tcp -j DNAT --to-destination 10.180.0.1:80',
        ]
        assert per_service_chains(found) == {"SVC", "SEP"}
        assert refused(found, "KUBE-SERVICES") == refused(found) == []

    def test_no_endpoints(self) -> None:
        found = rules_for([service()])
        assert nat(found, "KUBE-SERVICES") == [TAIL]
        assert refused(found, "KUBE-SERVICES") == [
            f'-d {ADDRESS}/32 -p tcp -m comment --comment "{NAME} has no endpoints" -m tcp --dport 80'
            " -j REJECT --reject-with icmp-port-unreachable"
        ]
        assert per_service_chains(found) == set()

    def test_internal_local_with_an_endpoint_here(self) -> None:
        found = rules_for([service(**INTERNAL_LOCAL)], [HERE])
        assert nat(found, "KUBE-SERVICES")[0] == f"{TO_CLUSTER_IP} -j {SVL}"
        assert nat(found, SVL)[0] == FROM_OUTSIDE
        assert per_service_chains(found) == {"SVL", "SEP"}

    def test_internal_local_with_endpoints_elsewhere_only(self) -> None:
        found = rules_for([service(**INTERNAL_LOCAL)], [THERE])
        assert nat(found, "KUBE-SERVICES") == [TAIL]
        assert refused(found, "KUBE-SERVICES") == [
            f'-d {ADDRESS}/32 -p tcp -m comment --comment "{NAME} has no local endpoints"'
            " -m tcp --dport 80 -j DROP"
        ]
        assert per_service_chains(found) == set()

    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            ({"masquerade_all": True}, [f"{TO_CLUSTER_IP} -j KUBE-MARK-MASQ"]),
            ({"cluster_cidrs": ()}, []),
            (
                {"detect_local_mode": DetectLocalMode.BRIDGE_INTERFACE, "bridge_interface": "cbr0"},
                [TO_CLUSTER_IP.replace(" -p", " ! -i cbr0 -p", 1) + " -j KUBE-MARK-MASQ"],
            ),
        ],
        ids=str,
    )
    def test_what_is_masqueraded(self, fields: dict[str, Any], expected: list[str]) -> None:
        found = rules_for([service()], [HERE], a_configuration(**fields))
        assert nat(found, SVC)[:-1] == expected

    @pytest.mark.parametrize("protocol", [Protocol.UDP, Protocol.SCTP], ids=str)
    def test_other_protocols(self, protocol: Protocol) -> None:
        port = a_port("dns", 53, protocol=protocol)
        slices = [endpoints(PATH, "10.180.0.1", port=EndpointPort(5353, "dns", protocol))]
        found = rules_for([service(ports=(port,))], slices)
        (to_service, _) = nat(found, "KUBE-SERVICES")
        name = protocol.lower
        assert f"-d {ADDRESS}/32 -p {name} " in to_service
        assert f" -m {name} --dport 53 -j KUBE-SVC-" in to_service
        (_, balancing) = nat(found, to_service.split()[-1])
        assert nat(found, balancing.split()[-1])[1].endswith(
            f"-m {name} -j DNAT --to-destination 10.180.0.1:5353"
        )

    def test_the_endpoints_number_counts_not_the_target_port(self) -> None:
        found = rules_for([service()], [endpoints(PATH, "10.180.0.1", port=EndpointPort(8080, "p80"))])
        chain = nat(found, SVC)[-1].split()[-1]
        assert nat(found, chain)[1].endswith("--to-destination 10.180.0.1:8080")


class TestBalancing:
    def test_the_kernels_probabilities(self) -> None:
        slices = [endpoints(PATH, *(f"10.180.0.{each}" for each in range(1, 7)))]
        shares = [line for line in nat(rules_for([service()], slices), SVC) if "statistic" in line]
        assert [line.split("--probability ")[1].split()[0] for line in shares] == [
            "0.16666666651",
            "0.20000000019",
            "0.25000000000",
            "0.33333333349",
            "0.50000000000",
        ]

    def test_endpoints_are_ordered_by_their_text(self) -> None:
        slices = [endpoints(PATH, "10.1.1.1", "10.1.1.2", "10.1.1.11")]
        comments = [line.split('"')[1] for line in nat(rules_for([service()], slices), SVC)[1:]]
        assert comments == [f"{NAME} -> 10.1.1.{each}:80" for each in (11, 1, 2)]

    def test_affinity(self) -> None:
        kept = service(session_affinity=SessionAffinity.CLIENT_IP, affinity_timeout=7200)
        found = rules_for([kept], [endpoints(PATH, "10.180.0.1", "10.180.0.2")])
        list_of = "--name {} --mask 255.255.255.255 --rsource"
        check = f'-m comment --comment "{NAME} -> %s:80" -m recent --rcheck --seconds 7200 --reap %s -j %s'
        assert nat(found, SVC)[1:3] == [
            check % ("10.180.0.1", list_of.format(SEP1), SEP1),
            check % ("10.180.0.2", list_of.format(SEP2), SEP2),
        ]
        assert len(nat(found, SVC)) == 5
        assert nat(found, SEP1)[1] == (
            f'-p tcp -m comment --comment "{NAME}" -m recent --set {list_of.format(SEP1)}'
            " -m tcp -j DNAT --to-destination 10.180.0.1:80"
        )

    def test_in_a_large_cluster_endpoint_rules_have_no_comments(self) -> None:
        crowd = [f"10.181.{each // 250}.{each % 250}" for each in range(1001)]
        many = a_service("ns2/many", "172.30.0.42")
        found = rules_for([service(), many], [HERE, endpoints("ns2/many", *crowd)])
        assert nat(found, SVC) == [FROM_OUTSIDE, f"-j {SEP1}"]
        assert nat(found, SEP1) == [
            "-s 10.180.0.1/32 -j KUBE-MARK-MASQ",
            "-p tcp -m tcp -j DNAT --to-destination 10.180.0.1:80",
        ]

    def test_a_thousand_endpoints_are_not_yet_a_large_cluster(self) -> None:
        crowd = [f"10.181.{each // 250}.{each % 250}" for each in range(1000)]
        found = rules_for([service()], [endpoints(PATH, *crowd)])
        assert "comment" in nat(found, SVC)[-1]


class TestNodePort:
    def test_cluster_policy(self) -> None:
        found = rules_for([service(node_port=30080)], [THERE])
        assert nat(found, "KUBE-NODEPORTS") == [TO_NODE_PORT]
        assert nat(found, EXT) == [
            f'-m comment --comment "masquerade traffic for {NAME} external destinations" -j KUBE-MARK-MASQ',
            f"-j {SVC}",
        ]

    def test_local_policy_with_an_endpoint_here(self) -> None:
        found = rules_for([service(node_port=30080, **LOCAL)], [HERE])
        what = f"{NAME} external destinations"
        assert nat(found, EXT) == [
            f'-s 10.0.0.0/8 -m comment --comment "pod traffic for {what}" -j {SVC}',
            f'-m comment --comment "masquerade LOCAL traffic for {what}"'
            " -m addrtype --src-type LOCAL -j KUBE-MARK-MASQ",
            f'-m comment --comment "route LOCAL traffic for {what}" -m addrtype --src-type LOCAL -j {SVC}',
            f"-j {SVL}",
        ]
        assert nat(found, SVL) == [f'-m comment --comment "{NAME} -> 10.180.0.1:80" -j {SEP1}']
        assert nat(found, SVC)[0] == FROM_OUTSIDE

    def test_local_policy_with_endpoints_elsewhere_only(self) -> None:
        found = rules_for([service(node_port=30080, **LOCAL)], [THERE])
        assert nat(found, "KUBE-NODEPORTS") == [TO_NODE_PORT]
        assert [line.split()[-1] for line in nat(found, EXT)] == [SVC, "KUBE-MARK-MASQ", SVC]
        assert refused(found) == [
            f'-p tcp -m comment --comment "{NAME} has no local endpoints"'
            " -m addrtype --dst-type LOCAL -m tcp --dport 30080 -j DROP"
        ]
        assert per_service_chains(found) == {"EXT", "SVC", "SEP"}

    def test_local_policy_without_a_detector_has_no_short_circuit_for_pods(self) -> None:
        found = rules_for([service(node_port=30080, **LOCAL)], [HERE], a_configuration(cluster_cidrs=()))
        assert [line.split()[-1] for line in nat(found, EXT)] == ["KUBE-MARK-MASQ", SVC, SVL]

    def test_no_endpoints(self) -> None:
        found = rules_for([service(node_port=30080)])
        assert nat(found, "KUBE-NODEPORTS") == []
        assert refused(found) == [
            f'-p tcp -m comment --comment "{NAME} has no endpoints" -m addrtype --dst-type LOCAL'
            " -m tcp --dport 30080 -j REJECT --reject-with icmp-port-unreachable"
        ]

    def test_both_policies_local(self) -> None:
        found = rules_for([service(node_port=30080, **LOCAL, **INTERNAL_LOCAL)], [HERE])
        assert nat(found, "KUBE-SERVICES")[0].endswith(SVL)
        assert nat(found, SVL)[0] == FROM_OUTSIDE
        assert len(nat(found, SVC)) == 1

    def test_internal_local_leaves_node_ports_alone(self) -> None:
        found = rules_for([service(node_port=30080, **INTERNAL_LOCAL)], [THERE])
        assert nat(found, EXT)[-1] == f"-j {SVC}"
        assert refused(found) == []
        assert len(refused(found, "KUBE-SERVICES")) == 1


class TestExternalAddresses:
    def test_load_balancer(self) -> None:
        found = rules_for([service(**BALANCED)], [THERE])
        assert nat(found, "KUBE-SERVICES")[1] == (
            f'-d 1.2.3.4/32 -p tcp -m comment --comment "{NAME} loadbalancer IP" -m tcp --dport 80 -j {EXT}'
        )
        assert refused(found, "KUBE-PROXY-FIREWALL") == []

    def test_source_ranges(self) -> None:
        found = rules_for([service(**BALANCED, source_ranges=("203.0.113.0/25", "fd00::/8"))], [THERE])
        assert nat(found, "KUBE-SERVICES")[1].endswith(f"-j {FW}")
        assert nat(found, FW) == [
            f'-s 203.0.113.0/25 -m comment --comment "{NAME} loadbalancer IP" -j {EXT}',
            f'-m comment --comment "other traffic to {NAME} will be dropped by KUBE-PROXY-FIREWALL"',
        ]
        assert refused(found, "KUBE-PROXY-FIREWALL") == [
            f'-d 1.2.3.4/32 -p tcp -m comment --comment "{NAME} traffic not accepted by {FW}"'
            " -m tcp --dport 80 -j DROP"
        ]
        assert nat(found, "KUBE-NODEPORTS") == [TO_NODE_PORT]

    def test_a_range_with_the_node_in_it_admits_the_load_balancers_addresses(self) -> None:
        fields = {**BALANCED, "ingress": ("1.2.3.4", "1.2.3.5")}
        found = rules_for([service(**fields, source_ranges=("192.168.0.0/24",))], [THERE])
        assert [line.split()[1] for line in nat(found, FW)[:-1]] == [
            "192.168.0.0/24",
            "1.2.3.4/32",
            "1.2.3.5/32",
        ]

    def test_ranges_of_the_other_family_do_not_restrict(self) -> None:
        found = rules_for([service(**BALANCED, source_ranges=("fd00::/8",))], [THERE])
        assert per_service_chains(found) == {"SVC", "EXT", "SEP"}

    def test_a_range_of_everything_is_no_match(self) -> None:
        found = rules_for([service(**BALANCED, source_ranges=("0.0.0.0/0",))], [THERE])
        assert nat(found, FW)[0] == f'-m comment --comment "{NAME} loadbalancer IP" -j {EXT}'

    def test_ip_mode_proxy_gets_no_rules(self) -> None:
        proxied = service(
            type=ServiceType.LOAD_BALANCER,
            ingress=("1.2.3.4",),
            ip_mode="Proxy",
            source_ranges=("203.0.113.0/25",),
        )
        found = rules_for([proxied], [HERE])
        assert not any("1.2.3.4" in line for line in nat(found, "KUBE-SERVICES"))
        assert per_service_chains(found) == {"SVC", "SEP"}

    def test_external_ips(self) -> None:
        found = rules_for([service(external_ips=("192.168.99.22", "2001:db8::9"))], [THERE])
        assert nat(found, "KUBE-SERVICES")[1:] == [
            f'-d 192.168.99.22/32 -p tcp -m comment --comment "{NAME} external IP"'
            f" -m tcp --dport 80 -j {EXT}",
            TAIL,
        ]

    def test_external_local_governs_external_ips_of_a_cluster_ip_service(self) -> None:
        found = rules_for([service(external_ips=("192.168.99.22",), **LOCAL)], [THERE])
        assert refused(found) == [
            f'-d 192.168.99.22/32 -p tcp -m comment --comment "{NAME} has no local endpoints"'
            " -m tcp --dport 80 -j DROP"
        ]

    def test_external_local_means_nothing_without_external_addresses(self) -> None:
        found = rules_for([service(**LOCAL)], [THERE])
        assert per_service_chains(found) == {"SVC", "SEP"}

    def test_every_external_address_is_refused_without_endpoints(self) -> None:
        found = rules_for([service(**BALANCED, external_ips=("9.9.9.9",), source_ranges=("1.0.0.0/8",))])
        matched = [line.split(" -m comment")[0] for line in refused(found)]
        assert matched == ["-d 9.9.9.9/32 -p tcp", "-d 1.2.3.4/32 -p tcp", "-p tcp"]
        assert nat(found, "KUBE-SERVICES") == [TAIL]
        assert refused(found, "KUBE-PROXY-FIREWALL") == []

    @pytest.mark.parametrize("slices", [[], [HERE], [THERE]], ids=["none", "here", "there"])
    def test_health_check_node_port(self, slices: list[Any]) -> None:
        found = rules_for([service(**BALANCED, **LOCAL, health_check_node_port=32000)], slices)
        assert refused(found, "KUBE-NODEPORTS") == [
            f'-p tcp -m comment --comment "{NAME} health check node port" -m tcp --dport 32000 -j ACCEPT'
        ]

    def test_no_health_check_under_the_cluster_policy(self) -> None:
        found = rules_for([service(**BALANCED, health_check_node_port=32000)], [HERE])
        assert refused(found, "KUBE-NODEPORTS") == []


class TestLastResort:
    """Terminating endpoints that still serve are used when no ready one is left."""

    def test_a_terminating_endpoint_elsewhere_turns_rejecting_into_dropping(self) -> None:
        found = rules_for([service(node_port=30080, **LOCAL)], [ending("10.180.0.1@node2")])
        assert refused(found)[0].endswith("-j DROP")

    def test_local_falls_back_by_itself(self) -> None:
        slices = [ending("10.180.0.1@node1"), endpoints(PATH, "10.180.0.2@node2")]
        found = rules_for([service(node_port=30080, **LOCAL)], slices)
        assert nat(found, SVL)[-1].endswith(SEP1)
        assert nat(found, SVC)[-1].endswith(SEP2)


class TestNotHandled:
    @pytest.mark.parametrize(
        "fields",
        [{"cluster_ips": ()}, {"type": ServiceType.EXTERNAL_NAME}],
        ids=["headless", "ExternalName"],
    )
    def test_services_without_rules(self, fields: dict[str, Any]) -> None:
        found = rules_for([service(**fields)], [HERE])
        assert nat(found, "KUBE-SERVICES") == [TAIL]
        assert refused(found, "KUBE-SERVICES") == []

    @pytest.mark.parametrize("label", ["service-proxy-name", "headless"])
    def test_a_label_leaves_a_service_to_another_proxy(self, label: str) -> None:
        mine = service()
        labels = ((f"service.kubernetes.io/{label}", "other"),)
        metadata = msgspec.structs.replace(mine.metadata, labels=labels)
        found = rules_for([msgspec.structs.replace(mine, metadata=metadata)], [HERE])
        assert nat(found, "KUBE-SERVICES") == [TAIL]

    def test_a_family_without_a_cluster_ip(self) -> None:
        found = rules_for([service(node_port=30080)], [HERE], family=Family.IPV6)
        assert nat(found, "KUBE-NODEPORTS") == []
