"""Where behaviour is written: each step of a walk names the kernel's function, rules name kube-proxy's."""

from sandbox.explain.sources import sources_of
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
