"""A flow may ask for a million requests: what would keep them all refuses, and what needs one sends one."""

from pathlib import Path

import pytest

from tests.fixtures.limited import natwalk
from tests.fixtures.markup import TEXT
from tests.fixtures.thorough import THOROUGH

MANY = TEXT.replace('"spec": {"from"', '"spec": {"requests": 1000000, "from"')
KEEPING = (("capture", "-o"), ("export", "--table", "events", "-o"), ("export", "--table", "conntrack", "-o"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.json"
    path.write_text(MANY)
    assert MANY != TEXT
    return path


@pytest.mark.parametrize("command", KEEPING, ids=lambda command: " ".join(command[:-1]))
def test_what_keeps_them_refuses(command: tuple[str, ...], path: Path, tmp_path: Path) -> None:
    name, *options = command
    found = natwalk(tmp_path, name, str(path), *options, str(tmp_path / "out"))
    assert "1000000 requests are more than the 10000" in found.sentence()
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "command", [("trace", "--all"), ("run",), ("check",)], ids=lambda command: command[0]
)
def test_what_needs_one_sends_one(command: tuple[str, ...], path: Path, tmp_path: Path) -> None:
    name, *options = command
    assert natwalk(tmp_path, name, str(path), *options).status < 2


def test_rules_that_draw_again_and_again(tmp_path: Path) -> None:
    """Thirty rules that draw have a thousand million paths: one is walked, all of them are refused."""
    draws = "".join(
        f"-A PREROUTING -m statistic --mode random --probability 0.5 -j MARK --set-xmark {bit}/{bit}\\n"
        for bit in range(30)
    )
    start = TEXT.index('"iptables": "') + len('"iptables": "')
    end = TEXT.index('"', TEXT.index("COMMIT", start))
    path = tmp_path / "a.json"
    path.write_text(f"{TEXT[:start]}*mangle\\n{draws}COMMIT\\n{TEXT[end:]}")
    assert natwalk(tmp_path, "trace", str(path)).status == 0
    if THOROUGH:  # all 20,000 take a minute
        assert "more than 20000 paths" in natwalk(tmp_path, "trace", str(path), "--all").sentence()
