"""Which kube-proxy runs on a node, and what its configuration takes a node's interfaces to be called."""

from sandbox.kube import DetectLocalMode, KubeProxyConfiguration, ObjectMeta
from sandbox.scenario.compile.names import BRIDGE, LONGEST, LOOPBACK, NETWORK, POD, SHORTENED
from sandbox.scenario.model import Scenario


def proxy_configuration(scenario: Scenario, node: str) -> KubeProxyConfiguration:
    """The configuration of the kube-proxy on `node`: its own, else the general one, else the defaults."""
    named = [each for each in scenario.proxy_configurations if each.hostname_override == node]
    general = [each for each in scenario.proxy_configurations if not each.hostname_override]
    default = KubeProxyConfiguration(ObjectMeta(name=""))
    return next(iter(named + general), default)


def bridge_name(config: KubeProxyConfiguration) -> str:
    """The pod bridge, which has the name that kube-proxy looks for pods at, if it looks for one."""
    name = config.bridge_interface if config.detect_local_mode is DetectLocalMode.BRIDGE_INTERFACE else ""
    return name if 0 < len(name) <= LONGEST and name not in (NETWORK, LOOPBACK) else BRIDGE


def pod_prefix(config: KubeProxyConfiguration) -> str:
    """How the interfaces of pods without a bridge begin: as kube-proxy looks for them, if it does."""
    by_prefix = config.detect_local_mode is DetectLocalMode.INTERFACE_NAME_PREFIX
    prefix = config.interface_name_prefix if by_prefix else ""
    return prefix if 0 < len(prefix) <= LONGEST - SHORTENED else POD
