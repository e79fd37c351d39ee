"""The rules that other software put on a node, joined to kube-proxy's.

The parsers are imported when there is something to parse: most scenarios hold no such rules.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from sandbox.kube import EndpointIndex, KubeProxyConfiguration, Node, ObjectMeta
from sandbox.kubeproxy.iptables import generate
from sandbox.net import Family
from sandbox.netfilter import IPTABLES_BASE_CHAINS, Ruleset, Table, Unmodelled
from sandbox.scenario.compile.errors import FlowError
from sandbox.scenario.compile.ip_sets import ip_sets
from sandbox.scenario.objects import HostDocument
from sandbox.telling import told

_IP6TABLES = "ip6tables"


def with_other_rules(
    rulesets: Mapping[Family, Ruleset], document: HostDocument | None
) -> Mapping[Family, Ruleset]:
    """Each family's rules with those of a `Host` document loaded after them, so behind kube-proxy's jumps.

    Raises FlowError if the document's rules cannot be read.
    """
    if document is None:
        return rulesets
    joined = {}
    for family, ruleset in rulesets.items():
        joined[family] = _with_nftables(_with_iptables(ruleset, document, family), document, family)
    return MappingProxyType(joined)


def mistakes(document: HostDocument) -> Iterator[tuple[str, str]]:
    """What cannot be read of a document's rules, beside kube-proxy's own: the field and one sentence each."""
    found: dict[tuple[str, str], None] = {}
    for join in (_with_iptables, _with_nftables):
        for family in Family:
            try:
                join(_bare_rules(family), document, family)
            except FlowError as error:
                found[".".join(error.path), str(error)] = None
    yield from found


def unmodelled(document: HostDocument) -> Iterator[tuple[str, str, str]]:
    """Each part of a document's rules that Natwalk does not run: the field, the text, and where it stands.

    Rules that cannot be read have none; `mistakes` says so.
    """
    found: dict[tuple[str, str, str], None] = {}
    for field, table in _own_tables(document):
        for chain in table.chains.values():
            for rule in chain.rules:
                for each in rule.expressions:
                    if isinstance(each, Unmodelled):
                        found[field, each.text, f"{table.name}/{chain.name}"] = None
    yield from found


def idle_objects(document: HostDocument) -> Iterator[str]:
    """The objects of a document's tables that are kept as text alone, such as `flowtable f`.

    Sets and maps are left out: `unmodelled` finds the rules that ask them.
    """
    heads = [text.partition(" {")[0] for _, table in _own_tables(document) for text in table.others]
    yield from dict.fromkeys(head for head in heads if head.split()[0] not in ("set", "map"))


def _own_tables(document: HostDocument) -> Iterator[tuple[str, Table]]:
    for field, join in (("spec.iptables", _with_iptables), ("spec.nftables", _with_nftables)):
        for family in Family:
            bare = _bare_rules(family)
            try:
                joined = join(bare, document, family)
            except FlowError:
                continue
            yield from ((field, table) for table in joined.tables if table not in bare.tables)


def _bare_rules(family: Family) -> Ruleset:
    """What kube-proxy writes where there are no Services."""
    config, nowhere = KubeProxyConfiguration(ObjectMeta("")), Node(ObjectMeta(""))
    return generate(config, (), EndpointIndex((), ()), nowhere, (), family)


def _with_iptables(ruleset: Ruleset, document: HostDocument, family: Family) -> Ruleset:
    """The iptables tables come before others of equal priority: the kernel runs first what was loaded last.

    kernel: net/netfilter/core.c nf_hook_entries_grow
    """
    text = "\n".join(lines_for(document.iptables, family))
    if not text.strip():
        return ruleset
    from sandbox.netfilter.iptables.errors import RulesTextError
    from sandbox.netfilter.iptables.ruleset_parse import parse_ruleset

    sets = ip_sets(document)
    there = Ruleset(tuple(table for table in ruleset.tables if table.name in IPTABLES_BASE_CHAINS))
    others = tuple(table for table in ruleset.tables if table.name not in IPTABLES_BASE_CHAINS)
    try:
        return Ruleset((*parse_ruleset(text, family, there, sets).tables, *others))
    except RulesTextError as error:
        raise _unreadable(document, "iptables", error) from error


def _with_nftables(ruleset: Ruleset, document: HostDocument, family: Family) -> Ruleset:
    """The document's tables, loaded last and in their order, so that of equal priority the last runs first.

    kernel: net/netfilter/core.c nf_hook_entries_grow
    """
    if not document.nftables.strip():
        return ruleset
    from sandbox.netfilter.nft import NftTextError, parse_ruleset

    try:
        tables = parse_ruleset(document.nftables, family).tables
    except NftTextError as error:
        raise _unreadable(document, "nftables", error) from error
    return Ruleset((*reversed(tables), *ruleset.tables))


def _unreadable(document: HostDocument, field: str, error: Exception) -> FlowError:
    message = told("the rules of {key} have a mistake in {error}", key=document.key, error=error)
    return FlowError(message, ("spec", field), document.key)


def lines_for(text: str, family: Family) -> Iterator[str]:
    """The text line by line, those that are not for `family` empty.

    As the two programs have it, a line that begins with `ip6tables` is for IPv6 and every other one for IPv4.
    """
    for line in text.splitlines():
        words = line.split()
        is_ipv6 = _IP6TABLES in words[: 2 if words[:1] == ["sudo"] else 1]
        yield line if is_ipv6 is (family is Family.IPV6) else ""
