"""Rules and their expressions as `nft list ruleset` prints them."""

from collections.abc import Iterable

from sandbox.net import Protocol
from sandbox.netfilter.expressions import (
    TCP_RESET,
    Accept,
    Comment,
    CtState,
    Dnat,
    DnatMap,
    Drop,
    Expression,
    Goto,
    Jump,
    Lookup,
    Masquerade,
    Match,
    MatchAddress,
    MatchAddressType,
    MatchCtState,
    MatchFamily,
    MatchInterface,
    MatchMark,
    MatchPort,
    MatchProtocol,
    Nfacct,
    Observe,
    ProtocolModule,
    RecentCheck,
    RecentSet,
    Reject,
    Return,
    SetMark,
    SetUpdate,
    Side,
    Snat,
    Statistic,
    Unmodelled,
    Verdict,
    VerdictLookup,
)
from sandbox.netfilter.extensions import Extension, ExtensionStatement, Limit, Redirect
from sandbox.netfilter.fields import Field, Key, Numgen, Selector
from sandbox.netfilter.nft.datatypes import STATES, part_text, typed_text, types_of
from sandbox.netfilter.nft.extension_text import format_extension
from sandbox.netfilter.nft.marks import mark_match, new_mark
from sandbox.netfilter.nft.nat_text import format_translation
from sandbox.netfilter.nft.rejections import rejection_text
from sandbox.netfilter.ruleset import Rule

_ADDRESS = {Side.SOURCE: "saddr", Side.DESTINATION: "daddr"}
_PORT = {Side.SOURCE: "sport", Side.DESTINATION: "dport"}
_INTERFACE = {Side.SOURCE: "iifname", Side.DESTINATION: "oifname"}
_STATEMENTS = Observe | SetMark | SetUpdate | Limit | ExtensionStatement
_XT = {Statistic: "statistic", RecentCheck: "recent", RecentSet: "recent", Nfacct: "nfacct"}


def format_rule(rule: Rule, family: str = "ip") -> str:
    """The rule's text in a table of `family` (ip, ip6 or inet), its comment last."""
    comments = [each for each in rule.expressions if isinstance(each, Comment)]
    others = [each for each in rule.expressions if not isinstance(each, Comment)]
    if _implies_tcp(rule, family):
        others = [each for each in others if each != MatchProtocol(Protocol.TCP)]
    texts = (format_expression(each, family) for each in (*others, *comments))
    return " ".join(text for text in texts if text)


def _implies_tcp(rule: Rule, family: str) -> bool:
    """Whether nft leaves out that it is of TCP: a reset, in a table of one family, with nothing done before.

    nft: src/netlink_delinearize.c stmt_reject_postprocess
    """
    is_reset = family != "inet" and Reject(TCP_RESET) in rule.expressions
    return is_reset and not any(isinstance(each, _STATEMENTS) for each in rule.expressions)


def format_expression(expression: Expression, family: str = "ip") -> str:
    """One match or statement, such as `ip daddr . meta l4proto . th dport vmap @service-ips`."""
    if isinstance(expression, Extension):
        return format_extension(expression, family)
    match expression:
        case Unmodelled(text):
            return text
        case SetMark(value, mask):
            return f"meta mark set {new_mark('meta mark', value, mask)}"
        case Dnat() | Snat() | Masquerade() | Redirect():
            return format_translation(expression, family)
        case Accept() | Drop() | Reject() | Return() | Jump() | Goto():
            return format_verdict(expression, family)
        case (
            MatchFamily()
            | Lookup()
            | VerdictLookup()
            | DnatMap()
            | SetUpdate()
            | Observe()
            | MatchCtState()
            | MatchMark()
            | Comment()
        ):
            return _nft_match(expression, family)
        case _:
            return _header_match(expression)


def format_verdict(verdict: Verdict, family: str = "ip") -> str:
    """A verdict, as it stands in a rule and in a map."""
    match verdict:
        case Accept():
            return "accept"
        case Drop():
            return "drop"
        case Return():
            return "return"
        case Jump(chain):
            return f"jump {chain}"
        case Goto(chain):
            return f"goto {chain}"
        case Reject(reject_with, names_family):
            return rejection_text(reject_with, family, names_family)


def selectors_text(selectors: Iterable[Selector]) -> str:
    """`ip daddr . meta l4proto . th dport`."""
    return " . ".join(_selector(each) for each in selectors)


def key_text(key: Key, types: Iterable[str]) -> str:
    """`10.0.0.1 . tcp . 80`."""
    return " . ".join(typed_text(part, kind) for part, kind in zip(key, types, strict=True))


def _selector(selector: Selector) -> str:
    match selector:
        case Numgen(modulus, 0):
            return f"numgen random mod {modulus}"
        case Numgen(modulus, offset):
            return f"numgen random mod {modulus} offset {offset}"
        case Field():
            return selector.value


