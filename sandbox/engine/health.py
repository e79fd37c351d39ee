"""Health checks: what each load balancer's probes find, by sending them."""

from typing import TypeAlias

import msgspec

from sandbox.chance import ScriptedChooser
from sandbox.engine.balance import gets_connections
from sandbox.engine.exchange import Conversation
from sandbox.engine.segments import CLIENT_PORT, opening
from sandbox.engine.world import Balancer, Frontend, NodeHealth, World
from sandbox.net import Protocol
from sandbox.telling import told
from sandbox.topology import LazyItems
from sandbox.trace import Verdict

Probe: TypeAlias = tuple[str, str, int]
"""A load balancer's host, a node and the port that is checked."""


def with_health(world: World, earlier: World | None = None) -> World:
    """The world in which every load balancer has probed each of its nodes.

    A probe is a request like any other: it is walked, and kube-proxy on the node answers it; it is walked
    when its result is first asked for. A node that answers as it did in `earlier` has answered so since then;
    another answer counts from now, and so does a probe that is new.
    """
    probes: dict[Probe, Frontend] = {}
    for balancer in world.balancers.values():
        for frontend in balancer.frontends:
            for target in frontend.targets:
                if target.node:
                    probes.setdefault((balancer.host, target.node, frontend.check_port), frontend)

    def find(probe: Probe) -> NodeHealth:
        balancer = world.balancers[probe[0]]
        answer = _probe(world, balancer, probes[probe], probe[1])
        if earlier is None:
            return answer
        return _since(answer, earlier.health.get(probe), balancer, world.now)

    return msgspec.structs.replace(world, health=LazyItems(probes, find))


def _since(answer: NodeHealth, before: NodeHealth | None, balancer: Balancer, now: float) -> NodeHealth:
    """The answer with the time from which it counts; nobody was asked there before if `before` is None."""
    if before is None:
        return msgspec.structs.replace(answer, since=now)
    if before.healthy == answer.healthy:
        return before
    was_in_pool = gets_connections(before, balancer, now)
    return msgspec.structs.replace(answer, since=now, was_in_pool=was_in_pool)


def _probe(world: World, balancer: Balancer, frontend: Frontend, node: str) -> NodeHealth:
    source = balancer.source_for(frontend)
    address = world.node_addresses.get((node, source.version))
    if address is None:
        return NodeHealth(
            False, told("{node} has no IPv{version} address", node=node, version=source.version)
        )
    packet = opening(Protocol.TCP, source, CLIENT_PORT, address, frontend.check_port)
    exchange = Conversation(world, ScriptedChooser()).request(balancer.host, packet)
    if exchange.verdict is not Verdict.REPLIED:
        return NodeHealth(False, exchange.reason)
    return NodeHealth(exchange.status == 200, f"{exchange.status}")
