"""The lists of `-m recent` and the sets that nftables rules fill, as a value."""

from types import MappingProxyType
from typing import TypeAlias

import msgspec

from sandbox.net import IPAddress

Stamps: TypeAlias = tuple[float, ...]

SOURCES_PER_LIST = 100
"""kernel: net/netfilter/xt_recent.c ip_list_tot, the module's default."""

_NO_SOURCES: MappingProxyType[IPAddress, Stamps] = MappingProxyType({})


MOST_STAMPS = 255
"""kernel: net/netfilter/xt_recent.c XT_RECENT_MAX_NSTAMPS, less one."""


class RecentLists(msgspec.Struct, frozen=True):
    """For each list the sources on it and when each was put there, the last time last, in simulated seconds.

    A list is named as the rules name it: after `--name`, or after the set.
    """

    lists: MappingProxyType[str, MappingProxyType[IPAddress, Stamps]] = MappingProxyType({})

    def stamps(self, name: str, source: IPAddress) -> Stamps:
        """When `source` was put on list `name`; empty if it is not there."""
        return self.lists.get(name, _NO_SOURCES).get(source, ())

    def seen_within(self, name: str, source: IPAddress, seconds: float, now: float, hits: int = 1) -> bool:
        """Whether `source` was put on the list `hits` times at most `seconds` ago, at any time if that is 0.

        kernel: net/netfilter/xt_recent.c recent_mt
        """
        stamps = self.stamps(name, source)
        return len(stamps) >= hits and (not seconds or now - stamps[-hits] <= seconds)

    def holds(self, name: str, source: IPAddress, timeout: float, now: float) -> bool:
        """Whether set `name` has an element `source` that has not expired; without a `timeout` none does.

        kernel: include/net/netfilter/nf_tables.h __nft_set_elem_expired
        """
        stamps = self.stamps(name, source)
        return bool(stamps) and (not timeout or now - stamps[-1] < timeout)

    def with_source(
        self, name: str, source: IPAddress, now: float, limit: int = SOURCES_PER_LIST
    ) -> "RecentLists":
        """The lists with `source` on list `name` as of `now`; a list of `limit` sources loses its oldest.

        kernel: net/netfilter/xt_recent.c recent_entry_init, recent_entry_update
        """
        sources = self.lists.get(name, _NO_SOURCES).copy()
        stamps = sources.pop(source, ())
        if len(sources) >= limit:
            del sources[next(iter(sources))]
        sources[source] = (*stamps[-MOST_STAMPS + 1 :], now)
        return RecentLists(MappingProxyType(self.lists | {name: MappingProxyType(sources)}))
