"""What the API server would refuse, in a sentence."""

from sandbox.kube.allocation import NODE_PORTS
from sandbox.kube.objects import Service, ServiceType


def ports_problem(service: Service, taken: set[int]) -> str:
    """What is wrong with a Service's ports, as one sentence; empty if nothing is.

    `taken` are the node ports of other Services.
    """
    # kubernetes: pkg/apis/core/validation/validation.go ValidateService
    ports, path = service.ports, service.key.path
    numbers = [(each.port, each.protocol) for each in ports]
    node_ports = [(each.node_port, each.protocol) for each in ports if each.node_port]
    targets = [each.target_port for each in ports if isinstance(each.target_port, int)]
    if not ports and service.type is not ServiceType.EXTERNAL_NAME:
        return f"{path} has no port; give it at least one"
    if any(not 0 < each.port < 65536 for each in ports) or any(not 0 <= each < 65536 for each in targets):
        return f"a port of {path} is not between 1 and 65535; choose one that is"
    if len(set(numbers)) < len(numbers):
        return f"two ports of {path} have one number and protocol; give each its own"
    if len(ports) > 1 and len({each.name for each in ports} - {""}) < len(ports):
        return f"the ports of {path} are not all named differently; a Service with several needs that"
    if any(each not in NODE_PORTS for each, _ in node_ports):
        return f"a node port of {path} is not between 30000 and 32767; choose one that is, or 0 for any"
    if len(set(node_ports)) < len(node_ports) or any(each in taken for each, _ in node_ports):
        return f"a node port of {path} is taken; choose another, or 0 for any"
    return ""