def _equals(negated: bool, text: str) -> str:
    return f"!= {text}" if negated else text


def _header_match(
    expression: MatchAddress
    | MatchProtocol
    | MatchPort
    | MatchInterface
    | MatchAddressType
    | ProtocolModule
    | Statistic
    | RecentCheck
    | RecentSet
    | Nfacct,
) -> str:
    match expression:
        case MatchAddress(side, network, negated):
            name = f"{'ip' if network.version == 4 else 'ip6'} {_ADDRESS[side]}"
            return f"{name} {_equals(negated, part_text(network))}"
        case MatchProtocol(protocol, negated):
            return f"meta l4proto {_equals(negated, part_text(protocol))}"
        case ProtocolModule(protocol):
            return f"meta l4proto {part_text(protocol)}"
        case MatchPort(protocol, side, low, high, negated):
            ports = str(low) if low == high else f"{low}-{high}"
            return f"{protocol.lower} {_PORT[side]} {_equals(negated, ports)}"
        case MatchInterface(side, name, negated, True):
            return f"{_INTERFACE[side].removesuffix('name')} {_equals(negated, quoted(name))}"
        case MatchInterface(side, name, negated):
            shown = f"{name[:-1]}*" if name.endswith("+") else name
            return f"{_INTERFACE[side]} {_equals(negated, quoted(shown))}"
        case MatchAddressType(side, kind, negated):
            return f"fib {_ADDRESS[side]} type {_equals(negated, kind.value.lower())}"
        case _:
            return f'xt match "{_XT[type(expression)]}"'


def _nft_match(expression: Match, family: str) -> str:
    match expression:
        case MatchFamily(implied=True):
            return ""
        case MatchFamily(wanted, negated):
            return f"meta nfproto {_equals(negated, wanted.value)}"
        case MatchMark(value, mask, negated):
            return f"meta mark {mark_match(value, mask, negated)}"
        case MatchCtState(states, negated):
            return _ct_match(states, negated)
        case Lookup(selectors, keys, negated):
            return f"{selectors_text(selectors)} {_equals(negated, _set(selectors, keys))}"
        case VerdictLookup(selectors, entries):
            return f"{selectors_text(selectors)} vmap {_map(selectors, entries, family)}"
        case DnatMap(selectors, entries, own):
            word = f"dnat {own} to" if own else "dnat to"
            return f"{word} {selectors_text(selectors)} map {_data_map(selectors, entries)}"
        case SetUpdate(name, selectors, refresh):
            return f"{'update' if refresh else 'add'} @{name} {{ {selectors_text(selectors)} }}"
        case Observe(text):
            return text
        case Comment(text):
            return f"comment {quoted(text)}"
        case _:
            raise TypeError(f"{type(expression).__name__} is written elsewhere")


def quoted(text: str) -> str:
    """`text` in double quotes; nft knows no escapes, so quotes in it become single ones."""
    return f'"{text.replace(chr(34), chr(39))}"'


def _ct_match(states: tuple[CtState, ...], negated: bool) -> str:
    if all(state in (CtState.SNAT, CtState.DNAT) for state in states):
        names = [state.value.lower() for state in (CtState.SNAT, CtState.DNAT) if state in states]
        return f"ct status {_equals(negated, ','.join(names))}"
    names = [name for name in STATES if CtState(name.upper()) in states]
    return f"ct state {_equals(negated, ','.join(names))}"


def _set(selectors: tuple[Selector, ...], keys: str | tuple[Key, ...]) -> str:
    if isinstance(keys, str):
        return f"@{keys}"
    texts = [key_text(key, types_of(selectors)) for key in keys]
    return texts[0] if len(texts) == 1 and len(selectors) == 1 else f"{{ {', '.join(texts)} }}"


def _data_map(selectors: tuple[Selector, ...], entries: str | tuple[tuple[Key, Key], ...]) -> str:
    if isinstance(entries, str):
        return f"@{entries}"
    types = types_of(selectors)
    texts = [f"{key_text(key, types)} : {data_text(data)}" for key, data in entries]
    return f"{{ {', '.join(texts)} }}"


def data_text(data: Key) -> str:
    """What a map holds for a key: `10.0.0.1 . 80`."""
    return " . ".join(map(part_text, data))


def _map(selectors: tuple[Selector, ...], entries: str | tuple[tuple[Key, Verdict], ...], family: str) -> str:
    if isinstance(entries, str):
        return f"@{entries}"
    types = types_of(selectors)
    texts = [f"{key_text(key, types)} : {format_verdict(each, family)}" for key, each in entries]
    return f"{{ {', '.join(texts)} }}"
