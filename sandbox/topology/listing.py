"""Reading what `ip -j addr` prints, also with `-d`."""

import msgspec

from sandbox.net import InterfaceAddress, parse_interface_address
from sandbox.net.words import one_line


class AddressTextError(ValueError):
    """The text is not what `ip -j addr` prints; one sentence."""


class _LinkInfo(msgspec.Struct, frozen=True):
    info_kind: str = ""


class _Address(msgspec.Struct, frozen=True):
    local: str = ""
    prefixlen: int = 0
    scope: str = "global"


class _Line(msgspec.Struct, frozen=True):
    ifname: str = ""
    flags: list[str] = []
    link_type: str = ""
    master: str = ""
    linkinfo: _LinkInfo = _LinkInfo()
    addr_info: list[_Address] = []


class Device(msgspec.Struct, frozen=True):
    """A network device. `master` is the bridge that it is a port of; `kind` the driver's, which `-d` tells.

    `is_connected`: something is plugged in at the other end. Link-local IPv6 addresses are left out.
    """

    name: str
    addresses: tuple[InterfaceAddress, ...] = ()
    link_type: str = ""
    master: str = ""
    kind: str = ""
    is_connected: bool = True


def read_devices(text: str) -> tuple[Device, ...]:
    """The devices in their order. Raises AddressTextError."""
    try:
        lines = msgspec.json.decode(text or "[]", type=list[_Line])
        return tuple(_device(line) for line in lines if line.ifname)
    except (ValueError, RecursionError) as error:
        message = f"this is not what ip -j addr prints: {one_line(str(error))}"
        raise AddressTextError(message) from None


def _device(line: _Line) -> Device:
    return Device(
        line.ifname,
        tuple(
            parse_interface_address(f"{each.local}/{each.prefixlen}")
            for each in line.addr_info
            if each.local and each.scope != "link"
        ),
        line.link_type,
        line.master,
        line.linkinfo.info_kind,
        "LOWER_UP" in line.flags,
    )
