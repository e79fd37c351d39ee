"""Chains made ready to run: which rules a packet can match, what each of them asks, and what it ends in."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias, get_args

import msgspec

from sandbox.net import IPAddress, Packet
from sandbox.netfilter.conditions import ConditionMatch
from sandbox.netfilter.expressions import (
    Comment,
    Expression,
    MatchAddress,
    MatchAddressType,
    MatchCtState,
    MatchInterface,
    MatchMark,
    MatchPort,
    MatchProtocol,
    Nfacct,
    Observe,
    ProtocolModule,
    Side,
    Translation,
    Unmodelled,
    Verdict,
)
from sandbox.netfilter.extensions import (
    MatchAddressRange,
    MatchConnectionMark,
    MatchIcmp,
    MatchIcmpTypes,
    MatchPorts,
    MatchTcpFlags,
)
from sandbox.netfilter.ip_sets import MatchSet
from sandbox.netfilter.outcomes import Test, test_of
from sandbox.netfilter.ruleset import Chain, Rule, RuleRef, Table

Target: TypeAlias = Verdict | Translation | Unmodelled
"""What a rule may end in."""

_TARGETS = frozenset(get_args(Target))
_WITHOUT_EFFECT = frozenset({Comment, Nfacct, Observe})
_ASKED_AHEAD = frozenset(
    {
        *get_args(ConditionMatch),
        MatchAddress,
        MatchAddressRange,
        MatchAddressType,
        MatchConnectionMark,
        MatchCtState,
        MatchIcmp,
        MatchIcmpTypes,
        MatchInterface,
        MatchMark,
        MatchPort,
        MatchPorts,
        MatchProtocol,
        MatchSet,
        MatchTcpFlags,
        ProtocolModule,
    }
)
"""Matches that only look at the packet and its connection."""
_PASSED_OVER = frozenset({Comment, Nfacct, Unmodelled})


class Program(msgspec.Struct, frozen=True):
    """A rule made ready: its tests, each with its expression's index, and what it ends in if all match."""

    ref: RuleRef
    rule: Rule
    tests: tuple[tuple[int, Test], ...]
    target: Target | None


class Programs(dict[int, Program]):
    """The programs of a chain by the position of their rule, each made when it is first asked for."""

    def __init__(self, table: str, chain: Chain) -> None:
        super().__init__()
        self._table, self._chain = table, chain

    def __missing__(self, position: int) -> Program:
        ref, rule = RuleRef(self._table, self._chain.name, position + 1), self._chain.rules[position]
        tests = tuple((index, test_of(each, ref)) for index, each in _asked(rule.expressions))
        end = next((each for each in rule.expressions if isinstance(each, Target)), None)
        program = self[position] = Program(ref, rule, tests, end)
        return program


class ReadyChain:
    """A chain of a table, made ready to run.

    Its rules are listed by exact destination address, else by exact destination port, else for every packet.
    Addresses are told by type and number: their own hash is a text's.
    """

    def __init__(self, table: str, chain: Chain) -> None:
        self.programs = Programs(table, chain)
        self._by_address: dict[tuple[type[IPAddress], int], list[int]] = {}
        self._by_port: dict[int, list[int]] = {}
        self._always: list[int] = []
        for position, rule in enumerate(chain.rules):
            self._place_of(rule).append(position)
        self._is_indexed = bool(self._by_address or self._by_port)

    def candidates(self, packet: Packet) -> Sequence[int]:
        """Positions, in order, of the rules that the packet could match: no other is looked at."""
        if not self._is_indexed:
            return self._always
        by_address = self._by_address.get(_number(packet.destination), [])
        found = by_address + self._by_port.get(packet.destination_port, [])
        return sorted(found + self._always) if found else self._always

    def _place_of(self, rule: Rule) -> list[int]:
        for expression in rule.expressions:
            match expression:
                case MatchAddress(Side.DESTINATION, network, False) if (
                    network.prefixlen == network.max_prefixlen
                ):
                    return self._by_address.setdefault(_number(network.network_address), [])
                case MatchPort(_, Side.DESTINATION, low, high, False) if low == high:
                    return self._by_port.setdefault(low, [])
                case _:
                    pass
        return self._always


def ready_chain(table: Table, name: str) -> ReadyChain:
    """The chain of that name, made ready when it is first asked for. Raises KeyError if there is none."""
    made = table.ready[name] = ReadyChain(table.name, table.chains[name])
    return made


def _number(address: IPAddress) -> tuple[type[IPAddress], int]:
    return type(address), int(address)


def _asked(expressions: tuple[Expression, ...]) -> Iterator[tuple[int, Expression]]:
    """The expressions that have a say, with their indices, up to the one that the rule ends in."""
    for index, expression in enumerate(expressions):
        kind = type(expression)
        if kind is Unmodelled:
            yield from _asked_behind(expressions, index)
        if kind in _TARGETS:
            return
        if kind not in _WITHOUT_EFFECT:
            yield index, expression


def _asked_behind(expressions: tuple[Expression, ...], index: int) -> Iterator[tuple[int, Expression]]:
    """The matches behind one that is not modelled: where one of them says no, the rule does not match.

    None behind one that draws or changes something: it might not be asked at all.
    """
    for later, expression in enumerate(expressions[index + 1 :], index + 1):
        kind = type(expression)
        if kind in _ASKED_AHEAD:
            yield later, expression
        elif kind not in _PASSED_OVER:
            return
