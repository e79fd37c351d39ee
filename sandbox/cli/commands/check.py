"""`natwalk check FILE...`."""

import sys
from argparse import Namespace

from sandbox.cli.reading import read
from sandbox.cli.status import DIFFERENT, OK, UNUSABLE
from sandbox.formats import ScenarioError
from sandbox.scenario.check import Severity, check


def run(arguments: Namespace) -> int:
    """Print what is wrong with each file, or worth knowing. Returns the worst exit status of them."""
    return max(_check_file(file) for file in arguments.files)


def _check_file(file: str) -> int:
    try:
        found = read(file)
        problems = check(found.scenario, found.passed_over, found.unread)
    except ScenarioError as error:
        print(error, file=sys.stderr)
        return UNUSABLE
    for each in problems:
        print(f"{file}: {each.severity.value}: {each.key}, {each.field}: {each.message}")
    if not problems:
        print(f"{file}: nothing to remark")
    return DIFFERENT if any(each.severity is Severity.ERROR for each in problems) else OK
