"""The process of one namespace: carries out the lab's requests one after the other, and serves meanwhile."""

import asyncio
import os
import shutil
import socket
import subprocess
from pathlib import Path

import msgspec

from sandbox.lab.inside import servers
from sandbox.lab.inside.capture import FrameCapture
from sandbox.lab.inside.client import carry_out
from sandbox.lab.inside.held import Held
from sandbox.lab.inside.messages import (
    Answer,
    Capture,
    Collect,
    Collected,
    Connect,
    Done,
    Failed,
    GoOn,
    HalfOpens,
    Introduce,
    ListHalfOpen,
    Outcomes,
    Request,
    Run,
    Seen,
    Serve,
    Set,
)
from sandbox.lab.inside.sockets import half_open

COMMAND_SECONDS = 20
LENGTH_BYTES = 4
SYSCTLS = Path("/proc/sys")
RECENT_LISTS = Path("/proc/net/xt_recent")


class Agent:
    """What is going on in the namespace."""

    def __init__(self) -> None:
        self._capture: FrameCapture | None = None
        self._seen: list[Seen] = []
        self._held = Held(())

    async def obey(self, request: Request) -> Answer:
        """Carry out one request."""
        try:
            return await self._carry_out(request)
        except (OSError, subprocess.TimeoutExpired) as error:
            return Failed(str(error))

    async def _carry_out(self, request: Request) -> Answer:
        match request:
            case Introduce():
                return Done(str(os.getpid()))
            case Run(arguments, text):
                return run(arguments, text)
            case Set():
                return set_sysctls(request)
            case Serve():
                await servers.start(request, self._seen.append)
                return Done()
            case Capture(interfaces):
                self._capture = FrameCapture(interfaces)
                return Done()
            case Connect(attempts, held=True):
                self._held = Held(attempts)
                await self._held.opened()
                return Done()
            case Connect(attempts):
                return Outcomes(tuple(await asyncio.gather(*map(carry_out, attempts))))
            case GoOn():
                return Outcomes(await self._held.go_on())
            case ListHalfOpen():
                return HalfOpens(half_open())
            case Collect(forget):
                if forget:
                    forget_recent_clients()
                return self._collect()

    def _collect(self) -> Collected:
        frames = self._capture.take() if self._capture else ()
        lost = self._capture.lost() if self._capture else 0
        seen, self._seen[:] = tuple(self._seen), []
        return Collected(frames, seen, lost)


def run(arguments: tuple[str, ...], text: str) -> Answer:
    """Run a command to its end."""
    result = subprocess.run(
        arguments, input=text, capture_output=True, text=True, check=False, timeout=COMMAND_SECONDS
    )
    if result.returncode:
        return Failed(f"{' '.join(arguments)}: {result.stderr.strip() or result.stdout.strip()}")
    return Done(result.stdout)


def set_sysctls(request: Set) -> Answer:
    """Write sysctls. Raises OSError if the kernel does not take one."""
    for name, value in request.sysctls:
        path = SYSCTLS / name
        if request.optional and not path.exists():
            continue
        path.write_text(value, encoding="ascii")
    return Done()


def forget_recent_clients() -> None:
    """Empty xt_recent's lists and the sets that nftables rules fill: session affinity starts anew."""
    if RECENT_LISTS.is_dir():
        for path in RECENT_LISTS.iterdir():
            path.write_text("/\n", encoding="ascii")
    for named in filled_sets():
        run(("nft", "flush", "set", *named), "")


def filled_sets() -> list[tuple[str, str, str]]:
    """Family, table and name of each set that rules fill."""
    if shutil.which("nft") is None:
        return []
    answer = run(("nft", "--json", "list", "sets"), "")
    objects = msgspec.json.decode(answer.text)["nftables"] if isinstance(answer, Done) else []
    sets = [each["set"] for each in objects if "set" in each]
    return [
        (each["family"], each["table"], each["name"]) for each in sets if "timeout" in each.get("flags", ())
    ]


async def converse(control: int) -> None:
    """Answer requests on the socket `control` until its other end is closed, then end the process."""
    reader, writer = await asyncio.open_connection(sock=socket.socket(fileno=control))
    decoder = msgspec.msgpack.Decoder(Request)
    agent = Agent()
    try:
        while True:
            length = int.from_bytes(await reader.readexactly(LENGTH_BYTES))
            request = decoder.decode(await reader.readexactly(length))
            answer = msgspec.msgpack.encode(await agent.obey(request))
            writer.write(len(answer).to_bytes(LENGTH_BYTES) + answer)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        os._exit(0)
