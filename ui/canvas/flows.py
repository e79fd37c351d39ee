"""The flow that people mean when they send from one thing on the canvas to another."""

from sandbox.kube import Node, ObjectKey, ObjectMeta, Pod, Service, ServiceType
from sandbox.net import Protocol
from sandbox.scenario import AddressTarget, Flow, LoadBalancer, Scenario, ServiceTarget, Via
from ui.language import say, tr

SENDERS = ("Client", "Pod", "Node")
"""The kinds that can send."""


class NoFlowError(Exception):
    """Says in one sentence why nothing can be sent there."""


Target = AddressTarget | ServiceTarget


def flow_between(scenario: Scenario, sender: ObjectKey, receiver: ObjectKey) -> Flow:
    """The flow from a client, pod or node to a Service, node, pod or load balancer. Raises NoFlowError."""
    if sender.kind not in SENDERS:
        raise NoFlowError(tr("Only a client, a pod or a node sends packets."))
    if sender == receiver:
        raise NoFlowError(tr("Choose another object than the sender."))
    match scenario.by_key.get(receiver):
        case Service() as service:
            target, protocol = _to_service(scenario, sender, service)
        case Node() as node:
            target, protocol = _to_node(scenario, node)
        case Pod() as pod:
            target, protocol = _to_pod(pod)
        case LoadBalancer() as balancer:
            target, protocol = _to_balancer(scenario, balancer)
        case _:
            raise NoFlowError(
                tr("Nothing listens there: choose a Service, a node, a pod or a load balancer.")
            )
    return Flow(ObjectMeta(f"{sender.name}-to-{receiver.name}"), sender, target, protocol)


def reason_against(scenario: Scenario, sender: ObjectKey, receiver: ObjectKey) -> str:
    """Why nothing can be sent there, in one sentence; empty if it can."""
    try:
        flow_between(scenario, sender, receiver)
    except NoFlowError as error:
        return say(str(error))
    return ""


def _first_protocol(service: Service) -> Protocol:
    if not service.ports:
        raise NoFlowError(tr("{name} has no ports.", name=service.metadata.name))
    return service.ports[0].protocol


def _to_service(scenario: Scenario, sender: ObjectKey, service: Service) -> tuple[Target, Protocol]:
    """In the cluster to its cluster IP; from outside the way that its type opens."""
    protocol, path = _first_protocol(service), service.key.path
    if sender.kind == "Client":
        if service.ingress:
            return ServiceTarget(path, Via.LOAD_BALANCER), protocol
        if service.external_ips:
            return ServiceTarget(path, Via.EXTERNAL_IP), protocol
        node = next((each.metadata.name for each in scenario.nodes if each.ready), "")
        if service.ports[0].node_port and node:
            return ServiceTarget(path, Via.NODE_PORT, node=node), protocol
    if not service.cluster_ips:
        raise NoFlowError(tr("{name} has no cluster IP.", name=service.metadata.name))
    return ServiceTarget(path), protocol


def _to_node(scenario: Scenario, node: Node) -> tuple[Target, Protocol]:
    """To the node port of the first Service that has one, plain NodePort Services before others."""
    with_port = [each for each in scenario.services if each.ports and each.ports[0].node_port]
    with_port.sort(key=lambda each: each.type is not ServiceType.NODE_PORT)
    if not with_port:
        raise NoFlowError(tr("No Service has a node port: switch one to NodePort first."))
    service = with_port[0]
    target = ServiceTarget(service.key.path, Via.NODE_PORT, node=node.metadata.name)
    return target, service.ports[0].protocol


def _to_pod(pod: Pod) -> tuple[Target, Protocol]:
    if not pod.addresses:
        raise NoFlowError(tr("{name} has no address.", name=pod.metadata.name))
    if not pod.ports:
        return AddressTarget(pod.addresses[0], 80), Protocol.TCP
    return AddressTarget(pod.addresses[0], pod.ports[0].port), pod.ports[0].protocol


def _to_balancer(scenario: Scenario, balancer: LoadBalancer) -> tuple[Target, Protocol]:
    for path in balancer.services:
        service = scenario.by_key.get(ObjectKey.of("Service", path))
        if isinstance(service, Service) and service.ingress:
            return ServiceTarget(path, Via.LOAD_BALANCER), _first_protocol(service)
    raise NoFlowError(
        tr("{name} serves no Service: switch one to LoadBalancer first.", name=balancer.metadata.name)
    )
