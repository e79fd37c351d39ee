"""The commands that ask a scenario something, and print the answer."""

from collections.abc import Callable, Mapping

from sandbox.cli.parsers.parser import Parser, add_output, count, new_parser, seconds

PROTOCOLS = ("tcp", "udp", "sctp", "icmp")
FAMILIES = ("ipv4", "ipv6")
FORMATS = ("iptables", "nftables")


def _check() -> Parser:
    parser = new_parser("check", "Say what is wrong with scenarios, or worth knowing.")
    parser.add_argument("files", nargs="+", metavar="FILE")
    return parser


def _trace() -> Parser:
    parser = new_parser(
        "trace", "Print the ways that a flow's packets take, each with its exact probability."
    )
    parser.add_argument("file", metavar="FILE")
    flow = parser.add_argument_group(
        "which flow", "one of the file's (if it has one only, that), or one stated here"
    )
    flow.add_argument("--flow", metavar="NAME", help="a Flow of the file")
    flow.add_argument(
        "--from", dest="sender", metavar="SENDER", help="client/NAME, pod/NAMESPACE/NAME or node/NAME"
    )
    flow.add_argument(
        "--to",
        dest="target",
        metavar="ADDRESS[:PORT]",
        help="for IPv6 [ADDRESS]:PORT; for icmp, which pings, the address alone",
    )
    flow.add_argument("--protocol", type=str.lower, choices=PROTOCOLS, help="with --to (default: tcp)")
    parser.add_argument("--all", action="store_true", dest="every", help="every path, not one that is drawn")
    parser.add_argument("--seed", type=int, default=0, help="what the one path is drawn by (default: 0)")
    parser.add_argument(
        "--at",
        type=seconds,
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


def _rules() -> Parser:
    parser = new_parser(
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
    add_output(parser, "the file, with --all the folder (default: standard output)")
    return parser


def _run() -> Parser:
    parser = new_parser(
        "run", "Check what the flows of scenarios expect; exit with 1 if one does not come true."
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="a scenario, or a folder of them")
    parser.add_argument("--junit", metavar="OUT", help="write a report in JUnit's XML, a test case a flow")
    return parser


def _lab() -> Parser:
    parser = new_parser(
        "lab",
        "Build the scenario out of network namespaces, send its flows on the real Linux kernel, and print "
        "what was predicted beside what was observed. Needs root, iproute2 and iptables; leaves nothing "
        "behind.",
    )
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--flow", metavar="NAME", help="this Flow of the file alone")
    parser.add_argument(
        "--requests",
        type=count,
        default=0,
        metavar="N",
        help="connections for each flow (default: as many as it takes to see every predicted path)",
    )
    return parser


PARSERS: Mapping[str, Callable[[], Parser]] = {
    "check": _check,
    "trace": _trace,
    "rules": _rules,
    "run": _run,
    "lab": _lab,
}
