"""`natwalk capture FILE -o OUT`."""

from argparse import Namespace

from sandbox.capture import ProxyVersion, Sent, capture_bytes, links_of, sent_by_flow
from sandbox.cli.errors import CommandError
from sandbox.cli.flows import chosen_flows, unsent
from sandbox.cli.output import write
from sandbox.cli.reading import read
from sandbox.cli.status import OK
from sandbox.formats import ScenarioFile
from sandbox.scenario.compile import FlowError

PORTS = 10_000
"""After so many connections their source ports are used again."""


def run(arguments: Namespace) -> int:
    """Write down what crosses each link while the flows are sent."""
    sent = _sent(read(arguments.file), arguments)
    write(arguments.output, _captured(sent, arguments))
    return OK


def _sent(file: ScenarioFile, arguments: Namespace) -> tuple[Sent, ...]:
    found: list[Sent] = []
    for flow in chosen_flows(file.scenario, arguments.flow, arguments.file):
        try:
            found += sent_by_flow(file.scenario, flow, arguments.seed, len(found) % PORTS)
        except FlowError as error:
            raise CommandError(unsent(file, flow, error)) from None
    return tuple(found)


def _captured(sent: tuple[Sent, ...], arguments: Namespace) -> bytes:
    try:
        return capture_bytes(sent, ProxyVersion(arguments.proxy_protocol), arguments.link)
    except KeyError:
        names = ", ".join(f'"{each}"' for each in links_of(sent)) or "none"
        raise CommandError(
            f'{arguments.file}: nothing crosses a link "{arguments.link}"; the links are: {names}'
        ) from None
