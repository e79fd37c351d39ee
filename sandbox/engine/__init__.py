"""`World` and what packets do in it: hooks, hosts, walks, requests and replies, and every path.

Pure: the clock and the chooser are arguments. Knows no Kubernetes objects; `scenario.compile` makes worlds
of them.
"""

from sandbox.engine.connections import Interruption, with_expired_connection, without_connection
from sandbox.engine.health import with_health
from sandbox.engine.paths import NoSourceError, Request, first_packet, one_path, paths
from sandbox.engine.world import Balancer, Frontend, HostState, Target, World

__all__ = [
    "Balancer",
    "Frontend",
    "HostState",
    "Interruption",
    "NoSourceError",
    "Request",
    "Target",
    "World",
    "first_packet",
    "one_path",
    "paths",
    "with_expired_connection",
    "with_health",
    "without_connection",
]
