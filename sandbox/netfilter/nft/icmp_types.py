"""`icmp type` and `icmpv6 type`: which types there are, and the match as text."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from sandbox.netfilter.extensions import MatchIcmpTypes
from sandbox.netfilter.nft.cursor import Cursor

ICMP_TYPES: Mapping[int, Mapping[str, int]] = MappingProxyType(
    {
        4: MappingProxyType(
            {
                "echo-reply": 0,
                "destination-unreachable": 3,
                "source-quench": 4,
                "redirect": 5,
                "echo-request": 8,
                "router-advertisement": 9,
                "router-solicitation": 10,
                "time-exceeded": 11,
                "parameter-problem": 12,
                "timestamp-request": 13,
                "timestamp-reply": 14,
                "info-request": 15,
                "info-reply": 16,
                "address-mask-request": 17,
                "address-mask-reply": 18,
            }
        ),
        6: MappingProxyType(
            {
                "destination-unreachable": 1,
                "packet-too-big": 2,
                "time-exceeded": 3,
                "parameter-problem": 4,
                "echo-request": 128,
                "echo-reply": 129,
                "mld-listener-query": 130,
                "mld-listener-report": 131,
                "mld-listener-done": 132,
                "nd-router-solicit": 133,
                "nd-router-advert": 134,
                "nd-neighbor-solicit": 135,
                "nd-neighbor-advert": 136,
                "nd-redirect": 137,
                "router-renumbering": 138,
                "ind-neighbor-solicit": 141,
                "ind-neighbor-advert": 142,
                "mld2-listener-report": 143,
            }
        ),
    }
)
"""By IP version. nft: src/proto.c icmp_type_tbl, icmp6_type_tbl."""

_LARGEST = 255


def icmp_types(version: int) -> Callable[[Cursor], MatchIcmpTypes | None]:
    """The reader of what `icmp type` or `icmpv6 type` is followed by: a type, or a set of them."""
    names = ICMP_TYPES[version]

    def read(cursor: Cursor) -> MatchIcmpTypes | None:
        negated = cursor.take_if("!=")
        cursor.take_if("==")
        parts = cursor.take_braces() if cursor.next == "{" else [[cursor.take()]]
        found = [_number(" ".join(words), names) for words in parts]
        types = sorted({each for each in found if each is not None})
        return MatchIcmpTypes(version, tuple(types), negated) if types and None not in found else None

    return read


def _number(word: str, names: Mapping[str, int]) -> int | None:
    number = int(word) if word.isdecimal() and len(word) <= len(str(_LARGEST)) else names.get(word)
    return number if number is not None and number <= _LARGEST else None


def format_icmp_types(match: MatchIcmpTypes) -> str:
    """`icmp type echo-request`, `icmpv6 type != { echo-request, echo-reply }`."""
    names = {number: name for name, number in ICMP_TYPES[match.version].items()}
    words = [names.get(each, str(each)) for each in match.types]
    types = words[0] if len(words) == 1 else f"{{ {', '.join(words)} }}"
    return f"icmp{'v6' if match.version == 6 else ''} type {'!= ' if match.negated else ''}{types}"
