"""How kube-proxy tells pods from others."""

from typing import Any

import pytest

from sandbox.kube import DetectLocalMode
from sandbox.kubeproxy.detector import local_detector
from sandbox.net import Family, parse_network
from sandbox.netfilter.iptables import format_expression
from tests.fixtures.services import a_configuration, a_node

NODE_CIDR = {"detect_local_mode": DetectLocalMode.NODE_CIDR}
BRIDGE = {"detect_local_mode": DetectLocalMode.BRIDGE_INTERFACE, "bridge_interface": "cbr0"}
PREFIX = {"detect_local_mode": DetectLocalMode.INTERFACE_NAME_PREFIX, "interface_name_prefix": "veth"}


@pytest.mark.parametrize(
    ("fields", "family", "expected"),
    [
        ({}, Family.IPV4, "-s 10.0.0.0/8"),
        ({}, Family.IPV6, "-s fd00:10::/64"),
        (NODE_CIDR, Family.IPV4, "-s 10.180.3.0/24"),
        (BRIDGE, Family.IPV4, "-i cbr0"),
        (PREFIX, Family.IPV6, "-i veth+"),
    ],
    ids=str,
)
def test_the_match_and_its_opposite(fields: dict[str, Any], family: Family, expected: str) -> None:
    node = a_node(pod_cidrs=(parse_network("10.180.3.0/24"),))
    detector = local_detector(a_configuration(**fields), node, family)
    assert detector is not None
    assert format_expression(detector.if_local) == expected
    assert format_expression(detector.if_not_local) == f"! {expected}"


@pytest.mark.parametrize(
    "fields", [{"cluster_cidrs": ()}, NODE_CIDR, {**BRIDGE, "bridge_interface": ""}], ids=str
)
def test_without_a_range_or_a_name_there_is_none(fields: dict[str, Any]) -> None:
    assert local_detector(a_configuration(**fields), a_node(), Family.IPV4) is None
