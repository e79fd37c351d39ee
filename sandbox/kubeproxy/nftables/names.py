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
    return f"service-{hashed(path_of(name))}"


def local_policy_chain(name: ServicePortName) -> str:
    """The chain that chooses among the node's own endpoints."""
    return f"local-{hashed(path_of(name))}"


def external_chain(name: ServicePortName) -> str:
    """The chain that takes all traffic to external destinations."""
    return f"external-{hashed(path_of(name))}"


def firewall_chain(name: ServicePortName) -> str:
    """The chain that drops what is not from the load balancer's source ranges."""
    return f"firewall-{hashed(path_of(name))}"


def endpoint_chain(name: ServicePortName, endpoint: ServiceEndpoint) -> str:
    """The chain that sends a packet to one endpoint."""
    return f"endpoint-{hashed(_endpoint_path(name, endpoint))}"


def affinity_set(name: ServicePortName, endpoint: ServiceEndpoint) -> str:
    """The set of clients that one endpoint keeps."""
    return f"affinity-{hashed(_endpoint_path(name, endpoint))}"


def path_of(name: ServicePortName) -> str:
    """What the names of a service port's chains have behind the hash."""
    # kube-proxy: pkg/proxy/nftables/proxier.go servicePortChainNameBase
    return f"{name.namespace}/{name.name}/{name.protocol.lower}/{name.port}"


def path_in(name: str) -> str:
    """The service port's part of the name of a chain or set; of one that was cut, no service port's."""
    hashed_path = name.partition("-")[2]
    return hashed_path[HASH_LENGTH + 1 :].partition("__")[0]


def _endpoint_path(name: ServicePortName, endpoint: ServiceEndpoint) -> str:
    """An IPv6 address with dots, since a chain's name may have no colon."""
    # kube-proxy: pkg/proxy/nftables/proxier.go servicePortEndpointChainNameBase
    return f"{path_of(name)}__{str(endpoint.address).replace(':', '.')}/{endpoint.port}"
