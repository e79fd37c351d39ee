"""What a real node printed on the command line: attached, compared with generated rules, and with a walk."""

from pathlib import Path

import pytest

import resources
from sandbox.cli.main import main
from sandbox.formats import load
from tests.fixtures.node_state import FOLDER, printed

FILE = str(Path(resources.__file__).parent / "scenarios" / "nodeport-cluster.yaml")
NODE = "kubernetes-node-6jst"
SAVED = str(FOLDER / "iptables" / "iptables-save.txt")
LOG = str(FOLDER / "iptables" / "nft-trace.log")


@pytest.fixture
def changed(tmp_path: Path) -> str:
    """The node's rules with another translation."""
    path = tmp_path / "changed.txt"
    path.write_text(printed("iptables/iptables-save.txt").replace("10.180.1.136:8080", "10.180.1.9:8080"))
    return str(path)


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    status = main(argv)
    output = capsys.readouterr()
    return status, output.out, output.err


def test_attached_files_are_in_the_scenario(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = str(tmp_path / "out.yaml")
    files = [str(FOLDER / "iptables" / name) for name in ("conntrack.txt", "addr.json", "route.json")]
    status, text, told = run(capsys, "attach", FILE, "--node", NODE, SAVED, *files, "-o", out)
    assert (status, text) == (0, "")
    assert told.endswith(f"{NODE} now has iptables-save, conntrack -L, ip -j addr, ip -j route\n")
    (document,) = load(out).scenario.hosts
    assert document.state.conntrack == printed("iptables/conntrack.txt")
    assert run(capsys, "run", out)[0] == 0
    assert run(capsys, "check", out)[:2] == (0, f"{out}: nothing to remark\n")


def test_without_a_file_it_goes_to_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["attach", FILE, "--node", NODE, SAVED]) == 0
    assert b"KUBE-SVC-IFSGUVPJVX5CWNQP" in capfdbinary.readouterr().out


def test_mistakes_are_one_sentence(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    broken = tmp_path / "broken.txt"
    broken.write_text("*nat\n-A NOWHERE -j ACCEPT\nCOMMIT\n")
    for argv, message in (
        (("--node", NODE, FILE), f"{FILE}: is not what one of these prints: iptables-save, "),
        (("--node", "x", SAVED), f"{FILE}: there is no Node x in the scenario"),
        (("--node", NODE, SAVED, SAVED), f"{SAVED}: is iptables-save again; give one file"),
        (
            ("--node", NODE, str(broken)),
            f"{FILE}: the state of Host {NODE} has a mistake in iptables: line 2: ",
        ),
        (("--node", NODE, "/nowhere"), "/nowhere: cannot be read: "),
    ):
        status, out, err = run(capsys, "attach", FILE, *argv)
        assert (status, out) == (2, "")
        assert err.startswith(message)
        assert err.count("\n") == 1


def test_the_same_rules_are_said_to_be_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "rules", FILE, "--node", NODE, "--against", SAVED)
    assert status == 0
    assert out == (
        "kube-proxy's chains and sets: 22 the same, 0 not\n"
        "other software's, which nothing is compared with: raw PREROUTING\n"
    )


def test_other_rules_are_shown_chain_by_chain(capsys: pytest.CaptureFixture[str], changed: str) -> None:
    status, out, _ = run(capsys, "rules", FILE, "--node", NODE, "--against", changed)
    assert status == 1
    lines = out.splitlines()
    assert lines[:3] == [
        f"--- generated for {NODE} (iptables, ipv4)",
        f"+++ {changed}",
        "@@ nat KUBE-SEP-UMAAAK2QFUFJNQOA @@ differs",
    ]
    chain = "-A KUBE-SEP-UMAAAK2QFUFJNQOA -p tcp -m comment --comment"
    rule = f'{chain} "default/nodeport" -m tcp -j DNAT --to-destination'
    assert lines[4:6] == [f"-{rule} 10.180.1.136:8080", f"+[2:120] {rule} 10.180.1.9:8080"]
    assert "the difference concerns these Services: default/nodeport (1)" in lines


def test_the_other_family_is_told_by_the_text(capsys: pytest.CaptureFixture[str]) -> None:
    saved = str(FOLDER / "iptables" / "ip6tables-save.txt")
    assert run(capsys, "rules", FILE, "--node", NODE, "--against", saved)[0] == 0


def test_what_holds_no_rules_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    file = str(FOLDER / "iptables" / "conntrack.txt")
    status, _, err = run(capsys, "rules", FILE, "--node", NODE, "--against", file)
    assert (status, err) == (2, f"{file}: holds no rules of ipv4; give it a node's rules\n")


def test_options_that_belong_together(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "trace", FILE, "--flow", "nodeport-6jst", "--node", NODE)
    assert (status, err.count("\n")) == (2, 1)
    assert "give that with --against LOG" in err
    status, _, err = run(capsys, "rules", FILE, "--all", "--against", SAVED)
    assert (status, err.count("\n")) == (2, 1)
    assert "give that with --node" in err


def test_what_nft_shows_of_iptables_rules_is_not_compared(capsys: pytest.CaptureFixture[str]) -> None:
    file = str(FOLDER / "iptables" / "nft.txt")
    status, out, err = run(capsys, "rules", FILE, "--node", NODE, "--against", file)
    assert (status, out) == (2, "")
    assert err.startswith(f"{file}: these rules were made by iptables, ")
    assert err.endswith("use iptables-save\n")


def test_a_log_that_agrees(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "trace", FILE, "--flow", "nodeport-6jst", "--against", LOG)
    assert status == 0
    assert out.endswith("\nprediction and log agree\n")
    assert out.count("ip nat ") == 11


def test_a_log_that_parts(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    log = tmp_path / "parting.log"
    log.write_text(printed("iptables/nft-trace.log").replace("10.180.1.136:8080", "10.180.1.9:8080"))
    status, out, _ = run(capsys, "trace", FILE, "--flow", "nodeport-6jst", "--against", str(log))
    assert status == 1
    assert f"{log}, line 14: ip nat KUBE-SEP-UMAAAK2QFUFJNQOA: " in out
    assert out.endswith(f"\nprediction and log part at line 14 of {log}, in the request\n")


def test_a_log_of_another_node_and_no_log(capsys: pytest.CaptureFixture[str]) -> None:
    flow = ("trace", FILE, "--flow", "nodeport-6jst", "--against")
    status, out, _ = run(capsys, *flow[:3], "nodeport-cx31", "--against", LOG)
    assert status == 1
    assert "has no packet of this flow on node/kubernetes-node-cx31" in out
    assert run(capsys, *flow, SAVED)[2].startswith(f"{SAVED}: no packet is traced here; ")
    assert run(capsys, *flow, LOG, "--node", "x")[2].startswith(
        "natwalk trace: no path of the flow crosses node/x"
    )
