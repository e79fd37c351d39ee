"""`natwalk lab FILE`."""

import sys
from argparse import Namespace
from collections.abc import Iterator

from sandbox.cli.errors import CommandError
from sandbox.cli.flows import chosen_flows, unsent
from sandbox.cli.reading import read
from sandbox.cli.status import DIFFERENT, OK
from sandbox.cli.text import look_for
from sandbox.lab import LabError, LabReport, missing, render, run_lab
from sandbox.scenario.compile import FlowError

UNLIKELY = 0.001
"""Shares that chance brings about more seldom than this are called uneven."""


def run(arguments: Namespace) -> int:
    """Send a scenario's flows on the real kernel; print what was predicted beside what was observed."""
    file = read(arguments.file)
    flows = chosen_flows(file.scenario, arguments.flow, arguments.file)
    lack = missing()
    if lack:
        raise CommandError(lack)
    try:
        report = run_lab(file.scenario, arguments.flow, attempts=arguments.requests)
    except FlowError as error:
        raise CommandError(unsent(file, flows[0], error)) from None
    except LabError as error:
        raise CommandError(str(error)) from None
    arrow = look_for(sys.stdout.encoding, colour=False).arrow
    print(render(report).replace("→", arrow), end="")
    if arguments.requests:
        for line in _shares(report):
            print(line)
    return OK if report.agrees else DIFFERENT


def _shares(report: LabReport) -> Iterator[str]:
    """For each flow with several paths, how well the connections are shared out among them."""
    for flow in report.flows:
        if len(flow.paths) > 1:
            judged = "uneven" if flow.p_value < UNLIKELY else "as even as chance has it"
            yield f"{flow.name}: its shares are {judged} (chi-squared test: p = {flow.p_value:.3g})"
