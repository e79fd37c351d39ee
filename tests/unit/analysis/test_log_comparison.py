"""Logs of traced packets beside predicted walks."""

from pathlib import Path

import pytest

import resources
from sandbox.analysis import flow_paths
from sandbox.analysis.log_comparison import LogComparison, compare_log
from sandbox.formats import loads
from sandbox.netfilter.trace_log import LogTextError, is_trace_log, read_trace_log
from sandbox.trace import LegKind, RuleStep
from tests.fixtures.node_state import printed

FILE = Path(resources.__file__).parent / "scenarios" / "nodeport-cluster.yaml"
DEVICE = "node/kubernetes-node-6jst"
LOGS = ("iptables/nft-trace.log", "iptables/xtables-trace.log", "nftables/nft-trace.log")


def compared(name: str, text: str, flow: int = 0) -> LogComparison:
    mode = name.partition("/")[0]
    source = FILE.read_text(encoding="utf-8").replace("mode: iptables", f"mode: {mode}")
    scenario = loads(source, "x").scenario
    return compare_log(flow_paths(scenario, scenario.flows[flow]), read_trace_log(text))


def kernel_log(name: str) -> str:
    """The log of xtables-monitor as the kernel itself would have written it."""
    found = compared(name, printed(name))
    rows = [row for visit in found.visits if visit.kind is LegKind.REQUEST for row in visit.rows]
    lines = []
    for row in rows:
        assert row.predicted is not None
        assert isinstance(row.predicted.step, RuleStep)
        ref, packet = row.predicted.step.ref, row.predicted.step.before
        lines.append(
            f"[12.3] TRACE: {ref.table}:{ref.chain}:rule:{ref.number} IN=eth0 OUT= SRC={packet.source} "
            f"DST={packet.destination} LEN=60 ID=7 DF PROTO=TCP SPT={packet.source_port} "
            f"DPT={packet.destination_port} SEQ=1 ACK=0 SYN"
        )
    return "\n".join(lines)


@pytest.mark.parametrize("name", LOGS)
def test_a_real_log_agrees_with_the_prediction(name: str) -> None:
    found = compared(name, printed(name))
    assert found.device == DEVICE
    assert found.is_of_this_flow
    assert found.parting is None
    assert all(row.agree for row in found.visits[0].rows)
    assert len(found.visits[0].rows) > 10


@pytest.mark.parametrize("name", LOGS)
def test_another_translation_is_where_they_part(name: str) -> None:
    found = compared(name, printed(name).replace("10.180.1.136:8080", "10.180.1.9:8080"))
    assert found.parting is not None
    visit, row = found.parting
    assert visit.kind is LegKind.REQUEST
    assert row.logged is not None
    assert row.logged.line == 14
    assert "10.180.1.9:8080" in row.logged.text
    assert not any(each.agree for each in visit.rows[visit.parts_at :])


@pytest.mark.parametrize("name", LOGS)
def test_a_rule_that_was_not_met_is_where_they_part(name: str) -> None:
    lines = printed(name).splitlines()
    text = "\n".join(line for line in lines if "KUBE-MARK-MASQ rule" not in line and "mark-for" not in line)
    text = "\n".join(line for line in text.splitlines() if "KUBE-MARK-MASQ:rule" not in line)
    found = compared(name, text)
    assert found.parting is not None
    _, row = found.parting
    assert row.predicted is not None
    assert row.logged is not None


def test_a_reply_goes_on_although_the_kernel_numbers_it_anew() -> None:
    found = compared(LOGS[0], printed(LOGS[0]))
    request, reply = found.visits
    assert request.is_logged
    assert reply.is_logged
    assert reply.kind is LegKind.REPLY
    assert len(reply.rows) == 2


@pytest.mark.parametrize("name", LOGS)
def test_a_number_that_is_used_again_is_another_packets(name: str) -> None:
    log = printed(name)
    first = "13e04a75" if name.startswith("iptables") else "c4090e6e"
    later = "f6bc49ff" if name.startswith("iptables") else "55a5f57c"
    assert later in log
    assert compared(name, log.replace(later, first)).parting is None


def test_a_number_got_by_translation_and_used_again_is_another_packets() -> None:
    log = printed(LOGS[0])
    reply = "".join(line for line in log.splitlines(True) if "57f766b3" in line or "5c4270ad" in line)
    assert len(compared(LOGS[0], f"{log}{reply}").visits[1].rows) == 2
    assert compared(LOGS[0], f"{log}{reply}").parting is None


def test_the_kernels_own_log_is_compared_by_the_rules_numbers() -> None:
    text = kernel_log(LOGS[1])
    assert compared(LOGS[1], text).parting is None
    found = compared(LOGS[1], text.replace("nat:KUBE-POSTROUTING:rule:3", "nat:KUBE-POSTROUTING:rule:1"))
    assert found.parting is not None


def test_a_log_of_other_packets_is_told_apart() -> None:
    found = compared(
        LOGS[0],
        printed(LOGS[0]).replace("tcp dport 31380", "tcp dport 31399").replace("sport 8080", "sport 1"),
    )
    assert not found.is_of_this_flow
    assert found.parting is None


def test_a_policy_that_drops_is_a_step() -> None:
    log = printed(LOGS[0]).splitlines()
    end = next(place for place, line in enumerate(log) if "filter FORWARD rule" in line)
    text = "\n".join([*log[:end], "trace id 13e04a75 ip filter FORWARD policy drop "])
    found = compared(LOGS[0], text)
    assert found.parting is not None
    _, row = found.parting
    assert row.logged is not None
    assert row.logged.is_policy


def test_another_node_than_the_flow_crosses_is_refused() -> None:
    scenario = loads(FILE.read_text(encoding="utf-8"), "x").scenario
    paths = flow_paths(scenario, scenario.flows[0])
    with pytest.raises(
        ValueError, match="no path of the flow crosses node/x; choose a node that one crosses"
    ):
        compare_log(paths, read_trace_log(printed(LOGS[0])), "node/x")


@pytest.mark.parametrize("text", ["", "hello", "TRACE: nonsense", "trace id zz", "PACKET: 2 ab IN=eth0"])
def test_text_without_a_traced_packet_is_refused(text: str) -> None:
    with pytest.raises(LogTextError, match="no packet is traced here"):
        read_trace_log(text)


def test_logs_are_known_by_their_content() -> None:
    assert all(is_trace_log(printed(name)) for name in LOGS)
    assert is_trace_log(kernel_log(LOGS[1]))
    assert not is_trace_log(printed("iptables/iptables-save.txt"))
