"""The closed union of steps: everything that can happen to a packet inside one device.

Every step has `before` and `after`, the packet's header around it; they are the same object where nothing
changed. A table that was visited and changed nothing is a step too.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from sandbox.net import IPAddress, Packet

if TYPE_CHECKING:
    from sandbox.conntrack import ConntrackEntry, Direction
    from sandbox.netfilter import Hook, Rule, RuleRef, Target
    from sandbox.routing import Route
    from sandbox.topology import Application, Port


class SendStep(msgspec.Struct, frozen=True):
    """A process of this device sends the packet: the first step of a trace."""

    before: Packet
    after: Packet


class ReceiveStep(msgspec.Struct, frozen=True):
    """The packet comes in by `interface`."""

    before: Packet
    after: Packet
    interface: str


class HookStep(msgspec.Struct, frozen=True):
    """A table (or a base chain) at a hook has been run from `before` to `after`.

    Comes after the steps of its rules. `accepted` is false where it ended the packet's way. `rules` counts
    the rules that were looked at, `fired` names the one that decided, if any.
    """

    before: Packet
    after: Packet
    hook: Hook
    table: str
    chain: str
    accepted: bool
    rules: int
    fired: RuleRef | None = None


class RuleStep(msgspec.Struct, frozen=True):
    """A rule was looked at. If it did not match, `failed` is the index of the expression that said no.

    `value` is what that expression saw. `depth` is the number of jumps above this chain. `target` is what a
    rule that matched ended in, which a verdict map may have chosen.
    """

    before: Packet
    after: Packet
    hook: Hook
    ref: RuleRef
    rule: Rule
    matched: bool
    failed: int = -1
    value: str = ""
    depth: int = 0
    target: Target | None = None


class ConntrackEvent(Enum):
    """What connection tracking did with the packet."""

    NEW = "new"
    """No entry: one is made, not yet in the table."""
    MATCHED = "matched"
    CONFIRMED = "confirmed"
    """The packet got through: the new entry enters the table."""
    RELATED = "related"
    INVALID = "invalid"
    DELETED = "deleted"
    """A reset of what nobody had answered: the entry leaves the table, and this is its last packet."""
    MOVED = "moved"
    """What was masqueraded for one device would leave by another: the entry leaves the table."""
    EVICTED = "evicted"
    """The table is full: it gives up `entry`, another connection's, for this packet."""


class ConntrackStep(msgspec.Struct, frozen=True):
    """Connection tracking looked at the packet.

    `entry` is None only for INVALID; `earlier` is the entry before it. For EVICTED both are an entry that
    this packet has nothing to do with.
    """

    before: Packet
    after: Packet
    hook: Hook
    event: ConntrackEvent
    entry: ConntrackEntry | None
    direction: Direction
    earlier: ConntrackEntry | None = None


class NatStep(msgspec.Struct, frozen=True):
    """The packet's header was rewritten.

    `cause` is the rule that asked for it; None where the entry undoes or repeats what a rule decided for an
    earlier packet (`undone` tells a reply's rewriting). `entry` is the connection after the step, `earlier`
    before the rules of this hook were asked: the same where they were not.
    """

    before: Packet
    after: Packet
    hook: Hook
    entry: ConntrackEntry
    direction: Direction
    cause: RuleRef | None
    undone: bool = False
    earlier: ConntrackEntry | None = None


class RouteStep(msgspec.Struct, frozen=True):
    """A routing decision. `route` is None where there is none.

    A packet that is routed on has its time to live counted down. `again` is the second look-up after OUTPUT
    changed the packet; `bridged` means that the frame stays on its bridge.
    """

    before: Packet
    after: Packet
    route: Route | None
    next_hop: IPAddress | None = None
    again: bool = False
    bridged: bool = False


class BalanceStep(msgspec.Struct, frozen=True):
    """A load balancer picked `target` from `pool`, all nodes or endpoints; `excluded` are unhealthy."""

    before: Packet
    after: Packet
    target: str
    pool: tuple[str, ...]
    excluded: tuple[str, ...] = ()


class TransmitStep(msgspec.Struct, frozen=True):
    """The packet leaves by `interface` and arrives at `peer`: one wire crossing."""

    before: Packet
    after: Packet
    interface: str
    peer: Port


class DeliverStep(msgspec.Struct, frozen=True):
    """The packet reached a socket. `application` is None for the sender's own socket (a reply)."""

    before: Packet
    after: Packet
    application: Application | None


class DropStep(msgspec.Struct, frozen=True):
    """The packet ends here and nothing comes back. `reason` is one sentence."""

    before: Packet
    after: Packet
    reason: str
    rule: RuleRef | None = None
    hook: Hook | None = None


class RejectStep(msgspec.Struct, frozen=True):
    """The packet ends here and `answer` (an ICMP error or a reset) goes back; None where none may be sent."""

    before: Packet
    after: Packet
    reason: str
    answer: Packet | None
    rule: RuleRef | None = None
    hook: Hook | None = None


Step: TypeAlias = (
    SendStep
    | ReceiveStep
    | HookStep
    | RuleStep
    | ConntrackStep
    | NatStep
    | RouteStep
    | BalanceStep
    | TransmitStep
    | DeliverStep
    | DropStep
    | RejectStep
)
