"""The rules that a real node printed, in the place of those that Natwalk would generate for it."""

from collections.abc import Iterator, Mapping

from sandbox.net import Family
from sandbox.netfilter import Ruleset, Table, Unmodelled, is_iptables
from sandbox.scenario.compile.attached_texts import IPTABLES_FIELDS, iptables_rules, nftables_rules
from sandbox.scenario.compile.errors import FlowError
from sandbox.scenario.objects import HostDocument


def attached_rulesets(document: HostDocument) -> Mapping[Family, Ruleset]:
    """The rules of each family of which the node printed any. Raises FlowError if they cannot be read."""
    found = ((family, attached_ruleset(document, family)) for family in Family)
    return {family: ruleset for family, ruleset in found if ruleset is not None}


def attached_ruleset(document: HostDocument, family: Family) -> Ruleset | None:
    """The rules of one family; None where the node printed none.

    As with other software's rules, iptables' tables run before others of equal priority, and of those the
    one that was made last runs first. Raises FlowError.
    """
    state = document.state
    if not getattr(state, IPTABLES_FIELDS[family]).strip() and not state.nftables.strip():
        return None
    others = nftables_rules(document, family).tables
    return Ruleset((*iptables_rules(document, family).tables, *reversed(others)))


def holds_kube_proxys_rules(ruleset: Ruleset) -> bool:
    """Whether kube-proxy has been at work: its chains in iptables' table nat, or a table of its own."""
    return any(
        table.name.endswith(" kube-proxy") or (table.name == "nat" and "KUBE-SERVICES" in table.chains)
        for table in ruleset.tables
    )


def unmodelled_parts(document: HostDocument) -> Iterator[tuple[str, str, str]]:
    """Each part of the attached rules that Natwalk does not run: the field, the text, and where it stands.

    Rules that cannot be read have none.
    """
    found: dict[tuple[str, str, str], None] = {}
    for family in Family:
        try:
            ruleset = attached_ruleset(document, family) or Ruleset()
        except FlowError:
            continue
        for table in ruleset.tables:
            field = IPTABLES_FIELDS[family] if is_iptables(table.name) else "nftables"
            found |= dict.fromkeys((f"spec.state.{field}", *each) for each in _unmodelled(table))
    yield from found


def _unmodelled(table: Table) -> Iterator[tuple[str, str]]:
    for chain in table.chains.values():
        for rule in chain.rules:
            for each in rule.expressions:
                if isinstance(each, Unmodelled):
                    yield each.text, f"{table.name}/{chain.name}"
