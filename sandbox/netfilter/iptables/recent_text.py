"""`-m recent` as `iptables-save` prints it."""

from sandbox.net import Family
from sandbox.netfilter.expressions import RecentCheck, RecentSet

RECENT_MASKS = {Family.IPV4: "255.255.255.255", Family.IPV6: ":".join(["ffff"] * 8)}
"""That of a whole address."""


def format_recent(match: RecentCheck | RecentSet, family: Family) -> str:
    """`-m recent --update --seconds 30 --hitcount 6 --name DEFAULT …`."""
    end = "--rdest" if match.of_destination else "--rsource"
    listed = f"--name {match.list_name} --mask {RECENT_MASKS[family]} {end}"
    return f"-m recent {_asked(match)} {listed}"


def _asked(match: RecentCheck | RecentSet) -> str:
    if isinstance(match, RecentSet):
        return "--set"
    option = "--update" if match.updates else "--rcheck"
    given = (
        f"! {option}" if match.negated else option,
        f"--seconds {match.seconds}" if match.seconds else "",
        "--reap" if match.reap else "",
        f"--hitcount {match.hits}" if match.hits else "",
    )
    return " ".join(each for each in given if each)
