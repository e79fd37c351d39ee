"""What `nft -j list ruleset` prints, as the text that `nft list ruleset` prints for it.

nft: doc/libnftables-json.adoc. An expression or statement that is not in the tables below is written by its
name and its JSON, which the reader of text keeps as not modelled.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

import msgspec

from sandbox.netfilter.nft.errors import NftMistakeError, NftTextError
from sandbox.netfilter.nft.json_rules import key_and_verdict, quoted, rule_text

Tree: TypeAlias = Mapping[str, Any]

_NO_OBJECT = 'is not what nft -j list ruleset prints; it begins with {"nftables": ['


def json_text(text: str) -> str:
    """The ruleset as nft text. Raises NftTextError if it is not nft's JSON."""
    try:
        objects = msgspec.json.decode(text)["nftables"]
        tables = _Tables()
        for each in objects:
            ((kind, value),) = each.items()
            tables.take(kind, value)
        return "".join(f"{line}\n" for line in tables.lines())
    except NftMistakeError as mistake:
        raise NftTextError(1, f"the JSON {mistake}") from None
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise NftTextError(1, f"the JSON {_NO_OBJECT}") from None


class _Tables:
    """The objects of each table in the order in which text has them: sets and others, chains with rules."""

    def __init__(self) -> None:
        self._tables: dict[tuple[str, str], dict[str, list[str]]] = {}
        self._chains: dict[tuple[str, str], dict[str, list[str]]] = {}

    def take(self, kind: str, value: Tree) -> None:
        """One object; what stands in no table, such as the version, is read past."""
        if kind == "table":
            key = (value["family"], value["name"])
            self._tables[key] = {"head": _flags(value) + _comment(value), "sets": []}
            self._chains[key] = {}
        elif "table" in value:
            self._take_inside((value["family"], value["table"]), kind, value)

    def _take_inside(self, key: tuple[str, str], kind: str, value: Tree) -> None:
        if kind == "chain":
            self._chains[key][value["name"]] = [*_comment(value), *_hook(value)]
        elif kind == "rule":
            self._chains[key][value["chain"]].append(rule_text(value))
        elif kind in ("set", "map"):
            self._tables[key]["sets"] += _block(f"{kind} {value['name']}", _set_lines(value, kind == "map"))
        elif "name" in value:
            self._tables[key]["sets"] += _block(f"{kind} {value['name']}", ())

    def lines(self) -> Iterator[str]:
        """The text of all tables."""
        for (family, name), parts in self._tables.items():
            chains = self._chains[family, name].items()
            inside = [line for chain, rules in chains for line in _block(f"chain {chain}", rules)]
            yield from _block(f"table {family} {name}", [*parts["head"], *parts["sets"], *inside])


def _block(head: str, lines: Iterable[str]) -> Iterator[str]:
    yield f"{head} {{"
    yield from (f"\t{line}" for line in lines)
    yield "}"


def _flags(value: Tree) -> list[str]:
    return ["flags dormant"] if "dormant" in value.get("flags", ()) else []


def _comment(value: Tree) -> list[str]:
    return [f"comment {quoted(value['comment'])}"] if "comment" in value else []


def _hook(value: Tree) -> Iterator[str]:
    if "hook" in value:
        yield f"type {value['type']} hook {value['hook']} priority {value['prio']}"
        yield f"policy {value.get('policy', 'accept')}"


_SET_FIELDS: Mapping[str, Callable[[Any], str]] = MappingProxyType(
    {
        "size": lambda size: f"size {size}",
        "flags": lambda flags: f"flags {','.join([flags] if isinstance(flags, str) else flags)}",
        "timeout": lambda seconds: f"timeout {seconds}s",
        "comment": lambda comment: f"comment {quoted(comment)}",
    }
)


def _set_lines(value: Tree, is_map: bool) -> Iterator[str]:
    kind = value["type"]
    held = value["map"] if is_map else ""
    data = f" : {held if isinstance(held, str) else ' . '.join(held)}" if is_map else ""
    yield f"type {kind if isinstance(kind, str) else ' . '.join(kind)}{data}"
    yield from (text(value[field]) for field, text in _SET_FIELDS.items() if field in value)
    if value.get("elem"):
        yield f"elements = {{ {', '.join(map(key_and_verdict, value['elem']))} }}"
