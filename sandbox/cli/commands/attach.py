"""`natwalk attach FILE --node NODE REAL...`."""

import sys
from argparse import Namespace

from sandbox.cli.errors import CommandError
from sandbox.cli.output import write
from sandbox.cli.reading import read
from sandbox.cli.status import OK
from sandbox.formats import dumps
from sandbox.formats.node_state import described, read_state
from sandbox.kube import ObjectKey
from sandbox.scenario import EditError
from sandbox.scenario.edits import attach_state


def run(arguments: Namespace) -> int:
    """Write the scenario with what a real node printed attached to it."""
    file = read(arguments.file)
    state = read_state(arguments.real)
    try:
        attached = attach_state(file.scenario, ObjectKey("Node", "", arguments.node), state)
    except EditError as error:
        raise CommandError(f"{arguments.file}: {error}") from None
    write(arguments.output, dumps(attached, file if file.documents else None).encode())
    print(f"{arguments.file}: {arguments.node} now has {described(state)}", file=sys.stderr)
    return OK
