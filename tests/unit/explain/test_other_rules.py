"""What other software's translations are said to do: they choose no endpoint of a Service."""

import msgspec
import pytest

from sandbox.explain.nat import explain_nat
from sandbox.kube import ObjectMeta
from sandbox.playback import Timeline
from sandbox.scenario import HostDocument
from sandbox.trace import NatStep
from tests.fixtures.walks import NODE_PORT, NODES, cluster, only, send

TO_HEALTH = f"-t nat -I PREROUTING -p tcp --dport {NODE_PORT} -j"
BY_MAP = f"""\
table ip other {{
    chain own {{
        type nat hook prerouting priority -110
        dnat to tcp dport map {{ {NODE_PORT} : {NODES[0]} . 10256 }}
    }}
}}
"""


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("iptables", f"{TO_HEALTH} REDIRECT --to-ports 10256", "REDIRECT sends it to this host itself."),
        (
            "iptables",
            f"{TO_HEALTH} DNAT --to-destination {NODES[0]}:10256",
            "Rule 1 of PREROUTING names its destination.",
        ),
        ("nftables", BY_MAP, "Rule 1 of own names its destination."),
    ],
)
def test_a_rule_of_other_software_is_told_from_kube_proxys(field: str, text: str, said: str) -> None:
    host = msgspec.structs.replace(HostDocument(ObjectMeta("n1")), **{field: text})
    scenario = msgspec.structs.replace(cluster(), hosts=(host,))
    timeline = Timeline.of(only(send(scenario, "client/c", NODES[0], NODE_PORT)))
    number = next(n for n, each in enumerate(timeline.moments) if isinstance(each.step, NatStep))
    assert explain_nat(timeline, number).startswith(said)
