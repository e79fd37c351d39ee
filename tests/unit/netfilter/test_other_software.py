"""What other software writes on real nodes is read, and where a walk would stop is known."""

import pytest

from sandbox.netfilter import Unmodelled
from tests.fixtures.other_software import LISTED, SAVED, rules

STOPS = {
    "cilium.iptables": [
        "-m socket --transparent",
        "-j TPROXY --on-port 39486 --on-ip 127.0.0.1 --tproxy-mark 0x200/0xffffffff",
    ],
    "istio.iptables": [
        "-m owner --uid-owner 1337",
        "-m owner ! --uid-owner 1337",
        "-m owner --uid-owner 1337",
        "-m owner --gid-owner 1337",
    ],
}
"""What is not modelled of each; of the others nothing."""


@pytest.mark.parametrize("name", [*SAVED, *LISTED])
def test_a_walk_stops_only_where_it_is_known(name: str) -> None:
    found = [
        each.text
        for table in rules(name).tables
        for chain in table.chains.values()
        for rule in chain.rules
        for each in rule.expressions
        if isinstance(each, Unmodelled)
    ]
    assert found == STOPS.get(name, [])
