"""Which table reads an object, by its apiVersion and kind."""

import msgspec

from sandbox.formats.codec import Tree
from sandbox.formats.errors import FieldError, quoted
from sandbox.formats.flow import FLOW
from sandbox.formats.kube_proxy import KUBE_PROXY_CONFIGURATION
from sandbox.formats.kubernetes import ENDPOINT_SLICE, NODE, POD, SERVICE, SERVICE_CIDR
from sandbox.formats.natwalk import CLIENT, HOST, LOAD_BALANCER, NETWORK, NOTE
from sandbox.formats.table import Table
from sandbox.scenario.model import KubeObject

NATWALK_GROUP = "natwalk"
NATWALK_VERSION = f"{NATWALK_GROUP}/v1alpha1"

_NETWORKING = ("networking.k8s.io/v1", "networking.k8s.io/v1beta1", "networking.k8s.io/v1alpha1")
"""The versions that ServiceCIDR had with the same fields."""


class Kind(msgspec.Struct, frozen=True):
    """A kind that Natwalk models. `api_versions` lists what is read; the first is what is written."""

    name: str
    api_versions: tuple[str, ...]
    table: Table


KINDS = (
    Kind("Node", ("v1",), NODE),
    Kind("Pod", ("v1",), POD),
    Kind("Service", ("v1",), SERVICE),
    Kind("EndpointSlice", ("discovery.k8s.io/v1",), ENDPOINT_SLICE),
    Kind("ServiceCIDR", _NETWORKING, SERVICE_CIDR),
    Kind("KubeProxyConfiguration", ("kubeproxy.config.k8s.io/v1alpha1",), KUBE_PROXY_CONFIGURATION),
    Kind("Client", (NATWALK_VERSION,), CLIENT),
    Kind("LoadBalancer", (NATWALK_VERSION,), LOAD_BALANCER),
    Kind("Network", (NATWALK_VERSION,), NETWORK),
    Kind("Host", (NATWALK_VERSION,), HOST),
    Kind("Flow", (NATWALK_VERSION,), FLOW),
    Kind("Note", (NATWALK_VERSION,), NOTE),
)


def _group_of(api_version: str) -> str:
    """The group in an `apiVersion`; empty for the core group, whose versions stand alone."""
    return api_version.rpartition("/")[0]


_BY_VERSION = {(version, kind.name): kind for kind in KINDS for version in kind.api_versions}
_BY_GROUP = {(_group_of(kind.api_versions[0]), kind.name.lower()): kind for kind in KINDS}
_BY_NAME = {kind.name: kind for kind in KINDS}


def kind_of_type(api_version: str, name: str) -> Kind | None:
    """The kind that is called `name` in `api_version`; None if Natwalk does not model it.

    Raises FieldError for a modelled kind in a version that is not read or in other letters, and for a kind of
    Natwalk's own that this version does not know.
    """
    found = _BY_VERSION.get((api_version, name))
    if found is not None:
        return found
    group = _group_of(api_version)
    if group == NATWALK_GROUP:
        raise _unknown(api_version, name)
    meant = _BY_GROUP.get((group, name.lower()))
    if meant is None:
        return None
    if meant.name != name:
        raise FieldError(f"{quoted(name)} is no kind; write {meant.name}", ("kind",))
    versions = " or ".join(meant.api_versions)
    raise FieldError(f"{name} is not read in {quoted(api_version)}; write {versions}", ("apiVersion",))


def _unknown(api_version: str, name: str) -> FieldError:
    if api_version != NATWALK_VERSION:
        problem = f"{quoted(api_version)} is newer than this Natwalk, which reads {NATWALK_VERSION}"
        return FieldError(problem, ("apiVersion",))
    words = ", ".join(kind.name for kind in KINDS if NATWALK_VERSION in kind.api_versions)
    return FieldError(f"{quoted(name)} is not one of {words}", ("kind",))


def written(value: KubeObject) -> Tree:
    """A new document's tree for an object."""
    kind = _BY_NAME[value.key.kind]
    return kind.table.merge({"apiVersion": kind.api_versions[0], "kind": kind.name}, None, value)


def merged(tree: Tree, before: KubeObject, after: KubeObject) -> Tree:
    """`tree`, which `before` was read from, changed to describe `after`, with all that is not modelled."""
    return _BY_NAME[before.key.kind].table.merge(tree, before, after)
