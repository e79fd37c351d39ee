"""Adding objects: each arrives with a name, addresses and the neighbours that make it work at once."""

from msgspec.structs import replace

from sandbox.kube import (
    ContainerPort,
    Node,
    ObjectKey,
    ObjectMeta,
    Pod,
    Service,
    ServicePort,
    ServiceType,
    next_node_addresses,
    next_pod_addresses,
    next_pod_cidrs,
)
from sandbox.kube.allocation import families_of
from sandbox.net import Protocol
from sandbox.scenario.edits.store import edit, find, with_object, with_service, with_slices_kept_up
from sandbox.scenario.errors import EditError
from sandbox.scenario.model import Scenario
from sandbox.scenario.naming import (
    addresses_in_use,
    app_label,
    application_pod,
    names_of,
    next_balancer_address,
    next_client_address,
    place_below,
    selected_pod,
    unique_name,
)
from sandbox.scenario.objects import AddressTarget, Client, Delivery, Flow, LoadBalancer, ServiceTarget
from sandbox.telling import told

Position = tuple[float, float]
Labels = tuple[tuple[str, str], ...]

DEFAULT_NAMESPACE = "default"
DEFAULT_APP: Labels = (("app", "app"),)
DEFAULT_PORTS = (ContainerPort(8080),)


@edit
def add_node(scenario: Scenario, position: Position | None = None) -> Scenario:
    """A Ready node with the next InternalIP and the next pod range; names count on from `node-1`."""
    name = unique_name("node", names_of(scenario.nodes), numbered=True)
    place = position or place_below(scenario.nodes, (460, 40), 220)
    clusters = [cidr for each in scenario.proxy_configurations for cidr in each.cluster_cidrs]
    node = Node(
        metadata=ObjectMeta(name, labels=(("kubernetes.io/hostname", name),), position=place),
        pod_cidrs=next_pod_cidrs(scenario.nodes, clusters),
        addresses=next_node_addresses(scenario.nodes, addresses_in_use(scenario)),
    )
    return with_object(scenario, node)


@edit
def add_pod(
    scenario: Scenario, node: str, position: Position | None = None, *, labels: Labels | None = None
) -> Scenario:
    """A Running pod on a node, with the next address of its range.

    Without `labels` it is a replica of the first pod that a Service selects, or of what the first Service
    asks for; with `()` a pod that nothing selects, to send from.
    """
    host = find(scenario, ObjectKey("Node", "", node), Node)
    namespace, worn, ports = _pattern(scenario) if labels is None else (DEFAULT_NAMESPACE, labels, ())
    label = app_label(ObjectMeta("", labels=worn))
    base = "pod" if label is None else label[1]
    pod = Pod(
        metadata=ObjectMeta(
            unique_name(base, names_of(scenario.pods, namespace), numbered=True), namespace, worn, position
        ),
        node_name=node,
        addresses=next_pod_addresses(host, scenario.pods),
        ports=ports,
    )
    return with_slices_kept_up(scenario, with_object(scenario, pod))


def _pattern(scenario: Scenario) -> tuple[str, Labels, tuple[ContainerPort, ...]]:
    """Namespace, labels and ports of a pod that the scenario's Services would select."""
    like = selected_pod(scenario)
    if like is not None:
        return like.metadata.namespace, like.metadata.labels, like.ports
    service = next((each for each in scenario.services if each.selector), None)
    if service is None:
        return DEFAULT_NAMESPACE, DEFAULT_APP, DEFAULT_PORTS
    return service.metadata.namespace, service.selector, tuple(map(_container_port, service.ports))


def _container_port(port: ServicePort) -> ContainerPort:
    """The container port that a service port targets."""
    if isinstance(port.target_port, str):
        return ContainerPort(8080, port.target_port, port.protocol)
    return ContainerPort(port.target_port or port.port, protocol=port.protocol)


