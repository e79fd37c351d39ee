"""Which of its addresses a flow asks a Service at."""

import pytest
from msgspec.structs import replace

from sandbox.formats import loads
from sandbox.kube import ObjectKey
from sandbox.net import Protocol
from sandbox.scenario import Flow, ServiceTarget, Via
from sandbox.scenario.compile import request_of

TEXT = """\
apiVersion: v1
kind: Node
metadata: {name: n1}
status: {addresses: [{type: InternalIP, address: 10.240.0.4}, {type: InternalIP, address: "fd00::4"}]}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: default}
spec: {type: NodePort, clusterIP: 10.96.0.10, clusterIPs: [10.96.0.10, "fd96::10"],
  externalIPs: [192.0.2.1, "2001:db8::1"], ports: [{port: 80, nodePort: 30080}]}
---
apiVersion: natwalk/v1alpha1
kind: Client
metadata: {name: four}
spec: {addresses: [198.51.100.1]}
---
apiVersion: natwalk/v1alpha1
kind: Client
metadata: {name: six}
spec: {addresses: ["2001:db8:f::1"]}
---
apiVersion: natwalk/v1alpha1
kind: Client
metadata: {name: both}
spec: {addresses: ["2001:db8:f::2", 198.51.100.2]}
"""


@pytest.mark.parametrize(
    ("via", "four", "six"),
    [
        (Via.CLUSTER_IP, "10.96.0.10", "fd96::10"),
        (Via.EXTERNAL_IP, "192.0.2.1", "2001:db8::1"),
        (Via.NODE_PORT, "10.240.0.4", "fd00::4"),
    ],
)
def test_a_service_is_asked_in_a_family_that_the_sender_has(via: Via, four: str, six: str) -> None:
    scenario = loads(TEXT, "demo.yaml").scenario
    node = "n1" if via is Via.NODE_PORT else ""
    for name, address in (("four", four), ("six", six), ("both", four)):
        sender = ObjectKey("Client", "", name)
        flow = Flow(scenario.clients[0].metadata, sender, ServiceTarget("default/web", via, 80, node))
        assert str(request_of(scenario, flow).destination) == address
        target = ServiceTarget("default/web", via, node=node)
        ping = request_of(scenario, replace(flow, target=target, protocol=Protocol.ICMP))
        assert (str(ping.destination), ping.port, ping.protocol) == (address, 0, Protocol.ICMP)
