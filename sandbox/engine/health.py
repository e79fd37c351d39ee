"""Health checks: what each load balancer's probes find, by sending them."""

from types import MappingProxyType

import msgspec

from sandbox.chance import ScriptedChooser
from sandbox.engine.exchange import CLIENT_PORT, Conversation, opening
from sandbox.engine.world import Balancer, NodeHealth, World
from sandbox.net import IPAddress, Protocol, parse_address
from sandbox.trace import Verdict


def with_health(world: World) -> World:
    """The world in which every load balancer has probed each of its nodes.

    A probe is a request like any other: it is walked, and kube-proxy on the node answers it.
    """
    health = {
        (balancer.host, node, port): _probe(world, balancer, address, port)
        for balancer in world.balancers.values()
        for node, address, port in _checks(world, balancer)
    }
    return msgspec.structs.replace(world, health=MappingProxyType(health))


def _checks(world: World, balancer: Balancer) -> list[tuple[str, IPAddress, int]]:
    """Each node and port that is probed, once, with the node's address of the balancer's family."""
    found: dict[tuple[str, int], IPAddress] = {}
    for frontend in balancer.frontends:
        for target in frontend.targets:
            address = world.node_addresses.get((target.node, frontend.address.version))
            if address is not None:
                found[target.node, frontend.check_port] = address
    return [(node, address, port) for (node, port), address in found.items()]


def _probe(world: World, balancer: Balancer, address: IPAddress, port: int) -> NodeHealth:
    source = balancer.source or parse_address("0.0.0.0")
    packet = opening(Protocol.TCP, source, CLIENT_PORT, address, port)
    exchange = Conversation(world, ScriptedChooser()).request(balancer.host, packet)
    if exchange.verdict is not Verdict.REPLIED:
        return NodeHealth(False, exchange.reason)
    return NodeHealth(exchange.status == 200, f"{exchange.status}")
