"""Rules as trace logs write them, beside the rules of a prediction."""

from collections.abc import Container, Hashable

from sandbox.net import Family
from sandbox.netfilter import (
    Accept,
    Comment,
    Dnat,
    Drop,
    Goto,
    Jump,
    Masquerade,
    Observe,
    Redirect,
    Reject,
    Return,
    Rule,
    RuleRef,
    Snat,
    Target,
    Unmodelled,
    is_iptables,
)

_FAMILIES = {Family.IPV4: "ip", Family.IPV6: "ip6"}
_TRACING = ("-j TRACE", "meta nftrace")


def named_table(table: str, family: Family) -> str:
    """A table's name with its family before it, as logs have it."""
    return f"{_FAMILIES[family]} {table}" if is_iptables(table) else table


def verdict_of(target: Target | None) -> str:
    """nft's word for what a rule came to, empty for what is not run: translations accept, a REJECT drops."""
    match target:
        case None:
            return "continue"
        case Jump(chain):
            return f"jump {chain}"
        case Goto(chain):
            return f"goto {chain}"
        case Return():
            return "return"
        case Accept() | Dnat() | Snat() | Masquerade() | Redirect():
            return "accept"
        case Drop() | Reject():
            return "drop"
        case Unmodelled():
            return ""


def is_tracing(rule: Rule) -> bool:
    """Whether a rule only makes packets traced."""
    return any(isinstance(each, Observe) and each.text.startswith(_TRACING) for each in rule.expressions)


def agrees(rule: Rule, ref: RuleRef, text: str, family: Family) -> bool:
    """Whether a rule that a log has in the same place, with the same verdict, is this one.

    nft writes only part of a rule that iptables made, so of those the translation alone is looked at.
    """
    if not text:
        return True
    if not is_iptables(ref.table):
        logged = _nft_rule(text, family, ref.table.partition(" ")[0])
        return logged is not None and _key(logged) == _key(rule)
    if text.startswith("-A "):
        chains = frozenset(each.chain for each in rule.expressions if isinstance(each, Jump | Goto))
        return any(_key(each) == _key(rule) for each in _saved_rules(text, ref.table, chains, family))
    mine, theirs = (_translation(each) for each in (rule, _nft_rule(text, family)))
    return mine is None or theirs is None or mine == theirs


def _nft_rule(text: str, family: Family, table: str = "ip") -> Rule | None:
    """The rule as nft writes it in a table of family `table`; None if it cannot be read."""
    from sandbox.netfilter.nft.errors import NftMistakeError
    from sandbox.netfilter.nft.rule_parse import parse_rule
    from sandbox.netfilter.nft.words import words_of

    try:
        return parse_rule([word.text for word in words_of(text)], family, table)
    except NftMistakeError:
        return None


def _saved_rules(text: str, table: str, chains: Container[str], family: Family) -> tuple[Rule, ...]:
    """The rules of an `-A CHAIN …` in a table of which `chains` are known; none if it cannot be read."""
    from sandbox.netfilter.iptables.errors import MistakeError
    from sandbox.netfilter.iptables.rule_parse import parse_rule
    from sandbox.netfilter.iptables.words import restore_words

    try:
        return parse_rule(restore_words(text)[2:], table, chains, family)
    except MistakeError:
        return ()


def _key(rule: Rule) -> Hashable:
    return tuple(each for each in rule.expressions if not isinstance(each, Comment | Observe))


def _translation(rule: Rule | None) -> Dnat | Snat | None:
    return (
        None
        if rule is None
        else next((each for each in rule.expressions if isinstance(each, Dnat | Snat)), None)
    )
