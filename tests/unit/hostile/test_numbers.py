"""Numbers of more digits than Python reads, in rules, sets and settings: the check says so, walks go on."""

import pytest

from sandbox.analysis.flows import flow_paths
from sandbox.formats import loads
from sandbox.scenario.check import check
from sandbox.scenario.compile import FlowError

LONG = "9" * 5000
SCENARIO = """\
apiVersion: v1
kind: Node
metadata: {{name: n}}
status: {{addresses: [{{type: InternalIP, address: 10.0.0.1}}]}}
---
apiVersion: natwalk/v1alpha1
kind: Host
metadata: {{name: n}}
spec: {{{field}: {value}}}
---
apiVersion: natwalk/v1alpha1
kind: Flow
metadata: {{name: f}}
spec: {{from: {{node: n}}, to: {{address: 10.0.0.1, port: 80}}}}
"""


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sysctls", f"{{net.ipv4.icmp_echo_ignore_all: '{LONG}'}}"),
        ("sysctls", f"{{net.netfilter.nf_conntrack_max: '{LONG}'}}"),
        ("iptables", f"-A INPUT -m ttl --ttl-eq {LONG} -j DROP"),
        ("iptables", f"-A INPUT -p tcp --dport {LONG} -j DROP"),
        ("nftables", f"'table ip a {{ chain b {{ ip ttl {LONG} drop; }} }}'"),
        ("ipsets", f'"create a bitmap:port range 0-1\\nadd a {LONG}"'),
    ],
)
def test_a_number_that_nobody_counts_to(field: str, value: str) -> None:
    scenario = loads(SCENARIO.format(field=field, value=value), "a.yaml").scenario
    assert any(each.field.startswith(f"spec.{field}") for each in check(scenario))
    try:
        found = [each.verdict.value for each in flow_paths(scenario, scenario.flows[0])]
    except FlowError as error:
        found = [str(error)]
    assert all(found)
