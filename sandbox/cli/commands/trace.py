"""`natwalk trace FILE`."""

import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sandbox.analysis import flow_paths, flow_requests
from sandbox.cli.errors import CommandError
from sandbox.cli.flows import named_flow, stated_flow, unsent
from sandbox.cli.reading import read
from sandbox.cli.rule_text import rule_text_of
from sandbox.cli.status import OK
from sandbox.scenario.compile import FlowError
from sandbox.scenario.model import Scenario
from sandbox.scenario.objects import Flow
from sandbox.trace import Exchange

if TYPE_CHECKING:
    from sandbox.cli.text import Look


def run(arguments: Namespace) -> int:
    """Print the paths of a flow, or compare them with a log of what really happened."""
    file = read(arguments.file)
    flow = _flow(file.scenario, arguments)
    if arguments.node is not None and arguments.against is None:
        raise CommandError("natwalk trace: --node says where a log is from; give that with --against LOG")
    try:
        found = _paths(file.scenario, flow, arguments)
    except FlowError as error:
        raise CommandError(unsent(file, flow, error)) from None
    if arguments.against is not None:
        from sandbox.cli.real_rules import compare_with_log

        return compare_with_log(found, arguments)
    if arguments.json:
        _write_json(flow.metadata.name, found)
    else:
        drawn = "" if arguments.every else f"one path, seed {arguments.seed}"
        _write_text(_title(flow), found, drawn, explain=arguments.explain)
    return OK


def _flow(scenario: Scenario, arguments: Namespace) -> Flow:
    stated = (arguments.sender, arguments.target, arguments.protocol)
    if stated == (None, None, None):
        flow = named_flow(scenario, arguments.flow, arguments.file)
    elif arguments.flow is None:
        flow = stated_flow(*stated)
    else:
        raise CommandError(
            "natwalk trace: --flow does not go with --from, --to and --protocol; give one or the other"
        )
    return flow if arguments.at is None else replace(flow, at=arguments.at)


def _paths(scenario: Scenario, flow: Flow, arguments: Namespace) -> tuple[Exchange, ...]:
    if arguments.every or arguments.against is not None:
        return flow_paths(scenario, flow, arguments.seed)
    return (next(flow_requests(scenario, flow, arguments.seed)),)


def _title(flow: Flow) -> str:
    """The flow's name, and which of its requests is shown."""
    name = flow.metadata.name
    return name if flow.requests == 1 else f"{name}, the first of its {flow.requests} requests"


def _write_json(name: str, found: tuple[Exchange, ...]) -> None:
    from sandbox.cli.json_output import json_text
    from sandbox.formats.trace_json import flow_as_json

    print(json_text(flow_as_json(name, found, rule_text_of)))


def _write_text(title: str, found: tuple[Exchange, ...], drawn: str, *, explain: bool) -> None:
    from sandbox.cli.text import look_for

    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    look = look_for(sys.stdout.encoding, colour=colour)
    print(f"flow {title}")
    for number, each in enumerate(found, 1):
        print()
        place = drawn or f"path {number} of {len(found)}"
        for line in _lines(each, place, look, explain=explain):
            print(line)


def _lines(exchange: Exchange, title: str, look: "Look", *, explain: bool) -> Iterator[str]:
    if explain:
        from sandbox.cli.explain import explained_lines

        return explained_lines(exchange, title, look)
    from sandbox.cli.text import path_lines

    return path_lines(exchange, title, look, rule_text_of(exchange))
