"""The arguments of each command."""

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from typing import NoReturn

from sandbox.cli.errors import CommandError

PROTOCOLS = ("tcp", "udp", "sctp")
FAMILIES = ("ipv4", "ipv6")
FORMATS = ("iptables", "nftables")
TABLES = ("events", "matrix", "conntrack", "rules")
THEMES = ("light", "dark")
SCALES = (1, 2, 3, 4)
WIDTHS = (640, 960, 1280, 1920)
RATES = (8, 12, 20, 30)
SPEEDS = (0.5, 1.0, 2.0, 4.0)
MAX_SECONDS = 1e9
MAX_REQUESTS = 10_000
HELP_WIDTH = 100
"""Columns of the help texts. Given, since argparse takes longer to look up the terminal's than to parse."""

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


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        """Raise CommandError where argparse would print its usage and exit."""
        raise CommandError(f"{self.prog}: {message}; see {self.prog} --help")


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


def _parser(name: str, description: str) -> _Parser:
    return _Parser(
        f"natwalk {name}",
        description=description,
        formatter_class=partial(argparse.HelpFormatter, width=HELP_WIDTH),
        allow_abbrev=False,
    )


def _window_parser() -> _Parser:
    parser = _Parser(
        "natwalk",
        usage=_USAGE,
        description=_OVERVIEW,
        formatter_class=partial(argparse.RawDescriptionHelpFormatter, width=HELP_WIDTH),
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version")
    parser.add_argument("file", nargs="?", metavar="FILE", help="the scenario to open")
    return parser


def _check_parser() -> _Parser:
    parser = _parser("check", "Say what is wrong with scenarios, or worth knowing.")
    parser.add_argument("files", nargs="+", metavar="FILE")
    return parser


def _trace_parser() -> _Parser:
    parser = _parser("trace", "Print the ways that a flow's packets take, each with its exact probability.")
    parser.add_argument("file", metavar="FILE")
    flow = parser.add_argument_group(
        "which flow", "one of the file's (if it has one only, that), or one stated here"
    )
    flow.add_argument("--flow", metavar="NAME", help="a Flow of the file")
    flow.add_argument(
        "--from", dest="sender", metavar="SENDER", help="client/NAME, pod/NAMESPACE/NAME or node/NAME"
    )
    flow.add_argument("--to", dest="target", metavar="ADDRESS:PORT", help="for IPv6 [ADDRESS]:PORT")
    flow.add_argument("--protocol", type=str.lower, choices=PROTOCOLS, help="with --to (default: tcp)")
    parser.add_argument("--all", action="store_true", dest="every", help="every path, not one that is drawn")
    parser.add_argument("--seed", type=int, default=0, help="what the one path is drawn by (default: 0)")
    parser.add_argument(
        "--at",
        type=_seconds,
        metavar="SECONDS",
        help="how long after the objects took effect (default: when everything has settled)",
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON")
    form.add_argument("--explain", action="store_true", help="print every step and rule, and why")
    form.add_argument(
        "--against",
        metavar="LOG",
        help="compare with a log of nft monitor trace, xtables-monitor --trace or the kernel; exit with 1 "
        "where they part",
    )
    parser.add_argument("--node", metavar="NODE", help="with --against: where the log is from")
    return parser


def _attach_parser() -> _Parser:
    parser = _parser(
        "attach",
        "Put what tools on a real node printed in the place of what would be generated for it: "
        "iptables-save, ip6tables-save, nft list ruleset (text or -j), conntrack -L, ip -j addr, ip -j route "
        "and ip -j -6 route, each told by its content.",
    )
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--node", required=True, metavar="NODE")
    parser.add_argument("real", nargs="+", metavar="REAL", help="what one of these commands printed")
    _add_output(parser, "the scenario's file (default: standard output)")
    return parser


def _rules_parser() -> _Parser:
    parser = _parser(
        "rules",
        "Print what kube-proxy programs on a node, for iptables-restore, ip6tables-restore or nft -f.",
    )
    parser.add_argument("file", metavar="FILE")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--node", metavar="NODE")
    which.add_argument("--all", action="store_true", help="a file for each node and family")
    parser.add_argument("--format", choices=FORMATS, help="default: that of the node's own mode")
    parser.add_argument("--family", choices=FAMILIES, default="ipv4", help="default: ipv4")
    parser.add_argument(
        "--against",
        metavar="REAL",
        help="compare with what iptables-save, ip6tables-save or nft list ruleset printed; exit with 1 if "
        "kube-proxy's rules differ",
    )
    _add_output(parser, "the file, with --all the folder (default: standard output)")
    return parser


def _run_parser() -> _Parser:
    parser = _parser(
        "run", "Check what the flows of scenarios expect; exit with 1 if one does not come true."
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="a scenario, or a folder of them")
    parser.add_argument("--junit", metavar="OUT", help="write a report in JUnit's XML, a test case a flow")
    return parser


def _capture_parser() -> _Parser:
    parser = _parser(
        "capture",
        "Write down, as tcpdump on every link would, what crosses it while the flows are sent: whole "
        "connections with HTTP in them, and with each packet why it looks as it does there.",
    )
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--flow", metavar="NAME", help="this Flow of the file alone")
    parser.add_argument("--seed", type=int, default=0, help="what the paths are drawn by (default: 0)")
    parser.add_argument(
        "--link", metavar="LINK", default="", help="this link alone, by its name in the capture"
    )
    parser.add_argument(
        "--proxy-protocol",
        type=int,
        choices=(1, 2),
        default=1,
        help="its version, where a load balancer speaks it (default: 1)",
    )
    _add_output(parser, "the pcapng file; - for standard output", required=True)
    return parser


def _export_parser() -> _Parser:
    parser = _parser(
        "export",
        "Write a table for a spreadsheet or a script: every step of the flows' packets, the outcome of each "
        "sender's request by each way in, what is in the connection tables afterwards, or the nodes' rules.",
    )
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--table", required=True, choices=TABLES)
    parser.add_argument("--format", choices=("csv", "json"), default="csv", help="default: csv")
    parser.add_argument("--flow", metavar="NAME", help="events, conntrack: of this Flow alone")
    parser.add_argument("--seed", type=int, default=0, help="events, conntrack: what paths are drawn by")
    parser.add_argument("--service", metavar="NAMESPACE/NAME", help="matrix: of this Service alone")
    parser.add_argument("--node", metavar="NODE", help="rules: of this node alone")
    _add_output(parser, "the file (default: standard output)")
    return parser


def _manifests_parser() -> _Parser:
    parser = _parser(
        "manifests",
        "Write the scenario's Services and pods as manifests for kubectl apply, without status, nodes and "
        "what only Natwalk knows.",
    )
    parser.add_argument("file", metavar="FILE")
    parser.add_argument(
        "--keep-assigned",
        action="store_true",
        help="keep what a cluster assigns: cluster IPs, node ports, the nodes of pods",
    )
    _add_output(parser, "the file (default: standard output)")
    return parser


def _add_output(parser: _Parser, about: str, *, required: bool = False) -> None:
    default = None if required else "-"
    parser.add_argument("-o", "--output", metavar="OUT", required=required, default=default, help=about)


def _import_parser() -> _Parser:
    parser = _parser(
        "import",
        "Make a scenario of a cluster: of what kubectl get prints with -o yaml or -o json, of a folder of "
        "manifests, or of a kubectl cluster-info dump. Workloads get their pods, networking fields alone are "
        "kept, and what was left out is told on standard error.",
    )
    parser.add_argument("source", metavar="SOURCE", help="a file, a folder, or - for standard input")
    parser.add_argument(
        "--anonymize", action="store_true", help="replace names, labels and addresses, consistently"
    )
    _add_output(parser, "the scenario's file (default: standard output)")
    return parser


def _lab_parser() -> _Parser:
    parser = _parser(
        "lab",
        "Build the scenario out of network namespaces, send its flows on the real Linux kernel, and print "
        "what was predicted beside what was observed. Needs root, iproute2 and iptables; leaves nothing "
        "behind.",
    )
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--flow", metavar="NAME", help="this Flow of the file alone")
    parser.add_argument(
        "--requests",
        type=_count,
        default=0,
        metavar="N",
        help="connections for each flow (default: as many as it takes to see every predicted path)",
    )
    return parser


def _html_parser() -> _Parser:
    parser = _parser(
        "html",
        "Write a walk as one web page: it needs neither Natwalk nor a network, steps forward and back by "
        "key, and prints as numbered stills.",
    )
    _add_walk(parser)
    _add_output(parser, "the .html file; - for standard output", required=True)
    return parser


def _picture_parser() -> _Parser:
    parser = _parser(
        "picture",
        "Draw the scenario as the canvas shows it, with the packet at a step of a walk if --flow or --step "
        "is given. SVG and PNG carry the scenario: Natwalk opens them.",
    )
    _add_walk(parser)
    parser.add_argument("--step", type=_count, metavar="N", help="which step of the walk (default: the last)")
    _add_look(parser)
    parser.add_argument("--scale", type=int, choices=SCALES, default=2, help="of a PNG (default: 2)")
    _add_output(parser, "the .svg, .pdf or .png file", required=True)
    return parser


def _animation_parser() -> _Parser:
    parser = _parser("animation", "Write a walk as a moving picture. WebM needs ffmpeg.")
    _add_walk(parser)
    parser.add_argument("--width", type=int, choices=WIDTHS, default=960, help="in pixels (default: 960)")
    parser.add_argument("--rate", type=int, choices=RATES, default=12, help="frames a second (default: 12)")
    parser.add_argument("--speed", type=float, choices=SPEEDS, default=1.0, help="default: 1")
    parser.add_argument("--once", action="store_true", help="do not begin again at the end")
    _add_look(parser)
    _add_output(parser, "the .gif, .png (APNG) or .webm file", required=True)
    return parser


def _add_look(parser: _Parser) -> None:
    parser.add_argument("--theme", choices=THEMES, default="light", help="default: light")


def _add_walk(parser: _Parser) -> None:
    """Which walk of which file it is about."""
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--flow", metavar="NAME", help="a Flow of the file (if it has one only, that)")
    parser.add_argument("--seed", type=int, default=0, help="what the path is drawn by (default: 0)")


def _count(text: str) -> int:
    count = int(text) if text.isascii() and text.isdigit() else 0
    if not 1 <= count <= MAX_REQUESTS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {MAX_REQUESTS}")
    return count


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1
    if not 0 <= seconds <= MAX_SECONDS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds, 0 or more")
    return seconds


_PARSERS = {
    "check": _check_parser,
    "import": _import_parser,
    "trace": _trace_parser,
    "rules": _rules_parser,
    "attach": _attach_parser,
    "run": _run_parser,
    "capture": _capture_parser,
    "export": _export_parser,
    "manifests": _manifests_parser,
    "lab": _lab_parser,
    "html": _html_parser,
    "picture": _picture_parser,
    "animation": _animation_parser,
}
