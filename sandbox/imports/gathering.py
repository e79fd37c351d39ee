"""What an import gathers from its texts: the modelled objects, and what it needs to complete them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

from sandbox.formats import InvalidObjectError
from sandbox.formats.codec import Tree
from sandbox.formats.errors import MAX_QUOTED, FieldError, TextError
from sandbox.formats.kinds import NATWALK_GROUP, kind_of_type
from sandbox.formats.shapes import UnreadError
from sandbox.formats.table import Table, raw_at
from sandbox.formats.unread import unread_fields
from sandbox.imports.groups import groups_in, groups_in_text, groups_in_workload, is_laid_out
from sandbox.imports.objects import RawObject, objects_in
from sandbox.imports.proxy_config import proxy_configuration_in
from sandbox.imports.report import MOST_PROBLEMS
from sandbox.imports.scheduling import Rules
from sandbox.imports.sources import SourceText
from sandbox.imports.taints import Taint, taints_of
from sandbox.imports.workloads import WORKLOADS, Workload, rules_of, workload_of
from sandbox.kube import ObjectKey, Pod, Service, ServiceType
from sandbox.net import IPAddress, parse_address
from sandbox.net.words import one_line
from sandbox.progress import SILENT, Progress
from sandbox.scenario import KubeObject, UnreadField

SECRET_KINDS = ("Secret", "ConfigMap")
"""Kinds of which not even the names are kept."""
REPORTED = 64
"""Objects that are read between two reports: some milliseconds' work."""


class Gathered:
    """Everything that was found in the texts so far; of objects that are there twice, the first."""

    def __init__(self) -> None:
        self.objects: dict[ObjectKey, KubeObject] = {}
        self.problems: list[str] = []
        self.workloads: dict[ObjectKey, Workload] = {}
        self.passed_over: list[ObjectKey] = []
        self.unread: list[UnreadField] = []
        self.taken: Counter[str] = Counter()
        self.others: Counter[str] = Counter()
        self.left_out: Counter[tuple[str, str]] = Counter()
        self.taints: dict[str, tuple[Taint, ...]] = {}
        self.host_addresses: dict[str, IPAddress | None] = {}
        self.unscheduled: dict[ObjectKey, Rules] = {}
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
                if number % REPORTED == 0:
                    progress(done + each.start, size)
                self._take(each)
            self.problems += unread
            self.has_mistakes |= bool(unread)
            done += len(text.text)
            progress(done, size)

    def _take(self, raw: RawObject) -> None:
        try:
            self._take_object(raw)
        except TextError as error:
            sentence = raw.problem(FieldError(error.problem), with_line=len(self.problems) < MOST_PROBLEMS)
            self.problems.append(f"{sentence} (the {raw.kind} was left out)")
            self.has_mistakes = True
        except FieldError as error:
            sentence = raw.problem(error, with_line=len(self.problems) < MOST_PROBLEMS)
            if raw.api_version.startswith(f"{NATWALK_GROUP}/"):
                raise InvalidObjectError(sentence) from None
            self.has_mistakes |= not _is_of_cluster(raw)
            self.problems.append(f"{sentence} (the {raw.kind} was left out)")

    def _take_object(self, raw: RawObject) -> None:
        modelled = kind_of_type(raw.api_version, raw.kind)
        if modelled is not None:
            self._keep(raw, *_read(modelled.table, raw))
        elif raw.kind in WORKLOADS and raw.api_version in WORKLOADS[raw.kind].api_versions:
            self._keep_workload(raw, workload_of(raw.kind, raw.whole))
        elif raw.kind == "ConfigMap" and (configuration := proxy_configuration_in(raw.whole)) is not None:
            self.objects.setdefault(configuration.key, configuration)
            self.taken["KubeProxyConfiguration"] += 1
        else:
            self.others[one_line(raw.kind[:MAX_QUOTED])] += 1
            if raw.kind not in SECRET_KINDS:
                self.passed_over.append(_key_of(raw))

    def _keep_workload(self, raw: RawObject, workload: Workload) -> None:
        known = self.workloads.setdefault(workload.key, workload)
        if known is workload:
            self.taken[raw.kind] += 1
            self.left_out.update((raw.kind, words) for words in groups_in_workload(raw.kind, raw.whole))
        elif known != workload:
            raise _twice(workload.key)

    def _keep(self, raw: RawObject, value: KubeObject, unread: tuple[UnreadField, ...]) -> None:
        if value.key in self.objects:
            if self.objects[value.key] != value:
                raise _twice(value.key)
            self.has_mistakes |= not _is_of_cluster(raw)
            return
        self.objects[value.key] = value
        self.unread += unread
        self.taken[raw.kind] += 1
        self.left_out.update((raw.kind, words) for words in _groups_of(raw))
        look = _LOOKS.get(raw.kind)
        if look is not None:
            look(self, raw, value)


