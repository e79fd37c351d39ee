"""The commands that write what other programs open."""

from collections.abc import Callable, Mapping

from sandbox.cli.parsers.parser import Parser, add_output, add_walk, count, new_parser

TABLES = ("events", "matrix", "conntrack", "rules")
THEMES = ("light", "dark")
SCALES = (1, 2, 3, 4)
WIDTHS = (640, 960, 1280, 1920)
RATES = (8, 12, 20, 30)
SPEEDS = (0.5, 1.0, 2.0, 4.0)


def _capture() -> Parser:
    parser = new_parser(
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
    add_output(parser, "the pcapng file; - for standard output", required=True)
    return parser


def _export() -> Parser:
    parser = new_parser(
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
    add_output(parser, "the file (default: standard output)")
    return parser


def _manifests() -> Parser:
    parser = new_parser(
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
    add_output(parser, "the file (default: standard output)")
    return parser


def _html() -> Parser:
    parser = new_parser(
        "html",
        "Write a walk as one web page: it needs neither Natwalk nor a network, steps forward and back by "
        "key, and prints as numbered stills.",
    )
    add_walk(parser)
    add_output(parser, "the .html file; - for standard output", required=True)
    return parser


def _picture() -> Parser:
    parser = new_parser(
        "picture",
        "Draw the scenario as the canvas shows it, with the packet at a step of a walk if --flow or --step "
        "is given. SVG and PNG carry the scenario: Natwalk opens them.",
    )
    add_walk(parser)
    parser.add_argument("--step", type=count, metavar="N", help="which step of the walk (default: the last)")
    _add_look(parser)
    parser.add_argument("--scale", type=int, choices=SCALES, default=2, help="of a PNG (default: 2)")
    add_output(parser, "the .svg, .pdf or .png file", required=True)
    return parser


def _animation() -> Parser:
    parser = new_parser("animation", "Write a walk as a moving picture. WebM needs ffmpeg.")
    add_walk(parser)
    parser.add_argument("--width", type=int, choices=WIDTHS, default=960, help="in pixels (default: 960)")
    parser.add_argument("--rate", type=int, choices=RATES, default=12, help="frames a second (default: 12)")
    parser.add_argument("--speed", type=float, choices=SPEEDS, default=1.0, help="default: 1")
    parser.add_argument("--once", action="store_true", help="do not begin again at the end")
    _add_look(parser)
    add_output(parser, "the .gif, .png (APNG) or .webm file", required=True)
    return parser


def _add_look(parser: Parser) -> None:
    parser.add_argument("--theme", choices=THEMES, default="light", help="default: light")


PARSERS: Mapping[str, Callable[[], Parser]] = {
    "capture": _capture,
    "export": _export,
    "manifests": _manifests,
    "html": _html,
    "picture": _picture,
    "animation": _animation,
}
