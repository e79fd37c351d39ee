"""The rules of a node, or of all, as the text that their tool loads."""

from collections.abc import Callable, Iterator

import msgspec

from sandbox.kube import ProxyMode
from sandbox.net import Family
from sandbox.scenario import Scenario
from sandbox.scenario.compile.configuration import proxy_configuration
from sandbox.scenario.compile.generated import generated_rules


class RulesFile(msgspec.Struct, frozen=True):
    """What a node is given for a family; `name` tells both, and which tool loads it."""

    name: str
    text: str


def node_rules(scenario: Scenario, node: str, family: Family, mode: ProxyMode) -> Iterator[str] | None:
    """The lines of what kube-proxy programs on a node in `mode`; None without an address of the family.

    Other software's rules are left out.
    """
    ruleset = generated_rules(scenario, node, family, mode)
    if ruleset is None:
        return None
    if mode is ProxyMode.NFTABLES:
        from sandbox.netfilter import nft

        return nft.ruleset_lines(ruleset)
    from sandbox.netfilter import iptables

    return iptables.ruleset_lines(ruleset, family)


def walked_mode(scenario: Scenario, node: str) -> ProxyMode:
    """The mode whose rules packets meet on a node: iptables' where its own is not modelled."""
    mode = proxy_configuration(scenario, node).mode
    return mode if mode is ProxyMode.NFTABLES else ProxyMode.IPTABLES


def rules_files(scenario: Scenario, mode_of: Callable[[str], ProxyMode]) -> Iterator[RulesFile]:
    """A file for each node and family that it has rules of: `node1.ipv4.iptables`.

    `mode_of` tells a node's mode. A node's name is a host name, so it is a safe file name.
    """
    for each in scenario.nodes:
        node = each.metadata.name
        mode = mode_of(node)
        for family in Family:
            lines = node_rules(scenario, node, family, mode)
            if lines is not None:
                name = f"{node}.{family.value}.{mode.value}"
                yield RulesFile(name, "".join(f"{line}\n" for line in lines))
