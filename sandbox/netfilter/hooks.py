"""The netfilter hooks and the priorities at which things stand in them."""

from enum import IntEnum

from sandbox.net import Enumeration


class Hook(Enumeration):
    """A point of a packet's way where rules stand. kernel: include/uapi/linux/netfilter.h NF_INET_*."""

    PREROUTING = "PREROUTING"
    INPUT = "INPUT"
    FORWARD = "FORWARD"
    OUTPUT = "OUTPUT"
    POSTROUTING = "POSTROUTING"


class Priority(IntEnum):
    """When something runs in its hook: the lowest first.

    kernel: include/uapi/linux/netfilter_ipv4.h nf_ip_hook_priorities
    """

    RAW = -300
    CONNTRACK = -200
    MANGLE = -150
    DSTNAT = -100
    FILTER = 0
    SECURITY = 50
    SRCNAT = 100
    CONFIRM = 2**31 - 1
