"""Every reader takes what it is given or says in one sentence what is wrong: there is no third way."""

import random

import pytest

from tests.fuzz.mutate import mutated
from tests.fuzz.targets import TARGETS, attempt

RUNS = 300
FOUND = {
    "nft": [
        b"table",
        b"table ip kube-proxy {\n\tchain x {\n\t\tip saddr @\0 accept\n\t}\n}\n",
        b'{"nftables":' + b"[" * 100_000,
    ],
    "iptables": [b'*filter\n-A INPUT -m conntrack --ctstate "N\0" -j DROP\nCOMMIT\n'],
    "trace log": [
        b"TRACE: nat:PREROUTING:rule:1 IN=eth0 SRC=10.0.0.1 DST=10.0.0.2 SPT=COMMIT DPT=313[80",
        b"TRACE: nat:PREROUTING:rule:" + b"9" * 5000 + b" IN=eth0",
    ],
    "devices": [b"[" * 100_000],
    "routes": [b"[" * 100_000],
    "node state": [b"[" * 100_000, b'[{"a":' * 100_000],
    "autosave": [b'{"a":' * 100_000, b'{"path":"\xff"}'],
    "import": [b"apiVersion: v1\nkind: List\nitems:\n- &a x: {}\n- *a\n"],
}
"""What was found to fail once, by reader."""


@pytest.mark.parametrize("name", TARGETS)
def test_wrong_input_is_read_or_refused_in_one_sentence(name: str) -> None:
    target, dice = TARGETS[name], random.Random(name)
    assert target.seeds, "without something right there is nothing to make wrong"
    taken = sum(attempt(target, mutated(dice.choice(target.seeds), dice)) for _ in range(RUNS))
    assert taken > 0, "all of it is refused at the first letter"


@pytest.mark.parametrize("name", TARGETS)
def test_what_the_mutations_begin_with_is_right(name: str) -> None:
    assert all(attempt(TARGETS[name], seed) for seed in TARGETS[name].seeds)


@pytest.mark.parametrize(("name", "data"), [(name, data) for name, found in FOUND.items() for data in found])
def test_what_failed_once(name: str, data: bytes) -> None:
    attempt(TARGETS[name], data)
