"""`Lab`: a world built out of network namespaces, for as long as a `with` block lasts."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from types import MappingProxyType, TracebackType
from typing import Self

import msgspec

from sandbox.engine.world import World
from sandbox.lab.errors import LabError
from sandbox.lab.given import Given
from sandbox.lab.inside.agent import LENGTH_BYTES
from sandbox.lab.inside.messages import Answer, Done, Failed, Introduce, Request, Run
from sandbox.lab.plan import HostPlan, batch, plan_host
from sandbox.lab.plan_balancer import plan_balancer, translates
from sandbox.lab.plan_fabric import cable_commands, plan_fabric
from sandbox.lab.wiring import FABRIC, Wiring

TOOLS = ("ip", "bridge", "iptables-restore", "ip6tables-restore")
EMPTY: Mapping[str, Given] = MappingProxyType({})
ANSWER_SECONDS = 30
END_SECONDS = 5


def missing() -> str:
    """One sentence that says what this machine lacks for a lab; empty if it lacks nothing."""
    if os.name != "posix" or sys.platform != "linux":
        return "The lab needs a Linux kernel."
    if os.geteuid() != 0:
        return "The lab needs root, to make network namespaces of its own: run it with sudo."
    absent = [tool for tool in TOOLS if shutil.which(tool) is None]
    if absent:
        return f"The lab needs {', '.join(absent)}: install iproute2 and iptables."
    return ""


class Namespace:
    """The lab's end of the conversation with one namespace's process."""

    def __init__(self, name: str, connection: socket.socket) -> None:
        self._name = name
        self._connection = connection
        self._connection.settimeout(ANSWER_SECONDS)
        self._decoder = msgspec.msgpack.Decoder(Answer)

    def ask(self, request: Request) -> Answer:
        """Send a request and wait for its answer. Raises LabError if it failed."""
        self.send(request)
        return self.answer()

    def send(self, request: Request) -> None:
        """Send a request whose answer is fetched later."""
        data = msgspec.msgpack.encode(request)
        try:
            self._connection.sendall(len(data).to_bytes(LENGTH_BYTES) + data)
        except OSError as error:
            raise LabError(f"The process of {self.title} has ended: {error}.") from error

    def answer(self) -> Answer:
        """The next answer. Raises LabError if the request failed or there is no answer."""
        length = int.from_bytes(self._read(LENGTH_BYTES))
        answer: Answer = self._decoder.decode(self._read(length))
        if isinstance(answer, Failed):
            raise LabError(f"In {self.title}: {answer.reason}")
        return answer

    def close(self) -> None:
        """End the conversation, and with it the process and its namespace."""
        self._connection.close()

    @property
    def title(self) -> str:
        """What a person calls it."""
        return self._name or "the network outside"

    def _read(self, count: int) -> bytes:
        data = b""
        try:
            while len(data) < count:
                more = self._connection.recv(count - len(data))
                if not more:
                    raise LabError(f"The process of {self.title} has ended.")
                data += more
        except TimeoutError as error:
            raise LabError(f"{self.title} did not answer for {ANSWER_SECONDS} seconds.") from error
        except OSError as error:
            raise LabError(f"The process of {self.title} has ended: {error}.") from error
        return data


class Lab:
    """A world on the real kernel, for a `with` block: what it made is gone when the block is left."""

    def __init__(self, world: World, given: Mapping[str, Given] = EMPTY) -> None:
        """`given`: what hosts have in words of their own, which are loaded as they are."""
        self.world = world
        self._given = given
        self.wiring = Wiring.of(world)
        self.namespaces: dict[str, Namespace] = {}
        self._parent: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Build it. Raises LabError if this machine cannot."""
        lack = missing()
        if lack:
            raise LabError(lack)
        try:
            self._start()
            self._build()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End every process; the kernel takes the namespaces away with the last process in each."""
        for namespace in self.namespaces.values():
            namespace.close()
        self.namespaces = {}
        parent, self._parent = self._parent, None
        if parent is None:
            return
        try:
            parent.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(parent.pid, signal.SIGKILL)
            parent.wait(END_SECONDS)

    def _start(self) -> None:
        names = [FABRIC, *self.world.topology.hosts]
        pairs = [socket.socketpair() for _ in names]
        theirs = [pair[1] for pair in pairs]
        self.namespaces = {name: Namespace(name, pair[0]) for name, pair in zip(names, pairs, strict=True)}
        descriptors = [each.fileno() for each in theirs]
        try:
            self._parent = subprocess.Popen(
                [sys.executable, "-m", "sandbox.lab.inside", *map(str, descriptors)],
                pass_fds=descriptors,
                stdin=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                start_new_session=True,
            )
        finally:
            for each in theirs:
                each.close()

    def _build(self) -> None:
        balancers = self.world.balancers
        returning = tuple(name for name, each in balancers.items() if translates(each))
        plans = {FABRIC: plan_fabric(self.world, self.wiring, returning)}
        for host in self.world.topology.hosts.values():
            plans[host.name] = self._plan(host.name)
        self._ask_all({name: plan.before for name, plan in plans.items()})
        cables = batch(cable_commands(self.wiring, self._processes()))
        self.namespaces[FABRIC].ask(Run(("ip", "-batch", "-"), cables))
        self._ask_all({name: plan.after for name, plan in plans.items()})

    def _plan(self, name: str) -> HostPlan:
        topology = self.world.topology
        plan = plan_host(topology, topology.hosts[name], self.wiring, self._given.get(name))
        balancer = self.world.balancers.get(name)
        if balancer is None:
            return plan
        return HostPlan(plan.before, plan.after + plan_balancer(self.world, balancer, self.wiring))

    def _processes(self) -> dict[str, str]:
        answers = {name: namespace.ask(Introduce()) for name, namespace in self.namespaces.items()}
        return {name: answer.text for name, answer in answers.items() if isinstance(answer, Done)}

    def _ask_all(self, requests: dict[str, tuple[Request, ...]]) -> None:
        """Send all requests, then read all answers: the namespaces work side by side."""
        for name, several in requests.items():
            for request in several:
                self.namespaces[name].send(request)
        for name, several in requests.items():
            for _ in several:
                self.namespaces[name].answer()
