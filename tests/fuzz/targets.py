"""The readers: what each is given to begin with, and what it may raise instead of reading it."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from sandbox.analysis.flows import drawn_requests
from sandbox.cli.rule_text import rule_text_of
from sandbox.conntrack.listing import ConntrackTextError, read_conntrack
from sandbox.formats import ScenarioError, ScenarioFile, dumps, load, loads
from sandbox.formats.manifests import manifests
from sandbox.formats.node_state import joined
from sandbox.formats.pictures import png_with, svg_with
from sandbox.formats.scenario_file import text_of_stream
from sandbox.formats.trace_json import exchange_as_json
from sandbox.imports.anonymize import anonymized
from sandbox.imports.importing import import_text
from sandbox.imports.opening import open_text
from sandbox.kube import ObjectKey
from sandbox.net import Family
from sandbox.netfilter.iptables.errors import MistakeError
from sandbox.netfilter.iptables.ruleset_parse import parse_ruleset
from sandbox.netfilter.nft.errors import NftMistakeError
from sandbox.netfilter.nft.listing import parse_listing
from sandbox.netfilter.trace_log import LogTextError, read_trace_log
from sandbox.routing.listing import RouteTextError, read_routes
from sandbox.scenario import EditError
from sandbox.scenario.check import check
from sandbox.scenario.compile import FlowError, compile_world, request_of
from sandbox.scenario.edits import attach_state
from sandbox.topology.listing import AddressTextError, read_devices
from ui.app.autosave import Kept, kept_in

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests" / "fixtures"
SCENARIOS = ROOT / "resources" / "scenarios"
NAME = "a.yaml"
BETWEEN = "\n=====\n"
"""What parts the texts of one node."""
_CLUSTER = load(SCENARIOS / "nodeport-cluster.yaml")
_NODE = ObjectKey("Node", "", "kubernetes-node-6jst")
_KEPT = msgspec.json.encode(Kept("/a.yaml", "a", (SCENARIOS / "using-source-ip.yaml").read_text()))
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
    check(file.scenario, file.passed_over, file.unread)
    assert dumps(file.scenario, file) == text
    assert loads(dumps(file.scenario), NAME).scenario == file.scenario


def _opened(data: bytes) -> None:
    """Open what came by standard input: a scenario, or an import, without its secrets and made anew."""
    found = open_text(_text(data), NAME)
    hidden = anonymized(found.scenario, b"key")
    assert loads(dumps(hidden), NAME).scenario == hidden
    if isinstance(found, ScenarioFile):
        manifests(found)


def _kept(data: bytes) -> None:
    """Recover unsaved work."""
    kept = kept_in(data)
    loads(kept.text, kept.title)


def _attached(data: bytes) -> None:
    """Attach what a node printed, look for problems, and walk through it."""
    texts = [(NAME, text) for text in _text(data).split(BETWEEN)]
    scenario = attach_state(_CLUSTER.scenario, _NODE, joined(texts))
    check(scenario)
    for flow in scenario.flows:
        for exchange in drawn_requests(compile_world(scenario), request_of(scenario, flow), 1):
            assert exchange_as_json(exchange, rule_text_of(exchange))


def _states() -> Iterator[bytes]:
    """All that each of the recorded nodes printed, and its rules alone."""
    for folder in ("iptables", "nftables"):
        rules = "nft.txt" if folder == "nftables" else "iptables-save.txt"
        names = (rules, "conntrack.txt", "addr.json", "route.json")
        yield BETWEEN.join((FIXTURES / "node_state" / folder / name).read_text() for name in names).encode()
        yield (FIXTURES / "node_state" / folder / rules).read_bytes()


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
    "open": Target(
        _opened, (ScenarioError,), (*_files(SCENARIOS, "*.yaml"), *_files(FIXTURES / "kubectl", "*"))
    ),
    "autosave": Target(_kept, (ScenarioError, ValueError), (_KEPT,)),
    "attached state": Target(_attached, (ScenarioError, EditError, FlowError), tuple(_states())),
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
        _files(FIXTURES / "node_state", "*tables/[!nx]*"),
    ),
}
"""Every reader by its name."""
