"""A node's real rules against generated ones."""

from pathlib import Path

import pytest

import resources
from sandbox.analysis.rules_difference import RulesDifference, mode_of, node_difference
from sandbox.formats import load, loads
from sandbox.kube import ObjectKey, ObjectMeta, ProxyMode
from sandbox.net import Family
from sandbox.netfilter import RuleRef
from sandbox.netfilter.difference import Block, Presence, compare
from sandbox.netfilter.iptables.counters import read_counters
from sandbox.netfilter.iptables.ruleset_parse import parse_ruleset
from sandbox.netfilter.nft import parse_ruleset as parse_nft
from sandbox.scenario import HostDocument, NodeState
from tests.fixtures.node_state import printed

FILE = Path(resources.__file__).parent / "scenarios" / "nodeport-cluster.yaml"
NODE = ObjectKey("Node", "", "kubernetes-node-6jst")
SAVED = printed("iptables/iptables-save.txt")


def iptables_difference(text: str) -> RulesDifference:
    scenario = load(FILE).scenario
    document = HostDocument(ObjectMeta(NODE.name), state=NodeState(iptables=text))
    return node_difference(scenario, NODE.name, document, Family.IPV4)


def nftables_difference(text: str) -> RulesDifference:
    scenario = loads(FILE.read_text(encoding="utf-8").replace("iptables", "nftables"), "x").scenario
    document = HostDocument(ObjectMeta(NODE.name), state=NodeState(nftables=text))
    return node_difference(scenario, NODE.name, document, Family.IPV4)


def changed(block: Block) -> list[tuple[str, str]]:
    pairs = [pair for pair in block.pairs if pair.presence is not Presence.BOTH]
    return [
        (pair.generated.text if pair.generated else "", pair.real.text if pair.real else "") for pair in pairs
    ]


def test_the_nodes_own_rules_are_those_that_were_generated() -> None:
    found = iptables_difference(SAVED)
    assert len(found.blocks) > 20
    assert found.differing == ()
    assert found.services == ()


def test_what_others_put_there_stands_apart() -> None:
    others = iptables_difference(SAVED).others
    assert [(each.table, each.name) for each in others] == [("raw", "PREROUTING")]


@pytest.mark.parametrize("name", ["nft.txt", "nft.json"])
def test_nftables_are_compared_from_text_and_from_json(name: str) -> None:
    found = nftables_difference(printed(f"nftables/{name}"))
    assert found.differing == ()
    assert {each.table for each in found.others} == {"ip natwalktrace"}
    assert {each.kind for each in found.blocks} == {"chain", "set", "map"}


def test_a_changed_rule_names_its_service() -> None:
    found = iptables_difference(SAVED.replace("10.180.1.136:8080", "10.180.1.9:8080"))
    (block,) = found.differing
    assert block.presence is Presence.CHANGED
    assert block.name.startswith("KUBE-SEP-")
    ((ours, theirs),) = changed(block)
    assert "10.180.1.136:8080" in ours
    assert "10.180.1.9:8080" in theirs
    assert found.services == (("default/nodeport", 1),)


def test_an_element_of_a_map_that_is_missing_is_shown() -> None:
    text = printed("nftables/nft.txt")
    found = nftables_difference(text.replace("elements = { tcp . 31380", "elements = { tcp . 31381"))
    (block,) = found.differing
    assert (block.kind, block.name) == ("map", "service-nodeports")
    assert [(ours[:11], theirs[:11]) for ours, theirs in changed(block)] == [("tcp . 31380", "tcp . 31381")]
    assert found.services == (("default/nodeport", 1),)


def test_chains_on_one_side_alone_are_told_apart() -> None:
    lines = [line for line in SAVED.splitlines() if "KUBE-SEP-UMAAAK2QFUFJNQOA" not in line]
    rule = "-A KUBE-SEP-STALE -m comment --comment old/gone:http -j KUBE-MARK-MASQ"
    text = "\n".join(lines).replace(":KUBE-MARK-MASQ", ":KUBE-SEP-STALE - [0:0]\n:KUBE-MARK-MASQ")
    text = text.replace("[2:120] -A KUBE-MARK-MASQ", f"[0:0] {rule}\n[2:120] -A KUBE-MARK-MASQ")
    found = iptables_difference(text)
    presences = {each.name: each.presence for each in found.differing}
    assert presences == {
        "KUBE-SEP-UMAAAK2QFUFJNQOA": Presence.ONLY_GENERATED,
        "KUBE-SVC-IFSGUVPJVX5CWNQP": Presence.CHANGED,
        "KUBE-SEP-STALE": Presence.ONLY_REAL,
    }
    assert dict(found.services) == {"default/nodeport": 2, "old/gone:http": 1}


def test_comments_and_counters_make_no_difference() -> None:
    other = SAVED.replace("kubernetes service portals", "something else").replace("[2:120]", "[7:9]")
    counted = "--ctstate INVALID -m nfacct --nfacct-name ct_state_invalid_dropped_pkts"
    other = other.replace("--ctstate INVALID", counted)
    assert counted in other
    assert iptables_difference(other).differing == ()


def dispatch(*ports: int) -> str:
    """Rules for ports, each with a comment by its place."""
    rules = "".join(
        f"-A KUBE-NODEPORTS -p tcp -m comment --comment c{place} -m tcp --dport {port} -j KUBE-X\n"
        for place, port in enumerate(ports)
    )
    return f"*nat\n:KUBE-X - [0:0]\n:KUBE-NODEPORTS - [0:0]\n{rules}COMMIT\n"


def test_the_order_is_free_only_where_the_caller_says_so() -> None:
    one, other = (parse_ruleset(dispatch(*ports)) for ports in ((1, 2, 3), (3, 1, 2)))
    strict = compare(one, other, Family.IPV4, lambda table, chain: False)
    free = compare(one, other, Family.IPV4, lambda table, chain: True)
    assert [each.name for each in strict if each.presence is not Presence.BOTH] == ["KUBE-NODEPORTS"]
    assert all(each.presence is Presence.BOTH for each in free)


def test_a_policy_and_a_hook_are_compared() -> None:
    one = parse_nft("table ip t { chain c { type filter hook input priority 0; policy accept; } }")
    other = parse_nft("table ip t { chain c { type filter hook input priority 0; policy drop; } }")
    (block,) = compare(one, other, Family.IPV4, lambda table, chain: False)
    assert block.presence is Presence.CHANGED


def test_the_mode_is_told_by_the_rules() -> None:
    assert mode_of(parse_ruleset(SAVED)) is ProxyMode.IPTABLES
    assert mode_of(parse_nft(printed("nftables/nft.txt"))) is ProxyMode.NFTABLES


def test_counters_are_read_with_the_rule_that_they_are_for() -> None:
    counters = read_counters(SAVED)
    assert counters[RuleRef("nat", "KUBE-SVC-IFSGUVPJVX5CWNQP", 2)] == "[2:120]"
    assert counters[RuleRef("filter", "FORWARD", 2)] == "[20:1298]"
    assert read_counters(dispatch(1)) == {}
