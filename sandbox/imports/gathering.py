"""What an import gathers from its texts: the modelled objects, and what it needs to complete them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from sandbox.formats import InvalidObjectError
from sandbox.formats.codec import Tree
from sandbox.formats.errors import FieldError
from sandbox.formats.kinds import NATWALK_GROUP, kind_of_type
from sandbox.formats.table import raw_at
from sandbox.imports.groups import groups_in
from sandbox.imports.objects import RawObject, objects_in
from sandbox.imports.report import MOST_PROBLEMS
from sandbox.imports.sources import SourceText
from sandbox.imports.taints import Taint, taints_of
from sandbox.imports.workloads import WORKLOADS, Workload, workload_of
from sandbox.kube import ObjectKey, Pod, Service, ServiceType
from sandbox.net import IPAddress, parse_address
from sandbox.progress import SILENT, Progress
from sandbox.scenario import KubeObject

SECRET_KINDS = ("Secret", "ConfigMap")
"""Kinds of which not even the names are kept."""
REPORTED = 500
"""Objects that are read between two reports."""


class Gathered:
    """Everything that was found in the texts so far; of objects that are there twice, the first."""

    def __init__(self) -> None:
        self.objects: dict[ObjectKey, KubeObject] = {}
        self.problems: list[str] = []
        self.workloads: list[Workload] = []
        self.passed_over: list[ObjectKey] = []
        self.taken: Counter[str] = Counter()
        self.others: Counter[str] = Counter()
        self.left_out: Counter[tuple[str, str]] = Counter()
        self.taints: dict[str, tuple[Taint, ...]] = {}
        self.host_addresses: dict[str, IPAddress] = {}
        self.unscheduled: set[ObjectKey] = set()
        self.unallocated: set[ObjectKey] = set()
        self.host_named: set[ObjectKey] = set()
        self.has_live_pods = False
        self.has_mistakes = False
        """Whether something is wrong that no cluster wrote."""

    def add(self, texts: Iterable[SourceText], size: int = 0, progress: Progress = SILENT) -> None:
        """Take in texts, `size` characters in all. Raises InvalidObjectError for Natwalk's own kinds."""
        done = 0
        for text in texts:
            unread: list[str] = []
            for number, each in enumerate(objects_in(text, unread)):
                self._take(each)
                if number % REPORTED == 0:
                    progress(done, size)
            self.problems += unread
            self.has_mistakes |= bool(unread)
            done += len(text.text)
            progress(done, size)

    def _take(self, raw: RawObject) -> None:
        try:
            self._take_object(raw)
        except FieldError as error:
            sentence = raw.problem(error, with_line=len(self.problems) < MOST_PROBLEMS)
            if raw.api_version.startswith(f"{NATWALK_GROUP}/"):
                raise InvalidObjectError(sentence) from None
            self.has_mistakes |= not _is_of_cluster(raw.tree)
            self.problems.append(f"{sentence} (the {raw.kind} was left out)")

    def _take_object(self, raw: RawObject) -> None:
        modelled = kind_of_type(raw.api_version, raw.kind)
        if modelled is not None:
            self._keep(raw, modelled.table.read(raw.tree))
        elif raw.kind in WORKLOADS and raw.api_version in WORKLOADS[raw.kind].api_versions:
            self.workloads.append(workload_of(raw.kind, raw.tree))
            self.taken[raw.kind] += 1
        else:
            self.others[raw.kind] += 1
            if raw.kind not in SECRET_KINDS:
                self.passed_over.append(_key_of(raw))

    def _keep(self, raw: RawObject, value: KubeObject) -> None:
        if value.key in self.objects:
            if self.objects[value.key] != value:
                raise FieldError(f"{str(value.key).strip()} is there twice", ("metadata", "name"))
            return
        self.objects[value.key] = value
        self.taken[raw.kind] += 1
        self.left_out.update((raw.kind, words) for words in groups_in(raw.kind, raw.tree))
        look = _LOOKS.get(raw.kind)
        if look is not None:
            look(self, raw.tree, value)


def _is_of_cluster(tree: Tree) -> bool:
    """Whether a cluster wrote an object: it gives each an identity of its own."""
    metadata = tree.get("metadata")
    return isinstance(metadata, dict) and bool(metadata.get("uid"))


def _key_of(raw: RawObject) -> ObjectKey:
    """The identity of an object that is not modelled, as far as it has one."""
    metadata = raw.tree.get("metadata")
    named = metadata if isinstance(metadata, dict) else {}
    return ObjectKey(raw.kind, str(named.get("namespace") or ""), str(named.get("name") or ""))


def _look_at_node(gathered: Gathered, tree: Tree, node: KubeObject) -> None:
    gathered.taints[node.metadata.name] = taints_of(tree)


def _look_at_pod(gathered: Gathered, tree: Tree, pod: KubeObject) -> None:
    """Whether a cluster runs it, and what it says of its node."""
    assert isinstance(pod, Pod), "what its kind says"
    phase = raw_at(tree, ("status", "phase"))
    gathered.has_live_pods |= phase is not None
    if phase is None and not pod.addresses:
        gathered.unscheduled.add(pod.key)
    address = raw_at(tree, ("status", "hostIP"))
    if pod.node_name and isinstance(address, str) and pod.node_name not in gathered.host_addresses:
        for each in _parsed(address):
            gathered.host_addresses[pod.node_name] = each


def _look_at_service(gathered: Gathered, tree: Tree, service: KubeObject) -> None:
    """Whether the API server has not given it a cluster address yet."""
    assert isinstance(service, Service), "what its kind says"
    stated = raw_at(tree, ("spec", "clusterIP")) or raw_at(tree, ("spec", "clusterIPs"))
    if not stated and service.type is not ServiceType.EXTERNAL_NAME:
        gathered.unallocated.add(service.key)
    entries = raw_at(tree, ("status", "loadBalancer", "ingress"))
    if isinstance(entries, list) and any(isinstance(each, dict) and each.get("hostname") for each in entries):
        gathered.host_named.add(service.key)


def _parsed(address: str) -> Iterator[IPAddress]:
    try:
        yield parse_address(address)
    except ValueError:
        return


_LOOKS: dict[str, Callable[[Gathered, Tree, KubeObject], None]] = {
    "Node": _look_at_node,
    "Pod": _look_at_pod,
    "Service": _look_at_service,
}
"""What is taken down of an object besides its model, for the time of the import."""
