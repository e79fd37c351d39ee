"""The document: an immutable `Scenario`, its edits, differences, checks and compilation into a `World`.

Knows no files and no text: reading and writing is `formats`' work.
"""

from sandbox.scenario.errors import EditError
from sandbox.scenario.model import KIND_FIELDS, KubeObject, Scenario, UnreadField
from sandbox.scenario.objects import (
    AddressTarget,
    Client,
    ClientAddressHeader,
    Cni,
    Delivery,
    Expectation,
    Extent,
    Flow,
    HealthCheck,
    HostDocument,
    HostInterface,
    Interruption,
    LoadBalancer,
    LoadBalancerMode,
    Network,
    NetworkRoute,
    NodeState,
    Note,
    NoteShape,
    Overlay,
    ServiceTarget,
    TableChange,
    Via,
)

__all__ = [
    "KIND_FIELDS",
    "AddressTarget",
    "Client",
    "ClientAddressHeader",
    "Cni",
    "Delivery",
    "EditError",
    "Expectation",
    "Extent",
    "Flow",
    "HealthCheck",
    "HostDocument",
    "HostInterface",
    "Interruption",
    "KubeObject",
    "LoadBalancer",
    "LoadBalancerMode",
    "Network",
    "NetworkRoute",
    "NodeState",
    "Note",
    "NoteShape",
    "Overlay",
    "Scenario",
    "ServiceTarget",
    "TableChange",
    "UnreadField",
    "Via",
]