@edit
def add_client(scenario: Scenario, position: Position | None = None) -> Scenario:
    """A host outside the cluster; names count on from `client-1`."""
    name = unique_name("client", names_of(scenario.clients), numbered=True)
    place = position or place_below(scenario.clients, (60, 340), 120)
    return with_object(scenario, Client(ObjectMeta(name, position=place), (next_client_address(scenario),)))


@edit
def add_load_balancer(scenario: Scenario, position: Position | None = None) -> Scenario:
    """A packet forwarder for all Services of type LoadBalancer that no other serves; they get addresses."""
    name = unique_name("load-balancer", names_of(scenario.load_balancers))
    waiting = [each for each in scenario.services if _waits_for_balancer(scenario, each)]
    balancer = LoadBalancer(
        metadata=ObjectMeta(name, position=position or place_below(scenario.load_balancers, (240, 340), 120)),
        services=tuple(each.key.path for each in waiting),
        addresses=(next_balancer_address(scenario, families_of(scenario.nodes)[0]),),
        delivery=Delivery.VIP,
    )
    scenario = with_object(scenario, balancer)
    for each in waiting:
        scenario = with_service(scenario, each, each)
    return scenario


def _waits_for_balancer(scenario: Scenario, service: Service) -> bool:
    served = {path for each in scenario.load_balancers for path in each.services}
    return service.type is ServiceType.LOAD_BALANCER and service.key.path not in served


@edit
def add_service(scenario: Scenario, position: Position | None = None) -> Scenario:
    """A ClusterIP Service, port 80, over the application whose pods are there, and with its name.

    `kubectl expose` names it so too.
    """
    pod = application_pod(scenario)
    label = DEFAULT_APP[0] if pod is None else app_label(pod.metadata) or DEFAULT_APP[0]
    namespace = DEFAULT_NAMESPACE if pod is None else pod.metadata.namespace
    target = pod.ports[0] if pod is not None and pod.ports else DEFAULT_PORTS[0]
    service = Service(
        metadata=ObjectMeta(
            unique_name(label[1], names_of(scenario.services, namespace)),
            namespace,
            (label,),
            position or place_below(scenario.services, (40, 40), 210),
        ),
        ports=(ServicePort(80, target.port, protocol=target.protocol),),
        selector=(label,),
    )
    return with_service(scenario, service, None)


@edit
def add_flow(
    scenario: Scenario,
    sender: ObjectKey,
    target: AddressTarget | ServiceTarget,
    *,
    name: str = "",
    protocol: Protocol = Protocol.TCP,
) -> Scenario:
    """Traffic from a client, pod or node; without a name one is made of its sender and target."""
    from sandbox.scenario.check.outside import check_flow
    from sandbox.scenario.check.problem import Census, Severity

    taken = names_of(scenario.flows)
    if name in taken:
        raise EditError(told("there is a flow {name} already; choose another name", name=name))
    flow = Flow(
        ObjectMeta(name or unique_name(_flow_name(sender, target, protocol), taken)), sender, target, protocol
    )
    errors = (each for each in check_flow(Census(scenario), flow) if each.severity is Severity.ERROR)
    if (error := next(errors, None)) is not None:
        raise EditError(error.message)
    return with_object(scenario, flow)


def _flow_name(sender: ObjectKey, target: AddressTarget | ServiceTarget, protocol: Protocol) -> str:
    verb = "pings" if protocol is Protocol.ICMP else "to"
    if isinstance(target, AddressTarget):
        return f"{sender.name}-{verb}-{str(target.address).replace(':', '-').strip('-')}"
    parts = (sender.name, verb, target.service.rpartition("/")[2], target.node)
    return "-".join(part for part in parts if part)


def serve_with_balancer(scenario: Scenario, service: Service) -> Scenario:
    """The scenario with the Service on its first load balancer, which is made if there is none.

    A cluster's cloud controller does the same when a Service of type LoadBalancer appears.
    """
    if not scenario.load_balancers:
        scenario = add_load_balancer(scenario)
    first = scenario.load_balancers[0]
    return with_object(scenario, replace(first, services=(*first.services, service.key.path)))
