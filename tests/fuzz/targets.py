"""The readers: what each is given to begin with, and what it may raise instead of reading it."""

import io
from collections.abc import Callable
from pathlib import Path

import msgspec

from sandbox.conntrack.listing import ConntrackTextError, read_conntrack
from sandbox.formats import ScenarioError, dumps, loads
from sandbox.formats.node_state import joined
from sandbox.formats.pictures import png_with, svg_with
from sandbox.formats.scenario_file import text_of_stream
from sandbox.imports.importing import import_text
from sandbox.net import Family
from sandbox.netfilter.iptables.errors import MistakeError
from sandbox.netfilter.iptables.ruleset_parse import parse_ruleset
from sandbox.netfilter.nft.errors import NftMistakeError
from sandbox.netfilter.nft.listing import parse_listing
from sandbox.netfilter.trace_log import LogTextError, read_trace_log
from sandbox.routing.listing import RouteTextError, read_routes
from sandbox.scenario.check import check
from sandbox.topology.listing import AddressTextError, read_devices

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests" / "fixtures"
SCENARIOS = ROOT / "resources" / "scenarios"
NAME = "a.yaml"
PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\0IEND\xaeB`\x82"


class Target(msgspec.Struct, frozen=True):
    """A reader of bytes. `raises` is what it may say instead, in one sentence."""

    read: Callable[[bytes], object]
    raises: tuple[type[Exception], ...]
    seeds: tuple[bytes, ...]


def attempt(target: Target, data: bytes) -> bool:
    """Whether the reader took the data; False if it said in one sentence what is wrong with it.

    Anything else, another exception or a message that is none, is raised.
    """
    try:
        target.read(data)
    except target.raises as error:
        said = str(error)
        if not said or not said.isprintable():
            raise AssertionError(f"this is no sentence that can be shown: {said!r}") from error
        return False
    return True


def _files(folder: Path, pattern: str) -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for path in sorted(folder.glob(pattern)))


def _scenario(data: bytes) -> None:
    """Read, look for problems, and write: unchanged, and made anew."""
    text = text_of_stream(io.BytesIO(data), NAME)
    file = loads(text, NAME)
    check(file.scenario, file.passed_over)
    assert dumps(file.scenario, file) == text
    assert loads(dumps(file.scenario), NAME).scenario == file.scenario


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _families(read: Callable[[str, Family], object]) -> Callable[[bytes], None]:
    """The reader for both families."""

    def read_both(data: bytes) -> None:
        for family in Family:
            read(_text(data), family)

    return read_both


TARGETS: dict[str, Target] = {
    "scenario": Target(
        _scenario, (ScenarioError,), (*_files(SCENARIOS, "*.yaml"), *_files(FIXTURES / "kubectl", "*"))
    ),
    "picture": Target(
        lambda data: text_of_stream(io.BytesIO(data), NAME),
        (ScenarioError,),
        (png_with(PICTURE, "kind: Node"), svg_with("<svg></svg>", "kind: Node").encode()),
    ),
    "import": Target(
        lambda data: import_text(_text(data), NAME), (ScenarioError,), _files(FIXTURES / "kubectl", "*")
    ),
    "iptables": Target(
        lambda data: parse_ruleset(_text(data), Family.IPV4),
        (MistakeError,),
        _files(FIXTURES / "node_state", "*/iptables-save.txt"),
    ),
    "ip6tables": Target(
        lambda data: parse_ruleset(_text(data), Family.IPV6),
        (MistakeError,),
        _files(FIXTURES / "node_state", "*/ip6tables-save.txt"),
    ),
    "nft": Target(_families(parse_listing), (NftMistakeError,), _files(FIXTURES / "node_state", "*/nft.*")),
    "conntrack": Target(
        lambda data: read_conntrack(_text(data)),
        (ConntrackTextError,),
        _files(FIXTURES / "node_state", "*/*conntrack*"),
    ),
    "devices": Target(
        lambda data: read_devices(_text(data)),
        (AddressTextError,),
        _files(FIXTURES / "node_state", "*/*addr*"),
    ),
    "routes": Target(_families(read_routes), (RouteTextError,), _files(FIXTURES / "node_state", "*/*route*")),
    "trace log": Target(
        lambda data: read_trace_log(_text(data)),
        (LogTextError,),
        _files(FIXTURES / "node_state", "*/*trace*"),
    ),
    "node state": Target(
        lambda data: joined([(NAME, _text(data))]),
        (ScenarioError,),
        _files(FIXTURES / "node_state", "*/[!nx]*"),
    ),
}
"""Every reader by its name."""
