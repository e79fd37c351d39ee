"""Connection tracking tables over time: entries come at a rate and go by their time-outs."""

from sandbox.analysis.growth import TAIL, table_growth
from sandbox.kube import ObjectMeta
from sandbox.net import parse_address
from sandbox.scenario import AddressTarget, Flow
from tests.fixtures.walks import NODE_PORT, NODES, cluster, key


def flow_to(address: str) -> Flow:
    return Flow(ObjectMeta("flow"), key("Client", "c"), AddressTarget(parse_address(address), NODE_PORT))


def test_tables_fill_at_the_rate_and_are_empty_when_time_wait_is_over() -> None:
    growth = table_growth(cluster(), flow_to(str(NODES[1])), rate=1, seconds=30, interval=10)
    assert growth.times == tuple(float(10 * number) for number in range(int((30 + TAIL) / 10) + 1))
    sizes = dict(zip(growth.hosts, growth.sizes, strict=True))
    assert sizes["node/n2"][:4] == (1, 11, 21, 30)
    assert sizes["node/n2"][-1] == 0


def test_a_request_that_cannot_leave_its_sender_fills_no_table() -> None:
    growth = table_growth(cluster(), flow_to("fd00::1"), rate=1, seconds=10)
    assert growth.hosts == ()
