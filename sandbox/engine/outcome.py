"""How a packet's stay on one host ends."""

from typing import TypeAlias

import msgspec

from sandbox.conntrack import ConntrackEntry, Direction
from sandbox.engine.stack import Stack
from sandbox.net import IPAddress, Packet
from sandbox.netfilter import Hook, RuleRef
from sandbox.topology import Application, Port
from sandbox.trace import Disposition, DropStep, RejectStep


class Transmitted(msgspec.Struct, frozen=True):
    """It leaves by `interface` towards `next_hop`, or by the link `via` if that is given."""

    packet: Packet
    interface: str
    next_hop: IPAddress
    via: Port | None = None


class Delivered(msgspec.Struct, frozen=True):
    """A socket of the host took it; `application` is None for the socket that the sender waits at."""

    packet: Packet
    application: Application | None


class Ended(msgspec.Struct, frozen=True):
    """It went no further. `answer` is the ICMP error or reset that goes back.

    `from_network` says that the network outside sends the answer, not this host. `connection` is what the
    answer to a packet on its way belongs to, and the answer's direction. `by` is the bridge by which the
    answer leaves at once, past all tables. `is_bare` says that no socket of the kernel's sends the answer.
    """

    disposition: Disposition
    reason: str
    answer: Packet | None = None
    from_network: bool = False
    connection: tuple[ConntrackEntry, Direction] | None = None
    by: str = ""
    is_bare: bool = False


Exit: TypeAlias = Transmitted | Delivered | Ended


def drop(
    stack: Stack, packet: Packet, reason: str, rule: RuleRef | None = None, hook: Hook | None = None
) -> Ended:
    """Let the packet vanish."""
    stack.record(DropStep(packet, packet, reason, rule, hook))
    return Ended(Disposition.DROPPED, reason)


def reject(
    stack: Stack,
    packet: Packet,
    reason: str,
    answer: Packet | None,
    rule: RuleRef | None = None,
    hook: Hook | None = None,
    disposition: Disposition = Disposition.REJECTED,
) -> Ended:
    """Refuse the packet and send `answer` back."""
    stack.record(RejectStep(packet, packet, reason, answer, rule, hook))
    return Ended(disposition, reason, answer)
