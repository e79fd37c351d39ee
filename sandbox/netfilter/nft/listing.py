"""Reading what a node's `nft list ruleset` prints, as text or with `-j`."""

from functools import lru_cache

import msgspec

from sandbox.net import Family
from sandbox.netfilter.nft.json_text import json_text
from sandbox.netfilter.nft.ruleset_parse import parse_statements
from sandbox.netfilter.nft.statements import Statement, statements_of
from sandbox.netfilter.ruleset import IPTABLES_BASE_CHAINS, Ruleset


class Listing(msgspec.Struct, frozen=True):
    """The tables, in the order in which they were made.

    `managed` names those that iptables-nft made. They are left out: nft prints some of their matches, such
    as statistic, not at all.
    """

    ruleset: Ruleset
    managed: tuple[str, ...] = ()


def parse_listing(text: str, family: Family) -> Listing:
    """The tables that packets of `family` meet. Raises NftTextError."""
    statements = _statements(text)
    managed = tuple(each for each in statements if _is_managed(each))
    others = [each for each in statements if each not in managed]
    return Listing(parse_statements(others, family), tuple(" ".join(each.words[1:]) for each in managed))


@lru_cache(4)
def _statements(text: str) -> tuple[Statement, ...]:
    """The text's commands, which are the same for both families."""
    return statements_of(json_text(text) if is_json(text) else text)


def is_json(text: str) -> bool:
    """Whether the text is nft's JSON."""
    return text.lstrip()[:1] == "{"


def _is_managed(statement: Statement) -> bool:
    """Whether iptables-nft made the table: it has iptables' name and one of its built-in chains."""
    if len(statement.words) != 3 or statement.words[0] != "table":
        return False
    built_in = {("chain", base.chain) for base in IPTABLES_BASE_CHAINS.get(statement.words[2], ())}
    return any(each.words in built_in for each in statement.block or ())
