"""kube-proxy's nftables mode: the table that it writes on a node, as a value.

Knows one node, the Services and their endpoints; no packet and no other host.
"""

from sandbox.kubeproxy.nftables.generate import generate

__all__ = ["generate"]
