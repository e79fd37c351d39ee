"""What the commands' parsers have in common."""

import argparse
from functools import partial
from typing import NoReturn

from sandbox.cli.errors import CommandError

MAX_SECONDS = 1e9
MAX_REQUESTS = 10_000
HELP_WIDTH = 100
"""Columns of the help texts. Given, since argparse takes longer to look up the terminal's than to parse."""


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        """Raise CommandError where argparse would print its usage and exit."""
        raise CommandError(f"{self.prog}: {message}; see {self.prog} --help")


def new_parser(name: str, description: str) -> Parser:
    """The parser of a command."""
    return Parser(
        f"natwalk {name}",
        description=description,
        formatter_class=partial(argparse.HelpFormatter, width=HELP_WIDTH),
        allow_abbrev=False,
    )


def add_walk(parser: Parser) -> None:
    """Which walk of which file it is about."""
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--flow", metavar="NAME", help="a Flow of the file (if it has one only, that)")
    parser.add_argument("--seed", type=int, default=0, help="what the path is drawn by (default: 0)")


def add_output(parser: Parser, about: str, *, required: bool = False) -> None:
    """Where it writes to; standard output unless a file is `required`."""
    default = None if required else "-"
    parser.add_argument("-o", "--output", metavar="OUT", required=required, default=default, help=about)


def count(text: str) -> int:
    """A number of things, such as requests. Raises ArgumentTypeError."""
    found = int(text) if text.isascii() and text.isdigit() else 0
    if not 1 <= found <= MAX_REQUESTS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {MAX_REQUESTS}")
    return found


def seconds(text: str) -> float:
    """A point of the scenario's clock. Raises ArgumentTypeError."""
    try:
        found = float(text)
    except ValueError:
        found = -1
    if not 0 <= found <= MAX_SECONDS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds, 0 or more")
    return found
