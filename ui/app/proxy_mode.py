"""kube-proxy's mode, for all nodes at once."""

from msgspec.structs import replace

from sandbox.kube import KubeProxyConfiguration, ObjectMeta, ProxyMode
from sandbox.scenario import Scenario

OFFERED = (ProxyMode.IPTABLES, ProxyMode.NFTABLES)


def mode_of(scenario: Scenario) -> ProxyMode | None:
    """The mode of every node; None if nodes differ."""
    general = [each for each in scenario.proxy_configurations if not each.hostname_override]
    modes = {each.mode for each in scenario.proxy_configurations}
    if not general:
        modes.add(ProxyMode.IPTABLES)
    return modes.pop() if len(modes) == 1 else None


def with_mode(scenario: Scenario, mode: ProxyMode) -> Scenario:
    """The scenario with one mode for every node."""
    configurations = tuple(replace(each, mode=mode) for each in scenario.proxy_configurations)
    if all(each.hostname_override for each in configurations):
        general = KubeProxyConfiguration(ObjectMeta(name="kube-proxy"), mode=mode)
        configurations = (*configurations, general)
    return replace(scenario, proxy_configurations=configurations)
