"""Names replaced by numbered words, the same one for the same name everywhere."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from sandbox.kube import ObjectKey

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "Namespace": "namespace",
        "Node": "node",
        "Pod": "pod",
        "Service": "service",
        "EndpointSlice": "slice",
        "ServiceCIDR": "range",
        "KubeProxyConfiguration": "configuration",
        "Client": "client",
        "LoadBalancer": "balancer",
        "Network": "network",
        "Flow": "flow",
        "Note": "note",
    }
)
"""What stands for the name of an object of a kind, with a number behind it."""
COMMON_PORTS = frozenset(
    ("http", "https", "http2", "grpc", "dns", "dns-tcp", "metrics", "health", "healthz", "web", "api", "ssh")
)
"""Port names that tell nothing of whose they are."""
KUBERNETES_DOMAINS = ("kubernetes.io", "k8s.io")


class Pseudonyms:
    """Gives each name a word and a number, counted up in the order of asking; never one of the `taken`."""

    def __init__(self, taken: Collection[str]) -> None:
        self._taken = taken
        self._known: dict[tuple[str, str], str] = {}
        self._counts: dict[str, int] = {}

    def of(self, word: str, name: str) -> str:
        """What stands for `name` among those that are called `word`; nothing stands for nothing."""
        if not name:
            return name
        known = self._known.get((word, name))
        if known is None:
            known = self._known[word, name] = self._next(word)
        return known

    def namespace(self, name: str) -> str:
        """What stands for a namespace."""
        return self.of(WORDS["Namespace"], name)

    def key(self, key: ObjectKey) -> ObjectKey:
        """What stands for an object's identity. A Host is named after its node."""
        word = WORDS["Node" if key.kind == "Host" else key.kind]
        path = key.path if key.namespace else key.name
        return ObjectKey(key.kind, self.namespace(key.namespace), self.of(word, path))

    def path(self, kind: str, path: str) -> str:
        """What stands for `namespace/name` of a kind."""
        return self.key(ObjectKey.of(kind, path)).path if path else path

    def port(self, name: str) -> str:
        """What stands for a port's name."""
        return name if name in COMMON_PORTS else self.of("port", name)

    def label_key(self, key: str) -> str:
        """What stands for a label's key: Kubernetes' own stay, which mean something to its controllers."""
        domain, slash, _ = key.partition("/")
        return key if slash and domain.endswith(KUBERNETES_DOMAINS) else self.of("label", key)

    def _next(self, word: str) -> str:
        while True:
            number = self._counts[word] = self._counts.get(word, 0) + 1
            if f"{word}-{number}" not in self._taken:
                return f"{word}-{number}"
