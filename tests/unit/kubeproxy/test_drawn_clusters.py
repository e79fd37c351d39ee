"""What the nodes of drawn clusters have for rules is read back as it was printed, in both syntaxes."""

from collections.abc import Iterator

from hypothesis import HealthCheck, given, settings

from sandbox.kube import ProxyMode
from sandbox.net import Family
from sandbox.netfilter import Ruleset, is_iptables, nft
from sandbox.netfilter.iptables import format_ruleset
from sandbox.netfilter.iptables.ruleset_parse import parse_ruleset
from sandbox.scenario import Scenario
from sandbox.scenario.compile import compile_world
from sandbox.topology import HostKind
from tests.fixtures.random_clusters import clusters

EXAMPLES = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def rulesets(scenario: Scenario) -> Iterator[tuple[Family, Ruleset, Ruleset]]:
    """Of each node and family the tables of iptables, and those of nft."""
    for host in compile_world(scenario).topology.hosts.values():
        for family, ruleset in host.rulesets.items() if host.kind is HostKind.NODE else ():
            ours = tuple(table for table in ruleset.tables if is_iptables(table.name))
            theirs = tuple(table for table in ruleset.tables if not is_iptables(table.name))
            yield family, Ruleset(ours), Ruleset(theirs)


@EXAMPLES
@given(clusters((ProxyMode.IPTABLES, ProxyMode.NFTABLES)))
def test_rules_are_read_back_as_they_were_printed(scenario: Scenario) -> None:
    for family, iptables, nftables in rulesets(scenario):
        assert parse_ruleset(format_ruleset(iptables, family), family) == iptables
        assert nft.parse_ruleset(nft.format_ruleset(nftables), family) == nftables
