"""The document: an immutable `Scenario`, its edits, differences, checks and compilation into a `World`.

Knows no files and no text: reading and writing is `formats`' work.
"""

from sandbox.scenario.errors import EditError
from sandbox.scenario.model import KIND_FIELDS, KubeObject, Scenario
from sandbox.scenario.objects import (
    AddressTarget,
    Client,
    ClientAddressHeader,
    Cni,
    Delivery,
    Expectation,
    Flow,
    HealthCheck,
    HostDocument,
    HostInterface,
    LoadBalancer,
    LoadBalancerMode,
    Network,
    NetworkRoute,
    NodeState,
    Note,
    NoteShape,
    Overlay,
    ServiceTarget,
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
    "Flow",
    "HealthCheck",
    "HostDocument",
    "HostInterface",
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
    "Via",
]
