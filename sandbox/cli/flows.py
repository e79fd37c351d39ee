"""Which flow a command is about: one of the file's, or one stated on the command line."""

from collections.abc import Iterable

from sandbox.cli.errors import CommandError
from sandbox.formats import ScenarioFile
from sandbox.kube import ObjectKey, ObjectMeta
from sandbox.net import IPAddress, Protocol, parse_address, socket_text
from sandbox.scenario.compile import FlowError
from sandbox.scenario.model import Scenario
from sandbox.scenario.objects import AddressTarget, Flow

MOST_REQUESTS = 10_000
"""Requests that one command walks and keeps: a minute's work, and 1 GB."""

_SENDERS = {"client": "Client", "pod": "Pod", "node": "Node"}
_SENDER_FORMS = "client/NAME, pod/NAMESPACE/NAME or node/NAME"


def named_flow(scenario: Scenario, name: str | None, file: str) -> Flow:
    """The flow called `name`, or the file's only one if `name` is None. Raises CommandError."""
    if name is None:
        if len(scenario.flows) == 1:
            return scenario.flows[0]
        if not scenario.flows:
            raise CommandError(f"{file}: has no flows; state one with --from and --to{_example(scenario)}")
        raise CommandError(f"{file}: has several flows; choose one with --flow: {_names(scenario.flows)}")
    found = next((flow for flow in scenario.flows if flow.metadata.name == name), None)
    if found is None:
        raise CommandError(f'{file}: has no flow "{name}"; its flows are: {_names(scenario.flows)}')
    return found


def _example(scenario: Scenario) -> str:
    """A flow that could be stated; empty if nothing can send."""
    from sandbox.analysis.proposals import proposed_flows
    from sandbox.scenario.compile import request_of

    for flow in proposed_flows(scenario):
        request = request_of(scenario, flow)
        protocol = "" if flow.protocol is Protocol.TCP else f" --protocol {flow.protocol.value.lower()}"
        target = socket_text(request.destination, request.port)
        return f", such as --from {flow.sender.kind.lower()}/{flow.sender.path} --to {target}{protocol}"
    return ""


def chosen_flows(scenario: Scenario, name: str | None, file: str) -> tuple[Flow, ...]:
    """The flow called `name`, or all of the file's if `name` is None. Raises CommandError."""
    if name is None and not scenario.flows:
        raise CommandError(f"{file}: has no flows to send; add an object of kind Flow")
    found = scenario.flows if name is None else (named_flow(scenario, name, file),)
    count = sum(flow.requests for flow in found)
    if count > MOST_REQUESTS:
        raise CommandError(
            f"{file}: {count} requests are more than the {MOST_REQUESTS} that are sent at once; "
            "choose a flow with --flow, or lower its spec.requests"
        )
    return found


def _names(flows: Iterable[Flow]) -> str:
    return ", ".join(flow.metadata.name for flow in flows) or "none"


def unsent(file: ScenarioFile, flow: Flow, error: FlowError) -> str:
    """Why a flow cannot be sent, in one line with the place in the file; a stated flow has none."""
    place = file.place_of(error.owner or flow.key, error.path)
    return f"{place}: {error}" if place else f"{file.name}: flow {flow.metadata.name}: {error}"


def stated_flow(sender: str | None, target: str | None, protocol: str | None) -> Flow:
    """The flow that `--from`, `--to` and `--protocol` state. Raises CommandError."""
    if sender is None or target is None:
        raise CommandError("natwalk trace: --from and --to belong together; give both")
    known = Protocol((protocol or "tcp").upper())
    address, port = parse_target(target) if known is not Protocol.ICMP else (parse_pinged(target), 0)
    meta = ObjectMeta(name=f"{sender} to {target}")
    return Flow(meta, parse_sender(sender), AddressTarget(address, port), known)


def parse_sender(text: str) -> ObjectKey:
    """`client/NAME`, `pod/NAMESPACE/NAME` or `node/NAME`. Raises CommandError."""
    word, *path = text.split("/")
    kind = _SENDERS.get(word)
    if kind is None or len(path) != (2 if kind == "Pod" else 1) or not all(path):
        raise CommandError(f'natwalk trace: --from: "{text}" is not {_SENDER_FORMS}')
    return ObjectKey(kind, path[0] if kind == "Pod" else "", path[-1])


def parse_target(text: str) -> tuple[IPAddress, int]:
    """`ADDRESS:PORT`, or `[ADDRESS]:PORT` for IPv6. Raises CommandError."""
    address, _, port = text.rpartition(":")
    try:
        found = parse_address(_unbracketed(address))
        number = int(port) if port.isascii() and port.isdigit() else 0
    except ValueError:
        raise _no_target(text) from None
    if not 1 <= number <= 65535:
        raise _no_target(text)
    return found, number


def parse_pinged(text: str) -> IPAddress:
    """`ADDRESS`, for IPv6 in brackets or without: ICMP has no ports. Raises CommandError."""
    try:
        return parse_address(_unbracketed(text) if text.startswith("[") else text)
    except ValueError:
        what = f'"{text}" is not ADDRESS, such as 10.0.0.1 or fd00::1; ICMP has no ports'
        raise CommandError(f"natwalk trace: --to: {what}") from None


def _unbracketed(address: str) -> str:
    bracketed = address.startswith("[") and address.endswith("]")
    if bracketed != (":" in address):
        raise ValueError(address)
    return address[1:-1] if bracketed else address


def _no_target(text: str) -> CommandError:
    example = "10.0.0.1:80 or [fd00::1]:80"
    return CommandError(f'natwalk trace: --to: "{text}" is not ADDRESS:PORT, such as {example}')
