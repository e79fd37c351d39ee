"""A node's real rules against those that kube-proxy would have written there."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain as chained

import msgspec

from sandbox.kube import ProxyMode
from sandbox.kubeproxy.ownership import (
    is_for_one_service,
    is_kube_proxys,
    leads_to_kube_proxy,
    order_is_free,
    services_named,
)
from sandbox.net import Family
from sandbox.netfilter import Chain, Ruleset, Table, is_iptables
from sandbox.netfilter.difference import Block, Pair, Presence, compare
from sandbox.scenario import HostDocument, Scenario
from sandbox.scenario.compile.attached_rules import attached_ruleset
from sandbox.scenario.compile.generated import generated_rules
from sandbox.telling import mark

MADE_BY_IPTABLES = mark(
    "these rules were made by iptables, of which nft shows some matches not at all; use iptables-save"
)
"""Why a listing of nft's cannot be compared where kube-proxy runs in iptables mode."""


class RulesDifference(msgspec.Struct, frozen=True):
    """kube-proxy's chains and sets on both sides, and other software's, of which there are no generated ones.

    `services` are the service ports that the difference concerns, with the number of blocks of each.
    """

    blocks: tuple[Block, ...] = ()
    others: tuple[Block, ...] = ()
    services: tuple[tuple[str, int], ...] = ()

    @property
    def differing(self) -> tuple[Block, ...]:
        """The blocks that are not the same on both sides."""
        return tuple(each for each in self.blocks if each.presence is not Presence.BOTH)


def mode_of(real: Ruleset) -> ProxyMode:
    """The mode in which kube-proxy wrote the rules: nftables if it has a table of its own."""
    own = any(is_kube_proxys(each.name, "") for each in real.tables if not is_iptables(each.name))
    return ProxyMode.NFTABLES if own else ProxyMode.IPTABLES


def node_difference(scenario: Scenario, node: str, document: HostDocument, family: Family) -> RulesDifference:
    """The rules that a node printed against what kube-proxy would have written there in the same mode.

    The scenario says what is there, `document` what the node printed. Raises FlowError if it cannot be read.
    """
    real = attached_ruleset(document, family) or Ruleset()
    return rules_difference(generated_rules(scenario, node, family, mode_of(real)) or Ruleset(), real, family)


def rules_difference(generated: Ruleset, real: Ruleset, family: Family) -> RulesDifference:
    """Generated rules against real ones."""
    own = compare(_kube_proxys(generated), _kube_proxys(real), family, order_is_free)
    others = compare(Ruleset(), _of_others(real), family, order_is_free)
    kept = tuple(each for each in own if each.pairs or is_kube_proxys(each.table, each.name))
    return RulesDifference(kept, tuple(filter(_says_something, others)), tuple(_services(kept).items()))


def _says_something(block: Block) -> bool:
    """Whether a block of other software is more than a chain that lets everything pass."""
    return any(pair.real is not None and pair.real.text != f":{block.name} ACCEPT" for pair in block.pairs)


def _kube_proxys(ruleset: Ruleset) -> Ruleset:
    """What kube-proxy made: its chains, and its jumps in the built-in ones, but not the policies of those."""
    parts = filter(None, (_part(table, own=True) for table in ruleset.tables))
    return Ruleset(
        tuple(
            msgspec.structs.replace(each, base_chains=()) if is_iptables(each.name) else each
            for each in parts
        )
    )


def _of_others(ruleset: Ruleset) -> Ruleset:
    return Ruleset(tuple(filter(None, (_part(table, own=False) for table in ruleset.tables))))


def _part(table: Table, *, own: bool) -> Table | None:
    """kube-proxy's part of a table, or that of others; None if there is none."""
    if not is_iptables(table.name):
        return table if is_kube_proxys(table.name, "") is own else None
    built_in = {base.chain for base in table.base_chains}
    kept = {
        name: _jumps(table.name, chain, own=own) if name in built_in else chain
        for name, chain in table.chains.items()
        if name in built_in or is_kube_proxys(table.name, name) is own
    }
    return msgspec.structs.replace(table, chains=kept)


def _jumps(table: str, chain: Chain, *, own: bool) -> Chain:
    """The rules of a built-in chain that are kube-proxy's jumps, or those that are not."""
    rules = tuple(each for each in chain.rules if leads_to_kube_proxy(table, each) is own)
    return msgspec.structs.replace(chain, rules=rules)


def _services(blocks: Iterable[Block]) -> Mapping[str, int]:
    """How many differing blocks concern each service port."""
    found: dict[str, int] = {}
    for block in blocks:
        for name in dict.fromkeys(_concerned(block)):
            found[name] = found.get(name, 0) + 1
    return dict(sorted(found.items()))


def _concerned(block: Block) -> Iterator[str]:
    if block.presence is Presence.BOTH:
        return iter(())
    whole = is_for_one_service(block.table, block.name)
    pairs = [each for each in block.pairs if whole or each.presence is not Presence.BOTH]
    named = services_named(block.table, block.name) if not is_iptables(block.table) else iter(())
    return chained(named, *(services_named(block.table, text) for text in chained(*map(_texts, pairs))))


def _texts(pair: Pair) -> tuple[str, ...]:
    return tuple(each.text for each in (pair.generated, pair.real) if each is not None)
