"""The lists of `-m recent` and the sets that nftables rules fill, as a value."""

from types import MappingProxyType

import msgspec

from sandbox.net import IPAddress

SOURCES_PER_LIST = 100
"""kernel: net/netfilter/xt_recent.c ip_list_tot, the module's default."""

_NO_SOURCES: MappingProxyType[IPAddress, float] = MappingProxyType({})


class RecentLists(msgspec.Struct, frozen=True):
    """For each list the sources on it and when each was last put there, in seconds of the simulated clock.

    A list is named as the rules name it: after `--name`, or after the set.
    """

    lists: MappingProxyType[str, MappingProxyType[IPAddress, float]] = MappingProxyType({})

    def seen_within(self, name: str, source: IPAddress, seconds: float, now: float) -> bool:
        """Whether `source` was put on the list at most `seconds` ago."""
        stamp = self.lists.get(name, _NO_SOURCES).get(source)
        return stamp is not None and now - stamp <= seconds

    def holds(self, name: str, source: IPAddress, timeout: float, now: float) -> bool:
        """Whether set `name` has an element `source` that has not expired; without a `timeout` none does.

        kernel: include/net/netfilter/nf_tables.h __nft_set_elem_expired
        """
        stamp = self.lists.get(name, _NO_SOURCES).get(source)
        return stamp is not None and (not timeout or now - stamp < timeout)

    def with_source(
        self, name: str, source: IPAddress, now: float, limit: int = SOURCES_PER_LIST
    ) -> "RecentLists":
        """The lists with `source` on list `name` as of `now`; a list of `limit` sources loses its oldest.

        kernel: net/netfilter/xt_recent.c recent_entry_init, recent_entry_update
        """
        sources = self.lists.get(name, _NO_SOURCES).copy()
        sources.pop(source, None)
        if len(sources) >= limit:
            del sources[next(iter(sources))]
        sources[source] = now
        return RecentLists(MappingProxyType(self.lists | {name: MappingProxyType(sources)}))
