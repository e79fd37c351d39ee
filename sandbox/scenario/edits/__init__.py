"""Edits: pure functions, one per user action, each `(scenario, …) -> scenario`.

Each keeps what the cluster would keep: addresses and ports are allocated and cleared, pods leave with
their node, and EndpointSlices that an edit made stale go, so that selectors decide again. What a flow
expects is never touched. An edit that makes no sense raises `EditError`, one sentence.
"""

from sandbox.scenario.edits.adding import (
    add_client,
    add_flow,
    add_load_balancer,
    add_node,
    add_pod,
    add_service,
)
from sandbox.scenario.edits.balancers import (
    set_lb_client_address,
    set_lb_delivery,
    set_lb_health_check,
    set_lb_mode,
    set_lb_services,
)
from sandbox.scenario.edits.hosts import attach_state, detach_state
from sandbox.scenario.edits.notes import (
    add_note,
    set_collapsed,
    set_note_shape,
    set_note_size,
    set_note_text,
)
from sandbox.scenario.edits.pasting import paste
from sandbox.scenario.edits.references import rename, replace_object
from sandbox.scenario.edits.removing import remove
from sandbox.scenario.edits.services import (
    set_external_traffic_policy,
    set_internal_traffic_policy,
    set_ports,
    set_selector,
    set_service_type,
    set_session_affinity,
)
from sandbox.scenario.edits.states import (
    move,
    move_pod_to_node,
    set_labels,
    set_node_deleted,
    set_node_ready,
    set_node_to_be_deleted,
    set_node_unschedulable,
    set_pod_ready,
    set_pod_terminating,
)
from sandbox.scenario.errors import EditError

__all__ = [
    "EditError",
    "add_client",
    "add_flow",
    "add_load_balancer",
    "add_node",
    "add_note",
    "add_pod",
    "add_service",
    "attach_state",
    "detach_state",
    "move",
    "move_pod_to_node",
    "paste",
    "remove",
    "rename",
    "replace_object",
    "set_collapsed",
    "set_external_traffic_policy",
    "set_internal_traffic_policy",
    "set_labels",
    "set_lb_client_address",
    "set_lb_delivery",
    "set_lb_health_check",
    "set_lb_mode",
    "set_lb_services",
    "set_node_deleted",
    "set_node_ready",
    "set_node_to_be_deleted",
    "set_node_unschedulable",
    "set_note_shape",
    "set_note_size",
    "set_note_text",
    "set_pod_ready",
    "set_pod_terminating",
    "set_ports",
    "set_selector",
    "set_service_type",
    "set_session_affinity",
]
