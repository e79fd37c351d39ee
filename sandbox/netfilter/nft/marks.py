"""What is done with the bits of a mark: `mark & 0xffffff00 | 0x10`."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from sandbox.netfilter.expressions import FULL_MARK
from sandbox.netfilter.nft.cursor import Cursor

_OPERATORS = MappingProxyType({"and": "&", "or": "|", "xor": "^"})
_BITS: Mapping[str, Callable[[int, int, int], tuple[int, int]]] = MappingProxyType(
    {
        "&": lambda value, mask, operand: (value & operand, mask | operand ^ FULL_MARK),
        "|": lambda value, mask, operand: (value | operand, mask | operand),
        "^": lambda value, mask, operand: (value ^ operand, mask),
    }
)
"""What each operator makes of a value and a mask: marks lose the mask's bits, then the value is XORed."""
_MASKS = MappingProxyType({str(bits): FULL_MARK ^ (FULL_MARK >> bits) for bits in range(1, 33)})
_LENGTHS = MappingProxyType({mask: length for length, mask in _MASKS.items()})


def changed_mark(cursor: Cursor) -> tuple[int, int] | None:
    """The value and the mask that the operations which come next amount to; None if one is not modelled."""
    value, mask = 0, 0
    while (operator := _OPERATORS.get(cursor.next, cursor.next)) in _BITS:
        cursor.take()
        operand = number(cursor.take())
        if operand is None:
            return None
        value, mask = _BITS[operator](value, mask, operand)
    return value, mask


def number(word: str) -> int | None:
    """A decimal or hexadecimal number; None if it is none."""
    try:
        return int(word, 0)
    except ValueError:
        return None


def new_mark(name: str, value: int, mask: int) -> str:
    """What a mark of that name is set to: itself without the bits of `mask`, then XOR `value`."""
    if mask == FULL_MARK:
        return f"{value:#010x}"
    if not mask:
        return f"{name} ^ {value:#010x}"
    if value == mask:
        return f"{name} | {value:#010x}"
    kept = mask ^ FULL_MARK
    if value & kept:
        return f"{name} & {kept:#010x} ^ {value:#010x}"
    return f"{name} & {kept | value:#010x} | {value:#010x}" if value else f"{name} & {kept:#010x}"


def compared_mark(cursor: Cursor) -> tuple[int, int, bool] | None:
    """The value, the mask, and whether the mark must differ: what `mark_match` writes.

    None if it is compared in another way, such as with a set.
    """
    mask = number(cursor.take()) if cursor.take_if("&") or cursor.take_if("and") else FULL_MARK
    negated = cursor.take_if("!=")
    cursor.take_if("==")
    word, slash, length = cursor.take().partition("/")
    value = number(word)
    if slash:
        mask = _MASKS.get(length) if mask == FULL_MARK else None
    return None if value is None or mask is None else (value, mask, negated)


def mark_match(value: int, mask: int, negated: bool) -> str:
    """What comes after a mark that is compared: `0x00000010`, or `& 0x000000ff == 0x00000010`.

    A mask of the first bits is a length, `0x01000000/8`.  # nft: src/netlink_delinearize.c
    """
    if mask == FULL_MARK:
        return f"{'!= ' if negated else ''}{value:#010x}"
    if mask in _LENGTHS:
        return f"{'!= ' if negated else ''}{value:#010x}/{_LENGTHS[mask]}"
    return f"& {mask:#010x} {'!=' if negated else '=='} {value:#010x}"
