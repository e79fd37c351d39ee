"""Health checks: what each load balancer's probes find, by sending them."""

from types import MappingProxyType

import msgspec

from sandbox.chance import ScriptedChooser
from sandbox.engine.exchange import Conversation
from sandbox.engine.segments import CLIENT_PORT, opening
from sandbox.engine.world import Balancer, Frontend, NodeHealth, World
from sandbox.net import Protocol
from sandbox.trace import Verdict


def with_health(world: World) -> World:
    """The world in which every load balancer has probed each of its nodes.

    A probe is a request like any other: it is walked, and kube-proxy on the node answers it.
    """
    health: dict[tuple[str, str, int], NodeHealth] = {}
    for balancer in world.balancers.values():
        for frontend in balancer.frontends:
            for node in {target.node for target in frontend.targets if target.node}:
                key = (balancer.host, node, frontend.check_port)
                if key not in health:
                    health[key] = _probe(world, balancer, frontend, node)
    return msgspec.structs.replace(world, health=MappingProxyType(health))


def _probe(world: World, balancer: Balancer, frontend: Frontend, node: str) -> NodeHealth:
    source = balancer.source_for(frontend)
    address = world.node_addresses.get((node, source.version))
    if address is None:
        return NodeHealth(False, f"{node} has no IPv{source.version} address")
    packet = opening(Protocol.TCP, source, CLIENT_PORT, address, frontend.check_port)
    exchange = Conversation(world, ScriptedChooser()).request(balancer.host, packet)
    if exchange.verdict is not Verdict.REPLIED:
        return NodeHealth(False, exchange.reason)
    return NodeHealth(exchange.status == 200, f"{exchange.status}")
