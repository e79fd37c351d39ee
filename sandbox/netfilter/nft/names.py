"""The names that nft takes for tables, chains, sets and maps."""

import re
from collections.abc import Iterable

from sandbox.netfilter.nft.errors import NftTextError
from sandbox.netfilter.nft.statements import Statement

_WORDS = """
accept add ah all and arp auto-merge bridge cgroup chain comment comp constant continue counter cpu
create ct day dccp define delete describe device devices dnat drop dst dup dynamic ecn element
elements eq esp ether exists expires export exthdr fib flags flow flush frag fwd gc-interval ge get
goto gt handle hbh hook hour icmp icmpv6 igmp iif iifname import include index inet insert interval
ip ip6 ipsec jhash jump le limit list log lshift lt map mark masquerade meta meter mh missing
monitor ne netdev nftrace not notrack numgen offload oif oifname or osf policy position priority
queue quota random redefine redirect reject rename replace reset return rshift rt rt0 rt2 rule
ruleset sctp secmark set size skgid skuid snat socket srh symhash synproxy table tcp th timeout
tproxy type typeof udp udplite undefine update vlan vmap xor xt
"""
RESERVED = frozenset(_WORDS.split())
"""Words of nft's own language, which are no names. nft: src/scanner.l, as version 1.0.6 refuses them."""

_NAMED = frozenset({"table", "chain", "set", "map"})
_NAME = re.compile(r"[A-Za-z._][A-Za-z0-9/_.-]*")


def refuse_names(statements: Iterable[Statement]) -> None:
    """Raise NftTextError for the first thing that has a name which nft does not take."""
    for statement in statements:
        words = [word for word in statement.words if word not in ("add", "create")]
        if len(words) > 1 and words[0] in _NAMED:
            _refuse(words[-1], statement.line)
        refuse_names(statement.block or ())


def _refuse(name: str, line: int) -> None:
    if name in RESERVED:
        raise NftTextError(
            line, f"“{name}” is a word of nft's own and no name; write another, such as my-{name}"
        )
    if not _NAME.fullmatch(name):
        raise NftTextError(
            line,
            f"“{name}” is no name; it begins with a letter, and has letters, digits, / - _ and . after it",
        )
