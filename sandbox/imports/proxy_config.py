"""kube-proxy's configuration out of the ConfigMap that holds it in a cluster."""

from msgspec.structs import replace

from sandbox.formats.codec import Tree
from sandbox.formats.errors import FieldError, TextError
from sandbox.formats.kube_proxy import KUBE_PROXY_CONFIGURATION
from sandbox.formats.table import raw_at
from sandbox.formats.yaml_text import read_yaml
from sandbox.kube import KubeProxyConfiguration

NAMES = {"kube-proxy": "config.conf", "kube-proxy-config": "config"}
"""The ConfigMaps of kube-system that may hold it, as kubeadm and EKS call them, and under which key."""


def proxy_configuration_in(config_map: Tree) -> KubeProxyConfiguration | None:
    """The configuration in a ConfigMap; None if it is another's. Raises FieldError."""
    name, namespace = (raw_at(config_map, ("metadata", key)) for key in ("name", "namespace"))
    if namespace != "kube-system" or name not in NAMES:
        return None
    path = ("data", NAMES[str(name)])
    text = raw_at(config_map, path)
    if not isinstance(text, str):
        return None
    try:
        found: KubeProxyConfiguration = KUBE_PROXY_CONFIGURATION.read(read_yaml(text))
    except TextError as error:
        raise FieldError(error.problem, path) from None
    except FieldError as error:
        raise error.within(*path) from None
    return replace(found, metadata=replace(found.metadata, name="kube-proxy"))
