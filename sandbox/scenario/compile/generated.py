"""What kube-proxy would program on a node, whatever the node itself printed."""

from msgspec.structs import replace

from sandbox.kube import ProxyMode
from sandbox.net import Family
from sandbox.netfilter import Ruleset
from sandbox.scenario.compile.configuration import proxy_configuration
from sandbox.scenario.compile.names import node_host
from sandbox.scenario.compile.world import compile_world
from sandbox.scenario.model import Scenario
from sandbox.scenario.objects import HostDocument


def generated_rules(scenario: Scenario, node: str, family: Family, mode: ProxyMode) -> Ruleset | None:
    """kube-proxy's rules on a node in `mode`; None without an address of the family.

    Other software's rules are left out, and so are the rules that the node printed.
    """
    config = replace(proxy_configuration(scenario, node), mode=mode, hostname_override=node)
    others = tuple(each for each in scenario.proxy_configurations if each.hostname_override != node)
    bare = replace(scenario, hosts=tuple(map(_bare, scenario.hosts)), proxy_configurations=(config, *others))
    return compile_world(bare).topology.hosts[node_host(node)].rulesets.get(family)


def _bare(document: HostDocument) -> HostDocument:
    """The document without rules."""
    state = replace(document.state, iptables="", ip6tables="", nftables="")
    return replace(document, iptables="", nftables="", state=state)
