"""`natwalk rules --against`, `natwalk trace --against`: what a real node printed beside the prediction."""

import os
import sys
from argparse import Namespace
from collections.abc import Sequence

from sandbox.analysis.log_comparison import compare_log
from sandbox.analysis.rules_difference import MADE_BY_IPTABLES, mode_of, node_difference
from sandbox.cli.difference_text import difference_lines
from sandbox.cli.errors import CommandError
from sandbox.cli.log_text import log_lines
from sandbox.cli.status import DIFFERENT, OK
from sandbox.cli.text import Look, look_for
from sandbox.formats.node_state import joined
from sandbox.formats.scenario_file import text_of_file
from sandbox.kube import ObjectMeta
from sandbox.net import Family
from sandbox.netfilter.iptables.counters import read_counters
from sandbox.netfilter.trace_log import LogTextError, read_trace_log
from sandbox.scenario import HostDocument, Scenario
from sandbox.scenario.compile import FlowError
from sandbox.scenario.compile.attached_rules import attached_ruleset, holds_kube_proxys_rules
from sandbox.scenario.compile.attached_texts import managed_tables
from sandbox.trace import Exchange


def compare_rules(scenario: Scenario, arguments: Namespace) -> int:
    """Print the difference of a node's real rules and generated ones; DIFFERENT if kube-proxy's differ."""
    state = joined([(arguments.against, text_of_file(arguments.against))])
    document = HostDocument(ObjectMeta(arguments.node), state=state)
    family = Family.IPV6 if state.ip6tables else Family(arguments.family)
    try:
        real = attached_ruleset(document, family)
        if real is None:
            raise CommandError(
                f"{arguments.against}: holds no rules of {family.value}; give it a node's rules"
            )
        if managed_tables(state) and not holds_kube_proxys_rules(real):
            raise CommandError(f"{arguments.against}: {MADE_BY_IPTABLES}")
        found = node_difference(scenario, arguments.node, document, family)
    except FlowError as error:
        raise CommandError(f"{arguments.against}: {error}") from None
    ours = f"generated for {arguments.node} ({mode_of(real).value}, {family.value})"
    counters = read_counters(state.ip6tables or state.iptables)
    for line in difference_lines(found, ours, arguments.against, counters, _look()):
        print(line)
    return DIFFERENT if found.differing else OK


def compare_with_log(paths: Sequence[Exchange], arguments: Namespace) -> int:
    """Print the walk beside a log, up to where they part; DIFFERENT if they do, or if it is of others."""
    device = f"node/{arguments.node}" if arguments.node else ""
    try:
        log = read_trace_log(text_of_file(arguments.against))
        found = compare_log(paths, log, device)
    except LogTextError as error:
        raise CommandError(f"{arguments.against}: {error}") from None
    except ValueError as error:
        raise CommandError(f"natwalk trace: {error}") from None
    for line in log_lines(found, arguments.against, _look()):
        print(line)
    return OK if found.is_of_this_flow and found.parting is None else DIFFERENT


def _look() -> Look:
    return look_for(sys.stdout.encoding, colour=sys.stdout.isatty() and "NO_COLOR" not in os.environ)
