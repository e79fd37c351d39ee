"""`Enumeration`: one whose members are cheap keys of dictionaries."""

from enum import Enum


class Enumeration(Enum):
    """Hashes its members by identity, there being one of each: the standard library hashes their names."""

    __hash__ = object.__hash__