def _twice(key: ObjectKey) -> FieldError:
    return FieldError(f"{key} is there twice, and not the same", ("metadata", "name"))


def _read(table: Table, raw: RawObject) -> tuple[KubeObject, tuple[UnreadField, ...]]:
    """The object, from what is quickly read of it if that will do, and what its table does not read.

    Raises FieldError and TextError.
    """
    with suppress(FieldError, UnreadError):
        return _taken(table, raw.quick)
    return _taken(table, raw.whole)


def _taken(table: Table, tree: Tree) -> tuple[KubeObject, tuple[UnreadField, ...]]:
    value: KubeObject = table.read(tree)
    return value, tuple(unread_fields(value.key, tree))


def _groups_of(raw: RawObject) -> Iterator[str]:
    text = raw.text
    if text and is_laid_out(raw.kind, text):
        return groups_in_text(raw.kind, text)
    return groups_in(raw.kind, raw.whole)


def _is_of_cluster(raw: RawObject) -> bool:
    """Whether a cluster wrote an object: it gives each an identity of its own."""
    metadata = raw.whole.get("metadata")
    return isinstance(metadata, dict) and bool(metadata.get("uid"))


def _key_of(raw: RawObject) -> ObjectKey:
    """The identity of an object that is not modelled, as far as it has one."""
    metadata = raw.quick.get("metadata")
    named = metadata if isinstance(metadata, dict) else {}
    return ObjectKey(raw.kind, str(named.get("namespace") or ""), str(named.get("name") or ""))


def _look_at_node(gathered: Gathered, raw: RawObject, node: KubeObject) -> None:
    if not raw.text or "taints:" in raw.text:
        gathered.taints[node.metadata.name] = taints_of(raw.whole)


def _look_at_pod(gathered: Gathered, raw: RawObject, pod: KubeObject) -> None:
    """Whether a cluster runs it, and what it says of its node, which few have to be asked."""
    assert isinstance(pod, Pod), "what its kind says"
    is_live = bool(pod.addresses) or raw_at(raw.whole, ("status", "phase")) is not None
    gathered.has_live_pods |= is_live
    if not is_live:
        gathered.unscheduled[pod.key] = rules_of(raw.whole, pod.node_name)
    if pod.node_name and pod.node_name not in gathered.host_addresses:
        address = raw_at(raw.whole, ("status", "hostIP"))
        gathered.host_addresses[pod.node_name] = next(_parsed(address), None)


def _look_at_service(gathered: Gathered, raw: RawObject, service: KubeObject) -> None:
    """Whether the API server has not given it a cluster address yet, and whether a host name leads to it."""
    assert isinstance(service, Service), "what its kind says"
    is_proxied = service.type is not ServiceType.EXTERNAL_NAME
    if is_proxied and not service.cluster_ips and not _states_cluster_ip(raw):
        gathered.unallocated.add(service.key)
    if service.type is ServiceType.LOAD_BALANCER and not service.ingress and _has_host_name(raw):
        gathered.host_named.add(service.key)


def _states_cluster_ip(raw: RawObject) -> bool:
    return bool(raw_at(raw.whole, ("spec", "clusterIP")) or raw_at(raw.whole, ("spec", "clusterIPs")))


def _has_host_name(raw: RawObject) -> bool:
    entries = raw_at(raw.whole, ("status", "loadBalancer", "ingress"))
    found = entries if isinstance(entries, list) else []
    return any(isinstance(each, dict) and bool(each.get("hostname")) for each in found)


def _parsed(address: object) -> Iterator[IPAddress]:
    with suppress(ValueError):
        yield parse_address(str(address))


_LOOKS: dict[str, Callable[[Gathered, RawObject, KubeObject], None]] = {
    "Node": _look_at_node,
    "Pod": _look_at_pod,
    "Service": _look_at_service,
}
"""What is taken down of an object besides its model, for the time of the import."""
