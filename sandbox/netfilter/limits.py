"""How much each `limit` has left, as a value."""

from types import MappingProxyType

import msgspec

from sandbox.netfilter.extensions import Limit

SECOND = 10**9
"""In the kernel's nanoseconds."""


class Limits(msgspec.Struct, frozen=True):
    """For each limit that was asked what was left then, in nanoseconds that it takes to fill up, and when."""

    left: MappingProxyType[str, tuple[int, int]] = MappingProxyType({})

    def asked(self, site: str, limit: Limit, now: float) -> tuple[bool, "Limits"]:
        """Whether the limit at `site` has room for a packet at `now`, and the limits after it.

        kernel: net/netfilter/nft_limit.c nft_limit_eval
        """
        cost, time = limit.seconds * SECOND // limit.rate, round(now * SECOND)
        full = cost * limit.burst
        left, since = self.left.get(site, (full, time))
        tokens = min(left + time - since, full)
        has_room = tokens >= cost
        kept = (tokens - cost if has_room else tokens, time)
        return has_room, Limits(MappingProxyType(self.left | {site: kept}))
