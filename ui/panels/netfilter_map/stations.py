"""What a packet passes inside a device, and which of its steps belong where. Plain values."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from sandbox.net import Family, family_of
from sandbox.netfilter import Hook, Priority
from sandbox.playback import Moment, Timeline
from sandbox.topology import Host
from sandbox.trace import (
    BalanceStep,
    ConntrackEvent,
    ConntrackStep,
    DeliverStep,
    DropStep,
    HookStep,
    NatStep,
    ReceiveStep,
    RejectStep,
    RuleStep,
    SendStep,
    TransmitStep,
)

IN, ROUTE, LOCAL, OUT = "in", "route", "local", "out"
STATIONS = (IN, *(hook.value for hook in Hook), ROUTE, LOCAL, OUT)
"""Where a packet can be inside a device: its hooks, and what lies between them."""
CONNTRACK, CONFIRM, BALANCE, NAT = "conntrack", "confirm", "balance", "nat"
_NAT: dict[str, int] = {
    Hook.PREROUTING.value: Priority.DSTNAT,
    Hook.OUTPUT.value: Priority.DSTNAT,
    Hook.INPUT.value: Priority.SRCNAT,
    Hook.POSTROUTING.value: Priority.SRCNAT,
}
_TRACKED = ((Hook.PREROUTING, Priority.CONNTRACK, CONNTRACK), (Hook.OUTPUT, Priority.CONNTRACK, CONNTRACK))
_CONFIRMED = ((Hook.INPUT, Priority.CONFIRM, CONFIRM), (Hook.POSTROUTING, Priority.CONFIRM, CONFIRM))


@dataclass(frozen=True)
class Cell:
    """Something that stands in a hook, or a station without any. `steps` are its steps in this stay, in
    order; `sign` is what it did to the packet.
    """

    station: str
    name: str
    priority: int | None = None
    steps: tuple[int, ...] = ()
    sign: str = ""

    @property
    def label(self) -> str:
        """`nat −100`; what runs last has no number that anyone would know."""
        if self.priority is None or self.priority == Priority.CONFIRM:
            return self.name
        return f"{self.name} {self.priority}".replace(" -", " −")


Place = tuple[str, str]
"""The station and the name of a cell."""


def cells_of(timeline: Timeline, number: int, host: Host | None) -> tuple[Cell, ...]:
    """Every cell of the device that step `number` is in, with the steps of this stay."""
    here = timeline.moments[number]
    stay = list(_stay(timeline, here))
    family = family_of(here.step.before.destination)
    priorities: dict[Place, int | None] = dict(_standing(host, family))
    steps: dict[Place, list[int]] = {}
    for index, place in places_of(stay):
        where = _standing_for(place, priorities)
        priorities.setdefault(where, _NAT.get(where[0]) if where[1] == NAT else None)
        steps.setdefault(where, []).append(index)
    moments = dict(stay)
    ordered = sorted({**dict.fromkeys(_plain_places()), **priorities}.items(), key=lambda each: each[1] or 0)
    return tuple(
        Cell(*place, priority, tuple(steps.get(place, ())), _sign(steps.get(place, []), moments))
        for place, priority in ordered
    )


def _standing_for(place: Place, standing: dict[Place, int | None]) -> Place:
    """Where rewriting without asking any rule belongs: nftables calls its nat chains by names of its own."""
    if place[1] != NAT or place in standing:
        return place
    return next((each for each in standing if each[0] == place[0] and each[1].startswith(NAT)), place)


def places_of(stay: list[tuple[int, Moment]]) -> Iterator[tuple[int, Place]]:
    """The cell of each step of a stay in a device."""
    ends = [each.step for _, each in stay if isinstance(each.step, HookStep)]
    passed = 0
    for index, moment in stay:
        if isinstance(moment.step, RuleStep):
            asked = ends[passed] if passed < len(ends) else None
            name = moment.step.ref.table if asked is None else table_name(asked.table, asked.chain)
            yield index, (moment.step.hook.value, name)
            continue
        if isinstance(moment.step, HookStep):
            passed += 1
        yield index, _place(moment, ends[:passed])


def table_name(table: str, chain: str) -> str:
    """`nat`; nftables' base chains by their own names, since they share a table."""
    return table if chain.isupper() else chain


def _stay(timeline: Timeline, here: Moment) -> Iterator[tuple[int, Moment]]:
    first = timeline.number_of(here.leg, here.hop, 0)
    for index in range(first, len(timeline.moments)):
        moment = timeline.moments[index]
        if (moment.leg, moment.hop) != (here.leg, here.hop):
            return
        yield index, moment


def _place(moment: Moment, ended: list[HookStep]) -> Place:
    match moment.step:
        case ReceiveStep():
            return IN, IN
        case TransmitStep():
            return OUT, OUT
        case SendStep() | DeliverStep():
            return LOCAL, LOCAL
        case HookStep() as step:
            return step.hook.value, table_name(step.table, step.chain)
        case ConntrackStep(hook=hook, event=event):
            return hook.value, CONFIRM if event is ConntrackEvent.CONFIRMED else CONNTRACK
        case NatStep(hook=hook):
            return hook.value, _nat_name(hook, ended)
        case BalanceStep():
            return Hook.PREROUTING.value, BALANCE
        case DropStep(hook=Hook() as hook) | RejectStep(hook=Hook() as hook) if ended:
            return hook.value, table_name(ended[-1].table, ended[-1].chain)
        case _:
            return ROUTE, ROUTE


