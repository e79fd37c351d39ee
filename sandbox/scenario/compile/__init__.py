"""From a scenario to a `World`: Kubernetes objects become hosts, links, routes, rules and listeners.

Knows the document, kube-proxy and the engine's world; walks no packet.
"""

from sandbox.scenario.compile.carry import recompiled
from sandbox.scenario.compile.errors import FlowError
from sandbox.scenario.compile.flows import request_of
from sandbox.scenario.compile.names import node_host
from sandbox.scenario.compile.world import compile_world

__all__ = ["FlowError", "compile_world", "node_host", "recompiled", "request_of"]
