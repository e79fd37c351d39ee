"""Which endpoints a node uses: cases of kube-proxy's own table for CategorizeEndpoints."""

from typing import Any

import msgspec
import pytest

from sandbox.kube import ServiceEndpoint, TopologyMode, select_endpoints, topology_mode
from sandbox.net import parse_address


def an_endpoint(octet: int, **fields: Any) -> ServiceEndpoint:
    """`10.1.0.OCTET:80` on node n1, ready unless `fields` say otherwise."""
    return ServiceEndpoint(parse_address(f"10.1.0.{octet}"), 80, **{"node_name": "n1", **fields})


NOT_READY: dict[str, Any] = {"ready": False, "serving": False}
ENDING: dict[str, Any] = {"ready": False, "serving": True, "terminating": True}
ENDED: dict[str, Any] = {"ready": False, "serving": False, "terminating": True}


class Case(msgspec.Struct, frozen=True):
    """Endpoints, and the last octets of those selected on n1 in zone z1."""

    name: str
    endpoints: tuple[ServiceEndpoint, ...]
    cluster: set[int]
    local: set[int]
    has_endpoints: bool = True
    uses_cluster: bool = True
    uses_local: bool = False


CASES = (
    Case("none", (), set(), set(), False),
    Case("ready", (an_endpoint(1), an_endpoint(2, **NOT_READY)), {1}, set()),
    Case("only not ready", (an_endpoint(2, **NOT_READY),), set(), set(), False, uses_local=True),
    Case("terminating as the last resort", (an_endpoint(1, **ENDING), an_endpoint(2, **ENDED)), {1}, set()),
    Case("ready before terminating", (an_endpoint(1, **ENDING), an_endpoint(2)), {2}, set()),
    Case(
        "local",
        (an_endpoint(1), an_endpoint(2, node_name="n2"), an_endpoint(3, node_name="")),
        {1, 2, 3},
        {1},
        uses_local=True,
    ),
    Case(
        "local falls back by itself",
        (an_endpoint(1, **ENDING), an_endpoint(2, node_name="n2")),
        {2},
        {1},
        uses_local=True,
    ),
    Case(
        "none local, some elsewhere",
        (an_endpoint(2, node_name="n2"),),
        set(),
        set(),
        uses_cluster=False,
        uses_local=True,
    ),
    Case(
        "terminating elsewhere still counts",
        (an_endpoint(2, node_name="n2", **ENDING),),
        set(),
        set(),
        uses_cluster=False,
        uses_local=True,
    ),
    Case("zone", (an_endpoint(1, zone_hints=("z1",)), an_endpoint(2, zone_hints=("z2",))), {1}, set()),
    Case("no hint for this zone", (an_endpoint(1, zone_hints=("z2",)),), {1}, set()),
    Case("not all hinted", (an_endpoint(1, zone_hints=("z1",)), an_endpoint(2)), {1, 2}, set()),
    Case(
        "hints of those not ready are not looked at",
        (an_endpoint(1, zone_hints=("z1",)), an_endpoint(2, zone_hints=("z2",)), an_endpoint(3, **NOT_READY)),
        {1},
        set(),
    ),
    Case(
        "node before zone",
        (
            an_endpoint(1, zone_hints=("z1",), node_hints=("n1",)),
            an_endpoint(2, zone_hints=("z1",), node_hints=("n2",)),
        ),
        {1},
        set(),
    ),
    Case(
        "hints do not bind local",
        (an_endpoint(1, zone_hints=("z2",)), an_endpoint(2, zone_hints=("z1",))),
        {2},
        {1, 2},
        uses_local=True,
    ),
)


def octets(endpoints: tuple[ServiceEndpoint, ...]) -> set[int]:
    """The last octet of each."""
    return {each.address.packed[-1] for each in endpoints}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_selection(case: Case) -> None:
    selection = select_endpoints(
        case.endpoints,
        node_name="n1",
        zone="z1",
        uses_cluster=case.uses_cluster,
        uses_local=case.uses_local,
    )
    assert octets(selection.cluster) == case.cluster
    assert octets(selection.local) == case.local
    assert octets(selection.reachable) == case.cluster | case.local
    assert selection.has_endpoints is case.has_endpoints


def test_a_node_without_a_zone_prefers_none() -> None:
    assert topology_mode((an_endpoint(1, zone_hints=("",)),), "n1", "") is TopologyMode.NONE
