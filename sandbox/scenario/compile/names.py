"""Names of hosts and interfaces in a compiled world."""

import hashlib

from sandbox.kube import ObjectKey
from sandbox.topology import HostKind

NETWORK = "eth0"
"""The link of a node, client or load balancer to the network outside, and a pod's to its node."""
LOOPBACK = "lo"
BRIDGE = "cni0"
BRIDGE_PORT = "veth"
"""How a bridge's ports begin."""
POD = "cali"
"""How the interfaces of pods without a bridge begin."""
LONGEST = 15
"""Characters of an interface's name.  # kernel: include/uapi/linux/if.h IFNAMSIZ"""
SHORTENED = 7
"""Characters that tell one pod's interface from another's, at the least."""

_KINDS = {
    "Node": HostKind.NODE,
    "Pod": HostKind.POD,
    "Client": HostKind.CLIENT,
    "LoadBalancer": HostKind.LOAD_BALANCER,
}


def host_name(key: ObjectKey) -> str:
    """What a trace calls the device: `node/NAME`, `pod/NS/NAME`, `client/NAME`, `lb/NAME`.

    Raises KeyError for a kind that is no device.
    """
    return f"{_KINDS[key.kind].value}/{key.path}"


def node_host(name: str) -> str:
    """The host of a node."""
    return f"{HostKind.NODE.value}/{name}"


def pod_interface(pod: ObjectKey, prefix: str) -> str:
    """The node's end of a pod's veth pair, as long as a name may be, the same every time."""
    digest = hashlib.sha1(pod.path.encode(), usedforsecurity=False).hexdigest()
    return (prefix + digest)[:LONGEST]
