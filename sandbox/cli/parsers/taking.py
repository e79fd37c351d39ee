"""The commands that make a scenario of what is there already."""

from collections.abc import Callable, Mapping

from sandbox.cli.parsers.parser import Parser, add_output, new_parser


def _import() -> Parser:
    parser = new_parser(
        "import",
        "Make a scenario of a cluster: of what kubectl get prints with -o yaml or -o json, of a folder of "
        "manifests, or of a kubectl cluster-info dump. Workloads get their pods, networking fields alone are "
        "kept, and what was left out is told on standard error.",
    )
    parser.add_argument("source", metavar="SOURCE", help="a file, a folder, or - for standard input")
    parser.add_argument(
        "--anonymize", action="store_true", help="replace names, labels and addresses, consistently"
    )
    add_output(parser, "the scenario's file (default: standard output)")
    return parser


def _attach() -> Parser:
    parser = new_parser(
        "attach",
        "Put what tools on a real node printed in the place of what would be generated for it: "
        "iptables-save, ip6tables-save, nft list ruleset (text or -j), conntrack -L, ip -j addr, ip -j "
        "route, ip -j -6 route and ipset save, each told by its content.",
    )
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--node", required=True, metavar="NODE")
    parser.add_argument("real", nargs="+", metavar="REAL", help="what one of these commands printed")
    add_output(parser, "the scenario's file (default: standard output)")
    return parser


PARSERS: Mapping[str, Callable[[], Parser]] = {
    "import": _import,
    "attach": _attach,
}
