"""Load balancers: which targets are in the pool, and the pick among them."""

from fractions import Fraction

from sandbox.conntrack import Direction, EntryStatus, NatRange, tuple_of
from sandbox.engine.outcome import Ended, drop, reject
from sandbox.engine.skb import Skb
from sandbox.engine.stack import Stack
from sandbox.engine.translation import bind, rewrite
from sandbox.engine.world import Balancer, Frontend, NodeHealth, Target, World
from sandbox.net import Packet
from sandbox.netfilter import CtState, Hook
from sandbox.telling import told
from sandbox.trace import BalanceStep


def is_in_pool(world: World, balancer: Balancer, frontend: Frontend, target: Target) -> bool:
    """Whether new connections may go to `target` at this time."""
    health = world.health.get((balancer.host, target.node, frontend.check_port))
    return health is None or gets_connections(health, balancer, world.now)


def gets_connections(health: NodeHealth, balancer: Balancer, now: float) -> bool:
    """Whether a node that answers so is in the pool at `now`.

    It leaves after as many failures in a row as the threshold asks for, and comes back likewise.
    """
    answers = (now - health.since) / balancer.interval_seconds
    if health.healthy:
        return health.was_in_pool or answers >= balancer.healthy_threshold
    return health.was_in_pool and answers < balancer.unhealthy_threshold


def pick(stack: Stack, balancer: Balancer, frontend: Frontend, packet: Packet) -> Target | Ended:
    """Pick a target for a new connection; all in the pool are equally likely."""
    pool = tuple(each for each in frontend.targets if is_in_pool(stack.world, balancer, frontend, each))
    excluded = tuple(each.name for each in frontend.targets if each not in pool)
    if not pool:
        label = stack.host.label
        why = told("no node passes its health check") if excluded else told("it has no node to send to")
        if balancer.is_proxy:
            reason = told("{host} closes the connection: {why}", host=label, why=why)
            return reject(stack, packet, reason, None)
        return drop(stack, packet, told("{host} drops it: {why}", host=label, why=why))
    weights = (Fraction(1, len(pool)),) * len(pool)
    target = pool[stack.chooser.choose(f"{stack.host.name}/{frontend.service}", weights)]
    stack.record(BalanceStep(packet, packet, target.name, tuple(each.name for each in pool), excluded))
    return target


def balance(stack: Stack, skb: Skb, hook: Hook) -> Ended | None:
    """A packet forwarder's place in PREROUTING.

    It picks for a connection's first packet, then translates or steers; later ones go where that went.
    """
    balancer, packet = stack.world.balancers[stack.host.name], skb.packet
    frontend = balancer.frontend(packet.destination, packet.destination_port, packet.protocol)
    if frontend is None:
        return None
    skb.via = stack.steered(tuple_of(packet))
    if skb.via is not None or skb.ct_state is not CtState.NEW or skb.entry is None:
        return None
    target = pick(stack, balancer, frontend, packet)
    if isinstance(target, Ended):
        return target
    if target.address is not None:
        earlier = skb.entry
        bound = bind(stack, skb, earlier, hook, NatRange(target.address, target.port, target.port))
        if isinstance(bound, Ended):
            return bound
        rewrite(stack, skb, bound, hook, None, earlier)
    if target.via is not None:
        stack.steer(tuple_of(packet), target.via)
    skb.via = target.via
    return None


def forwarder_of(world: World, packet: Packet) -> str | None:
    """The packet forwarder that translated the connection which `packet` answers: it goes back through it.

    A cloud's network knows it from its load balancer's flow table.
    """
    wanted = tuple_of(packet if packet.icmp is None else packet.icmp.original)
    wanted = wanted if packet.icmp is None else wanted.inverted
    for host, state in world.states.items():
        found = state.conntrack.find(wanted, world.now) if host in world.balancers else None
        if found is not None and found[1] is Direction.REPLY and found[0].has(EntryStatus.DST_NAT):
            return host
    return None
