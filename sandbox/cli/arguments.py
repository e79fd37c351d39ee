"""The arguments of each command."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NoReturn

from sandbox.cli.parsers import asking, taking, writing
from sandbox.cli.parsers.parser import HELP_WIDTH, Parser

_USAGE = """natwalk [FILE]
       natwalk check FILE...
       natwalk import SOURCE [--anonymize] [-o FILE]
       natwalk trace FILE [--flow NAME | --from SENDER --to ADDRESS:PORT] [--all] [--json | --explain]
       natwalk trace FILE [--flow NAME] --against LOG [--node NODE]
       natwalk rules FILE (--node NODE [--family ipv4|ipv6] [--against REAL] | --all -o FOLDER)
       natwalk attach FILE --node NODE REAL... [-o OUT]
       natwalk run FILE... [--junit OUT.xml]
       natwalk capture FILE [--flow NAME] -o OUT.pcapng
       natwalk export FILE --table events|matrix|conntrack|rules [--format csv|json] [-o OUT]
       natwalk manifests FILE [--keep-assigned] [-o OUT.yaml]
       natwalk html FILE [--flow NAME] -o OUT.html
       natwalk picture FILE [--flow NAME] [--step N] -o OUT.svg|.pdf|.png
       natwalk animation FILE [--flow NAME] -o OUT.gif|.png|.webm
       natwalk lab FILE [--flow NAME] [--requests N]"""

_OVERVIEW = """Walk each packet of a Kubernetes Service through the real rules.

commands:
  FILE       open the scenario in the window; without a file, an example
  check      say what is wrong with scenarios, or worth knowing
  import     make a scenario of a cluster's objects, with its networking fields alone
  trace      print the ways that a flow's packets take
  rules      print what kube-proxy programs on a node, or compare it with a real node's rules
  attach     put what tools on a real node printed in the place of what would be generated for it
  run        check what the flows of scenarios expect; exits with 1 if one does not come true
  capture    write what crosses each link to a pcapng file, for Wireshark
  export     write a table: steps, outcomes, connections or rules, as CSV or JSON
  manifests  write what kubectl apply can make in another cluster
  html       write a walk as one web page, to step through in any browser or to print
  picture    draw the scenario, or a moment of a walk: SVG, PDF or PNG
  animation  write a walk as a moving picture: GIF, APNG or WebM
  lab        send them on the real Linux kernel and compare; exits with 1 if it did something else

FILE may also be a folder of manifests, a kubectl cluster-info dump, or - for standard input:
kubectl get nodes,pods,services,endpointslices -A -o json | natwalk trace - --from SENDER --to ADDRESS:PORT

"natwalk COMMAND --help" describes a command's options."""


class _Version(argparse.Action):
    """Prints the version; looked up only when it is asked for, since that takes longer than a trace."""

    def __call__(self, *_: object) -> NoReturn:
        from sandbox.cli.version import version_text

        print(version_text())
        sys.exit(0)


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments, with `command` naming the command. Raises CommandError, and SystemExit after help."""
    make = _PARSERS.get(argv[0]) if argv else None
    if make is None:
        return _window_parser().parse_args(argv, argparse.Namespace(command="window"))
    return make().parse_args(argv[1:], argparse.Namespace(command=argv[0]))


def _window_parser() -> Parser:
    parser = Parser(
        "natwalk",
        usage=_USAGE,
        description=_OVERVIEW,
        formatter_class=partial(argparse.RawDescriptionHelpFormatter, width=HELP_WIDTH),
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version")
    parser.add_argument("file", nargs="?", metavar="FILE", help="the scenario to open")
    return parser


_PARSERS: Mapping[str, Callable[[], Parser]] = {**asking.PARSERS, **taking.PARSERS, **writing.PARSERS}
