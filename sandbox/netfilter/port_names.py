"""Ports by name, as rules that people write have them; both tools print numbers."""

from collections.abc import Mapping
from types import MappingProxyType

PORT_NAMES: Mapping[str, int] = MappingProxyType({"ssh": 22, "domain": 53, "http": 80, "https": 443})
"""Of /etc/services, what firewalls name."""
