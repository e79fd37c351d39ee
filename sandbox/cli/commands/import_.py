"""`natwalk import SOURCE`."""

import os
import sys
from argparse import Namespace

from sandbox.cli.output import write
from sandbox.cli.status import OK
from sandbox.formats import dumps
from sandbox.imports.opening import import_source
from sandbox.scenario.model import Scenario


def run(arguments: Namespace) -> int:
    """Write a scenario with a source's networking fields alone; the report goes to standard error."""
    imported = import_source(arguments.source)
    scenario = _anonymized(imported.scenario) if arguments.anonymize else imported.scenario
    write(arguments.output, dumps(scenario).encode())
    for sentence in imported.report.sentences:
        print(sentence, file=sys.stderr)
    return OK


def _anonymized(scenario: Scenario) -> Scenario:
    """With a key that nobody knows: who has both scenarios can tell which is which, and nobody else."""
    from sandbox.imports.anonymize import anonymized

    return anonymized(scenario, os.urandom(32))
