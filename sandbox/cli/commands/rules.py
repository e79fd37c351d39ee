"""`natwalk rules FILE --node NODE`, or `--all`."""

import os
import sys
from argparse import Namespace
from collections.abc import Iterator

from sandbox.analysis.node_rules import node_rules, rules_files
from sandbox.cli.errors import CommandError
from sandbox.cli.output import STANDARD, write
from sandbox.cli.parsers.asking import FORMATS
from sandbox.cli.reading import read
from sandbox.cli.status import OK
from sandbox.kube import ProxyMode
from sandbox.net import Family
from sandbox.scenario.compile.configuration import proxy_configuration
from sandbox.scenario.model import Scenario


def run(arguments: Namespace) -> int:
    """Print what kube-proxy programs on a node, compare it with real rules, or write all nodes' to files."""
    scenario = read(arguments.file).scenario
    if arguments.all and arguments.against is not None:
        raise CommandError("natwalk rules: --against is about one node; give that with --node")
    if arguments.all:
        _write_all(scenario, arguments)
        return OK
    if arguments.against is not None:
        from sandbox.cli.real_rules import compare_rules

        _check_node(scenario, arguments)
        return compare_rules(scenario, arguments)
    lines = (f"{line}\n" for line in _lines(scenario, arguments))
    if arguments.output == STANDARD:
        sys.stdout.writelines(lines)
    else:
        write(arguments.output, "".join(lines).encode())
    return OK


def _write_all(scenario: Scenario, arguments: Namespace) -> None:
    if arguments.output == STANDARD:
        raise CommandError("natwalk rules: --all needs a folder to write to; give one with -o FOLDER")
    names = (node.metadata.name for node in scenario.nodes)
    modes = {name: _mode(scenario, name, arguments) for name in names}
    try:
        os.makedirs(arguments.output, exist_ok=True)
    except OSError as error:
        raise CommandError(f"{arguments.output}: no folder can be made here: {error.strerror}") from None
    for each in rules_files(scenario, modes.__getitem__):
        write(os.path.join(arguments.output, each.name), each.text.encode())


def _lines(scenario: Scenario, arguments: Namespace) -> Iterator[str]:
    _check_node(scenario, arguments)
    mode = _mode(scenario, arguments.node, arguments)
    lines = node_rules(scenario, arguments.node, Family(arguments.family), mode)
    if lines is None:
        raise CommandError(
            f"{arguments.file}: node {arguments.node} has no {arguments.family} address, so no rules"
        )
    return lines


def _check_node(scenario: Scenario, arguments: Namespace) -> None:
    names = [node.metadata.name for node in scenario.nodes]
    if arguments.node not in names:
        have = ", ".join(names) or "none"
        raise CommandError(f'{arguments.file}: has no node "{arguments.node}"; its nodes are: {have}')


def _mode(scenario: Scenario, node: str, arguments: Namespace) -> ProxyMode:
    """The mode of the format that was asked for, else the one that the node's kube-proxy runs in."""
    if arguments.format is not None:
        return ProxyMode(arguments.format)
    mode = proxy_configuration(scenario, node).mode
    if mode.value not in FORMATS:
        raise CommandError(
            f"{arguments.file}: node {node} runs kube-proxy in mode {mode.value}, which is not "
            f"modelled; choose --format {' or '.join(FORMATS)}"
        )
    return mode
