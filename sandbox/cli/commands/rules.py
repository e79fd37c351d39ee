"""`natwalk rules FILE --node NODE`."""

from argparse import Namespace

from sandbox.cli.errors import CommandError
from sandbox.cli.rule_text import node_rules
from sandbox.cli.status import OK
from sandbox.formats import load
from sandbox.net import Family
from sandbox.netfilter.iptables import format_ruleset


def run(arguments: Namespace) -> int:
    """Print what kube-proxy programs on a node."""
    scenario = load(arguments.file).scenario
    names = [node.metadata.name for node in scenario.nodes]
    if arguments.node not in names:
        have = ", ".join(names) or "none"
        raise CommandError(f'{arguments.file}: has no node "{arguments.node}"; its nodes are: {have}')
    if arguments.format == "nftables":
        raise CommandError("natwalk rules: this version generates iptables rules only; use --format iptables")
    family = Family(arguments.family)
    ruleset = node_rules(scenario, arguments.node, family)
    if ruleset is None:
        raise CommandError(
            f"{arguments.file}: node {arguments.node} has no {arguments.family} address, so no rules"
        )
    print(format_ruleset(ruleset, family), end="")
    return OK
