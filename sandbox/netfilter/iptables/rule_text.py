"""Rules and their expressions as `iptables-save` prints them, byte for byte as iptables-nft 1.8.9 does."""

from collections.abc import Iterable, Iterator

from sandbox.net import Family, Protocol
from sandbox.netfilter.expressions import (
    FULL_MARK,
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
from sandbox.netfilter.extensions import Extension, MatchAddressRange, MatchTcpFlags, Redirect
from sandbox.netfilter.iptables.extension_text import format_extension
from sandbox.netfilter.iptables.nat_text import format_translation
from sandbox.netfilter.iptables.recent_text import format_recent
from sandbox.netfilter.ruleset import Rule

CT_STATE_ORDER = (
    CtState.INVALID,
    CtState.NEW,
    CtState.RELATED,
    CtState.ESTABLISHED,
    CtState.UNTRACKED,
    CtState.SNAT,
    CtState.DNAT,
)
"""The order in which `--ctstate` is printed."""

_UNQUOTED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
_SOURCE_AND_DESTINATION_FLAGS = {Side.SOURCE: "-s", Side.DESTINATION: "-d"}
_INTERFACE_FLAGS = {Side.SOURCE: "-i", Side.DESTINATION: "-o"}
_PORT_FLAGS = {Side.SOURCE: "--sport", Side.DESTINATION: "--dport"}
_ADDRESS_TYPE_FLAGS = {Side.SOURCE: "--src-type", Side.DESTINATION: "--dst-type"}


def format_rule(chain: str, rule: Rule, family: Family = Family.IPV4) -> str:
    """`-A CHAIN …`."""
    expressions = in_order(rule.expressions)
    return " ".join([f"-A {chain}", *_joined(expressions, family)])


def format_expression(expression: Expression, family: Family = Family.IPV4) -> str:
    """One match or target, such as `-m mark --mark 0x4000/0x4000`; empty where iptables prints nothing.

    Raises TypeError for what only nftables has.
    """
    if isinstance(expression, Extension):
        return format_extension(expression, family)
    match expression:
        case MatchAddress() | MatchInterface() | MatchProtocol():
            return _format_header(expression)
        case Unmodelled(text) | Observe(text):
            return text
        case MatchFamily() | Lookup() | VerdictLookup() | DnatMap() | SetUpdate():
            raise TypeError(f"iptables has no {type(expression).__name__}")
        case SetMark(value, mask):
            return f"-j MARK --set-xmark {value:#x}/{mask:#x}"
        case Dnat() | Snat() | Masquerade() | Redirect():
            return format_translation(expression)
        case Accept() | Drop() | Reject() | Return() | Jump() | Goto():
            return _format_verdict(expression)
        case _:
            return _format_match(expression, family)


def in_order(expressions: Iterable[Expression]) -> tuple[Expression, ...]:
    """The expressions as iptables orders them: addresses, interfaces, protocol, then the rest as given."""
    return tuple(sorted(expressions, key=_position))


def quoted(text: str) -> str:
    """`text` as iptables-save writes a string: bare where that is safe, else in double quotes."""
    # iptables: libxtables/xtables.c xtables_save_string
    if text and _UNQUOTED.issuperset(text):
        return text
    escaped = "".join(f"\\{each}" if each in "\"\\'" else each for each in text)
    return f'"{escaped}"'


def _position(expression: Expression) -> int:
    match expression:
        case MatchAddress(side):
            return 0 if side is Side.SOURCE else 1
        case MatchInterface(side):
            return 2 if side is Side.SOURCE else 3
        case MatchProtocol():
            return 4
        case _:
            return 5


def _joined(expressions: tuple[Expression, ...], family: Family) -> Iterator[str]:
    """The text of each, two conditions of one module after a single `-m`."""
    before: Expression | None = None
    for expression in expressions:
        text = format_expression(expression, family)
        if before is not None and _share_module(before, expression):
            text = text.split(maxsplit=2)[2]
        if text:
            yield text
        before = expression


def _share_module(before: Expression, after: Expression) -> bool:
    match before, after:
        case (MatchPort(first, Side.SOURCE), MatchPort(second, Side.DESTINATION)):
            return first is second
        case (MatchPort(Protocol.TCP), MatchTcpFlags()):
            return True
        case (MatchAddressType(Side.SOURCE), MatchAddressType(Side.DESTINATION)):
            return True
        case (MatchAddressRange(of_source=True), MatchAddressRange(of_source=False)):
            return True
        case _:
            return False


def _not(negated: bool, text: str) -> str:
    return f"! {text}" if negated else text


def _format_header(expression: MatchAddress | MatchInterface | MatchProtocol) -> str:
    match expression:
        case MatchAddress(_, network, negated) if network.prefixlen == 0 and not negated:
            return ""
        case MatchAddress(side, network, negated):
            return _not(negated, f"{_SOURCE_AND_DESTINATION_FLAGS[side]} {network}")
        case MatchInterface(side, name, negated):
            return _not(negated, f"{_INTERFACE_FLAGS[side]} {name}")
        case MatchProtocol(str() as name, negated):
            return _not(negated, f"-p {name}")
        case MatchProtocol(protocol, negated):
            return _not(negated, f"-p {protocol.lower}")


_ModuleMatch = (
    MatchPort
    | ProtocolModule
    | MatchMark
    | MatchCtState
    | MatchAddressType
    | Comment
    | Statistic
    | RecentCheck
    | RecentSet
    | Nfacct
)


def _format_match(expression: _ModuleMatch, family: Family) -> str:
    match expression:
        case MatchPort(protocol, side, low, high, negated):
            ports = str(low) if low == high else f"{low}:{high}"
            return f"-m {protocol.lower} {_not(negated, f'{_PORT_FLAGS[side]} {ports}')}"
        case ProtocolModule(protocol):
            return f"-m {protocol.lower}"
        case MatchMark(value, mask, negated):
            mark = f"{value:#x}" if mask == FULL_MARK else f"{value:#x}/{mask:#x}"
            return f"-m mark {_not(negated, f'--mark {mark}')}"
        case MatchCtState(states, negated):
            names = ",".join(state.value for state in CT_STATE_ORDER if state in states)
            return f"-m conntrack {_not(negated, f'--ctstate {names}')}"
        case MatchAddressType(side, kind, negated):
            return f"-m addrtype {_not(negated, f'{_ADDRESS_TYPE_FLAGS[side]} {kind.value}')}"
        case Comment(text):
            return f"-m comment --comment {quoted(text)}"
        case Statistic(threshold):
            return f"-m statistic --mode random --probability {threshold / 2**31:.11f}"
        case RecentCheck() | RecentSet():
            return format_recent(expression, family)
        case Nfacct(name):
            return f"-m nfacct --nfacct-name {name}"


def _format_verdict(verdict: Verdict) -> str:
    match verdict:
        case Accept():
            return "-j ACCEPT"
        case Drop():
            return "-j DROP"
        case Return():
            return "-j RETURN"
        case Reject(reject_with):
            return f"-j REJECT --reject-with {reject_with}"
        case Jump(chain):
            return f"-j {chain}"
        case Goto(chain):
            return f"-g {chain}"
