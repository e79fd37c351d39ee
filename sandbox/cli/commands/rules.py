"""`natwalk rules FILE --node NODE`."""

import sys
from argparse import Namespace

from sandbox.cli.arguments import FORMATS
from sandbox.cli.errors import CommandError
from sandbox.cli.rule_text import node_rules
from sandbox.cli.status import OK
from sandbox.formats import load
from sandbox.kube import ProxyMode
from sandbox.net import Family
from sandbox.scenario.compile.nodes import proxy_configuration
from sandbox.scenario.model import Scenario


def run(arguments: Namespace) -> int:
    """Print what kube-proxy programs on a node."""
    scenario = load(arguments.file).scenario
    names = [node.metadata.name for node in scenario.nodes]
    if arguments.node not in names:
        have = ", ".join(names) or "none"
        raise CommandError(f'{arguments.file}: has no node "{arguments.node}"; its nodes are: {have}')
    family = Family(arguments.family)
    lines = node_rules(scenario, arguments.node, family, _mode(scenario, arguments))
    if lines is None:
        raise CommandError(
            f"{arguments.file}: node {arguments.node} has no {arguments.family} address, so no rules"
        )
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return OK


def _mode(scenario: Scenario, arguments: Namespace) -> ProxyMode:
    """The mode of the format that was asked for, else the one that the node's kube-proxy runs in."""
    if arguments.format is not None:
        return ProxyMode(arguments.format)
    mode = proxy_configuration(scenario, arguments.node).mode
    if mode.value not in FORMATS:
        raise CommandError(
            f"{arguments.file}: node {arguments.node} runs kube-proxy in mode {mode.value}, which is not "
            f"modelled; choose --format {' or '.join(FORMATS)}"
        )
    return mode
