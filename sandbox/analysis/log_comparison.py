"""A log of the rules that packets really met, beside a predicted walk, with the line where they part."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

import msgspec

from sandbox.analysis.logged_rules import agrees, is_tracing, named_table, verdict_of
from sandbox.net import Packet, family_of
from sandbox.netfilter import Hook, RuleRef, is_iptables
from sandbox.netfilter.trace_log import LoggedPacket, LoggedStep
from sandbox.topology import HostKind
from sandbox.trace import Exchange, HookStep, Hop, LegKind, RuleStep, Step

_HOOKS = {Hook.PREROUTING: 0, Hook.OUTPUT: 0, Hook.INPUT: 1, Hook.FORWARD: 1, Hook.POSTROUTING: 2}
"""Where each hook stands on a packet's way through a host."""
_BUILT_IN = {each.value: each for each in Hook}
_Hooks = Mapping[tuple[str, str], Hook]
"""Where base chains stand, by table and chain."""


class PredictedStep(msgspec.Struct, frozen=True):
    """A rule that matches in the prediction, or a policy that drops. `table` has its family before it."""

    table: str
    chain: str
    verdict: str
    step: RuleStep | HookStep

    @property
    def ref(self) -> RuleRef | None:
        """Where the rule stands; None for a policy."""
        return self.step.ref if isinstance(self.step, RuleStep) else None


class Row(msgspec.Struct, frozen=True):
    """What was predicted and what was logged in one place. `agree` only up to where the two part."""

    predicted: PredictedStep | None
    logged: LoggedStep | None
    agree: bool


class Visit(msgspec.Struct, frozen=True):
    """One packet in one node. `parts_at` is the index of the first row that does not agree; None: all do."""

    device: str
    kind: LegKind
    packet: Packet
    rows: tuple[Row, ...]
    is_logged: bool

    @property
    def parts_at(self) -> int | None:
        """The index of the first row where prediction and log part; None where they agree."""
        if not self.is_logged:
            return None
        return next((place for place, row in enumerate(self.rows) if not row.agree), None)


class LogComparison(msgspec.Struct, frozen=True):
    """The path that the log fits best, on the node that it fits best, packet by packet."""

    path: int
    device: str
    visits: tuple[Visit, ...]

    @property
    def is_of_this_flow(self) -> bool:
        """Whether the log has any packet of the flow at all."""
        return any(each.is_logged for each in self.visits)

    @property
    def parting(self) -> tuple[Visit, Row] | None:
        """The packet and the row where prediction and log part first; None where they agree."""
        for visit in self.visits:
            if visit.parts_at is not None:
                return visit, visit.rows[visit.parts_at]
        return None


def compare_log(paths: Sequence[Exchange], log: Sequence[LoggedStep], device: str = "") -> LogComparison:
    """The path, and the node (`device`, if it is given), with which a log agrees longest.

    Raises ValueError if no path crosses such a node.
    """
    logged = tuple(_logged_packets(log, _hooks_in(paths)))
    found = [
        _compared(number, path, name, logged)
        for number, path in enumerate(paths)
        for name in dict.fromkeys(hop.device for hop, _, _ in _hops(path))
        if device in ("", name)
    ]
    if not found:
        where = f"{device}; choose a node that one crosses" if device else "any node"
        raise ValueError(f"no path of the flow crosses {where}")
    return max(found, key=_closeness)


def _hooks_in(paths: Iterable[Exchange]) -> _Hooks:
    """Where the base chains stand that packets of the paths go through."""
    steps = (
        (step, leg.trace.packet)
        for path in paths
        for leg in path.legs
        for hop in leg.trace.hops
        for step in hop.steps
    )
    return {
        (named_table(step.table, family_of(packet.source)), step.chain): step.hook
        for step, packet in steps
        if isinstance(step, HookStep)
    }


def _closeness(found: LogComparison) -> tuple[int, int, int]:
    """More of the log's packets first, then fewer that part, then more rows that agree."""
    logged = [each for each in found.visits if each.is_logged]
    parted = sum(each.parts_at is not None for each in logged)
    return len(logged), -parted, sum(row.agree for each in logged for row in each.rows)


def _hops(path: Exchange) -> Iterator[tuple[Hop, LegKind, Packet]]:
    """Each time that a packet is in a node, with the packet as it came in."""
    for leg in path.legs:
        for hop in leg.trace.hops:
            if hop.device.startswith(f"{HostKind.NODE.value}/") and hop.steps:
                yield hop, leg.kind, hop.steps[0].before


