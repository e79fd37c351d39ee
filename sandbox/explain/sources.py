"""Where a step's behaviour is written: the kernel's function, and kube-proxy's for rules that it made."""

from collections.abc import Iterator

import msgspec

from sandbox.explain.looking import step_at
from sandbox.explain.rules import fired_ref, fired_rule
from sandbox.net import Packet, Protocol
from sandbox.netfilter import Masquerade, RuleRef, is_iptables
from sandbox.playback import Timeline
from sandbox.topology import Kernel
from sandbox.trace import (
    ConntrackEvent,
    ConntrackStep,
    DeliverStep,
    HookStep,
    NatStep,
    ReceiveStep,
    RejectStep,
    RouteStep,
    RuleStep,
    SendStep,
    Step,
    TransmitStep,
)

KERNEL = "https://elixir.bootlin.com/linux/latest/source/"
KUBE_PROXY = "https://github.com/kubernetes/kubernetes/blob/master/"


class Source(msgspec.Struct, frozen=True):
    """A function in someone's code: whose it is, its file and its name."""

    owner: str
    path: str
    function: str

    @property
    def link(self) -> str:
        """Where to read it."""
        return (KERNEL if self.owner == "kernel" else KUBE_PROXY) + self.path


Row = tuple[str, str]
BOTH: dict[str, Row] = {
    "track": ("net/netfilter/nf_conntrack_core.c", "nf_conntrack_in"),
    "confirm": ("net/netfilter/nf_conntrack_core.c", "__nf_conntrack_confirm"),
    "relate": ("net/netfilter/nf_conntrack_proto_icmp.c", "nf_conntrack_inet_error"),
    "kill": ("net/netfilter/nf_conntrack_proto_tcp.c", "nf_conntrack_tcp_packet"),
    "evict": ("net/netfilter/nf_conntrack_core.c", "early_drop"),
    "nat": ("net/netfilter/nf_nat_core.c", "nf_nat_inet_fn"),
    "nft": ("net/netfilter/nf_tables_core.c", "nft_do_chain"),
}
"""Functions that both families share."""
_TRACKING = {
    ConntrackEvent.CONFIRMED: "confirm",
    ConntrackEvent.RELATED: "relate",
    ConntrackEvent.DELETED: "kill",
    ConntrackEvent.MOVED: "nat",
    ConntrackEvent.EVICTED: "evict",
}
FAMILIES: dict[str, tuple[Row, Row]] = {
    "send": (("net/ipv4/ip_output.c", "ip_local_out"), ("net/ipv6/output_core.c", "ip6_local_out")),
    "receive": (("net/ipv4/ip_input.c", "ip_rcv"), ("net/ipv6/ip6_input.c", "ipv6_rcv")),
    "route": (("net/ipv4/fib_trie.c", "fib_table_lookup"), ("net/ipv6/route.c", "fib6_table_lookup")),
    "transmit": (
        ("net/ipv4/ip_output.c", "ip_finish_output2"),
        ("net/ipv6/ip6_output.c", "ip6_finish_output2"),
    ),
    "echo": (("net/ipv4/icmp.c", "icmp_echo"), ("net/ipv6/icmp.c", "icmpv6_echo_reply")),
    "iptables": (
        ("net/ipv4/netfilter/ip_tables.c", "ipt_do_table"),
        ("net/ipv6/netfilter/ip6_tables.c", "ip6t_do_table"),
    ),
    "masquerade": (
        ("net/netfilter/nf_nat_masquerade.c", "nf_nat_masquerade_ipv4"),
        ("net/netfilter/nf_nat_masquerade.c", "nf_nat_masquerade_ipv6"),
    ),
    "tcp": (("net/ipv4/tcp_ipv4.c", "tcp_v4_rcv"), ("net/ipv6/tcp_ipv6.c", "tcp_v6_rcv")),
    "udp": (("net/ipv4/udp.c", "udp_rcv"), ("net/ipv6/udp.c", "udpv6_rcv")),
    "reject": (
        ("net/ipv4/netfilter/nf_reject_ipv4.c", "nf_send_unreach"),
        ("net/ipv6/netfilter/nf_reject_ipv6.c", "nf_send_unreach6"),
    ),
}
"""A row for each thing the kernel does: IPv4's function, then IPv6's."""


def sources_of(timeline: Timeline, number: int) -> tuple[Source, ...]:
    """The functions whose behaviour step `number` shows; none where no kernel is at work."""
    step = step_at(timeline, number)
    ref = fired_ref(timeline, number)
    kernel = (_kernel(_masquerading(timeline, number) or name, step.before) for name in _names(step))
    return (*kernel, *_kube_proxy(ref))


def _names(step: Step) -> Iterator[str]:
    match step:
        case SendStep():
            yield "send"
        case ReceiveStep():
            yield "receive"
        case RouteStep():
            yield "route"
        case TransmitStep():
            yield "transmit"
        case HookStep(table=table) | RuleStep(ref=RuleRef(table=table)):
            yield "iptables" if is_iptables(table) else "nft"
        case ConntrackStep(event=event):
            yield _TRACKING.get(event, "track")
        case NatStep():
            yield "nat"
        case RejectStep(rule=RuleRef()):
            yield "reject"
        case DeliverStep(application=Kernel()):
            yield "echo"
        case DeliverStep() if step.after.protocol in (Protocol.TCP, Protocol.UDP):
            yield step.after.protocol.lower
        case _:
            return


def _masquerading(timeline: Timeline, number: int) -> str:
    """Whether the rewriting is the MASQUERADE of a rule."""
    if not isinstance(step_at(timeline, number), NatStep):
        return ""
    fired = fired_rule(timeline, number)
    rule = None if fired is None else step_at(timeline, fired)
    masquerades = isinstance(rule, RuleStep) and isinstance(rule.rule.expressions[-1], Masquerade)
    return "masquerade" if masquerades else ""


def _kernel(name: str, packet: Packet) -> Source:
    row = BOTH.get(name)
    if row is None:
        row = FAMILIES[name][0 if packet.source.version == 4 else 1]
    return Source("kernel", *row)


def _kube_proxy(ref: RuleRef | None) -> Iterator[Source]:
    """What wrote the rule, where kube-proxy did."""
    if ref is None:
        return
    if ref.table.endswith(" kube-proxy"):
        yield Source("kube-proxy", "pkg/proxy/nftables/proxier.go", "syncProxyRules")
    elif ref.chain.startswith("KUBE-SVC-"):
        yield Source("kube-proxy", "pkg/proxy/iptables/proxier.go", "writeServiceToEndpointRules")
    elif ref.chain.startswith("KUBE-"):
        yield Source("kube-proxy", "pkg/proxy/iptables/proxier.go", "syncProxyRules")
