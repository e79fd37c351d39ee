"""iptables text: what `iptables-save` prints and `iptables-restore` loads, and reading it.

Here is the writing; `ruleset_parse` reads, and is imported by whoever has rules to read. It rewrites what
iptables rewrites when it saves a rule, so both texts give equal values. A match or target that is not
modelled becomes `Unmodelled` with its text as it stood.
"""

from sandbox.netfilter.iptables.rule_text import (
    CT_STATE_ORDER,
    format_expression,
    format_rule,
    in_order,
    quoted,
)
from sandbox.netfilter.iptables.ruleset_text import (
    TABLE_ORDER,
    format_ruleset,
    print_order,
    ruleset_lines,
)

__all__ = [
    "CT_STATE_ORDER",
    "TABLE_ORDER",
    "format_expression",
    "format_rule",
    "format_ruleset",
    "in_order",
    "print_order",
    "quoted",
    "ruleset_lines",
]
