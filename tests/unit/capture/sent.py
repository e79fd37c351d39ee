"""What the tests capture: every shipped scenario, and a cluster with what none of those sends."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from sandbox.capture import Sent, sent_by_flow
from sandbox.formats import load, loads
from sandbox.scenario import Scenario

SHIPPED = sorted((Path(__file__).parents[3] / "resources" / "scenarios").glob("**/*.yaml"))
MOST = 3
"""Requests of a flow that are captured at most."""

PROTOCOLS = """\
apiVersion: v1
kind: Node
metadata: {name: n1}
spec: {podCIDRs: [10.180.0.0/24, "fd00:180::/64"]}
status: {addresses: [{type: InternalIP, address: 10.240.0.3}, {type: InternalIP, address: "fd00:240::3"}]}
---
apiVersion: v1
kind: Pod
metadata: {name: dns, labels: {app: dns}}
spec: {nodeName: n1, containers: [{name: c, ports: [{containerPort: 53, protocol: UDP}]}]}
status: {phase: Running, podIPs: [{ip: 10.180.0.7}, {ip: "fd00:180::7"}]}
---
apiVersion: v1
kind: Pod
metadata: {name: exchange, labels: {app: exchange}}
spec: {nodeName: n1, containers: [{name: c, ports: [{containerPort: 3868, protocol: SCTP}]}]}
status: {phase: Running, podIPs: [{ip: 10.180.0.8}, {ip: "fd00:180::8"}]}
---
apiVersion: v1
kind: Service
metadata: {name: dns}
spec:
  type: NodePort
  ipFamilyPolicy: RequireDualStack
  clusterIPs: [10.0.0.53, "fd00::53"]
  ports: [{port: 53, protocol: UDP, nodePort: 30053}]
  selector: {app: dns}
---
apiVersion: v1
kind: Service
metadata: {name: exchange}
spec:
  type: NodePort
  ipFamilyPolicy: RequireDualStack
  clusterIPs: [10.0.0.38, "fd00::38"]
  ports: [{port: 3868, protocol: SCTP, nodePort: 30868}]
  selector: {app: exchange}
---
apiVersion: v1
kind: Service
metadata: {name: nobody}
spec:
  type: NodePort
  ipFamilyPolicy: RequireDualStack
  clusterIPs: [10.0.0.99, "fd00::99"]
  ports: [{name: a, port: 80, nodePort: 30080}, {name: b, port: 80, protocol: UDP, nodePort: 30080}]
  selector: {app: nobody}
---
apiVersion: natwalk/v1alpha1
kind: Client
metadata: {name: laptop}
spec: {addresses: [198.51.100.79, "2001:db8::79"]}
"""
_FLOW = """\
---
apiVersion: natwalk/v1alpha1
kind: Flow
metadata: {{name: {name}}}
spec: {{from: {{client: laptop}}, to: {{address: "{address}", port: {port}}}, protocol: {protocol}}}
"""
_PING = """\
---
apiVersion: natwalk/v1alpha1
kind: Flow
metadata: {{name: {name}}}
spec: {{from: {{client: laptop}}, to: {{address: "{address}"}}, protocol: ICMP, requests: 2}}
"""
_PINGED = (
    ("pinged-4", "10.240.0.3"),
    ("pinged-6", "fd00:240::3"),
    ("pinged-nobody-4", "10.0.0.99"),
    ("pinged-nobody-6", "fd00::99"),
)
_TARGETS = (
    ("answered", "UDP", 30053),
    ("associated", "SCTP", 30868),
    ("closed", "UDP", 9),
    ("reset", "TCP", 9),
    ("aborted", "SCTP", 9),
    ("nobody", "TCP", 30080),
    ("nobody-either", "UDP", 30080),
)


def protocols() -> Scenario:
    """Every protocol, answered and refused, over both families."""
    flows = (
        _FLOW.format(name=f"{name}-{version}", address=address, port=port, protocol=protocol)
        for name, protocol, port in _TARGETS
        for version, address in ((4, "10.240.0.3"), (6, "fd00:240::3"))
    )
    pings = (_PING.format(name=name, address=address) for name, address in _PINGED)
    return loads(PROTOCOLS + "".join((*flows, *pings)), "protocols").scenario


@cache
def everything() -> tuple[Sent, ...]:
    """The connections of all shipped scenarios and of `protocols`, each from a port of its own."""
    return tuple(_everything())


def _everything() -> Iterator[Sent]:
    first = 0
    for name, scenario in (
        *((path.stem, load(path).scenario) for path in SHIPPED),
        ("protocols", protocols()),
    ):
        for flow in scenario.flows:
            few = replace(flow, requests=min(flow.requests, MOST))
            for each in sent_by_flow(scenario, few, first=first):
                yield replace(each, name=f"{name} {each.name}")
            first += few.requests
