"""The scenarios that are shipped, as the menu lists them."""

from collections.abc import Collection, Iterator
from pathlib import Path

from ui.theme import resource

SPELLINGS = {
    "bgp": "BGP",
    "cluster": "Cluster",
    "clusterip": "ClusterIP",
    "ip": "IP",
    "ips": "IPs",
    "ipv6": "IPv6",
    "loadbalancer": "LoadBalancer",
    "local": "Local",
    "nodeport": "NodePort",
    "podip": "PodIP",
    "protocol": "PROTOCOL",
    "vip": "VIP",
    "x": "X",
}
"""Words that file names cannot spell as people do."""


def examples() -> Iterator[Path]:
    """The shipped scenarios; the tutorial's first."""
    first = resource("scenarios", "using-source-ip.yaml")
    yield first
    yield from (path for path in sorted(first.parent.glob("*.yaml")) if path != first)


def questions() -> Iterator[Path]:
    """The shipped scenarios that each answer a question people have asked."""
    yield from sorted(resource("scenarios", "questions").glob("*.yaml"))


def example_title(path: Path) -> str:
    """`nodeport-local.yaml` as `NodePort Local`; a question without its number, with its mark."""
    words = path.stem.split("-")
    if words[0] == "q":
        words = words[2:]
        return " ".join(_spelt(words, SPELLINGS.keys() - {"cluster", "protocol"})) + "?"
    return " ".join(_spelt(words, SPELLINGS.keys()))


def _spelt(words: list[str], known: Collection[str]) -> Iterator[str]:
    for number, word in enumerate(words):
        spelt = SPELLINGS[word] if word in known else word
        yield spelt[:1].upper() + spelt[1:] if number == 0 else spelt
