"""The names of the chains and sets of service ports and endpoints, the same on every node."""

import base64
import hashlib
from functools import lru_cache

from sandbox.kube import ServiceEndpoint, ServicePortName

HASH_LENGTH = 8
BASE_LENGTH_MAX = 240
"""kube-proxy: pkg/proxy/nftables/proxier.go chainNameBaseLengthMax."""


@lru_cache(maxsize=2**17)
def hashed(name: str) -> str:
    """`name` behind a hash of itself, cut where nftables would not take its length."""
    # kube-proxy: pkg/proxy/nftables/proxier.go hashAndTruncate
    digest = hashlib.sha256(name.encode()).digest()
    text = f"{base64.b32encode(digest).decode()[:HASH_LENGTH]}-{name}"
    return text if len(text) <= BASE_LENGTH_MAX else f"{text[: BASE_LENGTH_MAX - 3]}..."


def cluster_policy_chain(name: ServicePortName) -> str:
    """The chain that chooses among the Cluster endpoints."""
    return f"service-{hashed(_path(name))}"


def local_policy_chain(name: ServicePortName) -> str:
    """The chain that chooses among the node's own endpoints."""
    return f"local-{hashed(_path(name))}"


def external_chain(name: ServicePortName) -> str:
    """The chain that takes all traffic to external destinations."""
    return f"external-{hashed(_path(name))}"


def firewall_chain(name: ServicePortName) -> str:
    """The chain that drops what is not from the load balancer's source ranges."""
    return f"firewall-{hashed(_path(name))}"


def endpoint_chain(name: ServicePortName, endpoint: ServiceEndpoint) -> str:
    """The chain that sends a packet to one endpoint."""
    return f"endpoint-{hashed(_endpoint_path(name, endpoint))}"


def affinity_set(name: ServicePortName, endpoint: ServiceEndpoint) -> str:
    """The set of clients that one endpoint keeps."""
    return f"affinity-{hashed(_endpoint_path(name, endpoint))}"


def _path(name: ServicePortName) -> str:
    # kube-proxy: pkg/proxy/nftables/proxier.go servicePortChainNameBase
    return f"{name.namespace}/{name.name}/{name.protocol.lower}/{name.port}"


def _endpoint_path(name: ServicePortName, endpoint: ServiceEndpoint) -> str:
    """An IPv6 address with dots, since a chain's name may have no colon."""
    # kube-proxy: pkg/proxy/nftables/proxier.go servicePortEndpointChainNameBase
    return f"{_path(name)}__{str(endpoint.address).replace(':', '.')}/{endpoint.port}"
