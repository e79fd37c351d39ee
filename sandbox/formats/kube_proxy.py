"""The table of kube-proxy's configuration file."""

from sandbox.formats import codec as c
from sandbox.formats.codec import Codec, list_of
from sandbox.formats.durations import DURATION
from sandbox.formats.metadata import OPTIONAL
from sandbox.formats.table import Table, row
from sandbox.kube import ConntrackConfiguration, DetectLocalMode, KubeProxyConfiguration, ProxyMode
from sandbox.net import IPNetwork


def _read_cluster_cidr(value: object) -> tuple[IPNetwork, ...]:
    """One range, or one of each family with a comma between them."""
    return tuple(c.NETWORK.read(part) for part in c.text(value).split(",") if part.strip())


def _write_cluster_cidr(networks: tuple[IPNetwork, ...]) -> str:
    return ",".join(map(str, networks))


_ADDRESS_WORDS = ("primary", "localhost", "all")


def _read_node_port_address(value: object) -> str:
    if c.text(value) in _ADDRESS_WORDS or c.masked(c.text(value)):
        return c.text(value)
    raise c.refuse(value, 'an address range such as 10.0.0.0/8, nor "primary", "localhost" or "all"')


_INTERFACE = c.matching(r"[^\s/\"'\\]{0,15}", "an interface's name of at most 15 characters")
_NODE = c.matching(r"(?:[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?)?", "a node's name")
_COUNT = c.integer(0, 2**31 - 1)
_MARK_BIT = c.integer(0, 31)
_SCHEDULER = c.matching("[a-z]*", "an IPVS scheduler such as rr")

CONNTRACK = Table(
    ConntrackConfiguration,
    (
        row("max_per_core", "maxPerCore", _COUNT),
        row("minimum", "min", _COUNT),
        row("tcp_established_timeout", "tcpEstablishedTimeout", DURATION),
        row("tcp_close_wait_timeout", "tcpCloseWaitTimeout", DURATION),
        row("tcp_be_liberal", "tcpBeLiberal", c.BOOLEAN),
        row("udp_timeout", "udpTimeout", DURATION),
        row("udp_stream_timeout", "udpStreamTimeout", DURATION),
    ),
)

KUBE_PROXY_CONFIGURATION = Table(
    KubeProxyConfiguration,
    (
        OPTIONAL,
        row("mode", "mode", c.one_of(ProxyMode, empty=ProxyMode.IPTABLES), always=True),
        row("cluster_cidrs", "clusterCIDR", Codec(_read_cluster_cidr, _write_cluster_cidr)),
        row(
            "detect_local_mode",
            "detectLocalMode",
            c.one_of(DetectLocalMode, empty=DetectLocalMode.CLUSTER_CIDR),
        ),
        row("bridge_interface", "detectLocal.bridgeInterface", _INTERFACE),
        row("interface_name_prefix", "detectLocal.interfaceNamePrefix", _INTERFACE),
        row("node_port_addresses", "nodePortAddresses", list_of(Codec(_read_node_port_address))),
        row("masquerade_all", "iptables.masqueradeAll", c.BOOLEAN),
        row("nftables_masquerade_all", "nftables.masqueradeAll", c.BOOLEAN),
        row("masquerade_bit", "iptables.masqueradeBit", _MARK_BIT),
        row("nftables_masquerade_bit", "nftables.masqueradeBit", _MARK_BIT),
        row("localhost_node_ports", "iptables.localhostNodePorts", c.BOOLEAN),
        row("ipvs_scheduler", "ipvs.scheduler", Codec(lambda value: _SCHEDULER.read(value) or "rr")),
        row("hostname_override", "hostnameOverride", _NODE),
        row("conntrack", "conntrack", CONNTRACK.codec()),
    ),
)
