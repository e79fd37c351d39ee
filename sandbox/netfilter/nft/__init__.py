"""nftables text: what `nft list ruleset` prints and `nft -f` loads, and reading it.

Written rules read back give equal values. A match or statement that is not modelled becomes `Unmodelled` with
its text, from there to the end of its rule.
"""

from sandbox.netfilter.nft.errors import NftTextError
from sandbox.netfilter.nft.listing import Listing, is_json, parse_listing
from sandbox.netfilter.nft.rule_text import format_expression, format_rule
from sandbox.netfilter.nft.ruleset_parse import parse_ruleset
from sandbox.netfilter.nft.ruleset_text import format_ruleset, ruleset_lines, table_family

__all__ = [
    "Listing",
    "NftTextError",
    "format_expression",
    "format_rule",
    "format_ruleset",
    "is_json",
    "parse_listing",
    "parse_ruleset",
    "ruleset_lines",
    "table_family",
]
