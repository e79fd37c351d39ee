"""Kernel settings, as far as the path of a packet asks for them."""

from collections.abc import Mapping

import msgspec

from sandbox.conntrack import sysctl_number


class InterfaceSettings(msgspec.Struct, frozen=True):
    """What the kernel does with IPv4 packets that come in by an interface: sysctls of its name.

    `rp_filter` 1 wants the best route back to lead there, another value any route.
    """

    route_localnet: int
    accept_local: int
    rp_filter: int

    @classmethod
    def of(cls, sysctls: Mapping[str, str], interface: str) -> "InterfaceSettings":
        """Those of an interface that is made with the default ones: its own, or that for all if larger.

        kernel: include/linux/inetdevice.h IN_DEV_MAXCONF, IN_DEV_ORCONF
        """

        def setting(name: str) -> int:
            default = sysctls.get(f"net.ipv4.conf.default.{name}", "0")
            own = sysctls.get(f"net.ipv4.conf.{interface.replace('.', '/')}.{name}", default)
            every = sysctls.get(f"net.ipv4.conf.all.{name}", "0")
            return max(sysctl_number(own), sysctl_number(every))

        return cls(*map(setting, cls.__struct_fields__))
