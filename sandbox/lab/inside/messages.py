"""What the lab asks a namespace's process to do, and what it answers."""

from typing import TypeAlias

import msgspec


class Introduce(msgspec.Struct, frozen=True, tag=True):
    """Answer with the process's number, by which `ip` finds its namespace."""


class Run(msgspec.Struct, frozen=True, tag=True):
    """Run a command with `text` as its input."""

    arguments: tuple[str, ...]
    text: str = ""


class Set(msgspec.Struct, frozen=True, tag=True):
    """Write sysctls, in order; `optional` ones may be missing from the kernel."""

    sysctls: tuple[tuple[str, str], ...]
    optional: bool = False


class Socket(msgspec.Struct, frozen=True):
    """A listening socket. `address` is empty for the wildcard of `version`."""

    protocol: str
    version: int
    address: str
    port: int


class Upstream(msgspec.Struct, frozen=True):
    """Where a proxy may connect to: any of `targets`, from `source` (empty: any), adding `header`.

    A target is an address, a port and a mark for its packets, 0 for none.
    """

    targets: tuple[tuple[str, int, int], ...]
    source: str = ""
    header: str = "None"


class Serve(msgspec.Struct, frozen=True, tag=True):
    """Listen. The answer is `body` with `status`, or, if `body` is empty, what the server sees.

    A proxy has an upstream.
    """

    socket: Socket
    identity: str
    status: int = 200
    body: str = ""
    upstream: Upstream | None = None


class Capture(msgspec.Struct, frozen=True, tag=True):
    """Keep the frames that cross these interfaces."""

    interfaces: tuple[str, ...]


class Attempt(msgspec.Struct, frozen=True):
    """One connection to open, from `source` (empty: any) and `source_port` (0: any).

    Of ICMP it is a ping: the source port is its identifier. `dye` marks its packets: see `frames`.
    """

    dye: int
    protocol: str
    destination: str
    port: int
    timeout: float
    source: str = ""
    source_port: int = 0


class Connect(msgspec.Struct, frozen=True, tag=True):
    """Open these connections, all at once; those that are `held` wait for `GoOn` before they ask anything."""

    attempts: tuple[Attempt, ...]
    held: bool = False


class GoOn(msgspec.Struct, frozen=True, tag=True):
    """Go on with the connections that are held."""


class Collect(msgspec.Struct, frozen=True, tag=True):
    """Hand over the frames and requests since the last time; with `forget`, session affinity starts anew."""

    forget: bool = True


class ListHalfOpen(msgspec.Struct, frozen=True, tag=True):
    """Tell which connections the kernel has taken the SYN of, and waits for the rest."""


Request: TypeAlias = Introduce | Run | Set | Serve | Capture | Connect | GoOn | Collect | ListHalfOpen


class Failed(msgspec.Struct, frozen=True, tag=True):
    """The request could not be carried out; `reason` is one sentence or what the tool said."""

    reason: str


class Done(msgspec.Struct, frozen=True, tag=True):
    """The request was carried out."""

    text: str = ""


class Outcome(msgspec.Struct, frozen=True):
    """What the client of an attempt experienced.

    `event` is `answered`, `reset`, `icmp`, `no route` or `timeout`; `icmp` is the error's type and code;
    `answer` is the body; of a ping, the own address that the reply came to.
    """

    dye: int
    event: str
    icmp: tuple[int, int] = (0, 0)
    status: int = 0
    answer: str = ""


class Outcomes(msgspec.Struct, frozen=True, tag=True):
    """The outcome of each attempt, in the order asked."""

    outcomes: tuple[Outcome, ...]


class Frame(msgspec.Struct, frozen=True):
    """A packet that crossed an interface: the header that it had there, and the dye that tells whose it is.

    `leg` is `request`, `reply` or `error`, or for a TCP segment without a dye `data` or `end`; `time` is the
    kernel's, in nanoseconds. An echo's source port is its identifier.
    """

    time: int
    interface: str
    outgoing: bool
    dye: int
    leg: str
    protocol: str
    source: str
    source_port: int
    destination: str
    destination_port: int


class Seen(msgspec.Struct, frozen=True):
    """A request that reached a server: who served it, the peer and the header in front of the request."""

    dye: int
    identity: str
    peer: str
    header: str = ""


class Collected(msgspec.Struct, frozen=True, tag=True):
    """What the capture and the servers have noted; `lost` counts frames that the kernel had no room for."""

    frames: tuple[Frame, ...]
    seen: tuple[Seen, ...]
    lost: int = 0


class HalfOpen(msgspec.Struct, frozen=True):
    """A connection whose SYN a listening socket has taken: its own end and its peer's."""

    address: str
    port: int
    peer: str
    peer_port: int


class HalfOpens(msgspec.Struct, frozen=True, tag=True):
    """All of them."""

    found: tuple[HalfOpen, ...]


Answer: TypeAlias = Failed | Done | Outcomes | Collected | HalfOpens