def _nat_name(hook: Hook, ended: list[HookStep]) -> str:
    """Which cell rewrote: the nat table that was asked, or the one that need not be asked again."""
    asked = ended[-1] if ended and ended[-1].hook is hook else None
    if asked is not None and NAT in table_name(asked.table, asked.chain):
        return table_name(asked.table, asked.chain)
    return NAT


def _standing(host: Host | None, family: Family) -> Iterator[tuple[Place, int | None]]:
    """What stands in the hooks of a device, by priority."""
    ruleset = None if host is None else host.rulesets.get(family)
    if ruleset is None:
        return
    tables = [
        (hook, base.priority, table_name(table.name, base.chain))
        for hook in Hook
        for table, base in ruleset.at(hook)
    ]
    ordered = sorted((*tables, *_TRACKED, *_CONFIRMED), key=lambda each: each[1])
    yield from (((hook.value, name), priority) for hook, priority, name in ordered)


def _plain_places() -> Iterator[Place]:
    return ((each, each) for each in (IN, ROUTE, LOCAL, OUT))


def _sign(steps: list[int], moments: dict[int, Moment]) -> str:
    """What a cell did to the packet; empty for nothing."""
    signs = ""
    for index in steps:
        step = moments[index].step
        match step:
            case DropStep() | RejectStep():
                return "✕"
            case NatStep(undone=True):
                signs = "↩"
            case ConntrackStep(event=ConntrackEvent.NEW):
                signs = "+"
            case ConntrackStep(event=ConntrackEvent.CONFIRMED):
                signs = "✓"
            case ConntrackStep() if not signs:
                signs = "="
            case _ if step.before.mark != step.after.mark or isinstance(step, NatStep):
                signs = signs or "⇄"
            case _:
                pass
    return signs


THROUGH = ("FORWARD", "POSTROUTING", OUT)
ROUND = ("POSTROUTING", OUT, IN, "PREROUTING")
"""By the loopback device: out and in again."""
_BETWEEN: dict[tuple[str, str], tuple[str, ...]] = {
    (IN, ROUTE): (IN, "PREROUTING", ROUTE),
    (ROUTE, LOCAL): (ROUTE, "INPUT", LOCAL),
    (ROUTE, OUT): (ROUTE, *THROUGH),
    ("FORWARD", OUT): THROUGH,
    ("PREROUTING", "POSTROUTING"): ("PREROUTING", ROUTE, "FORWARD", "POSTROUTING"),
    ("PREROUTING", OUT): ("PREROUTING", ROUTE, *THROUGH),
    ("OUTPUT", OUT): ("OUTPUT", "POSTROUTING", OUT),
    ("OUTPUT", "PREROUTING"): ("OUTPUT", *ROUND),
    ("OUTPUT", LOCAL): ("OUTPUT", *ROUND, ROUTE, "INPUT", LOCAL),
    ("OUTPUT", "INPUT"): ("OUTPUT", *ROUND, ROUTE, "INPUT"),
    (LOCAL, "PREROUTING"): (LOCAL, "OUTPUT", *ROUND),
    ("POSTROUTING", "PREROUTING"): ROUND,
    ("POSTROUTING", ROUTE): (*ROUND, ROUTE),
    ("POSTROUTING", "INPUT"): (*ROUND, ROUTE, "INPUT"),
    ("POSTROUTING", LOCAL): (*ROUND, ROUTE, "INPUT", LOCAL),
    ("PREROUTING", "INPUT"): ("PREROUTING", ROUTE, "INPUT"),
    ("PREROUTING", LOCAL): ("PREROUTING", ROUTE, "INPUT", LOCAL),
    (ROUTE, "POSTROUTING"): (ROUTE, "FORWARD", "POSTROUTING"),
}
"""The stations that are passed without a step, where nothing stands in them."""


def crossed(timeline: Timeline, number: int) -> frozenset[tuple[str, str]]:
    """The pairs of stations between which the packet has gone in this stay, up to a step."""
    stay = list(_stay(timeline, timeline.moments[number]))
    passed = [place[0] for index, place in places_of(stay) if index <= number]
    if passed[0] == LOCAL:
        passed = _on_the_way_out(passed)
    ways = (_BETWEEN.get(pair, pair) for pair in pairwise(passed))
    return frozenset(pair for way in ways for pair in pairwise(way) if pair[0] != pair[1])


def _on_the_way_out(passed: list[str]) -> list[str]:
    """The stations of a packet that is sent here: it is routed before and after OUTPUT, until it leaves."""
    left = next((at for at, each in enumerate(passed) if each in ("POSTROUTING", "PREROUTING")), len(passed))
    return ["OUTPUT" if each == ROUTE else each for each in passed[:left]] + passed[left:]
