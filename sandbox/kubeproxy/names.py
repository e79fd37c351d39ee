"""The names of the chains of service ports and endpoints: a prefix and a hash, the same on every node."""

import base64
import hashlib
from functools import lru_cache

from sandbox.kube import ServiceEndpoint, ServicePortName

SERVICE_PREFIX = "KUBE-SVC-"
LOCAL_PREFIX = "KUBE-SVL-"
EXTERNAL_PREFIX = "KUBE-EXT-"
FIREWALL_PREFIX = "KUBE-FW-"
ENDPOINT_PREFIX = "KUBE-SEP-"

HASH_LENGTH = 16


@lru_cache(maxsize=2**17)
def port_hash(text: str) -> str:
    """The first 16 characters of the base32 of the SHA-256 of `text`."""
    # kube-proxy: pkg/proxy/iptables/proxier.go portProtoHash
    digest = hashlib.sha256(text.encode()).digest()
    return base64.b32encode(digest).decode()[:HASH_LENGTH]


def service_hash(name: ServicePortName) -> str:
    """What the names of all chains of one service port end in."""
    return port_hash(f"{name}{name.protocol.lower}")


def cluster_policy_chain(name: ServicePortName) -> str:
    """The chain that chooses among the Cluster endpoints."""
    return SERVICE_PREFIX + service_hash(name)


def local_policy_chain(name: ServicePortName) -> str:
    """The chain that chooses among the node's own endpoints."""
    return LOCAL_PREFIX + service_hash(name)


def external_chain(name: ServicePortName) -> str:
    """The chain that takes all traffic to external destinations."""
    return EXTERNAL_PREFIX + service_hash(name)


def firewall_chain(name: ServicePortName) -> str:
    """The chain that lets the load balancer's source ranges pass."""
    return FIREWALL_PREFIX + service_hash(name)


def endpoint_chain(name: ServicePortName, endpoint: ServiceEndpoint) -> str:
    """The chain that sends a packet to one endpoint."""
    # kube-proxy: pkg/proxy/iptables/proxier.go servicePortEndpointChainName
    return ENDPOINT_PREFIX + port_hash(f"{name}{name.protocol.lower}{endpoint}")
