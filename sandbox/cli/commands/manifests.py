"""`natwalk manifests FILE`."""

import sys
from argparse import Namespace
from collections import Counter

from sandbox.cli.output import write
from sandbox.cli.reading import read
from sandbox.cli.status import OK
from sandbox.formats.manifests import manifests
from sandbox.imports.report import counted, listing


def run(arguments: Namespace) -> int:
    """Write what `kubectl apply` can make in another cluster; say what was left out."""
    file = read(arguments.file)
    found = manifests(file, keep_assigned=arguments.keep_assigned)
    counts = Counter(key.kind for key in found.left_out)
    if counts:
        told = listing(counted(kind, count) for kind, count in counts.items())
        print(f"{file.name}: left out, as nothing to apply: {told}", file=sys.stderr)
    write(arguments.output, found.text.encode())
    return OK
