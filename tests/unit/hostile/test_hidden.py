"""Characters that turn the text around them, or drive a terminal: in no name, and in no rule."""

import json
from collections.abc import Callable

import pytest

from sandbox.formats import ScenarioError, loads
from sandbox.kube import ObjectKey
from sandbox.net import Family
from sandbox.netfilter.iptables.errors import MistakeError
from sandbox.netfilter.iptables.ruleset_parse import parse_ruleset
from sandbox.netfilter.nft.errors import NftMistakeError
from sandbox.netfilter.nft.listing import parse_listing
from sandbox.netfilter.trace_log import LogTextError, read_trace_log
from sandbox.scenario import EditError, Scenario
from sandbox.scenario.edits import add_client, set_labels
from tests.fixtures.markup import TEXT

HIDDEN = ["\0", "\x1b", "\x7f", "\x9b", *map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))]
FREE = {"text", "iptables", "nftables", "annotations"}
"""Fields whose texts are shown by themselves."""
Path = tuple[str | int, ...]


def texts(value: object, path: Path = ()) -> list[Path]:
    """Where the texts are in a tree of plain values, but for those that are free."""
    if isinstance(value, str):
        return [path]
    pairs: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        pairs = [(key, each) for key, each in value.items() if key not in FREE]
    elif isinstance(value, list):
        pairs = list(enumerate(value))
    return [found for key, each in pairs for found in texts(each, (*path, key))]


def changed(value: object, path: Path, text: str) -> object:
    """The tree with a text put after the one at a path."""
    if not path:
        return f"{value}{text}"
    if isinstance(value, list):
        return [changed(each, path[1:], text) if at == path[0] else each for at, each in enumerate(value)]
    assert isinstance(value, dict)
    return {key: changed(each, path[1:], text) if key == path[0] else each for key, each in value.items()}


DUMP = json.loads(TEXT)
MODELLED = [path for path in texts(DUMP["items"]) if path[-1] not in ("apiVersion", "kind")]


@pytest.mark.parametrize("path", MODELLED, ids=lambda path: ".".join(map(str, path)))
def test_no_field_takes_them(path: Path) -> None:
    for character in HIDDEN:
        dump = {**DUMP, "items": changed(DUMP["items"], path, character)}
        if _is_read(path):
            with pytest.raises(ScenarioError) as caught:
                loads(json.dumps(dump), "a.json")
            assert str(caught.value).isprintable()
        else:
            loads(json.dumps(dump), "a.json")


def _is_read(path: Path) -> bool:
    """Whether Natwalk looks at a field: not at a container's name, nor at an address of another type."""
    return "containers" not in path and not ("addresses" in path and path[-1] == "type")


def test_what_letters_are_made_of_is_taken() -> None:
    text = TEXT.replace("lb<b>", "\u05e9\u200d\u0627\u200c\u200e")
    assert loads(text, "a.json").scenario.load_balancers


@pytest.mark.parametrize("character", HIDDEN)
def test_no_rule_has_them(character: str) -> None:
    rule = f'*filter\n-A INPUT -m comment --comment "a{character}b" -j ACCEPT\nCOMMIT\n'
    with pytest.raises(MistakeError, match=r"line 2: U\+"):
        parse_ruleset(rule, Family.IPV4)


@pytest.mark.parametrize("write", [str, json.dumps])
def test_no_nft_rule_turns_text_around(write: Callable[[str], str]) -> None:
    comment = "a\u202eb"
    if write is str:
        text = f'table ip a {{\n\tchain b {{\n\t\taccept comment "{comment}"\n\t}}\n}}\n'
    else:
        rule = {"family": "ip", "table": "a", "chain": "b", "comment": comment, "expr": [{"accept": None}]}
        chain = {"family": "ip", "table": "a", "name": "b"}
        table = {"family": "ip", "name": "a"}
        text = write({"nftables": [{"table": table}, {"chain": chain}, {"rule": rule}]})  # type: ignore[arg-type]
    with pytest.raises(NftMistakeError, match=r"U\+202E"):
        parse_listing(text, Family.IPV4)


def test_no_label_is_given_them() -> None:
    scenario = add_client(Scenario())
    key = ObjectKey("Client", "", scenario.clients[0].metadata.name)
    with pytest.raises(EditError, match=r"U\+2066"):
        set_labels(scenario, key, (("a", "\u2066b"),))


def test_no_log_has_them() -> None:
    line = "TRACE: nat:PREROUTING\u202e:rule:1 IN=eth0 SRC=10.0.0.1 DST=10.0.0.2 SPT=1 DPT=2"
    with pytest.raises(LogTextError, match=r"line 2: U\+202E"):
        read_trace_log(f"\n{line}\n")
