"""Chains come into being when they are looked at, and nodes share what is the same on them."""

import pickle
from collections.abc import Callable

import pytest

from sandbox.kube import EndpointIndex, Service, ServiceEndpoint, ServicePort
from sandbox.kubeproxy.iptables import generate
from sandbox.net import Family
from sandbox.netfilter.lazy import LazyChains
from sandbox.netfilter.ruleset import Chain, Ruleset, iptables_table
from tests.fixtures.clusters import FEATURES, everything
from tests.fixtures.services import LOCAL_ADDRESSES, a_configuration, a_node, addresses, lines

SERVICES = tuple(service for service, _ in FEATURES.values())
SLICES = tuple(each for _, slices in FEATURES.values() for each in slices)


class CountingIndex(EndpointIndex):
    """Counts how often endpoints are asked for."""

    asked = 0

    def endpoints(self, service: Service, port: ServicePort, family: Family) -> tuple[ServiceEndpoint, ...]:
        self.asked += 1
        return super().endpoints(service, port, family)


def on(name: str, index: EndpointIndex, services: tuple[Service, ...] = SERVICES) -> Ruleset:
    """The rules of a node of that name."""
    return generate(a_configuration(), services, index, a_node(name), addresses(*LOCAL_ADDRESSES))


def chain(ruleset: Ruleset, table: str, name: str) -> Chain:
    """One chain."""
    found = ruleset.table(table)
    assert found is not None
    return found.chains[name]


def test_nothing_is_worked_out_before_a_chain_is_looked_at() -> None:
    index = CountingIndex((), SLICES)
    ruleset = on("node1", index)
    assert index.asked == 0
    chain(ruleset, "filter", "INPUT")
    chain(ruleset, "nat", "KUBE-POSTROUTING")
    assert index.asked == 0
    chain(ruleset, "nat", "KUBE-SERVICES")
    assert index.asked == sum(len(service.ports) for service in SERVICES)


def test_the_second_node_asks_for_nothing_again() -> None:
    index = CountingIndex((), SLICES)
    chain(on("node1", index), "nat", "KUBE-SERVICES")
    before = index.asked
    for name in ("KUBE-SERVICES", "KUBE-NODEPORTS"):
        chain(on("node2", index), "nat", name)
    assert index.asked == before


def test_nodes_share_a_chain_that_is_the_same_on_them() -> None:
    index = EndpointIndex((), SLICES)
    first, second, third = (on(name, index) for name in ("node1", "node2", "node3"))
    assert chain(first, "nat", "KUBE-NODEPORTS") is chain(second, "nat", "KUBE-NODEPORTS")
    for name in ("KUBE-SERVICES", "KUBE-EXTERNAL-SERVICES"):
        found = [lines(each, "filter", name) for each in (first, second, third)]
        assert found[0] != found[1] != found[2]


def test_sharing_changes_nothing() -> None:
    shared = EndpointIndex((), SLICES)
    for name in ("node1", "node2", "node3"):
        assert on(name, shared) == on(name, EndpointIndex((), SLICES))


def test_other_services_are_not_mistaken_for_those_before() -> None:
    index = EndpointIndex((), SLICES)
    assert len(chain(on("node1", index), "nat", "KUBE-NODEPORTS").rules) > 0
    assert chain(on("node1", index, ()), "nat", "KUBE-NODEPORTS").rules == ()


@pytest.mark.parametrize("family", Family, ids=str)
def test_built_at_once_it_is_equal(family: Family) -> None:
    ruleset = everything(family=family)
    assert (
        Ruleset(tuple(iptables_table(each.name, each.chains.values()) for each in ruleset.tables)) == ruleset
    )


def test_chains_can_be_looked_up_in_any_order() -> None:
    table = everything().table("nat")
    assert table is not None
    for name in reversed(list(table.chains)):
        again = everything().table("nat")
        assert again is not None
        assert name in again.chains
        assert again.chains[name] == table.chains[name]


def test_a_chain_that_does_not_exist() -> None:
    table = everything().table("nat")
    assert table is not None
    for name in ("KUBE-SEP-AAAAAAAAAAAAAAAA", "KUBE-SVC-AAAAAAAAAAAAAAAA", "DOCKER"):
        assert name not in table.chains
        with pytest.raises(KeyError):
            table.chains[name]


def test_it_can_be_sent_to_another_process() -> None:
    ruleset = everything()
    assert pickle.loads(pickle.dumps(ruleset)) == ruleset
    chain(ruleset, "nat", "KUBE-SERVICES")
    assert pickle.loads(pickle.dumps(ruleset)) == ruleset


def test_a_chain_is_built_once() -> None:
    built = []

    def build() -> Chain:
        built.append("A")
        return Chain("A")

    def plan() -> dict[str, Callable[[], Chain]]:
        built.append("plan")
        return {"A": build}

    chains = LazyChains(plan, ["INPUT"])
    assert built == []
    assert chains["INPUT"] == Chain("INPUT")
    assert [chains["A"], chains["A"]] == [Chain("A")] * 2
    assert list(chains) == ["INPUT", "A"]
    assert len(chains) == 2
    assert built == ["plan", "A"]
    assert chains == {"INPUT": Chain("INPUT"), "A": Chain("A")}