def _compared(number: int, path: Exchange, device: str, logged: Sequence["_Logged"]) -> LogComparison:
    left = list(logged)
    visits = []
    for hop, kind, packet in _hops(path):
        if hop.device == device:
            fitting = next((each for each in left if _fits(each.header, packet, kind)), None)
            if fitting is not None:
                left.remove(fitting)
            visits.append(_visit(hop, kind, packet, None if fitting is None else fitting.steps))
    return LogComparison(number, device, tuple(each for each in visits if each.rows))


def _fits(header: LoggedPacket, packet: Packet, kind: LegKind) -> bool:
    """Whether a logged packet is such a one: the port that the sender's kernel drew may be another."""
    asks = kind is LegKind.REQUEST
    port, logged = (
        (packet.destination_port, header.destination_port)
        if asks
        else (packet.source_port, header.source_port)
    )
    same = (header.source, header.destination) == (packet.source, packet.destination)
    return same and logged == port


def _visit(hop: Hop, kind: LegKind, packet: Packet, logged: Sequence[LoggedStep] | None) -> Visit:
    predicted = tuple(_predicted(hop.steps, packet))
    rows = tuple(_rows(predicted, logged or ()))
    return Visit(hop.device, kind, packet, rows, logged is not None)


def _rows(predicted: Iterable[PredictedStep], logged: Iterable[LoggedStep]) -> Iterator[Row]:
    together = True
    for mine, theirs in zip_longest(predicted, logged):
        together = together and mine is not None and theirs is not None and _agree(mine, theirs)
        yield Row(mine, theirs, together)


def _agree(mine: PredictedStep, theirs: LoggedStep) -> bool:
    """Whether the log has the predicted rule: in its place, with its verdict, and with its text, if any."""
    if (mine.table, mine.chain) != (theirs.table, theirs.chain):
        return False
    if theirs.verdict and mine.verdict and theirs.verdict != mine.verdict:
        return False
    if not isinstance(mine.step, RuleStep):
        return theirs.is_policy
    if theirs.is_policy or theirs.number not in (0, mine.step.ref.number):
        return False
    return agrees(mine.step.rule, mine.step.ref, theirs.text, family_of(mine.step.before.source))


def _predicted(steps: Iterable[Step], packet: Packet) -> Iterator[PredictedStep]:
    """The rules that match, without those that only set tracing, and the policies that drop."""
    family = family_of(packet.source)
    for step in steps:
        if isinstance(step, RuleStep) and step.matched and not is_tracing(step.rule):
            yield PredictedStep(
                named_table(step.ref.table, family), step.ref.chain, verdict_of(step.target), step
            )
        elif isinstance(step, HookStep) and not step.accepted and step.fired is None:
            yield PredictedStep(named_table(step.table, family), step.chain, "drop", step)


class _Logged(msgspec.Struct):
    """A packet of the log: its header when it came in, what it met, and the hook (see `_HOOKS`) it is at."""

    header: LoggedPacket
    steps: list[LoggedStep] = []
    hook: int = 0


def _logged_packets(log: Sequence[LoggedStep], hooks: _Hooks) -> Iterator[_Logged]:
    """The log packet by packet, each from where it came in.

    The kernel's number for a packet is another after some translations, which is still the same packet, and
    it is used again for later ones. Rules that only set tracing, and policies that let pass, are left out.
    """
    found: list[_Logged] = []
    packets: dict[str, _Logged] = {}
    latest: dict[str, _Logged] = {}
    for step in log:
        where, hook = step.header.in_interface, _hook_at(step, hooks)
        reached = hook if hook is not None else int(bool(where and step.header.out_interface))
        packet = _going_on(packets.get(step.packet), hook)
        if packet is None and reached:
            packet = _going_on(latest.get(where), hook)
        if packet is None:
            packet = _Logged(step.header)
            found.append(packet)
        packet.hook = max(packet.hook, reached)
        packets[step.packet] = latest[where] = packet
        if not _is_beside_the_point(step):
            packet.steps.append(step)
    return (each for each in found if each.steps)


def _going_on(packet: _Logged | None, hook: int | None) -> _Logged | None:
    """The packet, if it can be at `hook` now: none goes back to an earlier one."""
    return None if packet is None or (hook is not None and hook < packet.hook) else packet


def _hook_at(step: LoggedStep, hooks: _Hooks) -> int | None:
    """Which hook on its way through a host a packet is at; None where the step does not tell."""
    hook = hooks.get((step.table, step.chain))
    if hook is None and is_iptables(step.table.split()[-1]):
        hook = _BUILT_IN.get(step.chain)
    return None if hook is None else _HOOKS[hook]


def _is_beside_the_point(step: LoggedStep) -> bool:
    if step.is_policy:
        return step.verdict != "drop"
    return "nftrace set" in step.text or step.text.endswith("-j TRACE")
