"""The tables of Natwalk's own kinds, all but Flow."""

from typing import Any

from sandbox.formats import codec as c
from sandbox.formats.codec import Codec, list_of, mapping
from sandbox.formats.errors import FieldError
from sandbox.formats.metadata import DEFAULT_NAMESPACE, DEVICE, number_pair
from sandbox.formats.table import Table, row
from sandbox.net.words import HIDDEN
from sandbox.scenario.objects import (
    Client,
    ClientAddressHeader,
    Cni,
    Delivery,
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
)

_SECONDS = c.decimal(0.001, 86400, "a number of seconds from 0.001 to 86400")
_THRESHOLD = c.integer(1, 1000)


def _read_reference(value: object) -> str:
    namespace, slash, name = c.text(value).partition("/")
    if not slash:
        namespace, name = DEFAULT_NAMESPACE, namespace
    try:
        return f"{c.OBJECT_NAME.read(namespace)}/{c.OBJECT_NAME.read(name)}"
    except FieldError:
        raise c.refuse(value, "namespace/name") from None


REFERENCE = Codec(_read_reference)
"""An object as `namespace/name`; without a namespace it is in `default`."""

CLIENT = Table(Client, (DEVICE, row("addresses", "spec.addresses", list_of(c.ADDRESS))))

HEALTH_CHECK = Table(
    HealthCheck,
    (
        row("interval_seconds", "intervalSeconds", _SECONDS),
        row("unhealthy_threshold", "unhealthyThreshold", _THRESHOLD),
        row("healthy_threshold", "healthyThreshold", _THRESHOLD),
    ),
)

LOAD_BALANCER = Table(
    LoadBalancer,
    (
        DEVICE,
        row("services", "spec.services", list_of(REFERENCE)),
        row("addresses", "spec.addresses", list_of(c.ADDRESS)),
        row("mode", "spec.mode", c.one_of(LoadBalancerMode), always=True),
        row("delivery", "spec.delivery", c.one_of(Delivery), always=True),
        row("client_address", "spec.clientAddress", c.one_of(ClientAddressHeader)),
        row("health_check", "spec.healthCheck", HEALTH_CHECK.codec()),
    ),
)


def _read_overlay_address(value: object) -> bool:
    if c.text(value) == "Node":
        return True
    raise c.refuse(value, "Node; leave it out for the network address of the node's podCIDR")


NETWORK_ROUTE = Table(
    NetworkRoute,
    (row("destination", "destination", c.DESTINATION), row("node", "node", c.DEVICE_NAME)),
)

NETWORK = Table(
    Network,
    (
        DEVICE,
        row("cni", "spec.cni", c.one_of(Cni), always=True),
        row("overlay", "spec.overlay", c.one_of(Overlay), always=True),
        row(
            "overlay_address_is_node",
            "spec.overlayAddress",
            Codec(_read_overlay_address, lambda is_node: "Node" if is_node else None),
        ),
        row("routes", "spec.routes", list_of(NETWORK_ROUTE.codec())),
    ),
)

HOST_INTERFACE = Table(
    HostInterface,
    (
        row(
            "name",
            "name",
            c.matching(rf"[^\s/{HIDDEN}\"'\\]{{1,15}}", "an interface's name of 1 to 15 characters"),
        ),
        row("addresses", "addresses", list_of(c.INTERFACE_ADDRESS)),
    ),
)


def _read_sysctls(value: object) -> tuple[tuple[str, str], ...]:
    """Kernel settings by full name; a number may stand without quotes."""
    plain = {key: _setting(entry) for key, entry in mapping(value).items()}
    settings: tuple[tuple[str, str], ...] = c.PAIRS.read(plain)
    return settings


def _setting(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _merge_sysctls(tree: object, before: Any, after: Any) -> object:
    old = mapping(tree)
    return {key: old[key] if (key, value) in before else value for key, value in after}


STATE = Table(NodeState, tuple(row(field, field, c.FREE_TEXT) for field in NodeState.__struct_fields__))

HOST = Table(
    HostDocument,
    (
        DEVICE,
        row("iptables", "spec.iptables", c.FREE_TEXT),
        row("nftables", "spec.nftables", c.FREE_TEXT),
        row("ipsets", "spec.ipsets", c.FREE_TEXT),
        row("sysctls", "spec.sysctls", Codec(_read_sysctls, dict, _merge_sysctls)),
        row("interfaces", "spec.interfaces", list_of(HOST_INTERFACE.codec())),
        row("state", "spec.state", STATE.codec()),
    ),
)

NOTE = Table(
    Note,
    (
        DEVICE,
        row("text", "spec.text", c.FREE_TEXT),
        row("shape", "spec.shape", c.one_of(NoteShape), always=True),
        row("size", "spec.size", number_pair('a width and a height such as "240,96"', 0), always=True),
    ),
)
