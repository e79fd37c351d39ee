"""Rules and the elements of sets in nft's JSON, as nft text."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

import msgspec

from sandbox.netfilter.nft.errors import NftMistakeError

Writer: TypeAlias = Callable[[Any], str]

_BARE_KEYS = frozenset({"iifname", "oifname", "iif", "oif"})
"""Keys of `meta` that are written without that word."""


def rule_text(rule: Mapping[str, Any]) -> str:
    """A rule's statements and its comment."""
    words = [statement_text(each) for each in rule["expr"]]
    comment = [f"comment {quoted(rule['comment'])}"] if "comment" in rule else []
    return " ".join([*words, *comment])


def statement_text(statement: Mapping[str, Any]) -> str:
    """`ip daddr 10.0.0.1` or `jump services`."""
    ((name, value),) = statement.items()
    return _STATEMENTS[name](value) if name in _STATEMENTS else _as_json(name, value)


def key_and_verdict(element: Any) -> str:
    """An element of a set, or of a map with what it leads to."""
    if isinstance(element, list) and len(element) == 2:
        key, verdict = element
        return f"{_element(key)} : {_value_text(verdict)}"
    return _element(element)


def quoted(text: str) -> str:
    """`text` in quotes, which nft does not escape."""
    return f'"{text}"'


def _element(element: Any) -> str:
    """A key, with the comment that it may have."""
    inner = element["elem"] if isinstance(element, dict) and "elem" in element else {"val": element}
    comment = f" comment {quoted(inner['comment'])}" if "comment" in inner else ""
    return _value_text(inner["val"]) + comment


def _value_text(value: Any) -> str:
    """A value or an expression."""
    match value:
        case None | bool() | float():
            raise NftMistakeError(f"has {value} where a value belongs")
        case str():
            return quoted(value) if " " in value else value
        case int():
            return str(value)
        case list():
            return ",".join(map(_value_text, value))
        case dict():
            ((name, inside),) = value.items()
            if name in _VERDICTS:
                return statement_text(value)
            return _EXPRESSIONS[name](inside) if name in _EXPRESSIONS else _as_json(name, inside)
        case _:
            raise NftMistakeError(f"has {value} where a value belongs")


def _as_json(name: str, value: Any) -> str:
    return f"{name} {msgspec.json.encode(value).decode()}"


def _meta(meta: Any) -> str:
    key = meta["key"]
    return str(key) if key in _BARE_KEYS else f"meta {key}"


def _ct(ct: Any) -> str:
    return " ".join(filter(None, ("ct", ct.get("dir", ""), ct["key"])))


def _fib(fib: Any) -> str:
    flags = fib["flags"]
    return f"fib {flags if isinstance(flags, str) else ' . '.join(flags)} {fib['result']}"


def _numgen(numgen: Any) -> str:
    offset = numgen.get("offset", 0)
    return f"numgen {numgen['mode']} mod {numgen['mod']}" + (f" offset {offset}" if offset else "")


def _set(elements: Any) -> str:
    several = elements if isinstance(elements, list) else [elements]
    return f"{{ {', '.join(map(key_and_verdict, several))} }}"


def _operation(operator: str) -> Writer:
    return lambda operands: f" {operator} ".join(map(_value_text, operands))


_EXPRESSIONS: Mapping[str, Writer] = MappingProxyType(
    {
        "payload": lambda payload: f"{payload['protocol']} {payload['field']}",
        "meta": _meta,
        "ct": _ct,
        "fib": _fib,
        "numgen": _numgen,
        "concat": lambda parts: " . ".join(map(_value_text, parts)),
        "prefix": lambda prefix: f"{prefix['addr']}/{prefix['len']}",
        "range": lambda ends: "-".join(map(_value_text, ends)),
        "set": _set,
        "map": lambda held: f"{_value_text(held['key'])} map {_value_text(held['data'])}",
        **{operator: _operation(operator) for operator in ("&", "|", "^", "<<", ">>")},
    }
)


def _match(match: Any) -> str:
    """A comparison, whose operator nft leaves out where it is plain equality."""
    left, right = _value_text(match["left"]), _value_text(match["right"])
    operator = match["op"]
    plain = operator == "in" or (operator == "==" and "&" not in match["left"])
    return f"{left} {right}" if plain else f"{left} {operator} {right}"


def _counter(counter: Any) -> str:
    if isinstance(counter, str):
        return f"counter name {quoted(counter)}"
    return f"counter packets {counter['packets']} bytes {counter['bytes']}" if counter else "counter"


def _vmap(vmap: Any) -> str:
    return f"{_value_text(vmap['key'])} vmap {_value_text(vmap['data'])}"


def _translation(word: str) -> Writer:
    def text(value: Any) -> str:
        target = value or {}
        address, port = target.get("addr"), target.get("port")
        host = "" if address is None else _value_text(address)
        if port is not None:
            host = f"[{host}]:{_value_text(port)}" if ":" in host else f"{host}:{_value_text(port)}"
        return " ".join(filter(None, (word, f"to {host}" if host else "", _flags(target))))

    return text


def _flags(value: Mapping[str, Any]) -> str:
    flags = value.get("flags", [])
    return flags if isinstance(flags, str) else ",".join(flags)


def _reject(reject: Any) -> str:
    if not reject:
        return "reject"
    return " ".join(filter(None, ("reject with", reject["type"], reject.get("expr", ""))))


_LOG_FIELDS = ("prefix", "level", "group", "snaplen", "queue-threshold")


def _log(log: Any) -> str:
    given = [(name, (log or {})[name]) for name in _LOG_FIELDS if name in (log or {})]
    return " ".join(["log", *(f"{name} {quoted(v) if name == 'prefix' else v}" for name, v in given)])


def _update(update: Any) -> str:
    return f"{update['op']} {update['set']} {{ {_element(update['elem'])} }}"


def _plain(word: str) -> Writer:
    return lambda _: word


def _to_chain(word: str) -> Writer:
    return lambda value: f"{word} {value['target']}"


_VERDICTS: Mapping[str, Writer] = MappingProxyType(
    {
        **{word: _plain(word) for word in ("accept", "drop", "return", "continue")},
        **{word: _to_chain(word) for word in ("jump", "goto")},
    }
)
_STATEMENTS: Mapping[str, Writer] = MappingProxyType(
    {
        **_VERDICTS,
        "match": _match,
        "counter": _counter,
        "vmap": _vmap,
        **{word: _translation(word) for word in ("dnat", "snat", "masquerade", "redirect")},
        "reject": _reject,
        "mangle": lambda mangle: f"{_value_text(mangle['key'])} set {_value_text(mangle['value'])}",
        "log": _log,
        "set": _update,
        "xt": lambda xt: f"xt {xt['type']} {quoted(xt['name'])}",
    }
)
