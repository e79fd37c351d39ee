"""Where behaviour is written: each step of a walk names the kernel's function, rules name kube-proxy's."""

import re
from pathlib import Path

import pytest

from sandbox.explain.sources import BOTH, FAMILIES, sources_of
from sandbox.playback import Timeline
from sandbox.trace import BalanceStep, DropStep
from tests.fixtures.exchanges import dropped, replied

MASQUERADED = 22


def test_every_step_of_a_kernel_has_its_function() -> None:
    for exchange in (replied(), dropped()):
        timeline = Timeline.of(exchange)
        for number, moment in enumerate(timeline.moments):
            if not isinstance(moment.step, BalanceStep | DropStep):
                assert [each.owner for each in sources_of(timeline, number)][:1] == ["kernel"]


def test_a_masquerade_names_both() -> None:
    kernel, kube_proxy = sources_of(Timeline.of(replied()), MASQUERADED)
    assert kernel.function == "nf_nat_masquerade_ipv4"
    assert kube_proxy.path == "pkg/proxy/iptables/proxier.go"
    assert kube_proxy.link.startswith("https://github.com/kubernetes/kubernetes/")


ROWS = [*BOTH.values(), *(row for both in FAMILIES.values() for row in both)]


@pytest.mark.parametrize(("path", "function"), ROWS)
def test_every_name_is_a_file_of_the_kernel_and_a_function(path: str, function: str) -> None:
    assert re.fullmatch(r"net/(netfilter|ipv[46](/netfilter)?)/[a-z0-9_]+\.c", path)
    assert re.fullmatch(r"[a-z_][a-z0-9_]+", function)


SANDBOX = Path(__file__).parents[3] / "sandbox"
SOURCE = re.compile(r"(?:kernel|kube-proxy): ((?:net|include|pkg|cmd)/[^\s,;]*)(?: +(\S+))?")


def test_every_remark_on_a_source_names_a_file_and_what_is_in_it() -> None:
    for path in SANDBOX.rglob("*.py"):
        text = re.sub(r"\n\s*(?:# )?", " ", path.read_text(encoding="utf-8"))
        for file, name in SOURCE.findall(text):
            assert re.search(r"\.(c|h|go)$", file) or file == "pkg/cluster/ports", f"{path}: {file}"
            assert re.match(r"\w+", name), f"{path}: {file} {name}"
