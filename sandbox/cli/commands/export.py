"""`natwalk export FILE --table TABLE`."""

from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping

from sandbox.analysis.flows import drawn_worlds
from sandbox.analysis.matrix import Matrix, outcome_matrix
from sandbox.analysis.tables import connections_of, conntrack_table, events_table, matrix_table, rules_table
from sandbox.analysis.texts import Table, table_csv, table_json
from sandbox.cli.errors import CommandError
from sandbox.cli.flows import chosen_flows, unsent
from sandbox.cli.output import write
from sandbox.cli.reading import read
from sandbox.cli.status import OK
from sandbox.engine import World
from sandbox.formats import ScenarioFile
from sandbox.kube import ObjectKey, Service
from sandbox.scenario.compile import FlowError, compile_world, request_of
from sandbox.trace import Exchange


def run(arguments: Namespace) -> int:
    """Write a table of what happens to a scenario's flows, or of what there is."""
    made = _TABLES[arguments.table](read(arguments.file), arguments)
    text = _FORMS[arguments.format](made)
    write(arguments.output, text.encode())
    return OK


def _events(file: ScenarioFile, arguments: Namespace) -> Table:
    return events_table((name, number, exchange) for name, number, exchange, _ in _walked(file, arguments))


def _conntrack(file: ScenarioFile, arguments: Namespace) -> Table:
    worlds = {name: world for name, _, _, world in _walked(file, arguments)}
    return conntrack_table(each for name, world in worlds.items() for each in connections_of(name, world))


def _walked(file: ScenarioFile, arguments: Namespace) -> Iterator[tuple[str, int, Exchange, World]]:
    """Each flow's name, the number of each of its requests, the drawn path and the world after it."""
    for flow in chosen_flows(file.scenario, arguments.flow, arguments.file):
        try:
            world, request = compile_world(file.scenario, flow.at), request_of(file.scenario, flow)
            drawn = drawn_worlds(world, request, flow.requests, arguments.seed)
            for number, (exchange, after) in enumerate(drawn, 1):
                yield flow.metadata.name, number, exchange, after
        except FlowError as error:
            raise CommandError(unsent(file, flow, error)) from None


def _matrix(file: ScenarioFile, arguments: Namespace) -> Table:
    return matrix_table(_matrices(file, arguments))


def _matrices(file: ScenarioFile, arguments: Namespace) -> Iterator[Matrix]:
    for service in _services(file, arguments):
        for port in service.ports:
            yield outcome_matrix(file.scenario, service, port)


def _services(file: ScenarioFile, arguments: Namespace) -> tuple[Service, ...]:
    every = file.scenario.services
    if arguments.service is None:
        return every
    namespace, _, name = arguments.service.rpartition("/")
    wanted = file.scenario.by_key.get(ObjectKey("Service", namespace or "default", name))
    if not isinstance(wanted, Service):
        names = ", ".join(each.key.path for each in every) or "none"
        raise CommandError(
            f'{arguments.file}: has no Service "{arguments.service}"; its Services are: {names}'
        )
    return (wanted,)


def _rules(file: ScenarioFile, arguments: Namespace) -> Table:
    names = [node.metadata.name for node in file.scenario.nodes]
    if arguments.node not in (None, *names):
        have = ", ".join(names) or "none"
        raise CommandError(f'{arguments.file}: has no node "{arguments.node}"; its nodes are: {have}')
    nodes = names if arguments.node is None else [arguments.node]
    return rules_table(compile_world(file.scenario), nodes)


_TABLES: Mapping[str, Callable[[ScenarioFile, Namespace], Table]] = {
    "events": _events,
    "matrix": _matrix,
    "conntrack": _conntrack,
    "rules": _rules,
}
_FORMS: Mapping[str, Callable[[Table], str]] = {"csv": table_csv, "json": table_json}
