"""Rules in the syntax of the tool that made their table: iptables' or nft's.

nft's half is imported when the first of its rules is written: most scenarios have none.
"""

from sandbox.net import Family
from sandbox.netfilter import iptables
from sandbox.netfilter.expressions import Expression
from sandbox.netfilter.ruleset import Rule, RuleRef, is_iptables


def command_text(ref: RuleRef, rule: Rule, family: Family) -> str:
    """The rule as the tool is given it: `-A CHAIN …` or `add rule ip TABLE CHAIN …`; bare without a chain."""
    if is_iptables(ref.table):
        return iptables.format_rule(ref.chain, rule, family)
    text = rule_text(ref, rule, family)
    return f"add rule {ref.table} {ref.chain} {text}" if ref.chain else text


def rule_text(ref: RuleRef, rule: Rule, family: Family) -> str:
    """The rule as the tool lists it: `-A CHAIN …`, or what stands in a chain's block."""
    if is_iptables(ref.table):
        return iptables.format_rule(ref.chain, rule, family)
    from sandbox.netfilter import nft

    return nft.format_rule(rule, nft.table_family(ref.table))


def expression_text(table: str, expression: Expression, family: Family) -> str:
    """One match, verdict or statement of a rule in that table."""
    if is_iptables(table):
        return iptables.format_expression(expression, family)
    from sandbox.netfilter import nft

    return nft.format_expression(expression, nft.table_family(table))
