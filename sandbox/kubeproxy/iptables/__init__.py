"""kube-proxy's iptables mode: the rules that it writes on a node, as values.

Knows one node, the Services and their endpoints; no packet and no other host.
"""

from sandbox.kubeproxy.iptables.generate import generate

__all__ = ["generate"]
